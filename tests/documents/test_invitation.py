"""The letter that invites to a review, and the list for the desk: what stands on them, and what never does."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from exodesk.core.booster import state_at
from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.records.contact import CallResult, Contact, ContactKind
from exodesk.core.records.list_rules import USUAL_LIST_RULES
from exodesk.core.records.patient import Language, Patient
from exodesk.core.sites import Site
from exodesk.core.to_book import Group, Tries
from exodesk.documents.call_list import call_list
from exodesk.documents.claims import claims_in
from exodesk.documents.invitation import invitation
from exodesk.documents.page import Document
from tests.documents.lists import listed
from tests.factories import CLINIC

AT = datetime(2026, 11, 23, 10, 20, tzinfo=ZoneInfo("America/Los_Angeles"))
DAY = date(2026, 11, 23)
PATIENT = Patient(
    id="p",
    chart_no=12,
    family_name="Roe",
    given_name="Richard",
    birth_date=PartialDate(1960, 1, 2),
    language=Language.SPANISH,
    entered_on=DAY,
)
HOME = Contact(id="c", patient_id="p", kind=ContactKind.ADDRESS, value="1 Elm Street\nSpringfield")
KNEE = (Site.KNEE_JOINT, Side.RIGHT)


def letter(language: Language | None = None, *, synthetic: bool = False) -> Document:
    return invitation(
        PATIENT, [HOME], KNEE, CLINIC, language=language, printed_at=AT, audit_head="a" * 64, synthetic=synthetic
    )


def test_it_invites_in_the_patients_language_unless_another_is_asked_for() -> None:
    assert "Nos gustaría saber cómo se encuentra e invitarle a una revisión (rodilla derecha)." in letter().wording
    english = letter(Language.ENGLISH)
    assert "We would like to hear how your right knee is, and invite you to a review." in english.wording
    assert "23 November 2026" in english.wording
    for told in ("Dear Richard Roe,", "1 Elm Street", "EX-00012", "2 January 1960", CLINIC.out_of_hours_phone):
        assert told in english.html


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_it_claims_nothing_and_presses_nobody(language: Language) -> None:
    page = letter(language)
    assert claims_in(page.wording) == []
    assert " due" not in page.wording.lower()
    assert "booster" not in page.wording.lower()


def test_it_says_whom_to_call_and_what_is_not_known() -> None:
    page = letter(Language.ENGLISH)
    for told in ("Call us the same day", "Long-term effects are not known.", "Exosome products are not FDA-approved."):
        assert told in page.wording
    assert "Visit hash" not in page.wording
    assert letter(synthetic=True).marks


def test_the_call_list_tells_whom_where_since_when_and_what_came_of_calls() -> None:
    tried = Tries(count=1, last=CallResult.NO_ANSWER, last_on=date(2026, 11, 20))
    page = call_list(
        [(Group.OVERDUE, listed(patient=PATIENT, tries=tried))],
        USUAL_LIST_RULES,
        CLINIC,
        printed_at=AT,
        audit_head="a" * 64,
    )
    for told in ("Overdue: 1", "Right knee", "12 days overdue", "1 of 3 · no answer 20-Nov-2026", "1 to call"):
        assert told in page.wording
    assert "ROE, Richard" in page.html
    assert "555 0123" in page.html


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"no_sign_until": DAY}, "still better"),
        ({"relapse_on": date(2026, 11, 1)}, "pain is back"),
        ({"asked_on": date(2026, 11, 1)}, "asked for"),
    ],
)
def test_the_call_list_tells_the_need_beside_the_date(known: dict[str, date], told: str) -> None:
    plain = listed(patient=PATIENT)
    standing = state_at(replace(plain.forecast, **known), (), (), DAY)  # type: ignore[arg-type]
    page = call_list(
        [(Group.OVERDUE, replace(plain, standing=standing))],
        USUAL_LIST_RULES,
        CLINIC,
        printed_at=AT,
        audit_head="a" * 64,
    )
    assert f"12 days overdue · {told}" in page.wording


def test_an_empty_call_list_says_so() -> None:
    page = call_list([], USUAL_LIST_RULES, CLINIC, printed_at=AT, audit_head="a" * 64)
    assert "Nobody is to be called." in page.wording
