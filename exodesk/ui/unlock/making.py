"""Making a record, in the worker: the file with its keys, and the clinic page in it. Leaves it closed."""

from dataclasses import dataclass
from pathlib import Path

from exodesk.core.records.clinic import Clinic
from exodesk.services.clinic import save_clinic
from exodesk.storage import creating
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.surroundings import Surroundings
from exodesk.ui.process.preferences import Folders


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    key: DatabaseKey
    clinic: Clinic


def make_record(path: Path, passphrase: str, clinic: Clinic, folders: Folders, surroundings: Surroundings) -> Made:
    """The proposed folder is made where it is missing; any other has to be there."""
    if path.parent == folders.records:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    record = creating.create(path, passphrase, copies=folders.key_copies, surroundings=surroundings)
    try:
        save_clinic(record, clinic)
        return Made(path, DatabaseKey.from_recovery_code(record.recovery_code), clinic)
    finally:
        record.close()
