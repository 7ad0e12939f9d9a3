"""Two files of one record: the one that went counts, and the one that stayed is only read."""

from contextlib import closing
from pathlib import Path

import pytest

from exodesk.core.errors import StorageError
from exodesk.services.moving import move_record
from exodesk.storage.check import check
from exodesk.storage.copying import write_copy
from exodesk.storage.recordfile import RecordFile
from tests import way_in
from tests.factories import PASSPHRASE, a_patient


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_the_one_that_went_is_written_and_the_one_that_stayed_is_read(record: RecordFile, stick: Path) -> None:
    a_patient(record)
    to = move_record(record, stick)
    record.close()
    with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as there:
        assert not there.read_only
        a_patient(there, given_name="Blair")
        assert check(there) == []
    with closing(way_in.open_with_passphrase(record.path, PASSPHRASE)) as here:
        assert here.read_only
        assert here.why_read_only.startswith("It was moved to another computer on 02-Mar-2026")
        assert len(here.read("SELECT id FROM patient")) == 1
        assert check(here) == []
        with pytest.raises(StorageError):
            a_patient(here)


def test_it_goes_over_nothing_and_then_nothing_is_retired(record: RecordFile, stick: Path) -> None:
    (stick / record.path.name).write_text("something else")
    with pytest.raises(StorageError, match="is there already"):
        move_record(record, stick)
    record.close()
    with closing(way_in.open_with_passphrase(record.path, PASSPHRASE)) as here:
        assert not here.read_only


def test_begun_again_it_replaces_the_copy_that_nobody_opened(record: RecordFile, stick: Path) -> None:
    """Killed between the copy and the retirement, it would otherwise be refused for its own copy."""
    write_copy(record.copy_into, record.path, stick / record.path.name, record.key, made_at=record.now())
    a_patient(record)
    to = move_record(record, stick)
    with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as there:
        assert len(there.read("SELECT id FROM patient")) == 1


def test_a_copy_that_was_opened_since_is_not_replaced(record: RecordFile, stick: Path) -> None:
    to = stick / record.path.name
    write_copy(record.copy_into, record.path, to, record.key, made_at=record.now())
    with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as there:
        a_patient(there)
    with pytest.raises(StorageError, match="is there already"):
        move_record(record, stick)


def test_both_trails_tell_of_it(record: RecordFile, stick: Path) -> None:
    to = move_record(record, stick)
    told = "SELECT operation FROM audit_unit ORDER BY unit DESC LIMIT 1"
    assert record.read(told)[0][0] == "retire the record"
    with closing(way_in.open_with_passphrase(to, PASSPHRASE, read_only=True)) as there:
        assert there.read(told)[0][0] == "move to another computer"
