"""Appointments, what they are booked as, and when the practice is open."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.dates import WallTime
from exodesk.core.fields import Field
from exodesk.core.quantities import Unit
from exodesk.core.records.visit import VisitKind


class AppointmentStatus(Coded):
    BOOKED = "booked", "Booked"
    CONFIRMED = "confirmed", "Confirmed"
    ARRIVED = "arrived", "Arrived"
    WITH_YOU = "with_you", "With you"
    DONE = "done", "Done"
    NO_SHOW = "no_show", "Did not come"
    CANCELLED = "cancelled", "Cancelled"


STILL_TO_COME = frozenset({AppointmentStatus.BOOKED, AppointmentStatus.CONFIRMED})
TAKES_NO_TIME = frozenset({AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED})
"""Whoever books next may have the time."""


class Serves(Coded):
    """What of its plan an appointment is for. One for a follow-up point does not count as a dose that is booked."""

    DOSE = "dose", "Dose"
    BOOSTER = "booster", "Booster"
    FOLLOW_UP = "follow_up", "Follow-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Clinic wall time with its zone. Without a patient it blocks time, and the reason says for what.

    `type` holds the words of its type as they were when it was booked. `point` names the follow-up point it serves.
    """

    id: str
    patient_id: str | None = None
    plan_id: str | None = None
    starts_at: Annotated[WallTime, Field(label="Starts", ahead=True)]
    zone: str
    minutes: Annotated[int, Field(label="Length", unit=Unit.MINUTES, minimum=5, maximum=720)]
    type_id: str | None = None
    type: Annotated[str | None, Field(label="Type", max_length=60)] = None
    status: Annotated[AppointmentStatus, Field(label="Status")] = AppointmentStatus.BOOKED
    serves: Annotated[Serves | None, Field(label="For")] = None
    point: Annotated[str | None, Field(label="Follow-up point", max_length=40)] = None
    reason: Annotated[str | None, Field(label="Reason", max_length=300)] = None
    room_note: Annotated[str | None, Field(label="Room note", max_length=300)] = None
    overlap_reason: Annotated[str | None, Field(label="Why it overlaps", max_length=300)] = None
    arrived_at: Annotated[datetime | None, Field(label="Arrived at")] = None

    @property
    def is_block(self) -> bool:
        return self.patient_id is None

    @property
    def takes_time(self) -> bool:
        return self.status not in TAKES_NO_TIME

    @property
    def is_ahead(self) -> bool:
        """Neither over nor called off: what is done is no longer booked."""
        return self.takes_time and self.status is not AppointmentStatus.DONE


class Colour(Coded):
    """Of a type in the calendar. The words in each block say the type too."""

    TEAL = "teal", "Teal"
    BLUE = "blue", "Blue"
    VIOLET = "violet", "Violet"
    AMBER = "amber", "Amber"
    GREY = "grey", "Grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentType:
    """What is booked, with its usual length. `kind` is the kind of visit that begins from it."""

    id: str
    name: Annotated[str, Field(label="Name", max_length=60)]
    kind: Annotated[VisitKind, Field(label="Begins a visit of kind")]
    minutes: Annotated[int, Field(label="Usual length", unit=Unit.MINUTES, minimum=5, maximum=720)]
    colour: Annotated[Colour, Field(label="Colour in the calendar")] = Colour.GREY
    removed_on: date | None = None


class ClosureKind(Coded):
    VACATION = "vacation", "Vacation"
    HOLIDAY = "holiday", "Public holiday"
    OTHER = "other", "Closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Whole days on which the practice is closed, both ends included."""

    id: str
    kind: Annotated[ClosureKind, Field(label="Why")]
    from_on: Annotated[date, Field(label="First day", ahead=True)]
    until_on: Annotated[date, Field(label="Last day", ahead=True)]
    note: Annotated[str | None, Field(label="Note", max_length=100)] = None
    withdrawn_on: date | None = None

    @property
    def words(self) -> str:
        """`Vacation: Lisbon`."""
        return f"{self.kind.label}: {self.note}" if self.note else self.kind.label

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on


def _hours(label: str, *, help: str = "") -> Field:  # noqa: A002  # named as in Field
    return Field(label=label, max_length=120, help=help)


_OFFICE = "08:00-17:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicHours:
    """When the practice is open, weekday by weekday, as text that `core.hours` reads. One row, its id is `clinic`.

    What lies between two stretches of a day is a break; an empty day is closed.
    """

    id: str = "clinic"
    monday: Annotated[str | None, _hours("Monday", help="08:00-12:30, 13:30-17:00; empty: closed")] = _OFFICE
    tuesday: Annotated[str | None, _hours("Tuesday")] = _OFFICE
    wednesday: Annotated[str | None, _hours("Wednesday")] = _OFFICE
    thursday: Annotated[str | None, _hours("Thursday")] = _OFFICE
    friday: Annotated[str | None, _hours("Friday")] = _OFFICE
    saturday: Annotated[str | None, _hours("Saturday")] = None
    sunday: Annotated[str | None, _hours("Sunday")] = None
    step_minutes: Annotated[int, Field(label="Appointments begin every", unit=Unit.MINUTES, minimum=5, maximum=60)] = 15


USUAL_HOURS = ClinicHours()
