"""What stands where in the calendar: laws over any bookings, and a week measured by hand."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.dates import WallTime
from exodesk.core.hours import Openings, minute_of
from exodesk.core.records.appointment import Appointment, ClinicHours
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.layout import GUTTER, LEAST_HOUR, Shown, lay_out, least_height
from exodesk.ui.calendar.month import days_of_month, lay_out_month

MONDAY = date(2026, 11, 23)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(5))
OPENINGS = Openings(ClinicHours(), (), "America/Los_Angeles")
NOW = WallTime(MONDAY, time(10, 26))


def a_booking(key: str, day: date, minute: int, minutes: int) -> Booking:
    starts_at = WallTime(day, time(minute // 60, minute % 60))
    return Booking(appointment=Appointment(id=key, starts_at=starts_at, zone="UTC", minutes=minutes, reason=key))


bookings = st.lists(
    st.tuples(st.sampled_from(WEEK), st.integers(0, 23 * 12).map(lambda step: step * 5), st.integers(5, 240)),
    max_size=25,
).map(lambda found: tuple(a_booking(str(number), *each) for number, each in enumerate(found)))
sizes = st.tuples(st.integers(600, 2400), st.integers(300, 1600))


@given(bookings, sizes)
def test_every_booking_stands_in_its_day_and_on_no_other(found: tuple[Booking, ...], size: tuple[int, int]) -> None:
    layout = lay_out(Shown(WEEK, found, OPENINGS, NOW), *size)
    assert sorted(tile.key for tile in layout.tiles) == sorted(each.appointment.id for each in found)
    for tile in layout.tiles:
        column = layout.column_of(tile.booking.appointment.starts_at.day)
        assert column
        assert column.left <= tile.box.left
        assert tile.box.right <= column.right
    for number, tile in enumerate(layout.tiles):
        assert not any(tile.box.overlaps(other.box) for other in layout.tiles[:number])


@given(bookings, sizes)
def test_a_tile_begins_at_its_time_and_is_found_under_the_pointer(
    found: tuple[Booking, ...], size: tuple[int, int]
) -> None:
    layout = lay_out(Shown(WEEK, found, OPENINGS, NOW), *size)
    for tile in layout.tiles:
        begins = minute_of(tile.booking.appointment.starts_at.at)
        assert abs(tile.box.top - 0.5 - layout.scale.y_of(begins)) < 0.01
        assert layout.at(tile.box.left + 1, tile.box.top + 1) is tile


@given(bookings, sizes, st.sampled_from(WEEK), st.integers(0, 35))
def test_a_point_means_the_step_it_lies_in(
    found: tuple[Booking, ...], size: tuple[int, int], day: date, quarter: int
) -> None:
    layout = lay_out(Shown(WEEK, found, OPENINGS, NOW), *size)
    at = WallTime(day, time(8 + quarter // 4, quarter % 4 * 15))
    box = layout.box_of(at, 15)
    assert box
    assert layout.moment(box.left + 1, box.top + box.height / 2, 15) == at


@given(bookings, sizes)
def test_it_is_never_so_low_that_words_do_not_fit(found: tuple[Booking, ...], size: tuple[int, int]) -> None:
    shown = Shown(WEEK, found, OPENINGS, NOW)
    layout = lay_out(shown, *size)
    assert layout.scale.per_minute * 60 >= LEAST_HOUR - 0.001
    assert layout.height == max(size[1], least_height(shown))


def test_a_week_by_hand() -> None:
    found = (
        a_booking("a", MONDAY, 9 * 60, 60),
        a_booking("b", MONDAY, 9 * 60 + 30, 60),
        a_booking("c", MONDAY, 660, 30),
    )
    layout = lay_out(Shown(WEEK, found, OPENINGS, NOW), GUTTER + 1000, 600)
    assert [column.left for column in layout.columns] == [GUTTER + 200 * number for number in range(5)]
    one, two, three = layout.tiles
    assert one.box.width == two.box.width == three.box.width / 2 - 1
    assert [hour.text for hour in layout.hours][:2] == ["08:00", "09:00"]
    assert layout.now == layout.scale.y_of(10 * 60 + 26)
    assert [column.is_today for column in layout.columns] == [True, False, False, False, False]


def test_bookings_outside_the_hours_are_in_sight_too() -> None:
    early = (a_booking("a", MONDAY, 6 * 60 + 30, 30), a_booking("b", MONDAY, 20 * 60, 90))
    layout = lay_out(Shown(WEEK, early, OPENINGS, NOW), 1000, 600)
    assert (layout.hours[0].text, layout.hours[-1].text) == ("06:00", "21:00")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_month_is_shown_in_whole_weeks(day: date) -> None:
    days = days_of_month(day)
    assert len(days) % 7 == 0
    assert (days[0].weekday(), days[-1].weekday()) == (0, 6)
    assert {day.replace(day=1), day} <= set(days)
    assert days[6].month == day.month


@given(bookings, st.integers(200, 1200))
def test_a_month_counts_what_it_has_no_room_for(found: tuple[Booking, ...], height: int) -> None:
    days = days_of_month(MONDAY)
    layout = lay_out_month(Shown(days, found, OPENINGS, NOW), MONDAY, 1000, height)
    assert sum(len(cell.tiles) + cell.more for cell in layout.cells) == len(found)
    for cell in layout.cells:
        assert all(cell.box.top <= tile.box.top and tile.box.bottom <= cell.box.bottom for tile in cell.tiles)
