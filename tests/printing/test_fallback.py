"""A template that fails prints a plain page: for every template that there is, found among the documents themselves."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from importlib import import_module
from inspect import getmembers, isfunction
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules

import pypdf
import pytest
from PySide6.QtWidgets import QApplication

from exodesk import documents
from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.plan import Plan
from exodesk.core.records.printed import Disclosure, Purpose
from exodesk.core.timeline import cards_of, timeline_of
from exodesk.documents.page import Document
from exodesk.printing.fallback import PLAIN
from exodesk.printing.forms import blank_form, call_form, list_form
from exodesk.printing.leaving import Page, save_page
from exodesk.printing.pages import account_page, invitation_page, kept_page, letter_page, record_page, summary_page
from exodesk.printing.pdf import pdf_of
from exodesk.queries import agenda
from exodesk.queries.away import DueInside
from exodesk.queries.boosters import boosters
from exodesk.queries.chart import read_chart
from exodesk.services import booking
from exodesk.services.printed import note_disclosure
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.look import theme
from exodesk.ui.timeline.drawn import Drawn
from exodesk.ui.timeline.printing import timeline_page
from exodesk.ui.timeline.shot import Shot
from exodesk.ui.timeline.told import drawn_of
from exodesk.ui.timeline.viewport import EVERYTHING
from tests.factories import a_lot, a_patient, a_plan, give


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The timeline is printed in the fonts of the screen."""
    theme.apply(qapp, theme.Scheme.LIGHT)


NO_TEMPLATES = {"plain", "plain_lists", "kept", "sample"}
"""What they hold is the plain page itself, a page of before, or a page that is never printed."""

CALL = ("Call us the same day", "fever or chills", "555 0100")
ALEX = ("SAMPLE, Alex", "17-May-1961", "EX-00001")


def templates() -> Iterator[str]:
    """Every public function of the documents that makes a page, and the one that makes the timeline's."""
    for module in iter_modules(documents.__path__):
        if module.name in NO_TEMPLATES:
            continue
        found = import_module(f"{documents.__name__}.{module.name}")
        for name, function in getmembers(found, isfunction):
            is_here = function.__module__ == found.__name__ and not name.startswith("_")
            if is_here and function.__annotations__.get("return") is Document:
                yield name
    assert drawn_of.__annotations__["return"] is Drawn
    yield drawn_of.__name__


@dataclass(frozen=True)
class Given:
    """A patient with a dose, a booking and something that left the house."""

    record: RecordFile
    plan: Plan
    visit_id: str


@pytest.fixture
def given(record: RecordFile) -> Given:
    alex = a_patient(record, mobile="555 0100")
    plan = a_plan(record, alex)
    injection = give(record, plan, a_lot(record), sign=True)
    waits = a_plan(record, a_patient(record, given_name="Casey", mobile="555 0102"), planned_on=record.today())
    assert waits.patient_id != alex
    starts = WallTime(record.today() + timedelta(days=7), time(9))
    booking.book(
        record,
        Appointment(id=record.new_id(), patient_id=alex, starts_at=starts, zone=record.zone.key, minutes=30),
    )
    note_disclosure(
        record,
        Disclosure(
            id=record.new_id(),
            patient_id=alex,
            disclosed_on=record.today(),
            recipient="Board of Health",
            purpose=Purpose.LAW,
            description="Report number 2",
        ),
    )
    assert injection.visit_id
    return Given(record, plan, injection.visit_id)


def of_a_week(given: Given) -> Page:
    today = given.record.today()
    chart = read_chart(given.record, given.plan.patient_id)
    due = DueInside(patient=chart.patient, plan=given.plan, first=today, last=today, phone="555 0100")
    found = agenda.between(given.record, today, today + timedelta(days=31))
    return list_form(given.record, "Week sheet", found, plans=[due])


def of_timeline(given: Given) -> Page:
    chart = read_chart(given.record, given.plan.patient_id)
    panel = timeline_of(chart).of_all()
    viewport = EVERYTHING.around(panel)
    return timeline_page(
        given.record, chart, Shot(panel=panel, viewport=viewport, dose=panel.last_dose, cards=cards_of(chart, None))
    )


MADE: Mapping[str, tuple[Callable[[Given], Page], tuple[str, ...]]] = {
    "visit_summary": (lambda given: summary_page(given.record, given.visit_id), (*ALEX, *CALL, "1 mL")),
    "letter": (lambda given: letter_page(given.record, given.visit_id, "Dr. Brandt"), (*ALEX, "1 mL", "Right knee")),
    "visit_record": (lambda given: record_page(given.record, given.visit_id), (*ALEX, "1 mL", "Right knee")),
    "invitation": (lambda given: invitation_page(given.record, given.plan.id), (*ALEX, *CALL, "Your right knee")),
    "account": (
        lambda given: account_page(given.record, given.plan.patient_id),
        (*ALEX, "Board of Health", "Report number 2", "Required by law"),
    ),
    "blank_visit": (lambda given: blank_form(given.record), ("Visit form", "Allergies", "Lot and expiry", "____")),
    "booking_list": (of_a_week, (*ALEX, "09:00", "Right knee", "555 0100")),
    "call_list": (
        lambda given: call_form(given.record, boosters(given.record)),
        ("SAMPLE, Casey", "EX-00002", "Right knee", "555 0102"),
    ),
    "drawn_of": (of_timeline, (*ALEX, "Timeline", "1 mL")),
}


def test_every_template_is_tried() -> None:
    assert set(MADE) == set(templates())


@pytest.mark.parametrize("template", MADE)
def test_a_template_that_fails_prints_a_plain_page(
    template: str, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, needed = MADE[template]
    usual = make(given)
    assert usual.warnings == ()
    break_everywhere(template, monkeypatch)
    page = make(given)
    assert page.warnings == (PLAIN,)
    assert page.on(page.paper).name == usual.on(page.paper).name
    save_page(given.record, page, tmp_path / "plain.pdf")
    words = " ".join(
        word for sheet in pypdf.PdfReader(tmp_path / "plain.pdf").pages for word in sheet.extract_text().split()
    )
    for told in needed:
        assert told in words, told
    assert "Audit head" in words


def test_a_plain_page_is_kept_and_opens_again(given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for template in ("account", "drawn_of"):
        break_everywhere(template, monkeypatch)
        page = MADE[template][0](given)
        save_page(given.record, page, tmp_path / f"{template}.pdf")
        kept = printed.pages_of_patients(given.record, [given.plan.patient_id])[-1]
        again = kept_page(given.record, kept)
        assert again.document == replace(again.document, name=page.on(page.paper).name)
        assert again.document.html.count("SAMPLE, Alex") == 1


@pytest.mark.parametrize("template", MADE)
def test_every_page_is_printed_in_its_own_font_alone(template: str, given: Given) -> None:
    """A letter that it lacks would be printed in another font of this computer, and look otherwise on the next."""
    page = MADE[template][0](given)
    for sheet in pypdf.PdfReader(BytesIO(pdf_of(page.on(page.paper)))).pages:
        fonts = sheet["/Resources"]["/Font"].values()  # type: ignore[index]  # as it comes
        assert all(str(font.get_object()["/BaseFont"]).startswith("/Inter-") for font in fonts)


def break_everywhere(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a bug")

    for name, module in list(sys.modules.items()):
        if name.startswith("exodesk.") and hasattr(module, template):
            monkeypatch.setattr(module, template, broken)
