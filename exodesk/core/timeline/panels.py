"""Entries on the tracks they stand on, and a panel of them: a plan, or all of them. Data, no reading of records."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from exodesk.core.follow_up import ReviewWindow, review_windows
from exodesk.core.sentences import mid_sentence
from exodesk.core.timeline.entries import Entry, Lane


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


_start = attrgetter("on")


@dataclass(frozen=True, slots=True)
class Track:
    """A lane's entries, oldest first. `plan_id`: of a lane that each plan has for itself.

    Days are counted from day 0 of `zero`, or as the calendar does where there is none. `longest`: days of the longest
    duration. `points`: the same without what has a duration.
    """

    lane: Lane
    title: str
    entries: tuple[Entry, ...]
    plan_id: str | None = None
    zero: int = 0
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    longest: int = field(init=False, repr=False, compare=False)
    points: "Track" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(self.day(each.on) for each in self.entries))
        lasting = (each.until.toordinal() - each.on.toordinal() for each in self.entries if each.until)
        object.__setattr__(self, "longest", max(lasting, default=0))
        moments = tuple(each for each in self.entries if each.until is None)
        points = self if len(moments) == len(self.entries) else replace(self, entries=moments)
        object.__setattr__(self, "points", points)

    def day(self, day: date) -> int:
        return day.toordinal() - self.zero

    def between(self, first: float, last: float) -> Sequence[Entry]:
        """The entries that a stretch of days touches."""
        start, end = bisect_left(self.starts, first - self.longest), bisect_right(self.starts, last)
        if not self.longest:
            return self.entries[start:end]
        return [each for each in self.entries[start:end] if self.day(each.until or each.on) >= first]

    def into(self, first: float) -> Sequence[Entry]:
        """The entries that began before a day and last until then or longer."""
        near = self.entries[bisect_left(self.starts, first - self.longest) : bisect_left(self.starts, first)]
        return [each for each in near if self.day(each.until or each.on) >= first]

    def before(self, first: float) -> int:
        """How many ended before a day."""
        return bisect_left(self.starts, first) - len(self.into(first))

    def after(self, last: float) -> int:
        """How many begin after a day."""
        return len(self.starts) - bisect_right(self.starts, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is drawn at once. `heading`: the one plan that it is about; several plans, or none, have none.

    `aligned`: time is counted from the first injection of each plan, which is day 0.
    """

    today: date
    heading: PlanHeading | None
    tracks: tuple[Track, ...]
    entries: tuple[Entry, ...]
    aligned: bool = False

    @property
    def last_dose(self) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry.is_dose), None)

    def reviews_after(self, dose: Entry | None) -> tuple[ReviewWindow, ...]:
        """The months shaded after the dose that was chosen."""
        return review_windows(dose.on) if dose else ()

    def track_of(self, entry: Entry) -> Track:
        return next(
            track for track in self.tracks if track.lane is entry.lane and track.plan_id in (None, entry.plan_id)
        )

    def last_before(self, first: float) -> Entry | None:
        """The last entry that ended before a day."""
        found = [
            each
            for track in self.tracks
            for each in track.entries[: bisect_left(track.starts, first)]
            if track.day(each.until or each.on) < first
        ]
        return max(found, key=self.day_of, default=None)

    def first_after(self, last: float) -> Entry | None:
        """The first entry that begins after a day."""
        found = [track.entries[-track.after(last)] for track in self.tracks if track.after(last)]
        return min(found, key=self.day_of, default=None)

    def day_of(self, entry: Entry) -> int:
        """The day on which an entry stands, as this panel counts days."""
        return self.track_of(entry).day(entry.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All of one patient's entries, oldest first, with the plans to choose from, and the first injection of each."""

    today: date
    entries: tuple[Entry, ...]
    plans: tuple[PlanHeading, ...]
    first_doses: Mapping[str, date]

    def of_plan(self, plan_id: str | None) -> Panel:
        """One plan's panel, with what belongs to no plan; without plans, everything."""
        heading = next((plan for plan in self.plans if plan.id == plan_id), None)
        entries = tuple(entry for entry in self.entries if entry.plan_id in (None, plan_id))
        pain = (_Pain(heading.id if heading else None, heading.where if heading else None),)
        return _panel(self.today, heading, entries, pain)

    def of_all(self) -> Panel:
        """Every plan in one panel, each with its own curve."""
        if len(self.plans) < 2:
            return self.of_plan(self.plans[0].id if self.plans else None)
        return _panel(self.today, None, self.entries, [_Pain(plan.id, plan.where) for plan in self.plans])

    def from_first_injection(self, plan_id: str | None) -> Panel:
        """One plan, or all that had an injection, in days since their first one; what belongs to no plan is away."""
        shown = [plan for plan in self.plans if plan_id in (None, plan.id) and plan.id in self.first_doses]
        tracks: list[Track] = []
        for plan in shown:
            own = [entry for entry in self.entries if entry.plan_id == plan.id]
            zero = self.first_doses[plan.id].toordinal()
            titles = {Lane.INJECTIONS: f"Injections, {mid_sentence(plan.where)}", Lane.PAIN: _pain(plan.where)}
            for lane, title in titles.items():
                found = tuple(entry for entry in own if entry.lane is lane)
                tracks.append(Track(lane, title, found, plan.id, zero))
        entries = sorted((each for track in tracks for each in track.entries), key=_start)
        heading = shown[0] if len(shown) == 1 else None
        return Panel(
            today=self.today, heading=heading, tracks=tuple(tracks), entries=tuple(entries), aligned=bool(tracks)
        )


@dataclass(frozen=True, slots=True)
class _Pain:
    """A curve to be drawn: of a plan, or of nothing in particular."""

    plan_id: str | None
    where: str | None


def _pain(where: str | None) -> str:
    return f"Pain, {mid_sentence(where)}" if where else "Pain"


def _panel(today: date, heading: PlanHeading | None, entries: tuple[Entry, ...], curves: Sequence[_Pain]) -> Panel:
    """The lanes with anything on them; pain is always asked for, so its lane always stands.

    Several curves have the boosters of their plan below them: bars of two plans on one lane would cover each other.
    """
    by_lane: dict[Lane, list[Entry]] = {}
    for entry in entries:
        by_lane.setdefault(entry.lane, []).append(entry)
    tracks: list[Track] = []
    for lane in Lane:
        found = by_lane.get(lane, [])
        if lane is Lane.PAIN:
            for curve in curves:
                tracks.append(Track(lane, _pain(curve.where), _of_curve(found, curve), curve.plan_id))
                boosters = _of_curve(by_lane.get(Lane.BOOSTERS, ()), curve)
                if len(curves) > 1 and boosters:
                    tracks.append(Track(Lane.BOOSTERS, Lane.BOOSTERS.value, boosters, curve.plan_id))
        elif found and (lane is not Lane.BOOSTERS or len(curves) == 1):
            is_first_dose = lane is Lane.BOOSTERS and heading is not None and heading.next_is_primary
            tracks.append(Track(lane, "Next dose" if is_first_dose else lane.value, tuple(found)))
    return Panel(today=today, heading=heading, tracks=tuple(tracks), entries=entries)


def _of_curve(entries: Iterable[Entry], curve: _Pain) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.plan_id == curve.plan_id)
