"""What a patient may be booked for: the next dose of each plan, all that are left of a series, follow-up points."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from exodesk.core.booster import DoseKind, State
from exodesk.core.chart import PlanView
from exodesk.core.dates import WallTime, show_date
from exodesk.core.follow_up import FollowUpPoint, response_points
from exodesk.core.hours import minute_of
from exodesk.core.records.appointment import Serves
from exodesk.core.records.plan import Plan
from exodesk.queries.agenda import first_free, free_on
from exodesk.queries.chart import read_chart
from exodesk.queries.clinic import rules_of
from exodesk.storage import views
from exodesk.storage.recordfile import RecordFile

_WITHIN = timedelta(days=6)
_NEAR = timedelta(weeks=8)
_ASKS = frozenset({State.NOT_YET, State.AVAILABLE, State.DUE, State.OVERDUE, State.LOST})
_OVER = frozenset({State.DISCONTINUED, State.COMPLETE, State.CONTRAINDICATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One thing to book. `on`: the day from which on it is looked for, if there is one.

    `left`: how many doses of the series are still to be booked, this one included; `weeks` lie between them.
    """

    plan: Plan
    serves: Serves
    words: str
    on: date | None = None
    left: int = 1
    weeks: int = 0
    point: str | None = None
    is_booked: bool = False
    asks: bool = True

    def comes_next(self, today: date) -> bool:
        """Whether a patient who calls is likely to call for it: not booked, not held, and not far ahead."""
        return self.asks and not self.is_booked and self.on is not None and self.on <= today + _NEAR


def aims_of(record: RecordFile, patient_id: str) -> list[Aim]:
    """What asks first stands first: doses in the order of their dates, then follow-up points; the booked ones last."""
    chart = read_chart(record, patient_id)
    ahead = [each for each in chart.appointments if each.starts_at.day >= chart.today and each.is_ahead]
    served = {(each.plan_id, each.point) for each in ahead if each.serves is Serves.FOLLOW_UP}
    to_be_given = {each.plan_id for each in ahead if each.serves is not Serves.FOLLOW_UP}
    found: list[Aim] = []
    for view in chart.plans:
        if view.standing.state not in _OVER and view.standing.next:
            found.append(_dose(view, is_booked=view.plan.id in to_be_given))
        if view.plan.closed_on is None and (point := _next_point(record, view, chart.today)):
            found.append(_follow_up(view, point, is_booked=(view.plan.id, point.label) in served))
    return sorted(found, key=lambda aim: (aim.is_booked, aim.serves is Serves.FOLLOW_UP, aim.on or date.max))


def next_after(record: RecordFile, visit_id: str) -> Aim | None:
    """What a finished visit leaves to be booked: of the plans it was about, else of any, the one with the first day.

    None where nothing asks for a day, or what does is booked already.
    """
    view = views.of_visit(record, visit_id)
    about = {given.injection.plan_id for given in view.injections} | {score.plan_id for score in view.scores}
    found = aims_of(record, view.visit.patient_id)
    of_visit = [aim for aim in found if aim.plan.id in about] or found
    open_ = [(aim.on, aim) for aim in of_visit if aim.asks and aim.on and not aim.is_booked]
    return min(open_, key=itemgetter(0))[1] if open_ else None


def series_from(record: RecordFile, first: WallTime, aim: Aim, minutes: int) -> list[WallTime]:
    """A time for each dose that is left: the first as chosen, the others after so many weeks at the same hour.

    Where that is taken, the nearest hour of the day, else of the following days; it ends where there is no room.
    """
    found = [first]
    for number in range(1, aim.left):
        day = first.day + timedelta(weeks=aim.weeks * number)
        if (slot := _near(record, WallTime(day, first.at), minutes)) is None:
            break
        found.append(slot)
    return found


def _near(record: RecordFile, wanted: WallTime, minutes: int) -> WallTime | None:
    for ahead in range(_WITHIN.days + 1):
        if slots := free_on(record, minutes, wanted.day + timedelta(days=ahead)):
            return min(slots, key=lambda slot: abs(minute_of(slot.at) - minute_of(wanted.at)))
    return next(iter(first_free(record, minutes, wanted.day)), None)


def _dose(view: PlanView, *, is_booked: bool) -> Aim:
    plan, standing = view.plan, view.standing
    place = standing.next
    if place is None:
        raise ValueError(plan.id)
    is_primary = place.kind is DoseKind.PRIMARY
    name = f"dose {place.number} of {plan.doses}" if is_primary and plan.doses > 1 else str(place).lower()
    told = [f"{view.where}: {name}", _when(view)]
    if is_booked:
        told.append("booked")
    return Aim(
        plan=plan,
        serves=Serves.DOSE if is_primary else Serves.BOOSTER,
        words=", ".join(part for part in told if part),
        on=standing.recommended,
        left=plan.doses - place.number + 1 if is_primary else 1,
        weeks=plan.interval_weeks or 0,
        is_booked=is_booked,
        asks=standing.state in _ASKS,
    )


def _when(view: PlanView) -> str:
    standing = view.standing
    if standing.overdue:
        return standing.overdue
    label = standing.state.label.lower()
    if standing.state is State.DUE and standing.recommended:
        return f"due since {show_date(standing.recommended)}"
    if standing.state in (State.AVAILABLE, State.NOT_YET) and standing.recommended:
        return f"{label}, due {show_date(standing.recommended)}"
    return label


def _follow_up(view: PlanView, point: FollowUpPoint, *, is_booked: bool) -> Aim:
    booked = ", booked" if is_booked else ""
    return Aim(
        plan=view.plan,
        serves=Serves.FOLLOW_UP,
        words=f"{view.where}: follow-up, {point.label}, about {show_date(point.target)}{booked}",
        on=point.target,
        point=point.label,
        is_booked=is_booked,
    )


def _next_point(record: RecordFile, view: PlanView, today: date) -> FollowUpPoint | None:
    """The first response point whose window is still open; None before the primary doses are complete."""
    last = max(_primary_days(view), default=None)
    if last is None or (view.standing.next and view.standing.next.kind is DoseKind.PRIMARY):
        return None
    return next((point for point in response_points(last, rules_of(record)) if point.closes >= today), None)


def _primary_days(view: PlanView) -> Iterator[date]:
    for judged in view.judged.values():
        if judged.place and judged.place.kind is DoseKind.PRIMARY:
            yield judged.given_on
