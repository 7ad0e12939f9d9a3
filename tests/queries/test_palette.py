"""What the palette finds beside patients: visits by day and by name, lots, and who received one."""

from datetime import date, timedelta

import pytest

from exodesk.core.records.stock import Product
from exodesk.queries.palette import lots_of, receivers, visits_of
from exodesk.services.stock import add_product
from exodesk.storage.recordfile import RecordFile
from tests.factories import Clock, a_lot, a_patient, a_plan, a_visit, give

MOST = 8


@pytest.fixture
def roe(record: RecordFile) -> str:
    return a_patient(record, family_name="Roe", given_name="Ada")


def visited(record: RecordFile, typed: str) -> list[tuple[str, date]]:
    return [(found.patient.family_name, found.visit.visited_on) for found in visits_of(record, typed, MOST)]


def test_visits_are_found_by_name_the_latest_first(record: RecordFile, clock: Clock, roe: str) -> None:
    first = a_visit(record, roe).visited_on
    clock.go_to(first + timedelta(days=7))
    a_visit(record, roe)
    a_visit(record, a_patient(record, family_name="Quill"))
    assert visited(record, "roe") == [("Roe", first + timedelta(days=7)), ("Roe", first)]


def test_a_day_narrows_a_name_and_stands_alone_too(record: RecordFile, clock: Clock, roe: str) -> None:
    first = a_visit(record, roe).visited_on
    a_visit(record, a_patient(record, family_name="Quill"))
    clock.go_to(first + timedelta(days=7))
    a_visit(record, roe)
    assert visited(record, "roe 2mar") == [("Roe", first)]
    assert visited(record, "02-Mar-2026") == [("Roe", first), ("Quill", first)]


def test_the_visits_of_many_namesakes_are_not_listed_without_a_day(record: RecordFile) -> None:
    people = [a_patient(record, family_name="Roe", given_name=name) for name in ("Ada", "Bea", "Cid", "Dot")]
    days = {a_visit(record, each).visited_on for each in people}
    assert visited(record, "roe") == []
    assert visited(record, "roe 2mar") == [("Roe", day) for day in days] * len(people)


def test_what_is_no_day_finds_no_visit(record: RecordFile, roe: str) -> None:
    a_visit(record, roe)
    assert visited(record, "roe 99") == visited(record, "5550199") == []


def test_lots_are_found_by_code_and_by_product(record: RecordFile) -> None:
    product = Product(id=record.new_id(), name="Alpine EV", manufacturer="Sample Biologics")
    add_product(record, product)
    a_lot(record, product_id=product.id, code="A0101")
    a_lot(record, code="B0202")
    assert [found.lot.code for found in lots_of(record, "a01", MOST)] == ["A0101"]
    assert [found.lot.code for found in lots_of(record, "ev", MOST)] == ["A0101"]
    assert {found.lot.code for found in lots_of(record, "", MOST)} == {"A0101", "B0202"}


def test_a_lot_that_is_past_stands_last_with_the_reason(record: RecordFile, clock: Clock) -> None:
    past = a_lot(record, code="A1", expires_on=record.today() + timedelta(days=1))
    a_lot(record, code="A2", expires_on=record.today() + timedelta(days=90))
    clock.go_to(past.expires_on + timedelta(days=1))
    found = lots_of(record, "a", MOST)
    assert [each.lot.code for each in found] == ["A2", "A1"]
    assert "expired" in found[1].unusable


def test_a_lot_tells_who_received_it(record: RecordFile, roe: str) -> None:
    lot, other = a_lot(record, code="A1"), a_lot(record, code="A2")
    give(record, a_plan(record, roe), lot)
    give(record, a_plan(record, a_patient(record, family_name="Quill")), other)
    [received] = receivers(record, lot.id, MOST)
    assert (received.patient.family_name, received.given.where) == ("Roe", "Right knee")
