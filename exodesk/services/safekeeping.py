"""Keeping the record safe: backups in two places, their bytes read every day, one of them restored every month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.core.safekeeping import PROOF_DUE, Safekeeping, due
from exodesk.storage import backup, drill
from exodesk.storage.adrift import Adrift
from exodesk.storage.backup import Backup, good_ones
from exodesk.storage.copying import write_copy
from exodesk.storage.drill import Check, Looked
from exodesk.storage.keys import key_files, keys_path
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.steps import HowFar, Step, no_step

DAILY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of backups beside the record, and the one in a place that somebody picked, if any."""

    own: Path
    second: Path | None = None

    @classmethod
    def of(cls, record_path: Path, picked: Path | None) -> "Places":
        second = backup.folder_in(picked, record_path) if picked else None
        return cls(backup.folder_beside(record_path), second)

    @property
    def second_at_hand(self) -> Path | None:
        """The second place, unless it is unplugged."""
        return self.second if self.second and self.second.parent.is_dir() else None


def standing(record: RecordFile, places: Places, failed: str = "", *, look_there: bool = True) -> Safekeeping:
    """What there is. `look_there`: into the second place, which may be slow; otherwise it is known by what it got."""
    own = _proven(places.own, record.db_uuid)
    second = places.second_at_hand if look_there else None
    there = _proven(second, record.db_uuid) if second else []
    looked = Looked.read(places.own)
    last_there = there[0].stamp if there else looked.second_at if places.second else None
    newest = max((each.stamp for each in (*own[:1], *there[:1])), default=None)
    return Safekeeping(
        last=newest,
        wants_second_place=not record.is_made_up,
        has_second_place=places.second is not None,
        last_in_second=last_there,
        proof=looked.proof,
        failed=failed,
    )


def rescue(record: RecordFile | Adrift, places: Places, records: Path, copies: Path, step: HowFar = no_step) -> Path:
    """Save what is still held of a file that has gone: beside it, or in the next place that is there.

    In any thread by its descriptor, or with the connection that is open. `records`: where new records lie; `copies`:
    the second key files. Where it lies now.
    """
    second = places.second_at_hand
    folders = [record.path.parent] if record.has_its_folder else []
    folders += [second.parent] if second else []
    refused: StorageError | None = None
    for folder in (*folders, records):
        try:
            return _rescue_into(folder, record, copies, step)
        except StorageError as error:
            refused = error
    raise refused or AssertionError


def _rescue_into(folder: Path, record: RecordFile | Adrift, copies: Path, step: HowFar) -> Path:
    try:
        to = _free(folder, f"{record.path.stem} rescued")
        if isinstance(record, Adrift):
            record.save_as(to, step)
        else:
            write_copy(record.copy_into, record.path, to, record.key, made_at=record.now())
        own = next((each for each in key_files(record.path, copies) if each.db_uuid == record.db_uuid), None)
        if own:
            own.of_file(to).write(keys_path(to))
    except OSError as error:
        raise StorageError(f"{folder} cannot take it ({error.strerror}).") from error
    return to


def _free(folder: Path, stem: str) -> Path:
    names = (f"{stem}{f' {number}' if number > 1 else ''}.exodesk" for number in count(1))
    return next(path for name in names if not (path := folder / name).exists())


def is_changed(record: RecordFile, places: Places) -> bool:
    """Whether the newest backup lacks anything that was written; drafts, prints and unlocking do not count.

    After an older backup was restored the newest one has come further, and in another past: it lacks what is now.
    """
    own = _proven(places.own, record.db_uuid)
    return not own or not backup.is_all_of(own[0], record)


def is_due(record: RecordFile, places: Places) -> bool:
    """Whether the day's first backup is still to be made."""
    own = _proven(places.own, record.db_uuid)
    return due(own[0].stamp if own else None, record.now(), DAILY)


def back_up(record: RecordFile, places: Places, step: Step = no_step) -> str:
    """Make a backup in the own folder and take it to the second place; what stood in the way of that, in words."""
    second = places.second_at_hand
    made = backup.back_up(record, places.own, also=[second] if second else [], step=step)
    backup.thin(places.own, record.db_uuid)
    return take_to_second_place(record, places, made, step)


def take_to_second_place(record: RecordFile, places: Places, made: Backup, step: Step = no_step) -> str:
    """Unplugged is not an error: its age is shown. A second place that refuses is told, and costs no backup."""
    second = places.second_at_hand
    if second is None:
        return ""
    try:
        if not any(each.number == made.number for each in _proven(second, record.db_uuid)):
            backup.copy_to_second_place(made, second, step)
        backup.thin(second, record.db_uuid)
        replace(Looked.read(places.own), second_at=made.stamp).write(places.own)
    except OSError as error:
        return f"{second.parent}: {error.strerror or 'it does not answer'}."
    except StorageError as error:
        return str(error)
    return ""


def catch_up_second_place(record: RecordFile, places: Places, step: Step = no_step) -> str:
    """A second place that was plugged in again gets the newest backup."""
    own = _proven(places.own, record.db_uuid)
    return take_to_second_place(record, places, own[0], step) if own else ""


def read_bytes_of_all(record: RecordFile, places: Places, step: Step = no_step) -> list[Backup]:
    """Once a day: compare every backup with the hash it was proven with. Those that differ count no more."""
    looked = Looked.read(places.own)
    if not due(looked.bytes_at, record.now(), DAILY):
        return []
    damaged = []
    for folder in (places.own, places.second_at_hand):
        for each in _proven(folder, record.db_uuid) if folder else []:
            step("Reading the backups")
            damaged += [each] if backup.note_damage(each) else []
    replace(looked, bytes_at=record.now()).write(places.own)
    return damaged


def prove(record: RecordFile, places: Places, check: Check, step: Step = no_step, *, now: bool = False) -> None:
    """Once a month, and `now` if asked: restore the newest backup for proof, the one of the second place if it can."""
    looked = Looked.read(places.own)
    if not now and looked.proof and not looked.proof.problem and not due(looked.proof.at, record.now(), PROOF_DUE):
        return
    own = _proven(places.own, record.db_uuid)
    there = _proven(places.second_at_hand, record.db_uuid) if places.second_at_hand else []
    chosen = max((*there[:1], *own[:1]), key=lambda each: each.number, default=None)
    if chosen:
        proof = drill.prove_by_restoring(record, chosen, places.own, check, step)
        replace(Looked.read(places.own), proof=proof).write(places.own)


def found_for(record_path: Path, db_uuid: str | None, picked: Path | None) -> Sequence[Backup]:
    """Every backup of a record in both places, the newest first, each once."""
    places = Places.of(record_path, picked)
    found: dict[str, Backup] = {}
    for folder in (places.own, places.second_at_hand):
        for each in backup.found_in(folder, db_uuid) if folder else []:
            if each.path.name not in found or (each.proven and not found[each.path.name].proven):
                found[each.path.name] = each
    return sorted(found.values(), key=lambda each: (each.proven, each.number), reverse=True)


def good_for(record_path: Path, picked: Path | None, step: Step = no_step) -> Iterator[Backup]:
    """The backups in both places of a record that may not open, the newest first, each read before it is named."""
    places = Places.of(record_path, picked)
    return good_ones([folder for folder in (places.own, places.second_at_hand) if folder], record_path, step)


def _proven(folder: Path, db_uuid: str) -> list[Backup]:
    return [each for each in backup.found_in(folder, db_uuid) if each.proven]
