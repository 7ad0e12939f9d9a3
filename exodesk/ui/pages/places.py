"""The pages about patients, for the window that opens them, and the ways from one to the other."""

from functools import partial

from exodesk.ui.keys import Key
from exodesk.ui.pages import CALENDAR, CHART, PAST, PATIENTS, TRAIL, VISIT, Desk, Page, Place
from exodesk.ui.pages.calendar.page import CalendarPage
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.past import PastPage
from exodesk.ui.pages.patients import PatientsPage
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.session import Session


def places_of_patients() -> list[Place]:
    """In the order of the rail."""
    return [
        Place(key=CALENDAR, text="Calendar", glyph="calendar", make=_calendar),
        Place(key=PATIENTS, text="Patients", glyph="users", make=_patients, acts=[(Key.NEW_PATIENT, _add_patient)]),
        Place(key=CHART, make=_chart, under=PATIENTS),
        Place(key=VISIT, make=_visit, under=PATIENTS),
        Place(key=PAST, make=_past, under=PATIENTS),
    ]


def _calendar(session: Session, desk: Desk, _target: str | None) -> Page:
    page = CalendarPage(session)
    page.chart_opened.connect(partial(desk.open_page, CHART))
    page.visit_opened.connect(partial(desk.open_page, VISIT))
    return page


def _patients(session: Session, desk: Desk, _target: str | None) -> Page:
    page = PatientsPage(session)
    page.opened.connect(partial(desk.open_page, CHART))
    page.visit_opened.connect(partial(desk.open_page, VISIT))
    return page


def _add_patient(page: Page) -> None:
    if isinstance(page, PatientsPage):
        page.new_patient()


def _chart(session: Session, desk: Desk, target: str | None) -> Page:
    page = ChartPage(session, _named(target))
    page.visit_opened.connect(partial(desk.open_page, VISIT))
    page.past_asked.connect(partial(desk.open_page, PAST))
    page.trail_asked.connect(partial(desk.open_page, TRAIL))
    return page


def _past(session: Session, desk: Desk, target: str | None) -> Page:
    page = PastPage(session, _named(target))
    page.chart_asked.connect(partial(desk.open_page, CHART))
    return page


def _visit(session: Session, desk: Desk, target: str | None) -> Page:
    page = VisitPage(session, _named(target))
    page.chart_opened.connect(partial(desk.open_page, CHART))
    return page


def _named(target: str | None) -> str:
    if target is None:
        raise ValueError("this page is about one record")
    return target
