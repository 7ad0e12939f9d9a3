"""G16: what encryption adds to the file. The same rows are written out with a key and without, page after page."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from exodesk.demo.world import PASSPHRASE
from exodesk.storage import driver, opening
from exodesk.storage.keys import DatabaseKey
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.goals import Measured

_MEGABYTE = 1_000_000


def measure(small: Archive, _large: Archive, _pairs: int) -> Iterator[Measured]:
    """In the small archive: each page gives up the same bytes, however many pages there are."""
    key = opening.unlock(small.path, PASSPHRASE).key
    with tempfile.TemporaryDirectory(prefix="exodesk-bench-", dir=small.path.parent) as folder:
        encrypted = _written_out(small.path, key, Path(folder) / "encrypted", DatabaseKey.new().hexadecimal)
        plain = _written_out(small.path, key, Path(folder) / "plain", "")
    yield Measured(goals.FILE_SIZE, encrypted / _MEGABYTE, plain / _MEGABYTE, encrypted / plain)


def _written_out(source: Path, key: DatabaseKey, target: Path, target_key: str) -> int:
    """The size of a new file with all rows of `source`; an empty key leaves it plain."""
    with closing(driver.connect(f"{source.as_uri()}?mode=ro", busy_seconds=1)) as connection:
        driver.set_key(connection, key.hexadecimal)
        connection.execute("ATTACH ? AS target KEY ?", [str(target), f"x'{target_key}'" if target_key else ""])
        connection.execute("SELECT sqlcipher_export('target')")
    return target.stat().st_size
