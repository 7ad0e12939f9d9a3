"""Records of every earlier format, as their own code wrote them, come whole into the present one."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exodesk.core.errors import StorageError
from exodesk.core.records.contact import ContactKind
from exodesk.queries import patients as queries
from exodesk.queries.soundness import findings
from exodesk.storage import background, clinic, copying, drafts, driver, kept_copy, opening, patients, visits
from exodesk.storage.driver import Connection
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.manifest import Contents
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.schema import VERSION, inventory, runner
from tests import way_in
from tests.factories import PASSPHRASE
from tests.storage.earlier_formats import copy_of, version_of
from tests.storage.practice import raw

EARLIER = range(1, VERSION)


@pytest.fixture
def at_hand(tmp_path: Path) -> Path:
    """A record of the first format, in a folder of its own."""
    return copy_of(1, tmp_path)


def opened(path: Path) -> RecordFile:
    return way_in.open_with_passphrase(path, PASSPHRASE)


@pytest.mark.parametrize("version", EARLIER)
def test_every_earlier_format_comes_whole_into_this_one(version: int, tmp_path: Path) -> None:
    path = copy_of(version, tmp_path)
    assert version_of(path) == version
    with closing(opened(path)) as record:
        assert findings(record) == []
        assert inventory.differences(inventory.inventory(record.read), runner.expected(VERSION)) == []
        told = record.read("SELECT operation, reason FROM audit_unit WHERE operation LIKE 'bring%' ORDER BY unit")
        assert tuple(told[-1]) == (
            f"bring the record from format {version} to {VERSION}",
            f"The record as it was is kept as practice.format-{version}.exodesk.",
        )
    assert version_of(path) == VERSION


def test_a_migrated_record_is_guarded_like_a_new_one(at_hand: Path) -> None:
    with closing(opened(at_hand)) as record:
        assert record.read("SELECT count(*) FROM audit_unit WHERE operation LIKE 'bring%'")[0][0] == 2
        units = record.head().unit
        with raw(record) as connection:
            assert runner.unaudited(connection) == []
    with closing(opened(at_hand)) as record:
        assert record.head().unit == units


def test_a_phone_becomes_a_contact_and_the_trail_tells_it(at_hand: Path) -> None:
    with closing(opened(at_hand)) as record:
        found = {each.given_name: each for each in queries.find(record, "sample")}
        assert "phone" not in {row["name"] for row in record.read("SELECT name FROM pragma_table_info('patient')")}
        stored = {
            each.patient_id: (each.kind, each.value, each.preferred)
            for each in background.contacts(record, [row["id"] for row in record.read("SELECT id FROM patient")])
        }
        assert sorted(stored.values()) == [
            (ContactKind.MOBILE, "+1 (555) 010-0123", False),
            (ContactKind.MOBILE, "555 0142 ext. 7", False),
            (ContactKind.MOBILE, "555 0199", False),
            (ContactKind.MOBILE, "ask the sister", False),
        ]
        assert found["Casey"].id not in stored
        for patient_id, (_, value, _) in stored.items():
            rows = record.read("SELECT new FROM audit WHERE tbl = 'contact' AND patient_id = ?", [patient_id])
            assert len(rows) == 1
            assert value in rows[0]["new"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [("0123", ["Alex"]), ("5550100123", ["Alex"]), ("0142", ["Blair"]), ("0199", ["Alex"]), ("427", [])],
)
def test_a_phone_is_found_by_its_end(at_hand: Path, typed: str, names: list[str]) -> None:
    """Without the digits of an extension; of a merged chart, the one that it counts as."""
    with closing(opened(at_hand)) as record:
        assert [each.given_name for each in queries.find(record, typed)] == names


def test_a_phone_that_was_typed_and_not_saved_still_waits(at_hand: Path) -> None:
    with closing(opened(at_hand)) as record:
        (blair,) = queries.find(record, "blair")
        new, known = drafts.find(record, "patient", "new"), drafts.find(record, "patient", blair.id)
        contact = drafts.find(record, "contact", blair.id)
        assert new
        assert dict(new.typed) == {"family_name": "New", "given_name": "Robin", "mobile": "555 0177"}
        assert known
        assert dict(known.typed) == {"family_name": "Sample"}
        assert contact
        assert dict(contact.typed) == {"kind": "mobile", "value": "555 0143"}


def test_who_gave_before_a_successor_is_one_of_several(tmp_path: Path) -> None:
    with closing(opened(copy_of(11, tmp_path))) as record:
        assert [clinic.giving(record, date(2026, 5, day)).giver_name for day in (3, 4)] == [
            "Robin Example",
            "Kim Sample",
        ]
        assert [each.giver_title for each in clinic.former_givers(record)] == ["MD"]


def test_unsigned_visits_are_listed(at_hand: Path) -> None:
    with closing(opened(at_hand)) as record:
        assert len(visits.unsigned(record)) == 1
        assert visits.unsigned(record) == [
            visit
            for visit in visits.of_patients(record, [row["id"] for row in record.read("SELECT id FROM patient")])
            if not visits.signatures(record, [visit.entry_id])
        ]


def test_ids_are_the_same_however_often_it_is_begun(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with closing(opened(copy_of(1, tmp_path / name))) as record:
            found.append([row["id"] for row in record.read("SELECT id FROM contact ORDER BY id")])
    assert found[0] == found[1]
    assert len(set(found[0])) == 4
    assert {len(each) for each in found[0]} == {36}
    assert {each[14] for each in found[0]} == {"7"}


def test_the_record_as_it_was_is_kept_and_opens(at_hand: Path) -> None:
    with closing(opened(at_hand)):
        pass
    kept = kept_copy.kept_path(at_hand, 1)
    assert version_of(kept) == 1
    with closing(opened(kept)) as record:
        assert len(patients.person(record, queries.find(record, "alex")[0].id)) == 2


def test_a_migration_that_fails_leaves_the_record_as_it_was(at_hand: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: Connection) -> list[str]:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(runner, "unaudited", fail)
        with pytest.raises(ZeroDivisionError):
            opened(at_hand)
    assert version_of(at_hand) == 1
    with closing(opened(at_hand)) as record:
        assert findings(record) == []


def test_without_room_for_a_copy_nothing_is_changed(at_hand: Path) -> None:
    kept = kept_copy.kept_path(at_hand, 1)
    in_the_way = kept.with_name(f".{kept.name}.partial")
    in_the_way.mkdir()
    with pytest.raises(StorageError, match="Nothing was changed"):
        opened(at_hand)
    assert version_of(at_hand) == 1
    in_the_way.rmdir()
    opened(at_hand).close()
    assert version_of(at_hand) == VERSION


def test_a_copy_that_cannot_be_read_whole_stops_it(at_hand: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prove = copying.prove

    def spoilt_first(partial: Path, key: DatabaseKey, held: Contents, *more: Any) -> None:
        content = bytearray(partial.read_bytes())
        content[len(content) // 2] ^= 1
        partial.write_bytes(content)
        prove(partial, key, held, *more)

    monkeypatch.setattr(copying, "prove", spoilt_first)
    with pytest.raises(StorageError, match="damaged"):
        opened(at_hand)
    assert version_of(at_hand) == 1
    assert not list(at_hand.parent.glob("*.partial"))
    assert not kept_copy.kept_path(at_hand, 1).exists()


def test_beside_somebody_who_reads_nothing_is_changed(at_hand: Path) -> None:
    """A second program that still reads the old format would find another one under its feet."""
    key = opening.unlock(at_hand, PASSPHRASE).key
    with closing(driver.connect(at_hand.as_uri(), busy_seconds=1)) as reader:
        driver.set_key(reader, key.hexadecimal)
        reader.execute("PRAGMA journal_mode=WAL")
        reader.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError):
            opened(at_hand)
    assert version_of(at_hand) == 1


def test_a_record_of_an_older_format_is_not_changed_by_somebody_who_only_reads(at_hand: Path) -> None:
    with pytest.raises(StorageError, match="older format"):
        way_in.open_with_passphrase(at_hand, PASSPHRASE, read_only=True)
    assert version_of(at_hand) == 1
