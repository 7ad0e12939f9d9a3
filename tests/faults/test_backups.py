"""A backup beside somebody who writes, and why one counts only when it was read through."""

import threading
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from exodesk.storage import backup, driver, opening
from exodesk.storage.keys import DatabaseKey
from tests.storage.practice import PASSPHRASE, Practice, make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    record = make(tmp_path / "practice.exodesk")
    practice = Practice(record)
    for number in range(100):
        practice.add(practice.a_visit(exam=f"{number} " * 800))
    record.close()
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, PASSPHRASE).key


def test_a_backup_while_somebody_writes_ends_proven_and_nobody_waits_long(path: Path, key: DatabaseKey) -> None:
    """The copy is of one moment; a save waits behind one pass of it at most."""
    with closing(opening.open_record(path, key)) as record:
        record.renew = None
        practice = Practice(record)
        done: list[backup.Backup] = []

        def back_up() -> None:
            with closing(record.for_worker()) as worker:
                done.append(backup.back_up(worker, backup.folder_beside(path)))

        thread, longest = threading.Thread(target=back_up), 0.0
        thread.start()
        while thread.is_alive():
            begun = perf_counter()
            practice.add(practice.a_visit())
            longest = max(longest, perf_counter() - begun)
        thread.join()
        assert longest < 10
        [made] = done
        assert made.manifest.fits(made.path)
        assert made.manifest.contents.unit <= record.head().unit


class BrokenOffError(Exception):
    pass


def break_off(*_: object) -> None:
    raise BrokenOffError


def test_the_control_a_half_copy_opens_empty_and_sound(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    """Broken off, it passes every check of the library: so a copy counts only with what it must hold."""
    half = tmp_path / "half.exodesk"
    with (
        closing(driver.connect(path.as_uri(), busy_seconds=1)) as source,
        closing(driver.connect(half.as_uri(), busy_seconds=1)) as target,
    ):
        driver.set_key(source, key.hexadecimal)
        driver.set_key(target, key.hexadecimal)
        with pytest.raises(BrokenOffError):
            source.backup(target, pages=5, progress=break_off, sleep=0)
    with closing(driver.connect(half.as_uri(), busy_seconds=1)) as opened:
        driver.set_key(opened, key.hexadecimal)
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
