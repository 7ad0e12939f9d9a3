"""A file whose first bytes are gone: without its salt no page proves itself, so every key file remembers it."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exodesk.services import safekeeping
from exodesk.storage import backup, kept_copy, opening, rotation
from exodesk.storage.check import check
from exodesk.storage.driver import RecordDamaged
from exodesk.storage.keys import DatabaseKey, KeyFile, keys_path, salt_of
from exodesk.storage.pages import SIZE
from exodesk.storage.restoring import restore, restore_over
from exodesk.storage.salvage import NothingToSalvage, key_for, salvage
from tests import way_in
from tests.factories import PASSPHRASE as OF_FIXTURES
from tests.storage.contents import Table, all_of
from tests.storage.earlier_formats import copy_of
from tests.storage.practice import CHEAP, DAY, PASSPHRASE, Practice, make

NEW = "another invented passphrase"


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "config"


@pytest.fixture
def path(tmp_path: Path, copies: Path) -> Path:
    """A closed record of some fifty pages, with its second key file."""
    with closing(make(tmp_path / "practice.exodesk", copies=copies)) as record:
        practice = Practice(record)
        for number in range(12):
            practice.add(practice.a_visit(exam=f"{number} " * 2500))
        practice.signed_visit()
    return tmp_path / "practice.exodesk"


def without_beginning(path: Path, size: int) -> None:
    content = bytearray(path.read_bytes())
    content[:size] = bytes(size)
    path.write_bytes(content)


def remembers(path: Path) -> bool:
    keys = KeyFile.read(keys_path(path))
    return keys is not None and keys.salts == (salt_of(path),)


def all_but_the_trail(path: Path) -> dict[str, Table]:
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        return {name: rows for name, rows in all_of(record).items() if name not in {"audit", "counter"}}


@pytest.mark.parametrize("lost", [16, SIZE, 3 * SIZE])
@pytest.mark.parametrize("left", ["beside", "second copy"])
def test_all_that_stands_on_other_pages_is_read(path: Path, copies: Path, lost: int, left: str) -> None:
    before = all_but_the_trail(path)
    if left == "second copy":
        keys_path(path).unlink()
    without_beginning(path, lost)
    with pytest.raises(RecordDamaged):
        opening.unlock(path, PASSPHRASE, copies)
    to = path.with_name("new.exodesk")
    told = salvage(path, key_for(path, PASSPHRASE, copies), to, copies=copies, passphrase=PASSPHRASE, cost=CHEAP)
    assert told.is_all_there
    assert told.unreadable == lost // SIZE
    assert all_but_the_trail(to) == before
    with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as record:
        assert check(record) == []


def test_the_log_remembers_it_too(path: Path, tmp_path: Path) -> None:
    """A file that grew has its first page in the log until that is brought in: then the code alone is enough."""
    left = tmp_path / "left"
    left.mkdir()
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        practice = Practice(record)
        practice.add(practice.a_visit(exam="only in the log " * 900))
        code = record.recovery_code
        for end in ("", "-wal"):
            shutil.copy(path.with_name(path.name + end), left)
    without_beginning(left / path.name, SIZE)
    with pytest.raises(RecordDamaged):
        opening.unlock_with_recovery_code(left / path.name, code)
    salvage(
        left / path.name,
        key_for(left / path.name, code),
        to := tmp_path / "new.exodesk",
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )
    assert all_but_the_trail(to) == all_but_the_trail(path)


def test_where_no_key_file_remembers_it_nothing_can_be_read_and_that_is_said(path: Path, tmp_path: Path) -> None:
    key = opening.unlock(path, PASSPHRASE).key
    keys_path(path).unlink()
    without_beginning(path, SIZE)
    with pytest.raises(NothingToSalvage):
        salvage(path, key, tmp_path / "new.exodesk", copies=tmp_path / "nothing")


def test_a_wrong_one_is_passed_over(path: Path, copies: Path, tmp_path: Path) -> None:
    """They are not authenticated: what somebody writes there opens no page, and the next one is tried."""
    known = KeyFile.read(keys_path(path))
    assert known
    replace(known, salts=(b"not this one....", *known.salts)).write(keys_path(path))
    key = opening.unlock(path, PASSPHRASE).key
    assert remembers(path)
    replace(known, salts=(b"not this one....",)).write(keys_path(path))
    without_beginning(path, SIZE)
    assert salvage(path, key, tmp_path / "new.exodesk", copies=copies).is_all_there


def _passphrase_changed(path: Path, _: DatabaseKey, copies: Path) -> Path:
    opening.change_passphrase(path, PASSPHRASE, NEW, copies=copies, cost=CHEAP)
    return path


def _given_a_new_key(path: Path, key: DatabaseKey, copies: Path) -> Path:
    kept = rotation.change_key(path, key, DatabaseKey.new(), PASSPHRASE, today=DAY, copies=copies, cost=CHEAP)
    assert remembers(kept)
    return path


def _backed_up(path: Path, key: DatabaseKey, _: Path) -> Path:
    with closing(opening.open_record(path, key)) as record:
        made = backup.back_up(record, backup.folder_beside(path))
        second = backup.copy_to_second_place(made, path.with_name("stick"))
    assert remembers(second.path)
    return made.path


def _restored(path: Path, key: DatabaseKey, copies: Path) -> Path:
    restore(_backed_up(path, key, copies), key, path.with_name("restored.exodesk"))
    return path.with_name("restored.exodesk")


def _restored_over(path: Path, key: DatabaseKey, copies: Path) -> Path:
    aside = restore_over(_backed_up(path, key, copies), key, path, passphrase=NEW, cost=CHEAP)
    assert remembers(aside)
    return path


def _rescued(path: Path, key: DatabaseKey, copies: Path) -> Path:
    with closing(opening.open_record(path, key)) as record:
        path.unlink()
        return safekeeping.rescue(record, safekeeping.Places.of(path, None), path.parent, copies)


def _salvaged(path: Path, key: DatabaseKey, copies: Path) -> Path:
    salvage(path, key, path.with_name("saved.exodesk"), copies=copies)
    return path.with_name("saved.exodesk")


@pytest.mark.parametrize(
    "act",
    [
        lambda path, *_: path,
        _passphrase_changed,
        _given_a_new_key,
        _backed_up,
        _restored,
        _restored_over,
        _rescued,
        _salvaged,
    ],
)
def test_the_keys_beside_a_file_remember_how_this_one_begins(
    path: Path, copies: Path, act: Callable[[Path, DatabaseKey, Path], Path]
) -> None:
    """Every copy begins with a salt of its own, under whatever key."""
    before = salt_of(path)
    made = act(path, opening.unlock(path, PASSPHRASE).key, copies)
    assert remembers(made)
    if made != path or act in {_given_a_new_key, _restored_over}:
        assert salt_of(made) != before


def test_keys_of_an_earlier_exodesk_remember_it_from_the_next_unlocking_on(tmp_path: Path) -> None:
    path, copies = copy_of(3, tmp_path), tmp_path / "config"
    known = KeyFile.read(keys_path(path))
    assert known
    assert known.salts == ()
    opened = opening.unlock(path, OF_FIXTURES, copies)
    assert opened.findings == ()
    assert remembers(path)
    assert [KeyFile.read(each) for each in copies.iterdir()] == [KeyFile.read(keys_path(path))]
    opening.open_record(path, opened.key).close()
    assert remembers(kept_copy.kept_path(path, 3))
