"""What is shown and printed of a visit is whole: every field that holds something is read somewhere, as it is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exodesk.core.codes import Coded
from exodesk.core.dates import WallTime
from exodesk.core.fields import Described, described, read_value, show_value
from exodesk.core.quantities import Unit
from exodesk.core.reading import facts_of
from exodesk.core.records.injection import Injection, InjectionStatus
from exodesk.core.records.visit import Visit, VisitKind, Vitals, VitalsWhen
from exodesk.core.vitals import facts_of_vitals
from tests import made_up_chart as made
from tests.any_record import a_value, all_records

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
IN_HEADING = {"kind", "site", "side", "volume_ul", "status"}
"""Said by the title of its card, or with the dose."""


def _enterable(record: type) -> list[Described]:
    return [about for about in described(record).values() if about.type is not datetime]


def _same(moment: datetime) -> datetime:
    return moment


def any_values(record: type, data: st.DataObject) -> dict[str, Any]:
    return {about.name: data.draw(a_value(about, TODAY), about.name) for about in _enterable(record)}


def shown(record: type, values: dict[str, Any]) -> set[tuple[str, str]]:
    """What has to stand there: yes, and whatever is not empty, no, or none at all."""
    return {
        (about.field.label, text)
        for about in _enterable(record)
        if about.name not in IN_HEADING
        and values[about.name] not in (None, False, 0)
        and (text := show_value(about, values[about.name]))
    }


@given(st.data())
@settings(max_examples=60)
def test_every_word_of_a_visit_is_read(data: st.DataObject) -> None:
    values = any_values(Visit, data) | {"kind": VisitKind.CONSULT}
    visit = Visit(id="v", entry_id="v", patient_id="p", started_at=NOON, **values)
    assert shown(Visit, values) <= set(facts_of(visit, _same).items())


@given(st.data())
@settings(max_examples=60)
def test_every_field_of_an_injection_is_read(data: st.DataObject) -> None:
    values = any_values(Injection, data)
    given_one = made.injection(TODAY, None)
    told = replace(given_one, injection=replace(given_one.injection, **values))
    facts = facts_of(told, _same)
    assert shown(Injection, values) <= set(facts.items())
    assert told.where in facts["Where"]
    assert told.amount in facts.values()


@pytest.mark.parametrize("status", [InjectionStatus.PARTIAL, InjectionStatus.NOT_DONE])
def test_an_injection_that_was_not_given_whole_says_so(status: InjectionStatus) -> None:
    given_one = made.injection(TODAY, None)
    told = replace(given_one, injection=replace(given_one.injection, status=status))
    assert facts_of(told, _same)["Status"] == status.label


@given(st.data())
def test_every_vital_sign_is_read(data: st.DataObject) -> None:
    values = any_values(Vitals, data) | {"measured": VitalsWhen.BEFORE}
    vitals = Vitals(id="v", visit_id="v", **values)
    told = " ".join(facts_of_vitals(vitals).values())
    for name in ("systolic", "diastolic", "heart_rate", "pain"):
        assert values[name] is None or str(values[name]) in told


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
@given(data=st.data())
@settings(max_examples=15)
def test_what_is_printed_of_a_field_means_its_value(record: type, data: st.DataObject) -> None:
    """A date, a number or a quantity, typed as it is printed, is the same again; a code is told apart by its words."""
    for about in _enterable(record):
        if about.type in (bool, tuple, WallTime) or about.field.unit in (Unit.BILLION, Unit.BILLION_PER_ML):
            continue  # counts of particles are shown rounded to three digits
        value = data.draw(a_value(about, TODAY), about.name)
        text = show_value(about, value)
        if issubclass(about.type, Coded):
            alike = [code for code in about.type.__members__.values() if code.label == text]
            assert alike == ([] if value is None else [value])
        else:
            assert _read_back(about, text) == value


def _read_back(about: Described, text: str) -> object:
    if about.type is int and text:
        text = text.replace(",", "")[: len(text)].split("\u00a0")[0].rstrip("/min%")
    return read_value(about, text, TODAY)
