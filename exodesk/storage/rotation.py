"""A new key, and with it a new recovery code: the record is copied into a file of that key, which takes its place.

At every moment one file of the record's name opens with the passphrase. While the files change places the key file
holds both keys, each wrapped by the passphrase, and the one that fits is found by trying. The record as it was is kept.
"""

import os
from contextlib import closing
from datetime import date
from pathlib import Path

from exodesk.core.dates import show_date
from exodesk.core.errors import StorageError
from exodesk.storage import keys
from exodesk.storage.connection import WINDOW_PATIENCE, connect
from exodesk.storage.copying import copy_whole, from_connection, need_room, sweep
from exodesk.storage.driver import RecordBusy, in_plain_words
from exodesk.storage.files import copy_privately, give_second_name, sync_folder
from exodesk.storage.keys import Cost, DatabaseKey, KeyFile, Slot
from exodesk.storage.steps import HowFar, no_step
from exodesk.storage.swap import changing_place


def change_key(
    path: Path,
    old: DatabaseKey,
    new: DatabaseKey,
    passphrase: str,
    *,
    today: date,
    copies: Path | None = None,
    step: HowFar = no_step,
    cost: Cost | None = None,
) -> Path:
    """Give a record that nobody has open another key; returns where the record as it was is kept.

    The caller holds the record's lock. The passphrase stays; older copies and backups keep the code they had.
    """
    partial = path.with_name(f".{path.name}.new-key.partial")
    need_room(path.parent, 2 * path.stat().st_size)
    try:
        with changing_place(path):
            db_uuid = _copy(path, partial, old, new, step)
            slot = Slot.wrap(new, passphrase, db_uuid, cost or Cost())
            kept = _keep(path, today)
            _change_places(path, partial, db_uuid, slot, _second(copies, path, db_uuid))
    except OSError as error:
        text = f"{path.name} was not given a new key ({error.strerror}). It opens as before."
        raise StorageError(text) from error
    finally:
        sweep(partial)
    return kept


def _copy(path: Path, partial: Path, old: DatabaseKey, new: DatabaseKey, step: HowFar) -> str:
    """The whole record under the new key, read through; while it is copied nobody else writes. Its name."""
    with closing(connect(path, old, patience=WINDOW_PATIENCE)) as source, in_plain_words(path):
        with closing(connect(path, old, patience=WINDOW_PATIENCE)) as guard:
            guard.execute("BEGIN IMMEDIATE")
            fill = from_connection(source, lambda done, of: step(done, of, "Copying"))
            held = copy_whole(fill, partial, new, lambda words: step(0, 0, words))
            guard.execute("ROLLBACK")
        if source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise RecordBusy
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        raise RecordBusy
    return held.db_uuid


def _keep(path: Path, today: date) -> Path:
    """The record as it was, with its keys, under a name that says until when."""
    numbers = ("", *(f" {number}" for number in range(2, 100)))
    kept = next(
        found
        for number in numbers
        if not os.path.lexists(found := path.with_name(f"{path.stem} until {show_date(today)}{number}{path.suffix}"))
    )
    if keys.keys_path(path).exists():
        copy_privately(keys.keys_path(path), keys.keys_path(kept))
    give_second_name(path, kept)
    sync_folder(path.parent)
    return kept


def _change_places(path: Path, partial: Path, db_uuid: str, slot: Slot, second: tuple[Path, ...]) -> None:
    """Both keys, then the file, then the new key alone: wherever it stops, the passphrase opens what is there."""
    places = (*second, keys.keys_path(path))
    before = KeyFile.read(keys.keys_path(path))
    former = before.slots if before and before.db_uuid == db_uuid else ()
    KeyFile(db_uuid, (*former, slot)).of_file(path, partial).write(*places)
    partial.replace(path)
    sync_folder(path.parent)
    KeyFile(db_uuid, (slot,)).of_file(path).write(*places)


def _second(copies: Path | None, path: Path, db_uuid: str) -> tuple[Path, ...]:
    return (keys.copy_path(copies, path, db_uuid),) if copies else ()
