"""A field described once: what its four readers rely on."""

from dataclasses import fields, replace
from datetime import date, time
from types import ModuleType

import pytest

from exodesk.core import records
from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.fields import (
    Described,
    Field,
    described,
    edit_value,
    problem_with,
    problems_in,
    read_value,
    show_value,
)
from exodesk.core.records import clinic, contact, injection, patient, plan, stock, visit
from exodesk.core.records.injection import Injection
from exodesk.core.records.patient import Patient
from exodesk.core.records.printed import Disclosure
from exodesk.core.records.stock import Lot
from exodesk.core.sites import FACTS, Site, sided

TODAY = date(2026, 11, 23)
PATIENT = Patient(id="p", chart_no=1, family_name="Ibsen", given_name="Nora", entered_on=TODAY)
INJECTION = Injection(
    id="i", entry_id="i", visit_id="v", patient_id="p", given_on=TODAY, site=Site.KNEE_JOINT, side=Side.RIGHT
)
MODULES = (clinic, contact, injection, patient, plan, stock, visit)


def _records(module: ModuleType) -> list[type]:
    return [v for v in vars(module).values() if hasattr(v, "__dataclass_fields__") and v.__module__ == module.__name__]


RECORDS = [record for module in MODULES for record in _records(module)]


def _said(record: Patient | Injection) -> dict[str, str]:
    return {problem.field: problem.text for problem in problems_in(record, TODAY)}


def test_a_needed_field_left_empty_is_named() -> None:
    assert _said(replace(PATIENT, family_name="")) == {"family_name": "Family name is needed."}


def test_both_ends_of_a_range_are_inside_it() -> None:
    assert not _said(replace(INJECTION, volume_ul=10))
    assert not _said(replace(INJECTION, volume_ul=500_000))
    assert "less than 0.01\u00a0mL" in _said(replace(INJECTION, volume_ul=9))["volume_ul"]
    assert "more than 500\u00a0mL" in _said(replace(INJECTION, volume_ul=500_001))["volume_ul"]


def test_a_fact_is_never_dated_after_today() -> None:
    assert not _said(replace(PATIENT, died_on=TODAY))
    assert "after today" in _said(replace(PATIENT, died_on=date(2026, 11, 24)))["died_on"]
    assert "after today" in _said(replace(PATIENT, birth_date=PartialDate(2027)))["birth_date"]


@pytest.mark.parametrize("hostile", ["a\x00b", "a\ud800b", "a\x07", "a\x85b"])
def test_text_that_cannot_be_shown_is_refused(hostile: str) -> None:
    assert "cannot be shown" in _said(replace(PATIENT, notes=hostile))["notes"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_labels_of_one_record_tell_its_fields_apart(record: type) -> None:
    labels = [about.field.label for about in described(record).values()]
    assert len(labels) == len(set(labels))
    assert set(described(record)) <= {field.name for field in fields(record)}


def test_every_value_in_a_field_reads_back_as_itself() -> None:
    values: dict[str, object] = {"volume_ul": 500, "side": Side.LEFT, "site": Site.AC_JOINT, "needle_gauge": 22}
    about = described(Injection)
    for name, value in values.items():
        assert read_value(about[name], edit_value(about[name], value), TODAY) == value
    assert show_value(about["volume_ul"], 500) == "0.5\u00a0mL"
    assert show_value(about["side"], Side.LEFT) == "Left"


def test_an_expiry_given_as_a_month_is_its_last_day() -> None:
    about = described(Lot)
    assert read_value(about["expires_on"], "02-2028", TODAY) == date(2028, 2, 29)
    assert read_value(about["expires_on"], "Jan-2027", TODAY) == date(2027, 1, 31)
    with pytest.raises(ValueError, match="has no day"):
        read_value(about["received_on"], "Jan-2027", TODAY)


def test_every_site_has_its_facts_and_says_its_side() -> None:
    assert set(FACTS) == set(Site)
    assert sided(Site.KNEE_JOINT, Side.RIGHT) == "Right knee"
    assert sided(Site.SYSTEMIC_IV, Side.NONE) == "Vein (whole body)"
    assert sided(Site.AC_JOINT, Side.LEFT) == "Left acromioclavicular joint"
    assert sided(Site.TFCC, Side.LEFT) == "Left triangular fibrocartilage"
    assert sided(Site.EPIDURAL, Side.MIDLINE) == "Midline epidural space"
    assert sided(Site.DISC, Side.MIDLINE) == "Disc"


def test_records_stand_in_modules_by_subject() -> None:
    assert records.__doc__
    assert len(RECORDS) >= 20


@pytest.mark.parametrize(
    ("kind", "label", "sentence"),
    [
        (str, "Family name", "Family name is needed."),
        (str, "Why it is amended", "Say why it is amended."),
        (Side, "What is held", "Say what is held."),
        (Side, "Side", "Side: choose one."),
        (date, "Began on", "Began on: type a date."),
        (time, "Starts", "Starts: type a time."),
        (int, "Doses", "Doses: type a number."),
        (date, "On", "Type a date."),
    ],
)
def test_what_is_asked_for_reads_as_a_sentence_whatever_the_label(kind: type, label: str, sentence: str) -> None:
    about = Described(name="asked", field=Field(label=label), type=kind, optional=False)
    assert problem_with(about, None, date(2026, 11, 23)) == sentence


def test_a_label_that_makes_no_sentence_brings_its_own() -> None:
    about = described(Disclosure)["recipient"]
    assert problem_with(about, None, date(2026, 11, 23)) == "Type to whom it was sent."


def test_a_day_typed_with_slashes_is_not_guessed_in_any_field() -> None:
    for record, name in ((Patient, "birth_date"), (Lot, "expires_on")):
        with pytest.raises(ValueError, match="Type the month in letters"):
            read_value(described(record)[name], "3/2/2027", TODAY)
