"""What the calendar shows around a day: itself, its week or its month, and how that is called. Pure."""

from datetime import date, timedelta
from enum import StrEnum

from exodesk.core.calendar import add_months
from exodesk.core.dates import LONG_MONTHS, show_date, show_weekday
from exodesk.core.hours import Openings
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.month import days_of_month

WORK_WEEK = 5


class View(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def days_of(view: View, day: date) -> tuple[date, ...]:
    """What a view shows around a day."""
    match view:
        case View.DAY:
            return (day,)
        case View.WEEK:
            monday = day - timedelta(days=day.weekday())
            return tuple(monday + timedelta(days=number) for number in range(7))
        case View.MONTH:
            return days_of_month(day)


def with_work(days: tuple[date, ...], openings: Openings, bookings: list[Booking], stands_on: date) -> tuple[date, ...]:
    """Monday to Friday, and of the weekend what is open or booked, or where one stands."""
    wanted = {booking.appointment.starts_at.day for booking in bookings} | {stands_on}
    return tuple(day for day in days if day.weekday() < WORK_WEEK or openings.spans(day) or day in wanted)


def title_of(view: View, day: date, days: tuple[date, ...]) -> tuple[str, str]:
    match view:
        case View.DAY:
            return show_weekday(day), ""
        case View.WEEK:
            return f"Week {day.isocalendar().week}", f"{show_date(days[0])} to {show_date(days[-1])}"
        case View.MONTH:
            return f"{LONG_MONTHS[day.month - 1]} {day.year}", ""


def turned(view: View, day: date, by: int) -> date:
    """Earlier or later by what is shown."""
    match view:
        case View.DAY:
            return day + timedelta(days=by)
        case View.WEEK:
            return day + timedelta(weeks=by)
        case View.MONTH:
            return add_months(day.replace(day=1), by)


def beyond(view: View, days: tuple[date, ...], by: int) -> date:
    """The day before the first or behind the last that is shown; in a week it is one of work."""
    day = (days[-1] if by > 0 else days[0]) + timedelta(days=by)
    while view is View.WEEK and day.weekday() >= WORK_WEEK:
        day += timedelta(days=by)
    return day


def list_name(view: View, day: date, days: tuple[date, ...]) -> str:
    """`Day sheet 23-Nov-2026`."""
    if view is View.MONTH:
        return f"Month sheet {LONG_MONTHS[day.month - 1]} {day.year}"
    return f"{view.capitalize()} sheet {show_date(days[0])}"
