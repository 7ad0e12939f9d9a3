"""A window in another zone than the clinic, and both changes of its clocks: what is booked is its own wall time."""

import time as clocks
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.plan import BoosterRule, PlanKind
from exodesk.core.schedule import instant_of
from exodesk.queries import agenda
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.calendar.page import CalendarPage
from exodesk.ui.pages.calendar.views import View
from tests.factories import Clock, a_patient, a_plan
from tests.ui.pages.person import CTRL, Person

SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
"""The nights in which the clocks of Los Angeles change, both Sundays."""
KEY = Qt.Key


@pytest.fixture(params=["Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The workstation is set to another zone, where it is often another day."""
    monkeypatch.setenv("TZ", request.param)
    clocks.tzset()
    yield
    monkeypatch.undo()
    clocks.tzset()


def booked(person: Person, first: date, last: date) -> list[Appointment]:
    return [each.appointment for each in agenda.between(person.session.record, first, last)]


def book(person: Person, day: str, at: str) -> None:
    """In the dialog that is open, by typing."""
    person.fill("Day", day)
    person.fill("Time", at)
    person.key(KEY.Key_S, CTRL)


@pytest.mark.usefixtures("elsewhere")
def test_today_now_and_what_is_booked_are_the_clinics(person: Person) -> None:
    alex = a_patient(person.session.record)
    person.desk.open_page("today")
    assert person.reads("Mon 02-Mar-2026")
    BookingDialog(person.session, person.desk, patient_id=alex).open()
    book(person, "09-Mar-2026", "9:00")
    (made,) = booked(person, SPRING, date(2026, 3, 9))
    assert made.starts_at == WallTime(date(2026, 3, 9), time(9))
    assert instant_of(made.starts_at, made.zone) == datetime(2026, 3, 9, 16, tzinfo=UTC)
    person.desk.open_page("calendar")
    page = person.at(CalendarPage)
    layout = page.days.grid.layout_now
    assert page.days.grid.cursor_at == WallTime(date(2026, 3, 2), time(9))
    assert layout.now == pytest.approx(
        layout.scale.top + 60 * layout.scale.per_minute
    )  # nine, in hours that begin at eight
    page.days.go_to(date(2026, 3, 9))
    assert page.current is None or page.current.appointment.starts_at == made.starts_at
    person.key(KEY.Key_Home)
    assert page.days.grid.accessibleDescription().startswith("9 March 2026, 09:00 to")


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(("first", "hours_apart"), [(date(2026, 3, 2), 167), (date(2026, 10, 26), 169)])
def test_a_series_keeps_its_hour_over_a_change_of_the_clocks(
    person: Person, clock: Clock, first: date, hours_apart: int
) -> None:
    clock.go_to(first)
    record = person.session.record
    plan = a_plan(record, a_patient(record), kind=PlanKind.SERIES, doses=3, interval_weeks=1, booster=BoosterRule.NONE)
    dialog = BookingDialog(person.session, person.desk, patient_id=plan.patient_id, plan_id=plan.id)
    dialog.open()
    dialog.what.series.click()
    book(person, first.strftime("%d-%m-%Y"), "14:00")
    made = booked(person, first, date(2026, 12, 31))
    assert [each.starts_at.at for each in made] == [time(14)] * 3
    one, two, three = (instant_of(each.starts_at, each.zone) for each in made)
    assert [(two - one).total_seconds() / 3600, (three - two).total_seconds() / 3600] == [hours_apart, 168]


@pytest.mark.usefixtures("elsewhere")
def test_carried_over_a_change_of_the_clocks_in_the_month_an_appointment_keeps_its_hour(person: Person) -> None:
    alex = a_patient(person.session.record)
    BookingDialog(person.session, person.desk, patient_id=alex).open()
    book(person, "03-Mar-2026", "10:15")
    person.desk.open_page("calendar")
    page = person.at(CalendarPage)
    page.show_view(View.MONTH)
    for key in (KEY.Key_Right, KEY.Key_Space, KEY.Key_M, KEY.Key_Down, KEY.Key_Return):
        person.key(key)
    (moved,) = booked(person, SPRING, date(2026, 3, 31))
    assert moved.starts_at == WallTime(date(2026, 3, 10), time(10, 15))


def test_an_hour_that_the_clocks_skip_is_refused_at_the_time(person: Person) -> None:
    alex = a_patient(person.session.record)
    BookingDialog(person.session, person.desk, patient_id=alex).open()
    book(person, "08-Mar-2026", "2:30")
    assert booked(person, SPRING, SPRING) == []
    assert person.reads("The clocks skip")
    book(person, "08-Mar-2026", "3:00")
    assert [each.starts_at.at for each in booked(person, SPRING, SPRING)] == [time(3)]


def test_a_day_without_hours_is_told_as_closed_and_booked_by_typing(person: Person) -> None:
    alex = a_patient(person.session.record)
    BookingDialog(person.session, person.desk, patient_id=alex).open()
    person.fill("Day", "01-Nov-2026")
    person.fill("Time", "9:00")
    assert person.reads("Closed on Sun.")
    person.key(KEY.Key_S, CTRL)
    (made,) = booked(person, AUTUMN, AUTUMN)
    assert instant_of(made.starts_at, made.zone) == datetime(2026, 11, 1, 17, tzinfo=UTC)
