"""The record of a visit: all that is in force, and what stood there before, struck through and readable."""

import re
from dataclasses import replace

from exodesk.core.records.visit import AmendmentKind
from exodesk.core.versions import Former
from tests.documents.made_up import CORRECTION, DRAFT, EXAMINED, SIGNED, VISIT, VISIT_HASH, whole_record
from tests.documents.reading import words


def struck(html: str) -> list[str]:
    return re.findall(r"<s>(.*?)</s>", html, flags=re.DOTALL)


def test_every_filled_field_stands_under_its_label() -> None:
    page = words(whole_record(EXAMINED, ()))
    for told in (
        "Injection of 04-Dec-2026",
        "Reason for the visit Pain of the right knee on stairs",
        "Exam Mild effusion, flexion 120 degrees.",
        "Pain, average of 7 days, right knee 5",
        "Injection · Right knee",
        "Product and lot Exovia Plus · lot XP-2291",
        f"Version 1 · 04-Dec-2026 10:05 · Dana Reyes, MD {VISIT_HASH}",
    ):
        assert told in page
    assert struck(whole_record(EXAMINED, ()).html) == []


def test_a_correction_shows_both_and_who_made_it() -> None:
    document = whole_record()
    assert "Pain of the left knee on stairs" in struck(document.html)
    page = words(document)
    assert "Pain of the left knee on stairs Pain of the right knee on stairs" in page
    assert "Corrected 04-Dec-2026 by Dana Reyes, MD: Wrong knee was typed" in page


def test_an_addendum_a_late_entry_and_an_error_are_told() -> None:
    document = whole_record()
    page = words(document)
    assert "Called the next day: sore, no fever. Reason: Came in after signing" in page
    assert "Late entry 04-Dec-2026 by Dana Reyes, MD" in page
    assert "Entered in error Taken out 04-Dec-2026" in page
    assert "Left knee" in struck(document.html)


def test_of_a_visit_entered_in_error_nothing_stands_unstruck() -> None:
    error = replace(CORRECTION, kind=AmendmentKind.ENTERED_IN_ERROR, replacement_id=None, target_id="v1")
    document = whole_record(replace(SIGNED, amendments=(error,)), (Former(VISIT, error),))
    assert "Entered in error" in document.marks
    assert VISIT.reason in struck(document.html)
    assert document.html.count(str(VISIT.reason)) == 1


def test_a_draft_has_no_signature() -> None:
    page = words(whole_record(DRAFT, ()))
    assert "Signatures Draft, not signed." in page
    assert "Visit hash none, not signed" in page
