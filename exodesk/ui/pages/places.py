"""The pages about patients, for the window that opens them, and the ways from one to the other.

Each is imported when it is first made: a start shows one of them and waits for no other.
"""

from functools import partial

from exodesk.core.chart import Chart
from exodesk.core.records.visit import Visit
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import (
    BOOSTERS,
    CALENDAR,
    CHART,
    PAST,
    PATIENTS,
    REVIEW,
    SETTINGS,
    TODAY,
    TRAIL,
    VISIT,
    Desk,
    Page,
    Place,
)
from exodesk.ui.pages.ways import OF_PATIENTS


def places_of_patients() -> list[Place]:
    """In the order of the rail. Today is first: it opens after unlock."""
    return [
        Place(key=TODAY, text="Today", glyph="sun", make=_today),
        Place(key=CALENDAR, text="Calendar", glyph="calendar", make=_calendar),
        Place(
            key=PATIENTS,
            text="Patients",
            glyph="users",
            make=_patients,
            acts=[(Key.NEW_PATIENT, _add_patient)],
            ways=OF_PATIENTS,
        ),
        Place(key=BOOSTERS, text="Boosters", glyph="refresh-cw", make=_boosters),
        Place(key=CHART, make=_chart, under=PATIENTS, made_blank=True),
        Place(key=VISIT, make=_visit, under=PATIENTS),
        Place(key=PAST, make=_past, under=PATIENTS),
    ]


def _today(session: Session, desk: Desk, _target: str | None) -> Page:
    from exodesk.ui.pages.today.page import TodayPage

    page = TodayPage(session)
    page.chart_opened.connect(partial(desk.open_page, CHART))
    page.visit_opened.connect(partial(desk.open_page, VISIT))
    page.sign_asked.connect(partial(_open_review, desk))
    page.boosters_opened.connect(partial(desk.open_page, BOOSTERS))
    page.counted.connect(partial(desk.set_count, BOOSTERS))
    page.settings_opened.connect(partial(desk.open_page, SETTINGS))
    return page


def _calendar(session: Session, desk: Desk, _target: str | None) -> Page:
    from exodesk.ui.pages.calendar.page import CalendarPage

    page = CalendarPage(session)
    page.chart_opened.connect(partial(desk.open_page, CHART))
    page.visit_opened.connect(partial(desk.open_page, VISIT))
    return page


def _patients(session: Session, desk: Desk, _target: str | None) -> Page:
    from exodesk.ui.pages.patients import PatientsPage

    page = PatientsPage(session)
    page.opened.connect(partial(desk.open_page, CHART))
    page.sign_asked.connect(partial(_open_review, desk))
    return page


def _add_patient(page: Page) -> None:
    from exodesk.ui.pages.patients import PatientsPage

    if isinstance(page, PatientsPage):
        page.new_patient()


def _boosters(session: Session, desk: Desk, _target: str | None) -> Page:
    from exodesk.ui.pages.boosters.page import BoostersPage

    page = BoostersPage(session)
    page.chart_opened.connect(partial(desk.open_page, CHART))
    page.counted.connect(partial(desk.set_count, BOOSTERS))
    return page


def _chart(session: Session, desk: Desk, _target: str | None) -> Page:
    from exodesk.ui.pages.chart.page import ChartPage

    page = ChartPage(session)
    page.visit_opened.connect(partial(desk.open_page, VISIT))
    page.past_asked.connect(partial(desk.open_page, PAST))
    page.trail_asked.connect(partial(desk.open_page, TRAIL))
    return page


def _past(session: Session, desk: Desk, target: str | None) -> Page:
    from exodesk.ui.pages.past import PastPage

    page = PastPage(session, _named(target))
    page.chart_asked.connect(partial(desk.open_page, CHART))
    return page


def _visit(session: Session, desk: Desk, target: str | None) -> Page:
    from exodesk.ui.pages.visit.page import VisitPage

    page = VisitPage(session, _named(target))
    page.chart_opened.connect(partial(desk.open_page, CHART))
    page.signed.connect(partial(_propose_next, session, desk))
    page.plan_asked.connect(partial(_enter_plan, session, desk))
    return page


def _open_review(desk: Desk, entry_id: str) -> None:
    """Of a visit that waits for nothing but its signature."""
    desk.open_page(VISIT, entry_id, part=REVIEW)


def _enter_plan(session: Session, desk: Desk, chart: Chart, visit: Visit) -> None:
    """Over the visit that it comes from. A plan needs its condition; the first one asks for that."""
    from exodesk.ui.pages.chart.plan_dialog import PlanDialog
    from exodesk.ui.pages.chart.plan_form import place_of
    from exodesk.ui.pages.entries import condition_first, standing_conditions

    if standing_conditions(chart):
        PlanDialog(session, chart, None, desk.page, visit=visit).open()
    else:
        proposed = dict(zip(("site", "side"), place_of(visit) or (), strict=False))
        dialog = condition_first(session, chart.patient, desk.page, then="plan", proposed=proposed)
        dialog.accepted.connect(partial(_ask_plan_again, desk))
        dialog.open()


def _ask_plan_again(desk: Desk) -> None:
    """The condition that it asked for is there now."""
    from exodesk.ui.pages.visit.page import VisitPage

    if isinstance(desk.page, VisitPage):
        desk.page.ask_plan()


def _propose_next(session: Session, desk: Desk, entry_id: str) -> None:
    from exodesk.ui.pages.booking.next_visit import propose_next

    if desk.page and not desk.is_covered:  # it tells who else is booked
        propose_next(session, desk.page, entry_id)


def _named(target: str | None) -> str:
    if target is None:
        raise ValueError("this page is about one record")
    return target
