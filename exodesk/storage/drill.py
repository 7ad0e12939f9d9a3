"""Proof that a backup comes back: it is restored into a folder that is gone afterwards, checked, and compared.

What the last one came to lies beside the backups, and so does the day on which their bytes were last read.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from exodesk.core.dates import utc_from_text, utc_text
from exodesk.core.safekeeping import Proof
from exodesk.storage.backup import Backup, a_folder_for_the_drill
from exodesk.storage.files import read_small, write_whole
from exodesk.storage.finding import Finding
from exodesk.storage.opening import open_record
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.restoring import restore
from exodesk.storage.steps import Step

Check = Callable[[RecordFile], Iterable[Finding]]

_FILE = "proof.json"
_GROWS = frozenset({"audit", "audit_unit"})  # the restore itself is told there


@dataclass(frozen=True, slots=True)
class Looked:
    """What was last looked at: the bytes of all backups, and a restore. `second_at`: of when the second place's is."""

    bytes_at: datetime | None = None
    second_at: datetime | None = None
    proof: Proof | None = None

    @classmethod
    def read(cls, folder: Path) -> "Looked":
        try:
            data = read_small(folder / _FILE)
            return cls(_moment(data["bytes_at"]), _moment(data["second_at"]), _proof(data["proof"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, folder: Path) -> None:
        proof = self.proof
        data = {
            "bytes_at": utc_text(self.bytes_at) if self.bytes_at else None,
            "second_at": utc_text(self.second_at) if self.second_at else None,
            "proof": {"at": utc_text(proof.at), "visits": proof.visits, "problem": proof.problem} if proof else None,
        }
        write_whole(folder / _FILE, json.dumps(data, indent=1).encode() + b"\n")


def _moment(text: str | None) -> datetime | None:
    return utc_from_text(text) if text else None


def _proof(data: dict[str, Any] | None) -> Proof | None:
    if data is None:
        return None
    return Proof(at=utc_from_text(data["at"]), visits=int(data["visits"]), problem=str(data["problem"]))


def prove_by_restoring(record: RecordFile, backup: Backup, folder: Path, check: Check, step: Step) -> Proof:
    """Restore a backup of this record, run every check over it, and compare it with the manifest and the record."""
    with a_folder_for_the_drill(folder) as drill:
        path = drill / record.path.name
        restore(backup.path, record.key, path, step=step)
        step("Checking what was restored")
        with closing(open_record(path, record.key, exclusive=False, read_only=True)) as restored:
            with restored.stoppable(lambda: step("Checking what was restored")):
                problems = [finding.text for finding in check(restored)]
            problems += _differences(record, restored, backup)
            (visits,) = restored.read("SELECT count(DISTINCT entry_id) FROM visit")[0]
    proof = Proof(at=record.now(), visits=visits, problem=problems[0] if problems else "")
    record.log("prove a backup", f"{backup.path.name}: {proof.problem or f'restored, {proof.matched}'}")
    return proof


def _differences(record: RecordFile, restored: RecordFile, backup: Backup) -> list[str]:
    held = backup.manifest.contents
    found = [
        f"{count} rows of {name} were backed up and {there} came back."
        for name, count in held.counts.items()
        if name not in _GROWS and (there := restored.read(f'SELECT count(*) FROM "{name}"')[0][0]) != count  # noqa: S608  # names of the manifest of a proven copy
    ]
    sealed = "SELECT sha256 FROM audit_unit WHERE unit = ?"
    ours, theirs = record.read(sealed, [held.unit]), restored.read(sealed, [held.unit])
    if not theirs or bytes(theirs[0][0]).hex() != held.head:
        found.append("Its audit trail is not the one that was backed up.")
    elif not ours or bytes(ours[0][0]) != bytes(theirs[0][0]):
        found.append("Its audit trail is not that of this record.")
    return found
