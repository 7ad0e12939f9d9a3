"""The account of disclosures: what is listed, in whose words, and what is never left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import ACCOUNTED, Disclosure, PrintedKind, PrintedPage, PrintedWay, Purpose
from exodesk.documents.account import account
from exodesk.documents.claims import claims_in
from exodesk.documents.page import Document
from tests.documents.made_up import AT, AUDIT_HEAD, CHART, CLINIC, DAY, PRINTED, VISIT_HASH

PAGE = PrintedPage(
    id="page1",
    patient_id="p1",
    visit_id="v1",
    kind=PrintedKind.LETTER,
    way=PrintedWay.PRINTER,
    printed_at=AT,
    printed_on=DAY,
    language=Language.ENGLISH,
    paper=Paper.LETTER,
    pages=1,
    visit_hash=VISIT_HASH,
    audit_head=AUDIT_HEAD,
    content_sha256="c" * 64,
)


def told(number: int, purpose: Purpose = Purpose.LAW, on: date = DAY, page_id: str | None = None) -> Disclosure:
    return Disclosure(
        id=f"d{number}",
        patient_id="p1",
        printed_page_id=page_id,
        disclosed_on=on,
        recipient=f"Board of Health, desk {number}\n4 Pier Street",
        purpose=purpose,
        description=f"Report number {number}",
    )


SENT = told(1, Purpose.TREATMENT, page_id="page1")
REPORTED = told(2, Purpose.PUBLIC_HEALTH, DAY - timedelta(days=400))


def page_of(
    *found: Disclosure, since: date | None = None, only_accounted: bool = False, language: Language | None = None
) -> Document:
    chart = replace(CHART, printed=(PAGE,), disclosures=found)
    return account(
        chart,
        CLINIC,
        since=since,
        only_accounted=only_accounted,
        language=language,
        printed_at=PRINTED,
        audit_head=AUDIT_HEAD,
        synthetic=False,
    )


def test_it_tells_when_to_whom_what_and_why() -> None:
    page = page_of(REPORTED, SENT)
    for text in ("4 December 2026", "30 October 2025", "Your treatment by another clinician"):
        assert text in page.wording
    for text in ("Board of Health, desk 2<br/>4 Pier Street", "Report number 2"):
        assert text in page.html
    assert "Letter to the referring physician, visit of 4 December 2026" in page.wording
    assert f"Visit hash {VISIT_HASH[:12]} · Audit head {AUDIT_HEAD[:12]}" in page.wording


def test_what_was_entered_in_error_is_left_out_and_an_empty_time_says_so() -> None:
    page = page_of(replace(SENT, withdrawn_on=DAY), REPORTED, since=DAY - timedelta(days=30))
    assert "Board of Health" not in page.html
    assert "Nothing is noted for this time." in page.wording
    assert "From 4 November 2026 to 4 December 2026." in page.wording


def test_in_spanish_only_what_was_typed_stays_as_it_was() -> None:
    page = page_of(REPORTED, SENT, language=Language.SPANISH)
    for text in (
        "Con quién se compartió su información",
        "30 de octubre de 2025",
        "Carta al médico que le remitió, visita del 4 de diciembre de 2026",
        "Salud pública o vigilancia de productos",
        "Las notas están en el idioma en que se escribieron",
    ):
        assert text in page.wording


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
@given(
    st.lists(st.tuples(st.sampled_from(Purpose), st.integers(0, 4000), st.booleans()), max_size=12),
    st.integers(0, 4000) | st.none(),
    st.booleans(),
)
def test_every_disclosure_that_is_asked_for_is_listed_and_no_other(
    language: Language, found: list[tuple[Purpose, int, bool]], back: int | None, only_accounted: bool
) -> None:
    since = None if back is None else DAY - timedelta(days=back)
    disclosures = [
        replace(told(number, purpose, DAY - timedelta(days=ago)), withdrawn_on=DAY if in_error else None)
        for number, (purpose, ago, in_error) in enumerate(found)
    ]
    page = page_of(*disclosures, since=since, only_accounted=only_accounted, language=language)
    for each in disclosures:
        listed = (
            each.withdrawn_on is None
            and (since is None or each.disclosed_on >= since)
            and (each.purpose in ACCOUNTED or not only_accounted)
        )
        assert (f"desk {each.recipient.split()[4]}<" in page.html) is listed
    assert claims_in(page.wording) == []
