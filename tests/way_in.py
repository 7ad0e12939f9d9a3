"""Unlocking and opening a record in one step, which the program does in two threads."""

from pathlib import Path

from exodesk.storage import opening
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings


def open_with_passphrase(
    path: Path,
    passphrase: str,
    *,
    copies: Path | None = None,
    surroundings: Surroundings | None = None,
    read_only: bool = False,
) -> RecordFile:
    """Unlock and open in one step, without the lock that the window holds."""
    unlocked = opening.unlock(path, passphrase, copies)
    return opening.open_record(
        path,
        unlocked.key,
        surroundings=surroundings,
        exclusive=False,
        read_only=read_only,
        findings=unlocked.findings,
    )


def open_with_recovery_code(
    path: Path, code: str, *, surroundings: Surroundings | None = None, read_only: bool = False
) -> RecordFile:
    """The same with the code, which needs no other file."""
    key = opening.unlock_with_recovery_code(path, code).key
    return opening.open_record(path, key, surroundings=surroundings, exclusive=False, read_only=read_only)
