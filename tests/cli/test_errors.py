"""Every way a verb can fail: the right exit code, nothing on standard output, one line that says why."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exodesk import cli
from exodesk.cli.opening import key_copies
from exodesk.demo.world import PASSPHRASE
from exodesk.storage import driver, keys, opening
from tests import way_in
from tests.cli.conftest import Run, failed


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", "a"),
        ("timeline", "1"),
        ("due",),
        ("summary", "1", "--pdf", "x.pdf"),
        ("check",),
        ("backup", "x.exodesk"),
        ("restore", "x.exodesk"),
        ("salvage", "x.exodesk"),
    ],
    ids=lambda arguments: arguments[0],
)
class TestWhateverTheVerb:
    def test_a_record_that_is_not_there(self, run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        verb, *rest = arguments
        failed(run(verb, tmp_path / "nowhere.exodesk", *rest), 1, "There is no record at")
        assert list(tmp_path.iterdir()) == []

    def test_the_wrong_passphrase(self, run: Run, practice: Path, arguments: tuple[str, ...]) -> None:
        verb, *rest = arguments
        failed(run(verb, practice, *rest, stdin=b"not the passphrase\n"), 1, "not the passphrase")

    def test_a_day_that_does_not_exist(self, run: Run, practice: Path, arguments: tuple[str, ...]) -> None:
        verb, *rest = arguments
        failed(run(verb, practice, *rest, "--today", "2026-02-29"), 2, "--today", "2026-02-29")


def a_folder(path: Path) -> None:
    path.mkdir()


def an_empty_file(path: Path) -> None:
    path.touch()


def a_letter(path: Path) -> None:
    path.write_text("Dear colleague,\n" * 1000, encoding="utf-8")


def a_plain_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE patient (id TEXT)")
    connection.close()


@pytest.mark.parametrize("foreign", [a_folder, an_empty_file, a_letter, a_plain_database])
def test_what_is_no_record(run: Run, tmp_path: Path, foreign: object) -> None:
    path = tmp_path / "foreign.exodesk"
    assert callable(foreign)
    foreign(path)
    failed(run("check", path), 1, "foreign.exodesk")


def test_a_record_cut_short(run: Run, practice: Path) -> None:
    with practice.open("r+b") as file:
        file.truncate(practice.stat().st_size // 2 + 100)
    failed(run("find", practice, "a"), 1, "damaged")


def test_a_record_whose_first_page_is_overwritten(run: Run, practice: Path) -> None:
    with practice.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(200))
    failed(run("find", practice, "a"), 1, "damaged")


@pytest.mark.parametrize("part", [0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.99])
def test_a_record_damaged_anywhere_is_found_by_check(run: Run, practice: Path, part: float) -> None:
    """As a finding where it can be opened at all."""
    page = int(practice.stat().st_size // 4096 * part)
    with practice.open("r+b") as file:
        file.seek(4096 * page + 100)
        file.write(os.urandom(200))
    done = run("check", practice, "--json")
    assert done.code == 1
    assert ("damaged" in done.err) if done.err else not json.loads(done.out)["ok"]
    assert "Traceback" not in done.err


def test_damage_in_the_data_is_told_with_its_page(run: Run, practice: Path) -> None:
    """In a table that nobody asks for while a record is opened."""
    with closing(way_in.open_with_passphrase(practice, PASSPHRASE, read_only=True)) as record:
        page = record.read("SELECT rootpage FROM sqlite_master WHERE name = 'score'")[0]["rootpage"]
    with practice.open("r+b") as file:
        file.seek((page - 1) * 4096 + 100)
        file.write(os.urandom(200))
    told = json.loads(run("check", practice, "--json").out)
    assert {finding["code"] for finding in told["findings"]} >= {"page"}
    assert run("check", practice).out.startswith("page ")


def test_a_record_without_its_keys(run: Run, practice: Path) -> None:
    keys.keys_path(practice).unlink()
    shutil.rmtree(key_copies(), ignore_errors=True)
    failed(run("due", practice), 1, "keys", "recovery code")


def test_a_record_of_a_later_exodesk(run: Run, practice: Path) -> None:
    key = opening.unlock(practice, PASSPHRASE).key
    connection = driver.connect(practice.as_uri(), busy_seconds=1)
    driver.set_key(connection, key.hexadecimal)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    failed(run("due", practice), 1, "newer Exodesk")


def test_a_record_that_somebody_is_writing_to(run: Run, practice: Path, tmp_path: Path) -> None:
    """A verb that only reads is in nobody's way; a print that cannot be noted is said to have failed."""
    key = opening.unlock(practice, PASSPHRASE).key
    visit = json.loads(run("timeline", practice, "1", "--json").out)[1]["id"]
    connection = driver.connect(practice.as_uri(), busy_seconds=1)
    driver.set_key(connection, key.hexadecimal)
    connection.execute("BEGIN IMMEDIATE")
    assert run("due", practice).code == 0
    failed(run("summary", practice, visit, "--pdf", tmp_path / "page.pdf"), cli.TRY_AGAIN, "busy")
    connection.execute("ROLLBACK")
    connection.close()


@pytest.mark.parametrize("stdin", [b"", b"\n", b"\nmade-up practice\n"])
def test_no_passphrase(run: Run, practice: Path, stdin: bytes) -> None:
    failed(run("due", practice, stdin=stdin), 1, "No passphrase")


def test_bytes_that_are_no_text_are_a_wrong_passphrase(run: Run, practice: Path) -> None:
    failed(run("due", practice, stdin=b"\xff\xfe\x00made-up\n"), 1, "not the passphrase")


def test_a_passphrase_file_that_cannot_be_read(run: Run, practice: Path, tmp_path: Path) -> None:
    failed(run("due", practice, "--passphrase-file", tmp_path / "nowhere"), 2, "--passphrase-file")


@pytest.mark.parametrize("key", ["99999", "EX-99999", "01a209fe-0000-7000-8000-000000000000", "nobody"])
def test_a_patient_who_is_not_there(run: Run, practice: Path, key: str) -> None:
    failed(run("timeline", practice, key), 1, "There is no patient")


def test_a_visit_that_is_not_there(run: Run, practice: Path, tmp_path: Path) -> None:
    failed(run("summary", practice, "nothing", "--pdf", tmp_path / "page.pdf"), 1, "There is no visit")
    assert not (tmp_path / "page.pdf").exists()


@pytest.mark.parametrize("day", ["2026-13-01", "04-12-2026", "20261204", "2026-W49-5", "today", "", "2026-12-04T10:00"])
def test_a_date_that_is_none(run: Run, practice: Path, day: str) -> None:
    failed(run("due", practice, "--as-of", day), 2, "--as-of", "2026-12-04")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("find",),
        ("find", "RECORD"),
        ("due", "RECORD", "--what"),
        ("due", "RECORD", "more"),
        ("summary", "RECORD", "1"),
        ("summary", "RECORD", "1", "--pdf", "x.pdf", "--paper", "a5"),
        ("demo", "--patients", "0", "--no-window"),
        ("demo", "--patients", "many", "--no-window"),
        ("demo", "--seed", "x", "--no-window"),
        ("demo", "--today", "x", "--no-window"),
    ],
)
def test_what_was_typed_wrongly(run: Run, practice: Path, arguments: tuple[str, ...]) -> None:
    failed(run(*(practice if each == "RECORD" else each for each in arguments)), 2)


def test_a_page_is_never_written_over_a_record(run: Run, practice: Path) -> None:
    """Nor over anything else that is no PDF."""
    before = practice.read_bytes()
    failed(run("summary", practice, "1", "--pdf", practice), 2, "no PDF")
    assert practice.read_bytes() == before


def test_a_page_into_a_folder_that_is_not_there(run: Run, practice: Path, tmp_path: Path) -> None:
    visit = json.loads(run("timeline", practice, "1", "--json").out)[1]["id"]
    failed(run("summary", practice, visit, "--pdf", tmp_path / "nowhere" / "page.pdf"), 1, "no folder")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"plan": {"kind": "single", "planned_on": "2026-01-05"}, "as_of": ["2026-01-05"]} more',
        "[" * 100_000,
        "null",
        "[1]",
        '{"plan": {"kind": "double", "planned_on": "2026-01-05"}, "as_of": ["2026-01-05"]}',
        '{"plan": {"kind": "single", "planned_on": "2026-02-30"}, "as_of": ["2026-01-05"]}',
        '{"plan": {"kind": "single", "planned_on": "2026-01-05"}, "as_of": ["2026-01-05"], "dosis": []}',
        '{"plan": {"kind": "single", "planned_on": "2026-01-05"}, "as_of": [], "as_of": ["2026-01-05"]}',
        '{"plan": {"kind": "single", "planned_on": "2026-01-05"}}',
        "9" * 5000,
    ],
    ids=lambda text: text[:30] or "nothing",
)
def test_a_case_that_cannot_be_read(run: Run, text: str) -> None:
    failed(run("forecast", stdin=text.encode()), 2)


def test_a_case_that_is_no_text(run: Run) -> None:
    failed(run("forecast", stdin=b"\xff\xfe{"), 2, "not JSON")


def test_a_case_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    failed(run("forecast", tmp_path / "nowhere.json"), 2, "nowhere.json")


def test_demo_is_never_made_over_a_record(run: Run, practice: Path) -> None:
    before = practice.read_bytes()
    failed(run("demo", "--patients", "1", "--out", practice, "--no-window"), 1, "never overwritten")
    assert practice.read_bytes() == before


def test_demo_with_a_passphrase_that_is_too_short(run: Run, tmp_path: Path) -> None:
    short = tmp_path / "passphrase"
    short.write_text("short\n", encoding="utf-8")
    arguments = ("--out", tmp_path / "made.exodesk", "--passphrase-file", short, "--no-window")
    failed(run("demo", "--patients", "1", *arguments), 1, "12")
    assert list(tmp_path.iterdir()) == [short]
