"""Wrong passphrases on the command line: counted and delayed as in the window, by the same count."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from exodesk import cli
from exodesk.app import folders_of_user
from exodesk.core.dates import utc_text
from exodesk.demo.world import PASSPHRASE
from exodesk.storage.surroundings import system_clock
from exodesk.storage.tries import FREE_TRIES, Tries, tries_path
from tests import way_in
from tests.cli.conftest import Run, failed


def count_file(practice: Path) -> Path:
    """Where the window counts."""
    return tries_path(folders_of_user().tries, practice)


def wrong_tries(practice: Path, count: int, seconds_ago: int = 0) -> Tries:
    at = utc_text(system_clock() - timedelta(seconds=seconds_ago))
    made = Tries(count, at, at)
    made.write(count_file(practice))
    return made


def test_after_five_wrong_ones_the_right_one_has_to_wait(run: Run, practice: Path) -> None:
    for number in range(FREE_TRIES):
        assert Tries.read(count_file(practice)).count == number
        failed(run("due", practice, stdin=b"not the passphrase\n"), 1, "not the passphrase")
    failed(run("due", practice), cli.TRY_AGAIN, "too many wrong tries", "wait ", " s, then try again")
    wrong_tries(practice, FREE_TRIES, seconds_ago=2)
    assert run("due", practice).code == 0


@pytest.mark.parametrize("verb", ["check", "backup", "restore", "salvage"])
def test_every_verb_waits(run: Run, practice: Path, tmp_path: Path, verb: str) -> None:
    wrong_tries(practice, 20)
    out = tmp_path / "out.exodesk"
    failed(run(verb, practice, *([] if verb == "check" else [out])), cli.TRY_AGAIN, "wait 60 s")
    assert not out.exists()


def test_another_day_ends_no_wait(run: Run, practice: Path) -> None:
    wrong_tries(practice, 20)
    failed(run("due", practice, "--today", "2036-01-01"), cli.TRY_AGAIN, "wait")


def test_a_wrong_recovery_code_counts_too(run: Run, practice: Path) -> None:
    with closing(way_in.open_with_passphrase(practice, PASSPHRASE, read_only=True)) as record:
        code = record.recovery_code
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert run("due", practice, stdin=f"{wrong}\n".encode()).code == 1
    assert Tries.read(count_file(practice)).count == 1
    assert run("due", practice, stdin=f"{code}\n".encode()).code == 0


def test_who_writes_tells_the_trail_of_them_and_who_reads_leaves_them_to_be_told(run: Run, practice: Path) -> None:
    made = wrong_tries(practice, 3)
    assert run("due", practice).code == 0
    assert run("check", practice).code == 0, "they are no damage"
    assert Tries.read(count_file(practice)) == made
    days = ("--from", "2026-11-23", "--to", "2026-11-24")
    assert run("export", practice, practice.with_name("days.ics"), "--format", "ics", *days).code == 0
    assert Tries.read(count_file(practice)) == replace(made, count=0, first="", last="")
    with closing(way_in.open_with_passphrase(practice, PASSPHRASE, read_only=True)) as record:
        found = "SELECT reason FROM audit_unit WHERE operation = 'found on opening: failed_unlocks'"
        [(told,)] = record.read(found)
    assert told.startswith("3 wrong tries to unlock this record")
