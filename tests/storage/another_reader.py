"""Another program's code for the same cipher: a record must not lean on the one library that wrote it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import apsw

from exodesk.storage.keys import DatabaseKey


@contextmanager
def reading(path: Path, key: DatabaseKey) -> Iterator[Any]:
    """SQLite3 Multiple Ciphers over a file as SQLCipher 4 writes it, with the key of the recovery code."""
    with closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
        for setting in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key.hexadecimal}'\""):
            connection.execute(f"PRAGMA {setting}")
        yield connection
