"""Calendar arithmetic of the rules: months that keep their day. Knows no clock; how dates look is in dates.py."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month; where only the month of a past injection is known, it counts as this day."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - ONE_DAY


def add_months(day: date, months: int) -> date:
    """The same day `months` later; a day that does not exist becomes the 1st of the next month.

    Source: CDC CDSi Logic Specification 4.6, date arithmetic. Not what dateutil and most libraries do, which clamp.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = last_of_month(year, month + 1)
    return last.replace(day=day.day) if day.day <= last.day else last + ONE_DAY


def days_from(start: date, end: date) -> int:
    """Whole days from `start` to `end`; negative when `end` lies before it."""
    return (end - start).days
