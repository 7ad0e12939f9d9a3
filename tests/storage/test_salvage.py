"""What can be read of a damaged record comes into a new one; what cannot is told; the damaged file is not touched."""

import json
import random
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage import backup, forecasts, opening, patients
from exodesk.storage.check import check
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.manifest import manifest_path
from exodesk.storage.pages import SIZE, Pages, pages_of
from exodesk.storage.salvage import key_for, salvage
from exodesk.storage.salvage.found import Found, look_through
from tests import way_in
from tests.factories import PASSPHRASE as OF_FIXTURES
from tests.factories import Clock, a_patient, a_plan, new_record
from tests.faults.rounds import rounds
from tests.storage.contents import Table, all_of, leaves_of
from tests.storage.earlier_formats import copy_of
from tests.storage.practice import PASSPHRASE, Practice, make


@dataclass(frozen=True)
class Whole:
    """A closed record of several hundred pages before anything happens to it, and all that it holds."""

    path: Path
    key: DatabaseKey
    held: dict[str, Table] = field(repr=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    path = tmp_path_factory.mktemp("whole") / "practice.exodesk"
    record = make(path)
    practice = Practice(record)
    for number in range(60):
        practice.add(practice.a_visit(exam=f"{number} " * (40 if number % 3 else 2500)))
        practice.add_patient(family_name=f"Sample {number}")
    for _ in range(12):
        signed = practice.signed_visit()
        with record.write("amend") as rows:
            practice.correct(rows, signed.visit, signed.injection, volume_ul=1500)
    with record.write("take back") as rows:
        visit = practice.a_visit()
        injection = practice.an_injection(visit)
        source = practice.a_source(injection)
        rows.insert(visit, injection, source)
    with record.write("take back") as rows:
        rows.delete("injection_source", "id = ?", [source.id])
    record.close()
    with closing(opening.open_record(path, record.key)) as found:
        return Whole(path, record.key, all_of(found))


def damaged(whole: Whole, folder: Path, change: Callable[[bytearray], bytearray]) -> Path:
    path = folder / "practice.exodesk"
    shutil.copy(whole.path.with_name(whole.path.name + ".keys"), folder)
    path.write_bytes(change(bytearray(whole.path.read_bytes())))
    return path


def flipped(*pages: int) -> Callable[[bytearray], bytearray]:
    def change(content: bytearray) -> bytearray:
        for page in pages:
            content[(page - 1) * SIZE + 2000] ^= 1
        return content

    return change


@pytest.mark.parametrize("share", [0.003, 0.03, 0.2])
@pytest.mark.parametrize("seed", range(rounds(2, 20)))
def test_no_row_is_made_up_and_none_is_lost_that_stood_on_another_page(
    whole: Whole, tmp_path: Path, seed: int, share: float
) -> None:
    count = whole.path.stat().st_size // SIZE
    pages = random.Random(seed).sample(range(2, count + 1), max(1, round(count * share)))
    path = damaged(whole, tmp_path, flipped(*pages))
    before = path.read_bytes()
    told = salvage(path, whole.key, tmp_path / "new.exodesk")
    assert path.read_bytes() == before
    with closing(way_in.open_with_passphrase(tmp_path / "new.exodesk", PASSPHRASE)) as record:
        held = all_of(record)
        assert record.read("PRAGMA integrity_check")[0][0] == "ok"
        assert record.read("PRAGMA foreign_key_check") == []
        assert {finding.code for finding in check(record)} <= OF_A_TRAIL_WITH_HOLES
    for name, rows in whole.held.items():
        kept = {key: row for key, row in held[name].items() if name != "audit" or row[1] != "counter"}
        assert all(row == rows.get(key) or as_said(whole, name, key, row) for key, row in kept.items()), name
        lost = standing(whole, path, name) - held[name].keys()
        assert len(lost) <= told.carried.left_out[name] + told.carried.homeless, name
        gone = {row_id for row_id in known(held, name) if row_id not in held[name]}
        of = re.compile(rf"Missing: (\d+) rows? of {name.replace('_', ' ')}(?: of EX-\d+)?[,.]")
        assert len(gone) == sum(int(said[1]) for line in told.missing if (said := of.match(line))), name


def test_nobody_misses_a_forecast_that_is_computed_anew(tmp_path: Path) -> None:
    """The page that leads to the forecasts is lost, with the part of the schema that names it; their pages stand."""
    with closing(new_record(tmp_path, Clock())) as record:
        plans = [a_plan(record, a_patient(record)).id for _ in range(60)]
        (root,) = record.read("SELECT rootpage FROM sqlite_master WHERE name = 'forecast'")
        path, key = record.path, record.key
    path.write_bytes(flipped(1, root[0])(bytearray(path.read_bytes())))
    told = salvage(path, key, tmp_path / "new.exodesk")
    assert told.carried.homeless == 0
    with closing(way_in.open_with_passphrase(tmp_path / "new.exodesk", OF_FIXTURES)) as record:
        assert set(forecasts.stored(record, plans)) == set(plans)


def as_said(whole: Whole, table: str, key: str, row: tuple[object, ...]) -> bool:
    """Whether a row is as the trail once had it: the last that is left of it, where later entries are lost."""
    held = {value for value in row if value is not None}
    versions = (each[6] for each in whole.held["audit"].values() if each[1] == table and each[2] == key)
    return table == "counter" or any(new and held <= set(json.loads(str(new)).values()) for new in versions)


OF_A_TRAIL_WITH_HOLES = {
    "audit_chain",
    "audit_gap",
    "audit_cut",
    "audit_stray",
    "row_unknown",
    "row_gone",
    "row_differs",
}


def standing(whole: Whole, path: Path, table: str) -> set[str]:
    """The rows of a table that lie on pages that are whole, their ends too."""
    with pages_of(whole.path, whole.key) as all_pages, pages_of(path, whole.key) as left:
        leaves = look_through(all_pages, lambda *_: None).tables.get(table, [])
        rows = Found(left).rows(leaves)
        return {str(row.rowid if row.values[0] is None else row.values[0]) for row in rows}


def known(held: dict[str, Table], table: str) -> set[str]:
    """What the trail that was carried says is there."""
    last = {
        row[2]: row[4] for _, row in sorted(held["audit"].items(), key=lambda each: int(each[0])) if row[1] == table
    }
    return {str(row_id) for row_id, op in last.items() if op != "delete"}


@pytest.mark.parametrize("table", ["visit", "patient", "injection"])
def test_a_page_of_rows_is_written_again_from_the_trail(whole: Whole, tmp_path: Path, table: str) -> None:
    """Rows and trail lie on different pages: with one of them lost, nothing is."""
    leaf = leaves_of(whole.path, whole.key, table)[-1]
    path = damaged(whole, tmp_path, flipped(leaf))
    told = salvage(path, whole.key, tmp_path / "new.exodesk")
    assert told.unreadable == 1
    assert (tmp_path / "new.exodesk").stat().st_mode & 0o077 == 0
    assert told.carried.from_trail[table]
    assert told.is_all_there
    assert "Nothing is missing that the audit trail knows of." in told.lines()
    with closing(way_in.open_with_passphrase(tmp_path / "new.exodesk", PASSPHRASE)) as record:
        assert all_of(record)[table] == whole.held[table]
        assert check(record) == []
        assert record.read("SELECT reason FROM audit_unit WHERE operation = 'salvage'")[0][0].startswith(
            "From practice"
        )


def cut_to_half(content: bytearray) -> bytearray:
    return content[: len(content) // 2 + 100]


def first_page_flipped(content: bytearray) -> bytearray:
    content[1000] ^= 1
    return content


@pytest.mark.parametrize("change", [cut_to_half, first_page_flipped, flipped(*range(2, 30))])
def test_with_a_backup_everything_until_then_is_there_whatever_is_lost(
    whole: Whole, tmp_path: Path, change: Callable[[bytearray], bytearray]
) -> None:
    """The newest one of the same history completes file and trail; a later one of another history is passed over."""
    path = damaged(whole, tmp_path, lambda content: content)
    with closing(opening.open_record(path, whole.key)) as record:
        backup.back_up(record, backup.folder_beside(path))
    held = path.read_bytes()
    path.write_bytes(change(bytearray(held)))
    found = backup.found_in(backup.folder_beside(path))
    told = salvage(path, whole.key, tmp_path / "new.exodesk", backups=found)
    assert told.backup == found[0].path.name
    assert told.is_all_there
    with closing(way_in.open_with_passphrase(tmp_path / "new.exodesk", PASSPHRASE)) as record:
        now = all_of(record)
        assert check(record) == []
    assert {name: now[name] for name in whole.held if name not in ("audit", "counter")} == {
        name: rows for name, rows in whole.held.items() if name not in ("audit", "counter")
    }


@pytest.mark.skipif(sys.platform != "linux", reason="a file whose bytes the system refuses")
def test_a_backup_that_the_disk_does_not_give_is_passed_over(whole: Whole, tmp_path: Path) -> None:
    path = damaged(whole, tmp_path, lambda content: content)
    folder = backup.folder_beside(path)
    with closing(opening.open_record(path, whole.key)) as record:
        older, newer = backup.back_up(record, folder), backup.back_up(record, folder)
    newer.path.unlink()
    newer.path.symlink_to("/proc/self/mem")
    replace(newer.manifest, size=0).write(manifest_path(newer.path))
    assert [each.path for each in backup.good_ones([folder], path)] == [older.path]


def test_a_backup_of_another_history_completes_nothing(whole: Whole, tmp_path: Path) -> None:
    path = damaged(whole, tmp_path, lambda content: content)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = damaged(whole, elsewhere, lambda content: content)
    for each, said in ((path, "here"), (other, "there")):
        with closing(opening.open_record(each, whole.key)) as record:
            record.log("print", said)
            if each == other:
                backup.back_up(record, backup.folder_beside(path))
    leaf = leaves_of(whole.path, whole.key, "signature")[0]
    path.write_bytes(flipped(leaf)(bytearray(path.read_bytes())))
    told = salvage(path, whole.key, tmp_path / "new.exodesk", backups=backup.found_in(backup.folder_beside(path)))
    assert told.backup == ""
    assert not told.is_all_there
    assert any(" of signature of EX-00001, last written 02-Mar-2026." in line for line in told.missing)


def test_what_waits_in_the_log_is_carried_too(whole: Whole, tmp_path: Path) -> None:
    path = damaged(whole, tmp_path, lambda content: content)
    left = tmp_path / "left"
    left.mkdir()
    with closing(opening.open_record(path, whole.key)) as record:
        record.renew = None
        practice = Practice(record)
        practice.add(practice.a_visit(exam="only in the log " * 900))
        for end in ("", "-wal"):
            shutil.copy(path.with_name(path.name + end), left)
    salvage(left / path.name, whole.key, tmp_path / "new.exodesk")
    with closing(opening.open_record(tmp_path / "new.exodesk", whole.key)) as record:
        assert record.read("SELECT count(*) FROM visit WHERE exam LIKE 'only in the log%'")[0][0] == 1
        assert check(record) == []


def test_a_page_lost_in_the_log_is_not_read_as_it_was_before(whole: Whole, tmp_path: Path) -> None:
    """The file still holds an older copy of it; the trail holds what it became."""
    path = damaged(whole, tmp_path, lambda content: content)
    left = tmp_path / "left"
    left.mkdir()
    with closing(opening.open_record(path, whole.key)) as record:
        record.renew = None
        first = record.read("SELECT id FROM patient ORDER BY chart_no LIMIT 1")[0][0]
        patient = patients.get(record, first)
        with record.write("edit patient") as rows:
            rows.update(replace(patient, given_name="Newest"))
        for end in ("", "-wal"):
            shutil.copy(path.with_name(path.name + end), left)
    log = left / f"{path.name}-wal"
    content = bytearray(log.read_bytes())
    for at in range(32, len(content), 24 + SIZE):
        if int.from_bytes(content[at : at + 4], "big") in leaves_of(whole.path, whole.key, "patient"):
            content[at + 2000] ^= 1
    log.write_bytes(content)
    salvage(left / path.name, whole.key, tmp_path / "new.exodesk")
    with closing(opening.open_record(tmp_path / "new.exodesk", whole.key)) as record:
        assert patients.get(record, first).given_name == "Newest"
        assert check(record) == []


@pytest.mark.parametrize("at", [None, 1000])
def test_an_older_format_is_salvaged_and_brought_up_to_date(tmp_path: Path, at: int | None) -> None:
    """Where the page that names the format is lost, the tables that were made tell it."""
    path = copy_of(1, tmp_path)
    if at:
        content = bytearray(path.read_bytes())
        content[at] ^= 1
        path.write_bytes(content)
    told = salvage(path, key_for(path, OF_FIXTURES), tmp_path / "new.exodesk")
    assert told.is_all_there
    with closing(way_in.open_with_passphrase(tmp_path / "new.exodesk", OF_FIXTURES)) as record:
        assert check(record) == []
        assert record.read("SELECT count(*) FROM patient")[0][0] == told.patients


@pytest.mark.parametrize("table", ["patient", "clinic"])
def test_the_trail_of_an_older_format_says_more_than_a_row_holds_now(tmp_path: Path, table: str) -> None:
    """A phone was a column of a patient once, and who gave before stood on the clinic page."""
    path = copy_of(1 if table == "patient" else 11, tmp_path)
    key = opening.unlock(path, OF_FIXTURES).key
    with closing(opening.open_record(path, key)) as record:
        before = all_of(record)[table]
    path.write_bytes(flipped(*leaves_of(path, key, table))(bytearray(path.read_bytes())))
    told = salvage(path, key, tmp_path / "new.exodesk")
    assert told.carried.from_trail[table] == len(before)
    with closing(opening.open_record(tmp_path / "new.exodesk", key)) as record:
        assert all_of(record)[table] == before


def test_another_key_salvages_nothing_and_nothing_is_written_over(whole: Whole, tmp_path: Path) -> None:
    path = damaged(whole, tmp_path, flipped(5))
    with pytest.raises(StorageError, match="nothing can be read with this key"):
        salvage(path, DatabaseKey.new(), tmp_path / "new.exodesk")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["practice.exodesk", "practice.exodesk.keys"]
    with pytest.raises(StorageError, match="is there already"):
        salvage(path, whole.key, path)


class ADyingDisk(BytesIO):
    """Refuses to read in the middle."""

    def read(self, size: int | None = -1, /) -> bytes:
        if 40 * SIZE <= self.tell() < 44 * SIZE:
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_disk_that_refuses_some_places_costs_those_pages_only(whole: Whole) -> None:
    content = whole.path.read_bytes()
    found = look_through(Pages(ADyingDisk(content), None, whole.key), lambda *_: None)
    assert found.unreadable == [41, 42, 43, 44]
