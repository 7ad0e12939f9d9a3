"""Records of earlier formats, as their own code wrote them: copies to open, and which format a file is of."""

import shutil
from contextlib import closing
from pathlib import Path

from exodesk.storage import driver, opening
from tests.factories import PASSPHRASE
from tests.storage.files.make import path_of


def copy_of(version: int, folder: Path) -> Path:
    made = path_of(version)
    for end in ("", ".keys"):
        shutil.copy(made.with_name(made.name + end), folder / f"practice.exodesk{end}")
    return folder / "practice.exodesk"


def version_of(path: Path) -> int:
    """Of the file, asked without opening it as a record."""
    key = opening.unlock(path, PASSPHRASE).key
    with closing(driver.connect(path.as_uri(), busy_seconds=1)) as connection:
        driver.set_key(connection, key.hexadecimal)
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
