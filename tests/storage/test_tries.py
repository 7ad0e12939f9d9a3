"""Wrong tries are counted outside the record, slow the next one down, and are told at the next unlock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exodesk.storage.tries import Tries, tries_path, wait_after

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def after(failures: int) -> Tries:
    tries = Tries()
    for number in range(failures):
        tries = tries.and_one(NOW + timedelta(minutes=number))
    return tries


def test_the_wait_grows_after_five_wrong_tries() -> None:
    assert [wait_after(failures) for failures in (1, 4, 5, 6, 7, 20)] == [0, 0, 2, 4, 8, 60]


def test_a_wait_passes_and_no_clock_shortens_it() -> None:
    tries, last = after(8), NOW + timedelta(minutes=7)
    assert tries.wait_s(last) == 16
    assert tries.wait_s(last + timedelta(seconds=10)) == 6
    assert tries.wait_s(last + timedelta(hours=1)) == 0
    assert tries.wait_s(last - timedelta(days=400)) == 16


def test_they_are_kept_and_told_with_their_times(tmp_path: Path) -> None:
    path = tries_path(tmp_path, tmp_path / "practice.exodesk")
    after(3).write(path)
    [finding] = Tries.read(path).finding(ZoneInfo("Asia/Kathmandu"))
    assert finding.code == "failed_unlocks"
    told = "3 wrong tries to unlock this record, from 02-Mar-2026 22:45 to 02-Mar-2026 22:47."
    assert finding.text == told, "the clinic's time, whatever the computer's zone is"
    assert Tries().finding(ZoneInfo("UTC")) == ()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"count": 3, "first": "x", "last": "y"}', b"[1]"])
def test_a_count_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tries.json"
    path.write_bytes(content)
    assert Tries.read(path) == Tries()


def test_two_records_of_one_name_have_two_counts(tmp_path: Path) -> None:
    assert tries_path(tmp_path, Path("/a/p.exodesk")) != tries_path(tmp_path, Path("/b/p.exodesk"))
