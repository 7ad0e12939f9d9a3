"""What booking asks beside who and what: the time, in words of its own, and when somebody can come."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.dates import WallTime, read_time, show_time
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Field
from exodesk.core.quantities import Unit
from exodesk.core.schedule import AFTERNOON, ANY_TIME, EVERY_DAY, MORNING, Wish
from exodesk.ui.forms.form import RecordForm


class Weekday(Coded):
    MONDAY = "0", "Mondays"
    TUESDAY = "1", "Tuesdays"
    WEDNESDAY = "2", "Wednesdays"
    THURSDAY = "3", "Thursdays"
    FRIDAY = "4", "Fridays"
    SATURDAY = "5", "Saturdays"
    SUNDAY = "6", "Sundays"


class PartOfDay(Coded):
    MORNING = "morning", "Morning"
    AFTERNOON = "afternoon", "Afternoon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """When somebody can come."""

    from_on: Annotated[date, Field(label="From", ahead=True)]
    weekday: Annotated[Weekday | None, Field(label="On")] = None
    part: Annotated[PartOfDay | None, Field(label="Time of day")] = None


def wish_of(form: RecordForm) -> Wish:
    """What is wished as it stands in the form."""
    weekday, part = form.value("weekday"), form.value("part")
    time_of_day = {PartOfDay.MORNING: MORNING, PartOfDay.AFTERNOON: AFTERNOON}.get(part, ANY_TIME)
    days = frozenset({int(weekday)}) if weekday else EVERY_DAY
    return Wish(weekdays=days, earliest=time_of_day.earliest, latest=time_of_day.latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAsked:
    day: Annotated[date, Field(label="Day", ahead=True)]
    at: Annotated[str, Field(label="Time", max_length=8)]
    minutes: Annotated[int, Field(label="Length", unit=Unit.MINUTES, minimum=5, maximum=720)]
    reason: Annotated[str | None, Field(label="Reason", max_length=300)] = None
    room_note: Annotated[str | None, Field(label="Room note", max_length=300)] = None
    overlap_reason: Annotated[str | None, Field(label="Why it overlaps", max_length=300)] = None


TIME_ROWS = (("day", "at", "minutes"), "overlap_reason", ("reason", "room_note"))


def put_start(form: RecordForm, starts_at: WallTime) -> None:
    """Show a time that is proposed."""
    form.put_value("day", starts_at.day)
    form.put_value("at", show_time(starts_at.at))


def start_in(form: RecordForm) -> WallTime | None:
    """The time as it stands; None while it cannot be read."""
    day, at = form.value("day"), form.value("at")
    try:
        return WallTime(day, read_time(at)) if day and at else None
    except ValueError:
        return None


def start_of(values: dict[str, object]) -> WallTime:
    """The time of values that were read. Raises InvalidRecord with the problem at its field."""
    day, at = values["day"], values["at"]
    if not isinstance(day, date):
        raise TypeError(day)
    try:
        return WallTime(day, read_time(str(at)))
    except ValueError as unread:
        raise InvalidRecord([Problem("at", str(unread))]) from unread
