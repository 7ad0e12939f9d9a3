"""Backups in two places, read every day and restored every month, by whoever looks after the record."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from exodesk.core.errors import StorageError
from exodesk.queries.soundness import findings
from exodesk.services import safekeeping
from exodesk.services.safekeeping import Places
from exodesk.storage import copying, driver, opening
from exodesk.storage.backup import found_in
from exodesk.storage.drill import Looked
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.restoring import restore_over
from tests.factories import Clock, a_lot, a_patient, a_plan, give


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def places(record: RecordFile, usb: Path) -> Places:
    return Places.of(record.path, usb)


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_backup_goes_to_both_places(record: RecordFile, places: Places) -> None:
    a_patient(record)
    assert safekeeping.back_up(record, places) == ""
    assert places.second
    assert [each.number for each in found_in(places.own)] == [each.number for each in found_in(places.second)] == [1]
    found = safekeeping.standing(record, places)
    assert found.last == found.last_in_second == record.now()


def test_only_what_was_written_makes_it_changed(record: RecordFile, places: Places) -> None:
    assert safekeeping.is_changed(record, places)
    safekeeping.back_up(record, places)
    record.log("print")
    assert not safekeeping.is_changed(record, places)
    a_patient(record)
    assert safekeeping.is_changed(record, places)


def test_after_an_older_backup_was_restored_what_is_now_is_backed_up_again(record: RecordFile, places: Places) -> None:
    """The newest backup then holds more rows than the record, and none of those that are written from now on."""
    safekeeping.back_up(record, places)
    (older,) = found_in(places.own)
    a_patient(record)
    safekeeping.back_up(record, places)
    record.close()
    restore_over(older.path, record.key, record.path)
    with closing(opening.open_record(record.path, record.key)) as restored:
        assert safekeeping.is_changed(restored, places)
        safekeeping.back_up(restored, places)
        assert not safekeeping.is_changed(restored, places)


def test_a_stick_that_is_away_costs_nothing_and_catches_up(
    record: RecordFile, places: Places, usb: Path, clock: Clock
) -> None:
    safekeeping.back_up(record, places)
    first = record.now()
    usb.rename(usb.with_name("away"))
    clock.pass_by(days=8)
    assert safekeeping.back_up(record, places) == ""
    assert safekeeping.standing(record, places).last_in_second == first
    usb.with_name("away").rename(usb)
    assert safekeeping.catch_up_second_place(record, places) == ""
    assert safekeeping.standing(record, places).last_in_second == record.now()


def test_a_stick_that_is_pulled_while_it_is_copied_to_holds_no_backup_and_is_told(
    record: RecordFile, places: Places, usb: Path
) -> None:
    def pull(step: str) -> None:
        if step == "Copying to the second place":
            usb.rename(usb.with_name("pulled"))

    assert safekeeping.back_up(record, places, pull).startswith(f"No copy was made in {usb}")
    usb.with_name("pulled").rename(usb)
    assert places.second
    assert (len(found_in(places.own)), list(places.second.iterdir())) == (1, [])


def test_a_stick_that_reads_otherwise_holds_no_backup_and_is_told(
    record: RecordFile, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    safekeeping.back_up(record, Places(places.own))
    monkeypatch.setattr(copying, "sync_file", flip_a_byte)
    said = safekeeping.catch_up_second_place(record, places)
    assert said.endswith("Earlier ones are untouched. Try another stick or disk.")
    assert places.second
    assert list(places.second.iterdir()) == []


def test_a_second_place_that_refuses_is_told_and_costs_no_backup(record: RecordFile, places: Places, usb: Path) -> None:
    assert places.second
    places.second.write_text("a file where the folder should be")
    assert str(usb) in safekeeping.back_up(record, places)
    assert len(found_in(places.own)) == 1


def test_the_day_and_the_clock(record: RecordFile, places: Places, clock: Clock) -> None:
    assert safekeeping.is_due(record, places)
    safekeeping.back_up(record, places)
    assert not safekeeping.is_due(record, places)
    clock.pass_by(hours=25)
    assert safekeeping.is_due(record, places)
    clock.pass_by(days=-400)
    assert safekeeping.is_due(record, places)


def test_bytes_are_read_once_a_day_and_damage_ends_the_proof(record: RecordFile, places: Places, clock: Clock) -> None:
    safekeeping.back_up(record, places)
    assert safekeeping.read_bytes_of_all(record, places) == []
    (made,) = found_in(places.own)
    flip_a_byte(made.path)
    assert safekeeping.read_bytes_of_all(record, places) == []
    clock.pass_by(days=2)
    assert [each.path for each in safekeeping.read_bytes_of_all(record, places)] == [made.path]
    assert safekeeping.is_changed(record, places)
    best = safekeeping.found_for(record.path, record.db_uuid, places.second.parent if places.second else None)
    assert [each.proven for each in best] == [True]
    assert best[0].path.parent == places.second


def test_a_month_passes_and_one_is_restored(record: RecordFile, places: Places, clock: Clock) -> None:
    plan, lot = a_plan(record, a_patient(record)), a_lot(record)
    give(record, plan, lot)
    safekeeping.back_up(record, places)
    safekeeping.prove(record, places, findings)
    proof = safekeeping.standing(record, places).proof
    assert proof
    assert (proof.at, proof.visits, proof.problem) == (record.now(), 1, "")
    assert record.read("SELECT reason FROM audit_unit WHERE operation = 'prove a backup'")[0][0].endswith(
        "restored, 1 visit matched"
    )
    clock.pass_by(days=20)
    safekeeping.prove(record, places, findings)
    assert Looked.read(places.own).proof == proof
    clock.pass_by(days=11)
    safekeeping.prove(record, places, findings)
    after = Looked.read(places.own).proof
    assert after
    assert after.at == record.now()
    assert not [path for path in places.own.iterdir() if path.name.startswith(".")]


def test_a_backup_of_another_past_does_not_match(record: RecordFile, places: Places, tmp_path: Path) -> None:
    """Whole in itself, and not what this record was: somebody edited the record and computed its chain anew."""
    safekeeping.back_up(record, places)
    record.checkpoint()
    twin = tmp_path / "twin" / record.path.name
    twin.parent.mkdir()
    for end in ("", ".keys"):
        shutil.copy(record.path.with_name(record.path.name + end), twin.with_name(twin.name + end))
    other = opening.open_record(twin, record.key)
    a_patient(other)
    a_patient(other)
    a_patient(record)
    alien = Places.of(twin, None)
    safekeeping.back_up(other, alien)
    other.close()
    (made,) = found_in(alien.own)
    for end in ("", ".keys", ".json"):
        shutil.copy(made.path.with_name(made.path.name + end), places.own)
    safekeeping.prove(record, places, findings, now=True)
    proof = Looked.read(places.own).proof
    assert proof
    assert proof.problem == "Its audit trail is not that of this record."


def test_a_disk_that_is_full_is_told(record: RecordFile, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(StorageError, match="too little room"):
        safekeeping.back_up(record, places)
    assert found_in(places.own) == []


class Stopped(Exception):
    """Somebody asked to stop."""


@pytest.mark.parametrize("at", ["Copying", "Reading the copy", "Checking what was restored"])
def test_a_proof_stops_within_each_of_its_steps_and_leaves_nothing(
    record: RecordFile, places: Places, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Not only between them: on a large record each takes many seconds."""
    for number in range(60):
        a_patient(record, family_name=f"Sample {number}")
    safekeeping.back_up(record, places)
    monkeypatch.setattr(driver, "ASKED_EVERY_S", 0)
    monkeypatch.setattr(driver, "STEPS_BETWEEN", 100)
    monkeypatch.setattr(driver, "PAGES_AT_ONCE", 5)
    told: list[str] = []

    def step(words: str) -> None:
        told.append(words)
        if told.count(at) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        safekeeping.prove(record, places, findings, step)
    assert told[-1] == at
    assert not [path for path in places.own.iterdir() if path.name.startswith(".")]
    assert Looked.read(places.own).proof is None
    safekeeping.prove(record, places, findings)
    assert Looked.read(places.own).proof


def test_a_rescue_beside_the_record_asks_nothing_of_other_folders(record: RecordFile, tmp_path: Path) -> None:
    record.path.unlink()
    (taken := tmp_path / "taken").touch()
    to = safekeeping.rescue(record, Places.of(record.path, None), taken / "records", taken / "copies")
    assert to == record.path.with_name(f"{record.path.stem} rescued.exodesk")
