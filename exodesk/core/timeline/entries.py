"""The parts of a timeline: entries, the lanes they stand on, one plan's panel of them. Data, no reading of records."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum

from exodesk.core.follow_up import ReviewWindow, review_windows
from exodesk.core.timeline.words import lower


class Kind(StrEnum):
    """What an entry tells of, as the command line names it."""

    VISIT = "visit"
    INJECTION = "injection"
    SCORE = "score"
    APPOINTMENT = "appointment"
    BOOSTER = "booster"


class Lane(Enum):
    """Top to bottom."""

    APPOINTMENTS = "Appointments"
    VISITS = "Visits"
    INJECTIONS = "Injections"
    PAIN = "Pain"
    OTHER_SCORES = "Other scores"
    BOOSTERS = "Boosters"


LANE_ORDER = {lane: place for place, lane in enumerate(Lane)}


class Mark(Enum):
    """How an entry is drawn: by its shape first, its colour only beside it."""

    ATTENDED = "attended"
    BOOKED = "booked"
    MISSED = "missed"
    VISIT = "visit"
    DRAFT = "draft"
    DOSE = "dose"
    EARLIER_DOSE = "earlier dose"  # from earlier records, its date perhaps only a month
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
    ON_HOLD = "on hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated thing.

    `id` names the record that the entry opens, a visit, an injection or a score by its entry id; `opens` says of which
    kind it is (a booster opens the injection it was given as, or the plan it belongs to). `text` is the whole in words,
    `label` and `hint` the little that stands beside the mark. Without a plan it belongs to all of them. `until` ends a
    duration, `recommended` is the day within it that was meant; `value` is the height on the pain axis.
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
    is_dose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHeading:
    """A plan as it is chosen and headed: `Right knee`, `Right knee · osteoarthritis, since 2019`, `Series of 2`.

    `why` is the reason of its forecast in a sentence.
    """

    id: str
    where: str
    title: str
    terms: str
    why: str
    next_is_primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is drawn at once: the entries of one plan and those that belong to none, oldest first."""

    today: date
    heading: PlanHeading | None
    entries: tuple[Entry, ...]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes with anything on them; pain is always asked for, so its lane always stands."""
        used = {entry.lane for entry in self.entries} | {Lane.PAIN}
        return tuple(lane for lane in Lane if lane in used)

    def title_of(self, lane: Lane) -> str:
        if lane is Lane.PAIN:
            return f"Pain 0–10, {lower(self.heading.where)}" if self.heading else "Pain 0–10"
        if lane is Lane.BOOSTERS and self.heading and self.heading.next_is_primary:
            return "Next dose"
        return str(lane.value)

    @property
    def last_dose(self) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry.is_dose), None)

    def reviews_after(self, dose: Entry | None) -> tuple[ReviewWindow, ...]:
        """The months shaded after the dose that was chosen."""
        return review_windows(dose.on) if dose else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All of one patient's entries, oldest first, with the plans to choose from."""

    today: date
    entries: tuple[Entry, ...]
    plans: tuple[PlanHeading, ...]

    def of_plan(self, plan_id: str | None) -> Panel:
        """One plan's panel; without plans, everything."""
        heading = next((plan for plan in self.plans if plan.id == plan_id), None)
        entries = tuple(entry for entry in self.entries if entry.plan_id in (None, plan_id))
        return Panel(today=self.today, heading=heading, entries=entries)
