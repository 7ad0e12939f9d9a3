"""A record whose file has a second name on its disk gets a file of its own before anybody writes into it.

SQLite keeps a log beside each name, so two windows that open one file by two names write over one another and damage
it; and whoever made the second name, such as a program for backups, takes it for a copy that stays as it was.
"""

from contextlib import closing
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.storage import swap
from exodesk.storage.connection import WORKER_PATIENCE, connect
from exodesk.storage.copying import PARTIAL, copy_whole, from_connection, need_room, no_half_copy
from exodesk.storage.finding import Finding
from exodesk.storage.keys import DatabaseKey, KeyFile, keys_path
from exodesk.storage.surroundings import Surroundings


class SecondName(StorageError):
    def __init__(self, path: Path) -> None:
        text = f"{path.name} has a second name on this disk, by which another program could write into it as well"
        super().__init__(f"{text}. Open it once in the window of Exodesk, which makes it a file of its own.")


def has_second_name(path: Path) -> bool:
    return path.stat().st_nlink > 1


def refuse_second_name(path: Path) -> None:
    """For who holds no lock."""
    if has_second_name(path):
        raise SecondName(path)


def make_own(path: Path, key: DatabaseKey, world: Surroundings) -> tuple[Finding, ...]:
    """Put a proven copy in the place of a file with two names, which keeps the others and gets one more.

    The caller holds the record's lock. Whoever writes by another name meanwhile is either not seen, or makes the copy
    fail, which is told.
    """
    if not has_second_name(path):
        return ()
    partial, aside = path.with_name(f".{path.name}.own{PARTIAL}"), swap.aside_path(path, world.now())
    with swap.changing_place(path), no_half_copy(path, partial):
        need_room(path.parent, 2 * path.stat().st_size)
        with closing(connect(path, key, patience=WORKER_PATIENCE, read_only=True, newer_too=True)) as source:
            copy_whole(from_connection(source), partial, key)
        if keys := KeyFile.read(keys_path(path)):
            keys.of_file(partial).write(keys_path(partial))
        swap.begin(path, partial, aside)
    text = f"{path.name} had a second name on this disk. It is a file of its own now"
    return (Finding("second_name", f"{text}; as it was it is kept as {aside.name}."),)
