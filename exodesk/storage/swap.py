"""Putting a restored file in the place of a record, so that a kill at any moment leaves the one or the other.

What is to happen is written down first (`NAME.exodesk.restoring`) and done then; whoever next comes to the record ends
what was begun. The file that was there, with its log and keys, is set aside under a name of its own, never deleted.

Verbs of the command line open a record beside its window, so no lock of the window's keeps them away while its file
changes place: one that writes would leave its log beside a file that it does not belong to. So they share its folder
while they are at work, and whoever changes files holds it alone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from exodesk.core.errors import NotNow
from exodesk.storage.connection import WINDOW_PATIENCE, WORKER_PATIENCE
from exodesk.storage.files import (
    copy_privately,
    give_second_name,
    read_small,
    sweep_halves,
    sync_folder,
    write_whole,
)
from exodesk.storage.keys import keys_path
from exodesk.storage.lock import RecordLock, folder_held
from exodesk.storage.mark import mark_path

_LOGS = ("-wal", "-journal")


class ChangesPlace(NotNow):
    def __init__(self, path: Path) -> None:
        text = f"Another file is taking the place of {path.name}, such as a backup that is restored"
        super().__init__(f"{text}. Nothing was changed; try again in a moment.")


class VerbAtWork(NotNow):
    def __init__(self, path: Path) -> None:
        text = f"A command of Exodesk is at work on {path.name} or on a record beside it"
        super().__init__(f"{text}. Nothing was changed; try again when it has ended.")


@contextmanager
def kept_in_place(record_path: Path) -> Iterator[None]:
    """For a verb: no other file takes the place of this one meanwhile. What a kill left undone is ended before."""
    while True:
        with folder_held(record_path.parent, ChangesPlace(record_path), patience=WORKER_PATIENCE, shared=True):
            if not intent_path(record_path).exists():
                yield
                return
        finish_what_was_left(record_path)


@contextmanager
def changing_place(record_path: Path) -> Iterator[None]:
    """For who holds the record's lock: no verb is at work on its file meanwhile, and none begins."""
    with folder_held(record_path.parent, VerbAtWork(record_path), patience=WORKER_PATIENCE):
        yield


def intent_path(record_path: Path) -> Path:
    return record_path.with_name(record_path.name + ".restoring")


def aside_path(record_path: Path, now: datetime) -> Path:
    """The name under which a record is set aside."""
    return record_path.with_name(f"{record_path.stem} set aside {now:%Y%m%dT%H%M%SZ}{record_path.suffix}")


def begin(record_path: Path, partial: Path, aside: Path) -> None:
    """From here on it will happen. The caller is `changing_place`, and nobody has the file open."""
    sweep_halves(intent_path(record_path))
    names = {"partial": partial.name, "aside": aside.name}
    write_whole(intent_path(record_path), json.dumps(names).encode())
    _carry_out(record_path)


def finish(record_path: Path) -> None:
    """End what was begun; nothing, where nothing was. The caller holds the record's lock."""
    if intent_path(record_path).exists():
        with folder_held(record_path.parent, VerbAtWork(record_path), patience=WINDOW_PATIENCE):
            _carry_out(record_path)


def _carry_out(record_path: Path) -> None:
    intent = intent_path(record_path)
    try:
        names = read_small(intent)
        partial, aside = (record_path.with_name(str(names[name])) for name in ("partial", "aside"))
    except (OSError, ValueError, KeyError, TypeError):
        return
    if partial.exists():
        _set_aside(record_path, aside)
        partial.replace(record_path)  # the one atomic step
        sync_folder(record_path.parent)
    if keys_path(partial).exists():
        keys_path(partial).replace(keys_path(record_path))
    intent.unlink(missing_ok=True)
    sync_folder(record_path.parent)


def finish_what_was_left(record_path: Path) -> None:
    """The same for who holds no lock yet: after a kill, the next one who comes."""
    if intent_path(record_path).exists():
        with RecordLock(record_path):
            finish(record_path)


def _set_aside(record_path: Path, aside: Path) -> None:
    """Each step may have been done before. The record keeps its name until the restored file takes it."""
    if record_path.exists() and not aside.exists():
        give_second_name(record_path, aside)
    for end in _LOGS:
        log = record_path.with_name(record_path.name + end)
        if log.exists() and not log.stat().st_size:  # it was only read
            log.unlink()
        elif log.exists():
            log.replace(aside.with_name(aside.name + end))
    record_path.with_name(record_path.name + "-shm").unlink(missing_ok=True)
    if mark_path(record_path).exists():
        mark_path(record_path).replace(mark_path(aside))
    if keys_path(record_path).exists() and not keys_path(aside).exists():
        copy_privately(keys_path(record_path), keys_path(aside))
