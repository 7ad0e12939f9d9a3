"""The calendar as a person uses it, by mouse and wholly by keys, over a real record."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QScrollArea, QWidget

from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.records.appointment import AppointmentStatus, Closure, ClosureKind
from exodesk.queries import agenda
from exodesk.services import booking
from exodesk.services.practice_times import close_days
from exodesk.ui.calendar.widget import DayGrid
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.booking.export import Exported, write_icalendar
from exodesk.ui.pages.booking.held import HeldDialog
from exodesk.ui.pages.calendar.page import CalendarPage
from exodesk.ui.pages.calendar.views import View
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.shell.window import SMALLEST
from tests.factories import Clock, a_patient
from tests.ui.pages.calendar.days import MONDAY, at, booked, place_of, read, spot, stored
from tests.ui.pages.person import CTRL, SHIFT, Person

STATUS = AppointmentStatus
KEY = Qt.Key


@pytest.fixture
def alex(person: Person) -> str:
    return a_patient(person.session.record, mobile="555 0100")


@pytest.fixture
def page(person: Person) -> CalendarPage:
    person.desk.open_page("calendar")
    return person.at(CalendarPage)


def drag(person: Person, grid: DayGrid, start: QPoint, end: QPoint) -> None:
    person.bot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    person.bot.mouseMove(grid, (start + end) / 2)
    person.bot.mouseMove(grid, end)
    person.bot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)


# By the mouse


def test_a_booking_is_dragged_to_another_time_and_undone_by_ctrl_z(
    person: Person, page: CalendarPage, alex: str
) -> None:
    key = booked(person, alex, at(10))
    before, grid = stored(person, key), read(person, page)
    offset = spot(grid, at(10)) - place_of(grid, key)
    drag(person, grid, place_of(grid, key), spot(grid, at(14, day=date(2026, 3, 4))) - offset)
    assert stored(person, key).starts_at == at(14, day=date(2026, 3, 4))
    assert "Moved: SAMPLE, Alex, born 17-May-1961, Wed 04-Mar-2026 14:00" in person.says()
    person.key(KEY.Key_Z, CTRL)
    assert stored(person, key) == before


def test_its_lower_edge_is_dragged_to_make_it_longer(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    grid = read(person, page)
    drag(person, grid, place_of(grid, key, edge=True), spot(grid, at(10, 45)))
    assert (stored(person, key).starts_at, stored(person, key).minutes) == (at(10), 60)


def test_time_that_is_drawn_is_booked_in_the_dialog(person: Person, page: CalendarPage, alex: str) -> None:
    grid = read(person, page)
    drag(person, grid, spot(grid, at(13)), spot(grid, at(13, 45)))
    dialog = person.dialog
    assert isinstance(dialog, BookingDialog)
    assert (person.text("Day"), person.text("Time"), person.text("Length")) == ("02-Mar-2026", "13:00", "60")
    person.type("sampl")
    person.key(KEY.Key_Return)
    assert dialog.summary.text() == "SAMPLE, Alex, born 17-May-1961: Mon 02-Mar-2026 13:00, 60 minutes"
    person.key(KEY.Key_Return)
    [found] = agenda.day_of(person.session.record, MONDAY)
    assert (found.appointment.starts_at, found.appointment.minutes) == (at(13), 60)


def test_a_double_click_opens_a_booking_or_books_a_free_time(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    grid = read(person, page)
    person.bot.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=place_of(grid, key))
    assert isinstance(person.dialog, HeldDialog)
    assert person.reads("SAMPLE, Alex · 17-May-1961 · EX-00001")
    person.dialog.reject()
    person.bot.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=spot(grid, at(15)))
    assert isinstance(person.dialog, BookingDialog)
    person.dialog.reject()


def test_no_act_on_a_booking_and_none_of_its_fields_is_cut(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9))
    dialog = HeldDialog(person.session, key, page)
    dialog.open()
    person.settled_window()
    [area] = dialog.findChildren(QScrollArea)
    view = area.viewport()
    seen = [each for each in view.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
    assert {"Confirmed", "Did not come", "Chart"} <= {each.text() for each in seen if isinstance(each, QPushButton)}
    for each in seen:
        assert each.mapTo(view, each.rect().bottomRight()).x() <= view.width(), each.accessibleName()
    dialog.reject()


def test_what_is_over_is_not_dragged(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(8, 15))
    booking.set_status(person.session.record, key, STATUS.NO_SHOW)
    grid = read(person, page)
    drag(person, grid, place_of(grid, key), spot(grid, at(14)))
    assert stored(person, key).starts_at == at(8, 15)


def test_a_booking_is_dragged_to_another_day_of_the_month(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    page.show_view(View.MONTH)
    person.settled_window()
    layout = page.days.month.layout_now
    tile = next(tile for cell in layout.cells for tile in cell.tiles)
    cell = layout.cell_of(date(2026, 3, 12))
    assert cell
    start = QPointF(tile.box.left + 20, tile.box.top + 5).toPoint()
    end = QPointF(cell.box.left + 20, cell.box.top + 40).toPoint()
    person.bot.mousePress(page.days.month, Qt.MouseButton.LeftButton, pos=start)
    person.bot.mouseMove(page.days.month, end)
    person.bot.mouseRelease(page.days.month, Qt.MouseButton.LeftButton, pos=end)
    assert stored(person, key).starts_at == at(10, day=date(2026, 3, 12))


# By keys


def test_arrows_go_from_time_to_booking_and_enter_opens_it(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9, 30))
    grid = read(person, page)
    page.begin()
    assert grid.cursor_at == at(9)
    person.key(KEY.Key_Down)
    person.key(KEY.Key_Down)
    assert grid.current
    assert grid.current.appointment.id == key
    assert grid.accessibleDescription().startswith("2 March 2026, 09:30 to 10:00, SAMPLE, Alex, born 17-May-1961")
    person.key(KEY.Key_Down)
    assert grid.accessibleDescription() == "2 March 2026, 10:00, free"
    person.key(KEY.Key_Up)
    person.key(KEY.Key_Return)
    assert isinstance(person.dialog, HeldDialog)
    person.dialog.reject()


def test_m_carries_a_booking_by_the_arrows_and_enter_drops_it(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9))
    read(person, page)
    page.begin()
    for pressed in (KEY.Key_M, KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, KEY.Key_Return):
        person.key(pressed)
    assert stored(person, key).starts_at == at(9, 30, date(2026, 3, 3))
    person.key(KEY.Key_M)
    person.key(KEY.Key_Right)
    person.key(KEY.Key_Escape)
    assert stored(person, key).starts_at == at(9, 30, date(2026, 3, 3))


def test_a_carried_booking_goes_along_into_the_next_week(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9))
    read(person, page)
    page.begin()
    person.key(KEY.Key_M)
    for _ in range(5):
        person.key(KEY.Key_Right)
    person.key(KEY.Key_Return)
    assert stored(person, key).starts_at == at(9, day=date(2026, 3, 9))


def test_shift_and_an_arrow_changes_the_length(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9))
    read(person, page)
    page.begin()
    person.key(KEY.Key_Down, SHIFT)
    assert stored(person, key).minutes == 45
    person.key(KEY.Key_Up, SHIFT)
    person.key(KEY.Key_Up, SHIFT)
    assert stored(person, key).minutes == 15
    person.key(KEY.Key_Up, SHIFT)
    assert stored(person, key).minutes == 15


def test_shift_and_an_arrow_draws_time_to_book(person: Person, page: CalendarPage) -> None:
    read(person, page)
    page.begin()
    for _ in range(3):
        person.key(KEY.Key_Down, SHIFT)
    person.key(KEY.Key_Return)
    assert (person.text("Time"), person.text("Length")) == ("09:00", "60")
    person.dialog.reject()


def test_a_booking_is_cut_and_put_elsewhere_by_keys(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9))
    read(person, page)
    page.begin()
    person.key(KEY.Key_X, CTRL)
    assert person.reads("Taken along: 09:00 SAMPLE, Alex")
    page.turn(1)
    person.key(KEY.Key_V, CTRL)
    assert stored(person, key).starts_at == at(9, day=date(2026, 3, 9))


def test_del_cancels_and_undo_brings_every_field_back(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9), reason="Knee", room_note="Wheelchair", status=STATUS.CONFIRMED)
    before = stored(person, key)
    read(person, page)
    page.begin()
    person.key(KEY.Key_Delete)
    assert stored(person, key).status is STATUS.CANCELLED
    assert person.says() == "Cancelled: SAMPLE, Alex, born 17-May-1961, Mon 02-Mar-2026 09:00."
    person.press("Undo")
    assert stored(person, key) == before


@pytest.mark.parametrize(
    ("key", "status"), [(KEY.Key_A, STATUS.ARRIVED), (KEY.Key_C, STATUS.CONFIRMED), (KEY.Key_N, STATUS.NO_SHOW)]
)
def test_one_key_says_what_became_of_a_booking(
    person: Person, page: CalendarPage, alex: str, key: Qt.Key, status: AppointmentStatus
) -> None:
    appointment = booked(person, alex, at(9))
    read(person, page)
    page.begin()
    person.key(key)
    assert stored(person, appointment).status is status


def test_who_is_not_due_yet_cannot_have_failed_to_come(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9, 15))
    read(person, page)
    page.begin()
    person.key(KEY.Key_Down)
    person.key(KEY.Key_N)
    assert stored(person, key).status is STATUS.BOOKED
    assert person.reads("SAMPLE, Alex: Nothing was saved. It has not begun: it is booked for 02-Mar-2026 09:15.")


def test_two_at_one_time_ask_for_a_reason(person: Person, page: CalendarPage, alex: str) -> None:
    blair = a_patient(person.session.record, given_name="Blair")
    booked(person, blair, at(9, 30))
    key = booked(person, alex, at(9))
    read(person, page)
    page.begin()
    person.key(KEY.Key_Down, SHIFT)
    assert person.reads("It overlaps 09:30 SAMPLE, Blair.")
    assert person.reads("SAMPLE, Alex · 17-May-1961 · EX-00001")
    assert stored(person, key).minutes == 30
    person.type("Only a dressing")
    person.key(KEY.Key_S, CTRL)
    assert (stored(person, key).minutes, stored(person, key).overlap_reason) == (45, "Only a dressing")


def test_of_two_at_one_time_space_reaches_the_other(person: Person, page: CalendarPage, alex: str) -> None:
    one = booked(person, alex, at(9))
    other = booked(person, alex, at(9), overlap_reason="Asked for by the test")
    grid = read(person, page)
    page.begin()
    seen = set()
    for _ in range(2):
        assert grid.current
        seen.add(grid.current.appointment.id)
        person.key(KEY.Key_Space)
    assert seen == {one, other}


def test_the_page_fits_the_smallest_window(person: Person, page: CalendarPage) -> None:
    person.desk.resize(*SMALLEST)
    for view in View:
        page.show_view(view)
        person.settled_window()
        assert person.desk.width() == SMALLEST[0], view


def test_t_leads_back_to_today(person: Person, page: CalendarPage) -> None:
    page.begin()
    page.turn(4)
    assert person.reads("30-Mar-2026 to 03-Apr-2026")
    person.key(KEY.Key_T)
    assert page.days.grid.cursor_at == at(9)


@pytest.mark.parametrize(("minutes", "expected"), [(-120, at(8)), (7, at(9)), (12 * 60, at(16, 45))])
def test_t_leads_to_a_time_that_is_in_sight_and_can_be_booked(
    person: Person, page: CalendarPage, clock: Clock, minutes: int, expected: WallTime
) -> None:
    """Before the practice opens, between two steps, and in the evening."""
    clock.pass_by(minutes=minutes)
    person.key(KEY.Key_T)
    assert page.days.grid.cursor_at == expected


def test_the_month_is_walked_by_days_and_enter_opens_one(person: Person, page: CalendarPage, alex: str) -> None:
    booked(person, alex, at(9, day=date(2026, 3, 10)))
    page.show_view(View.MONTH)
    person.key(KEY.Key_Down)
    person.key(KEY.Key_Right)
    assert page.days.month.accessibleDescription() == "10 March 2026, 1 booking"
    person.key(KEY.Key_Return)
    assert person.reads("Tue 10-Mar-2026")
    page.show_view(View.MONTH)
    for _ in range(4):
        person.key(KEY.Key_Down)
    assert person.reads("April 2026")
    person.key(KEY.Key_PageUp)
    assert person.reads("March 2026")


def test_in_the_month_keys_reach_every_booking_of_a_day(person: Person, page: CalendarPage, alex: str) -> None:
    """Ten of them, of which a day shows a few: the current one is always in sight."""
    keys = [booked(person, alex, at(8 + number, day=date(2026, 3, 10))) for number in range(10)]
    page.show_view(View.MONTH)
    for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_Space):
        person.key(key)
    for expected in keys:
        assert page.current
        assert page.current.appointment.id == expected
        assert page.days.month.layout_now.tile_of(expected)
        person.key(KEY.Key_Space)
    assert page.current is None  # on the day again
    person.key(KEY.Key_End)
    assert page.days.month.accessibleDescription().startswith("10 March 2026, 17:00 to 17:30, SAMPLE, Alex")
    person.key(KEY.Key_Home)
    person.key(KEY.Key_C)
    assert stored(person, keys[0]).status is STATUS.CONFIRMED
    person.key(KEY.Key_Return)
    assert page.findChild(HeldDialog)


def test_in_the_month_a_booking_is_cut_and_pasted_by_keys(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    page.show_view(View.MONTH)
    person.key(KEY.Key_Space)
    person.key(KEY.Key_X, CTRL)
    assert person.reads("Taken along: 10:00")
    person.key(KEY.Key_Down)
    person.key(KEY.Key_Right)
    person.key(KEY.Key_V, CTRL)
    assert stored(person, key).starts_at == at(10, day=date(2026, 3, 10))
    assert page.days.month.day == date(2026, 3, 10)
    person.key(KEY.Key_Z, CTRL)
    assert stored(person, key).starts_at == at(10)


def test_in_the_month_the_arrows_carry_a_booking(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    page.show_view(View.MONTH)
    for pressed in (KEY.Key_Space, KEY.Key_M, KEY.Key_Down, KEY.Key_Right, KEY.Key_Escape):
        person.key(pressed)
    assert stored(person, key).starts_at == at(10)
    assert page.days.month.day == MONDAY
    for pressed in (KEY.Key_M, KEY.Key_Down, KEY.Key_Right, KEY.Key_Return):
        person.key(pressed)
    assert stored(person, key).starts_at == at(10, day=date(2026, 3, 10))
    assert page.current
    assert page.current.appointment.id == key  # one stands on it where it is now


def test_a_booking_is_carried_into_another_month(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    page.show_view(View.MONTH)
    for pressed in (KEY.Key_Space, KEY.Key_M, *[KEY.Key_Down] * 5, KEY.Key_Return):
        person.key(pressed)
    assert stored(person, key).starts_at == at(10, day=date(2026, 4, 6))
    assert person.reads("April 2026")


def test_a_booking_stays_current_from_view_to_view(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10, day=date(2026, 3, 5)))
    read(person, page)
    page.days.grid.stand_on(key)
    for view in (View.MONTH, View.DAY, View.WEEK):
        page.show_view(view)
        assert page.current, view
        assert page.current.appointment.id == key, view
    page.show_view(View.MONTH)
    person.key(KEY.Key_Left)
    page.show_view(View.WEEK)
    assert page.days.grid.cursor_at
    assert page.days.grid.cursor_at.day == date(2026, 3, 4)


def test_a_saturday_one_stands_on_is_in_sight_in_every_view(person: Person, page: CalendarPage) -> None:
    """1 August: the weekend is closed, and its week begins in July."""
    saturday = date(2026, 8, 1)
    page.days.go_to(saturday)
    for view in (View.MONTH, View.WEEK, View.DAY, View.WEEK, View.MONTH):
        page.show_view(view)
        person.key(KEY.Key_Home)  # one looks around in the day
        assert page.days.day == saturday, view
    assert person.reads("August 2026")


def test_in_the_month_one_books_from_the_day_on(person: Person, page: CalendarPage) -> None:
    page.show_view(View.MONTH)
    person.key(KEY.Key_Down)
    person.key(KEY.Key_N, CTRL)
    dialog = page.findChild(BookingDialog)
    assert dialog
    assert dialog.when.offered[0].day == date(2026, 3, 9)


def test_what_is_past_moving_is_said_when_it_is_to_be_taken(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(8))
    booking.set_status(person.session.record, key, STATUS.NO_SHOW)
    read(person, page).stand_on(key)
    page.begin()
    for pressed, modifier in ((KEY.Key_X, CTRL), (KEY.Key_M, Qt.KeyboardModifier.NoModifier)):
        person.key(pressed, modifier)
        assert person.reads("08:00 SAMPLE, Alex stays where it is: did not come.")
        page.message.close_message()
    assert not person.reads("Taken along")


def test_the_table_holds_the_same_and_takes_the_same_keys(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9), reason="Knee")
    page.begin()
    person.key(KEY.Key_T, CTRL)
    for words in (
        "Mon 02-Mar-2026",
        "09:00 to 09:30",
        "SAMPLE, Alex",
        "17-May-1961",
        "Booked",
        "Review · Knee",
        "555 0100",
    ):
        assert person.reads(words), words
    person.key(KEY.Key_A)
    assert stored(person, key).status is STATUS.ARRIVED
    assert person.reads("Arrived")
    person.key(KEY.Key_Return)
    assert isinstance(person.dialog, HeldDialog)
    person.dialog.reject()


def test_a_booking_stays_current_from_the_picture_to_the_table_and_back(
    person: Person, page: CalendarPage, alex: str
) -> None:
    first, second = (booked(person, alex, at(hour)) for hour in (9, 14))
    read(person, page).stand_on(second)
    person.key(KEY.Key_T, CTRL)
    assert page.current
    assert page.current.appointment.id == second
    person.key(KEY.Key_Up)
    person.key(KEY.Key_T, CTRL)
    assert page.days.grid.current
    assert page.days.grid.current.appointment.id == first


# One appointment


def test_from_a_booking_its_visit_begins(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9), reason="Six weeks")
    page.acts.open_booking(key)
    person.press("Arrived")
    page.acts.open_booking(key)
    assert person.reads("Arrived")
    person.press("Start visit")
    assert person.at(VisitPage)._read.view.visit.reason == "Six weeks"
    assert stored(person, key).status is STATUS.WITH_YOU


def test_of_two_visits_begun_the_last_is_with_you_and_the_other_unsigned(
    person: Person, page: CalendarPage, alex: str, clock: Clock
) -> None:
    blair = a_patient(person.session.record, given_name="Blair", birth_date=PartialDate(1970, 1, 1))
    both = [booked(person, alex, at(9)), booked(person, blair, at(9, 30))]
    for key in both:
        booking.set_status(person.session.record, key, STATUS.ARRIVED)
        booking.start_booked(person.session.record, key)
        clock.pass_by(minutes=5)
    told = {each.appointment.id: each.status for each in agenda.day_of(person.session.record, MONDAY)}
    assert told == dict(zip(both, ("Unsigned", "With you"), strict=True))
    page.refresh()
    person.settle()
    page.acts.open_booking(both[0])
    assert person.reads("Unsigned")


def test_a_booking_shows_its_history(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9))
    booking.set_status(person.session.record, key, STATUS.CONFIRMED)
    booking.move(person.session.record, key, at(11))
    page.acts.open_booking(key)
    person.press("History of the appointment")
    assert person.reads("SAMPLE, Alex · 17-May-1961 · EX-00001")
    for words in ("Move appointment", "Appointment: confirmed", "Book", "02-Mar-2026 09:00", "02-Mar-2026 11:00"):
        assert person.reads(words), words
    person.press("Close")
    person.dialog.done(0)


def test_the_days_shown_are_printed_as_a_list(person: Person, page: CalendarPage, alex: str, tmp_path: Path) -> None:
    booked(person, alex, at(9))
    page.refresh()
    page.print_list()
    person.fill("File", str(tmp_path / "week.pdf"))
    person.press("Save as PDF")
    assert "Saved week.pdf" in person.says()
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF-")


def test_appointments_are_written_for_another_calendar(
    person: Person, page: CalendarPage, alex: str, tmp_path: Path
) -> None:
    booked(person, alex, at(9))
    page.refresh()
    page.export()
    assert (person.text("First day"), person.text("Last day")) == ("02-Mar-2026", "06-Mar-2026")
    person.fill("Last day", "1 3 26")
    person.key(KEY.Key_S, CTRL)
    assert person.problem("Last day") == "The last day lies before the first."
    person.dialog.done(0)
    asked = Exported(first=MONDAY, last=MONDAY)
    told = write_icalendar(person.session, tmp_path / "day.ics", asked)
    assert told == f"Saved 1 appointment as day.ics in {tmp_path}."
    assert b"SAMPLE" not in (tmp_path / "day.ics").read_bytes()


def test_a_calendar_gets_its_ending_and_takes_the_place_of_no_other_file(
    person: Person, page: CalendarPage, alex: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record lies in the folder that is shown first, and one click names it."""
    booked(person, alex, at(9))
    record = person.session.record.path
    before = record.read_bytes()[:4096]
    chosen = record
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    page.refresh()
    page.export()
    person.key(KEY.Key_S, CTRL)
    assert person.reads("is there already and is no calendar. Choose another name.")
    chosen = tmp_path / "my week"
    person.key(KEY.Key_S, CTRL)
    assert person.reads("Saved 1 appointment as my week.ics")
    assert record.read_bytes()[:4096] == before
    assert (tmp_path / "my week.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_from_a_booking_its_chart_opens(person: Person, page: CalendarPage, alex: str) -> None:
    page.acts.open_booking(booked(person, alex, at(9)))
    person.press("Chart")
    assert person.at(ChartPage).chart.patient.id == alex


def test_a_booking_is_edited_in_its_dialog(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(9))
    page.acts.open_booking(key)
    person.fill("Time", "11.30")
    person.fill("Room note", "Wheelchair")
    person.key(KEY.Key_S, CTRL)
    assert (stored(person, key).starts_at, stored(person, key).room_note) == (at(11, 30), "Wheelchair")


def test_a_time_that_cannot_be_read_is_told_at_its_field(person: Person, page: CalendarPage, alex: str) -> None:
    page.acts.open_booking(booked(person, alex, at(9)))
    person.fill("Time", "noon")
    person.key(KEY.Key_S, CTRL)
    assert "“noon” is not a time" in person.problem("Time")
    person.dialog.done(0)


# Time that is not for patients


def test_time_is_blocked_and_offered_to_nobody(person: Person, page: CalendarPage) -> None:
    read(person, page)
    page.block_time()
    person.fill("What for", "Supplier")
    person.fill("Time", "9:00")
    person.key(KEY.Key_S, CTRL)
    assert agenda.first_free(person.session.record, 30, MONDAY) == [at(10)]
    assert page.days.grid.accessibleDescription().startswith("2 March 2026, 09:00 to 10:00, Supplier")


def test_a_vacation_lists_who_lies_under_it(person: Person, page: CalendarPage, alex: str) -> None:
    booked(person, alex, at(9, day=date(2026, 3, 10)))
    page.close_days()
    person.fill("First day", "9 3 26")
    person.fill("Last day", "13 3 26")
    assert person.reads("To call: 1 booked in these days, 0 due only in them")
    assert person.reads("Tue 10-Mar-2026 09:00 · SAMPLE, Alex · born 17-May-1961 · 555 0100")
    person.key(KEY.Key_S, CTRL)
    page.turn(1)
    assert page.days.grid.layout_now.columns[0].closed == "Vacation"


def test_nobody_is_called_off_who_is_here_already(person: Person, page: CalendarPage, alex: str) -> None:
    here = booked(person, alex, at(9))
    person.session.run(booking.set_status, here, STATUS.ARRIVED)
    booked(person, a_patient(person.session.record, family_name="Later"), at(15))
    page.close_days()
    assert person.reads("To call: 1 booked in these days, 0 due only in them")
    person.dialog.reject()


def test_the_button_of_a_dialog_ends_where_its_fields_end(person: Person, page: CalendarPage) -> None:
    page.close_days()
    person.settled_window()
    field = person.field("Last day")
    [button] = [
        each for each in person.dialog.findChildren(QPushButton) if each.text().replace("&", "") == "Close them"
    ]
    ends = [each.mapTo(person.dialog, each.rect().topRight()).x() for each in (field, button)]
    assert ends[0] == ends[1]
    person.dialog.reject()


def test_days_that_are_closed_say_why(person: Person, page: CalendarPage) -> None:
    closure = Closure(id="c", kind=ClosureKind.HOLIDAY, from_on=MONDAY, until_on=MONDAY, note="Founders’ Day")
    person.session.run(close_days, closure)
    assert page.days.grid.layout_now.columns[0].closed == "Public holiday: Founders’ Day"
    assert page.days.grid.layout_now.columns[0].open == ()


def test_tomorrows_patients_are_confirmed_by_one_key_each(person: Person, page: CalendarPage, alex: str) -> None:
    blair = a_patient(person.session.record, given_name="Blair", mobile="555 0101")
    tuesday = date(2026, 3, 3)
    one, other = booked(person, alex, at(9, day=tuesday)), booked(person, blair, at(10, day=tuesday))
    page.acts.confirm_next_day()
    assert person.reads("Tue 03-Mar-2026: 2 to confirm of 2")
    assert person.reads("born 17-May-1961 · 555 0100 · Booked")
    person.key(KEY.Key_C)
    assert stored(person, one).status is STATUS.CONFIRMED
    person.press("No answer")
    assert stored(person, other).status is STATUS.BOOKED
    calls = person.session.record.read("SELECT about, result FROM call_attempt ORDER BY id")
    assert [tuple(call) for call in calls] == [("confirmation", "reached"), ("confirmation", "no_answer")]
    assert person.reads("born 17-May-1961 · 555 0101 · Booked · no answer 09:00")
    person.press("Close")
    page.acts.confirm_next_day()  # once more, later that day: from the one who is left
    person.key(KEY.Key_C)
    assert stored(person, other).status is STATUS.CONFIRMED
    assert not person.reads("no answer 09:00")
    person.press("Close")


def test_the_line_of_now_follows_the_clock(person: Person, page: CalendarPage, clock: Clock) -> None:
    before = page.days.grid.layout_now.now
    clock.pass_by(hours=1)
    page.days.move_clock()
    after = page.days.grid.layout_now.now
    assert before
    assert after
    assert after - before == pytest.approx(60 * page.days.grid.layout_now.scale.per_minute)
    page.leave()
    assert not page.days._clock.isActive()


def test_nothing_is_read_once_the_page_is_left(person: Person, page: CalendarPage) -> None:
    assert page.days._clock.isActive()
    person.open_patients()
    QApplication.processEvents()
    assert not page.days._clock.isActive()


def test_a_table_without_anything_says_so_and_books(person: Person, page: CalendarPage) -> None:
    page.begin()
    person.key(KEY.Key_T, CTRL)
    assert person.reads("Nothing is booked in these days.")
    person.press("Book one")
    assert isinstance(person.dialog, BookingDialog)
    person.dialog.reject()
