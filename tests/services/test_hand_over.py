"""Several successors, one after the other: who gave, and who signed, on which day stays known for good."""

from dataclasses import replace
from datetime import date

import pytest

from exodesk.core.errors import InvalidRecord
from exodesk.queries.history import of_unit
from exodesk.queries.visit import read_visit
from exodesk.services.clinic import hand_over
from exodesk.storage import clinic
from exodesk.storage.recordfile import RecordFile
from tests.factories import CLINIC, Clock, a_lot, a_patient, a_plan, give


def successor(record: RecordFile, name: str, begins: date) -> None:
    page = replace(clinic.get(record), giver_name=name, giver_title="DO", npi=None, licence=f"of {name}")
    hand_over(record, replace(page, gives_from=begins))


def giver(record: RecordFile, day: date) -> str:
    return clinic.giving(record, day).giver_name


def signed_by(record: RecordFile) -> list[str]:
    return [row[0] for row in record.read("SELECT signed_by FROM signature ORDER BY signed_at")]


def test_each_of_three_is_named_on_their_own_days(record: RecordFile, clock: Clock) -> None:
    """A dose, a signature and the page of a visit carry who gave then, however often it was handed over since."""
    lot, days = a_lot(record), [date(2026, 3, 2), date(2026, 4, 6), date(2027, 1, 4)]
    successor(record, "Kim Sample", days[1])
    given = [give(record, a_plan(record, a_patient(record)), lot, sign=True)]
    clock.go_to(days[1])
    given.append(give(record, a_plan(record, a_patient(record)), lot, sign=True))
    successor(record, "Lee Third", days[2])
    clock.go_to(days[2])
    given.append(give(record, a_plan(record, a_patient(record)), lot, sign=True))
    names = ["Robin Example", "Kim Sample", "Lee Third"]
    assert [each.giver_name for each in given] == names
    assert signed_by(record) == [f"{name}, {'MD' if name == 'Robin Example' else 'DO'}" for name in names]
    assert [read_visit(record, str(each.visit_id)).clinic.giver_name for each in given] == names
    assert [giver(record, day) for day in (date(2026, 4, 5), days[1], date(2027, 1, 3), days[2])] == [
        "Robin Example",
        "Kim Sample",
        "Kim Sample",
        "Lee Third",
    ]
    assert clinic.giving(record, date(2026, 4, 5)).licence == CLINIC.licence
    assert clinic.giving(record, date(2026, 12, 1)).licence == "of Kim Sample"
    assert [each.giver_name for each in clinic.former_givers(record)] == ["Robin Example", "Kim Sample"]


def test_a_day_that_has_not_come_is_moved_and_nobody_is_named_who_never_gave(record: RecordFile) -> None:
    successor(record, "Kim Sample", date(2026, 6, 1))
    successor(record, "Lee Third", date(2026, 5, 4))
    assert giver(record, date(2026, 5, 3)) == "Robin Example"
    assert giver(record, date(2026, 5, 4)) == giver(record, date(2026, 6, 1)) == "Lee Third"
    told = of_unit(record, record.head().unit)[0]
    assert {each.what for each in told.records} == {"Clinic", "Former giver"}


def test_one_who_waits_gives_between_two_days(record: RecordFile) -> None:
    successor(record, "Kim Sample", date(2026, 5, 4))
    successor(record, "Lee Third", date(2026, 6, 1))
    days = [date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 31), date(2026, 6, 1)]
    assert [giver(record, day) for day in days] == ["Robin Example", "Kim Sample", "Kim Sample", "Lee Third"]


def test_who_has_begun_to_give_is_never_forgotten(record: RecordFile, clock: Clock) -> None:
    begun = date(2026, 4, 6)
    successor(record, "Kim Sample", begun)
    clock.go_to(date(2026, 4, 7))
    for day in (begun, date(2026, 3, 2)):
        with pytest.raises(InvalidRecord, match="gives since 06-Apr-2026") as refused:
            successor(record, "Lee Third", day)
        assert refused.value.problems[0].field == "gives_from"
    assert giver(record, date(2026, 4, 7)) == "Kim Sample"
    successor(record, "Lee Third", date(2026, 4, 7))
    assert [giver(record, day) for day in (begun, date(2026, 4, 7))] == ["Kim Sample", "Lee Third"]
