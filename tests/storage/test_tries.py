"""Wrong tries are counted outside the record, slow the next one down, and are told at the next unlock."""

import os
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exodesk.storage.keys import WrongPassphrase
from exodesk.storage.tries import Attempts, TooSoon, Tries, tries_path, wait_after
from tests.factories import Clock

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


def test_a_clock_that_was_set_back_delays_and_does_not_lock_out(tmp_path: Path) -> None:
    record, clock = tmp_path / "practice.exodesk", Clock(NOW - timedelta(days=400))
    after(6).write(tries_path(tmp_path, record))
    attempts = Attempts(tmp_path, record, clock)
    with pytest.raises(TooSoon, match="wait 4 s"), attempts.one():
        pytest.fail("it is to be waited")
    clock.pass_by(seconds=4)
    with attempts.one():
        pass
    assert attempts.tries.count == 6, "only who opens the record forgets them"


def test_only_a_wrong_secret_counts(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path / "not there yet", tmp_path / "practice.exodesk")
    for error, count in ((OSError(), 0), (WrongPassphrase(), 1), (KeyboardInterrupt(), 1)):
        with pytest.raises(type(error)), attempts.one():
            raise error
        assert attempts.tries.count == count


WRONG_TRY = """
import hashlib, sys
from pathlib import Path
from exodesk.storage.keys import WrongPassphrase
from exodesk.storage.tries import Attempts, TooSoon
attempts = Attempts(Path(sys.argv[1]), Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
try:
    with attempts.one():
        hashlib.scrypt(b"a guess", salt=b"a salt", n=2**14, r=8, p=1)
        raise WrongPassphrase
except TooSoon:
    print("refused")
except WrongPassphrase:
    print("tried")
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows locks no folder")
def test_many_at_once_are_no_way_round_the_wait(tmp_path: Path) -> None:
    """Each is a process of its own, and all begin at the same moment."""
    command = [sys.executable, "-c", WRONG_TRY, str(tmp_path), str(tmp_path / "practice.exodesk")]
    with ExitStack() as stack:
        start = partial(subprocess.Popen, command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        guessers = [stack.enter_context(start()) for _ in range(12)]
        for each in guessers:
            assert each.stdout
            each.stdout.readline()
        for each in guessers:
            assert each.stdin
            each.stdin.write("go\n")
            each.stdin.flush()
        said = sorted(each.communicate()[0].strip() for each in guessers)
    assert said == ["refused"] * 7 + ["tried"] * 5
    assert Tries.read(tries_path(tmp_path, tmp_path / "practice.exodesk")).count == 5
