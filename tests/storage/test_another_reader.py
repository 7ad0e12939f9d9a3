"""What Exodesk wrote is read by a library of other hands, with nothing but the key."""

import apsw
import pytest

from exodesk.storage.keys import DatabaseKey
from exodesk.storage.recordfile import RecordFile
from tests.storage.another_reader import reading
from tests.storage.practice import Practice


def test_a_record_is_no_private_dialect(record: RecordFile, practice: Practice) -> None:
    practice.signed_visit()
    expected = [tuple(row) for row in record.read("SELECT id, volume_ul FROM injection")]
    record.close()
    with reading(record.path, record.key) as found:
        assert list(found.execute("PRAGMA integrity_check")) == [("ok",)]
        assert list(found.execute("SELECT id, volume_ul FROM injection")) == expected


def test_without_the_key_it_reads_nothing(record: RecordFile) -> None:
    record.close()
    with reading(record.path, DatabaseKey.new()) as found, pytest.raises(apsw.NotADBError):
        list(found.execute("SELECT count(*) FROM patient"))
