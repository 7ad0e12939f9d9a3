"""What stands on a timeline: an entry, its kind, its lane and how it is drawn. Data, no reading of records."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from exodesk.core.dates import show_date, show_long_date, show_month


class Kind(StrEnum):
    """What an entry tells of, as the command line names it."""

    VISIT = "visit"
    PHONE_NOTE = "phone_note"
    CALL_ATTEMPT = "call_attempt"
    SAFETY_ANSWER = "safety_answer"
    INJECTION = "injection"
    SCORE = "score"
    APPOINTMENT = "appointment"
    BOOSTER = "booster"
    ADVERSE_EVENT = "adverse_event"
    DOCUMENT = "document"


class Lane(StrEnum):
    """Top to bottom."""

    APPOINTMENTS = "Appointments"
    VISITS = "Visits and calls"
    INJECTIONS = "Injections"
    PAIN = "Pain"
    OTHER_SCORES = "Other scores"
    BOOSTERS = "Boosters"
    ADVERSE_EVENTS = "Adverse events"
    DOCUMENTS = "Documents"


LANE_ORDER = {lane: place for place, lane in enumerate(Lane)}
FOLDING = frozenset({Lane.OTHER_SCORES, Lane.DOCUMENTS})
"""Lanes that are a thin strip until somebody wants to read them."""


class Mark(StrEnum):
    """How an entry is drawn: by its shape first, its colour only beside it."""

    ATTENDED = "attended"
    BOOKED = "booked"
    MISSED = "missed"
    VISIT = "visit"
    DRAFT = "draft"
    CALL = "call"
    DOSE = "dose"
    EARLIER_DOSE = "earlier dose"  # from earlier records
    APPROXIMATE_DOSE = "approximate dose"  # of which only the month is known
    OTHER_INJECTION = "other injection"
    NOT_DONE = "not done"
    SCORE = "score"
    OTHER_SCORE = "other score"
    BOOSTER_GIVEN = "booster given"
    BOOSTER_PLANNED = "booster planned"
    BOOSTER_POSSIBLE = "booster possible"
    BOOSTER_DUE = "booster due"
    BOOSTER_OVERDUE = "booster overdue"
    BOOSTER_WATCHED = "booster watched"
    LOCKOUT = "lockout"
    ON_HOLD = "on hold"
    ADVERSE_EVENT = "adverse event"
    PRINTED = "printed"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated thing.

    `id` names the record that the entry opens, a visit, an injection or a score by its entry id; `opens` says of which
    kind it is (a booster opens the injection it was given as, or the plan it belongs to). `text` is the whole in words,
    `label` and `hint` the little that stands beside the mark. Without a plan it belongs to all of them. `until` ends a
    duration, `recommended` is the day within it that was meant; `value` is the height on the pain axis, `grade` the
    severity from 1 to 5. `in_month`: only the month is known, and `on` is its last day.
    """

    kind: Kind
    id: str
    opens: str
    on: date
    text: str
    lane: Lane
    mark: Mark
    label: str = ""
    hint: str = ""
    plan_id: str | None = None
    until: date | None = None
    recommended: date | None = None
    value: Decimal | None = None
    grade: int | None = None
    is_dose: bool = False
    in_month: bool = False

    @property
    def when(self) -> str:
        """`04-Aug-2026`, or `Aug-2026` where no more is known."""
        return show_month(self.on) if self.in_month else show_date(self.on)

    @property
    def when_aloud(self) -> str:
        return self.when if self.in_month else show_long_date(self.on)

    @property
    def key(self) -> tuple[Kind, str, Mark]:
        """What it is recognised by when the chart is read again."""
        return self.kind, self.id, self.mark
