"""Copies and their way back, without a window."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from exodesk.demo.world import PASSPHRASE
from exodesk.storage import driver, opening
from exodesk.storage.backup import back_up, folder_beside
from exodesk.storage.recordfile import RecordFile
from tests import way_in
from tests.cli.conftest import Run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "copy.exodesk"


def test_a_backup_is_a_record_with_what_it_holds_noted_beside_it(run: Run, practice: Path, out: Path) -> None:
    assert run("backup", practice, out).out == f"{out}\n"
    assert sorted(path.name for path in out.parent.glob("copy*")) == [
        "copy.exodesk",
        "copy.exodesk.json",
        "copy.exodesk.keys",
    ]
    assert run("find", out, "a").out == run("find", practice, "a").out
    assert run("check", out).code == 0


def test_the_trail_of_the_record_tells_of_it(run: Run, practice: Path, out: Path, record: RecordFile) -> None:
    run("backup", practice, out)
    told = record.read("SELECT reason FROM audit_unit WHERE operation = 'back up'")
    assert [row[0] for row in told] == ["A copy was made as copy.exodesk."]


def test_neither_writes_over_anything(run: Run, practice: Path, out: Path) -> None:
    out.write_text("a letter")
    for verb in ("backup", "restore"):
        done = run(verb, practice, out)
        assert (done.code, done.out) == (1, "")
        assert "is there already" in done.err
    assert out.read_text() == "a letter"


def test_restored_it_is_the_same_practice(run: Run, practice: Path, out: Path, tmp_path: Path) -> None:
    run("backup", practice, out)
    again = tmp_path / "again.exodesk"
    assert run("restore", out, again).out == f"{again}\n"
    assert run("due", again, "--today", "2026-11-23").out == run("due", practice, "--today", "2026-11-23").out
    assert run("check", again).code == 0


def test_the_recovery_code_opens_a_bare_copy(run: Run, practice: Path, out: Path, record: RecordFile) -> None:
    bare = out.with_name("bare.exodesk")
    run("backup", practice, out)
    shutil.copy(out, bare)
    code = f"{record.recovery_code.lower()}\n".encode()
    assert run("restore", bare, out.with_name("again.exodesk"), stdin=code).code == 0
    assert run("restore", bare, out.with_name("third.exodesk"), stdin=b"something else altogether\n").code == 1


def test_check_finds_a_backup_that_was_changed_since(run: Run, practice: Path, out: Path) -> None:
    run("backup", practice, out)
    with closing(way_in.open_with_passphrase(out, PASSPHRASE)) as copy:
        copy.log("print")
    found = json.loads(run("check", out, "--json").out)
    assert [each["code"] for each in found["findings"]] == ["manifest"]


def test_a_newer_record_is_refused_and_copied_whole(run: Run, practice: Path, out: Path) -> None:
    key = opening.unlock(practice, PASSPHRASE).key
    with closing(driver.connect(practice.as_uri(), busy_seconds=1)) as connection:
        driver.set_key(connection, key.hexadecimal)
        connection.execute("PRAGMA user_version=9999")
    assert "“exodesk backup” copies it whole" in run("check", practice).err
    assert run("backup", practice, out).code == 0
    assert json.loads(out.with_name(out.name + ".json").read_text())["user_version"] == 9999


def flip(path: Path, *, parts: int) -> None:
    """A byte in each of so many places, the first page among them."""
    content = bytearray(path.read_bytes())
    for number in range(parts):
        content[1000 + number * (len(content) - 2000) // parts] ^= 1
    path.write_bytes(content)


def test_check_of_a_damaged_record_leads_to_its_backup_and_to_what_can_be_read(run: Run, practice: Path) -> None:
    with closing(way_in.open_with_passphrase(practice, PASSPHRASE)) as whole:
        made = back_up(whole, folder_beside(practice))
    flip(practice, parts=1)
    said = run("check", practice).err
    assert "The newest good backup is of" in said
    assert f"exodesk restore {made.path} OUT" in said
    assert f"exodesk salvage {practice} OUT" in said


def test_what_can_be_read_becomes_a_record_and_what_is_missing_is_said(run: Run, practice: Path, out: Path) -> None:
    named = run("find", practice, "a").out
    flip(practice, parts=20)
    done = run("salvage", practice, out)
    assert "20 pages of" in done.out
    assert done.code == int("Missing" in done.out)
    assert run("find", out, "a").out == named
    assert run("salvage", practice, out).code == 1  # never over anything
    assert run("salvage", practice, out.with_name("third.exodesk"), stdin=b"something else\n").err.startswith(
        "exodesk: This is not the passphrase."
    )


def test_with_its_backup_a_damaged_record_is_whole_again(run: Run, practice: Path, out: Path) -> None:
    with closing(way_in.open_with_passphrase(practice, PASSPHRASE)) as whole:
        back_up(whole, folder_beside(practice))
    flip(practice, parts=20)
    assert run("salvage", practice, out).code == 0
    assert run("check", out).code == 0
