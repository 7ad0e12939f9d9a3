"""The boosters of a plan on its timeline: those given, and the next dose as far as it is known."""

from collections.abc import Iterator
from datetime import date

from exodesk.core.booster import DoseKind, Place, Standing, State
from exodesk.core.chart import Chart, GivenInjection, PlanView
from exodesk.core.dates import show_date
from exodesk.core.timeline.entries import Entry, Kind, Lane, Mark
from exodesk.core.timeline.words import lower, place_of, short_date


def boosters_of(view: PlanView, chart: Chart) -> Iterator[Entry]:
    """The boosters given, and the next dose as far as it is known."""
    for given in chart.injections:
        place = place_of(given, chart) if given.injection.plan_id == view.plan.id else None
        if place and place.kind is DoseKind.BOOSTER:
            yield _given_booster(given, view, place)
    if coming := _coming(view):
        yield coming


def _given_booster(given: GivenInjection, view: PlanView, place: Place) -> Entry:
    injection = given.injection
    return Entry(
        kind=Kind.BOOSTER,
        id=injection.entry_id,
        opens=Kind.INJECTION,
        on=injection.given_on,
        text=f"{place}, {lower(view.where)}: given",
        lane=Lane.BOOSTERS,
        mark=Mark.BOOSTER_GIVEN,
        label=f"given {short_date(injection.given_on)}",
        plan_id=view.plan.id,
    )


def _coming(view: PlanView) -> Entry | None:
    standing = view.standing
    if standing.next is None:
        return None
    if standing.earliest and standing.recommended and standing.past_due:
        return _window(view, standing, standing.next, (standing.earliest, standing.recommended, standing.past_due))
    if standing.review_on:
        return _next_dose(
            view, standing.next, standing.review_on,
            text=f"on hold, review on {show_date(standing.review_on)}",
            label=f"on hold, review {short_date(standing.review_on)}",
            mark=Mark.ON_HOLD,
        )  # fmt: skip
    if standing.state is State.MONITORING and standing.lockout_ends:
        ahead = standing.lockout_ends > standing.on
        from_day = f"earliest {short_date(standing.lockout_ends)}"
        return _next_dose(
            view, standing.next, standing.lockout_ends,
            text=f"watching, at the earliest on {show_date(standing.lockout_ends)}",
            label=from_day if ahead else "watching",
            mark=Mark.BOOSTER_WATCHED,
        )  # fmt: skip
    return None


def _window(view: PlanView, standing: Standing, place: Place, dates: tuple[date, date, date]) -> Entry:
    """A bar from the first day that is allowed to the last that is not past due; overdue, to today."""
    earliest, recommended, past_due = dates
    day = short_date(recommended)
    match standing.state:
        case State.OVERDUE:
            days = standing.days_overdue or 0
            label, mark = f"overdue {days} day{'' if days == 1 else 's'}", Mark.BOOSTER_OVERDUE
        case State.LOST:
            label, mark = "lost from view", Mark.BOOSTER_OVERDUE
        case State.DUE:
            label, mark = f"due {day}", Mark.BOOSTER_DUE
        case State.AVAILABLE:
            label, mark = f"possible, due {day}", Mark.BOOSTER_POSSIBLE
        case State.SUSPENDED:
            label, mark = f"on hold, then {day}", Mark.ON_HOLD
        case State.EXPIRED:
            label, mark = f"plan expired, {day}", Mark.ON_HOLD
        case _:
            label, mark = f"due {day}", Mark.BOOSTER_PLANNED
    dates_in_words = f"due {show_date(recommended)}, from {show_date(earliest)} to {show_date(past_due)}"
    return _next_dose(
        view, place, earliest,
        text=f"{standing.state.label.lower()}; {dates_in_words}",
        label=label,
        mark=mark,
        until=max(past_due, standing.on) if mark is Mark.BOOSTER_OVERDUE else past_due,
        recommended=recommended,
    )  # fmt: skip


def _next_dose(
    view: PlanView,
    place: Place,
    on: date,
    *,
    text: str,
    label: str,
    mark: Mark,
    until: date | None = None,
    recommended: date | None = None,
) -> Entry:
    return Entry(
        kind=Kind.BOOSTER,
        id=view.plan.id,
        opens="plan",
        on=on,
        text=f"{place}, {lower(view.where)}: {text}",
        lane=Lane.BOOSTERS,
        mark=mark,
        label=label,
        plan_id=view.plan.id,
        until=until,
        recommended=recommended,
    )
