"""The form for a day without power: it asks for what the program asks, names nobody and fits two sheets."""

from datetime import UTC, datetime
from pathlib import Path

from exodesk.core.fields import described
from exodesk.core.records.visit import Vitals
from exodesk.documents.blank_visit import blank_visit
from tests.factories import CLINIC

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_it_asks_for_what_the_forms_ask() -> None:
    said = blank_visit(CLINIC, printed_at=NOON, audit_head="a" * 64).wording
    for label in ("Reason for the visit", "Volume given, mL", "Lot", "Time given", "Signature"):
        assert label in said
    for about in described(Vitals).values():
        assert about.name == "measured" or about.field.label in said


def test_each_sheet_asks_whose_it_is() -> None:
    """Two loose sheets of two patients must not be mixed up."""
    header = blank_visit(CLINIC, printed_at=NOON, audit_head="a" * 64).header.wording
    for label in ("Name ___", "Birth date ___", "Chart ___"):
        assert label in header


def test_it_names_the_practice_and_no_patient() -> None:
    html = blank_visit(CLINIC, printed_at=NOON, audit_head="a" * 64).html
    assert CLINIC.name in html
    assert str(Path.home()) not in html
