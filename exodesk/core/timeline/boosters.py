"""The boosters of a plan on its timeline: those given, and the next dose as far as it is known."""

from collections.abc import Iterator
from datetime import date

from exodesk.core.booster import DoseKind, Place, Standing, State
from exodesk.core.chart import Chart, GivenInjection, PlanView
from exodesk.core.dates import show_date
from exodesk.core.sentences import mid_sentence
from exodesk.core.timeline.entries import Entry, Kind, Lane, Mark
from exodesk.core.timeline.words import given_of, place_of, short_date


def boosters_of(view: PlanView, chart: Chart) -> Iterator[Entry]:
    """The boosters given, and the next dose as far as it is known."""
    for given in chart.injections:
        place = place_of(given, chart) if given.injection.plan_id == view.plan.id else None
        if place and place.kind is DoseKind.BOOSTER:
            yield _given_booster(given, view, place)
    yield from _coming(view, chart)


def _given_booster(given: GivenInjection, view: PlanView, place: Place) -> Entry:
    injection = given.injection
    return Entry(
        kind=Kind.BOOSTER,
        id=injection.entry_id,
        opens=Kind.INJECTION,
        on=injection.given_on,
        text=f"{place}, {mid_sentence(view.where)}: given",
        lane=Lane.BOOSTERS,
        mark=Mark.BOOSTER_GIVEN,
        label=f"given {short_date(injection.given_on)}",
        plan_id=view.plan.id,
    )


def _coming(view: PlanView, chart: Chart) -> Iterator[Entry]:
    standing = view.standing
    if standing.next is None:
        return
    yield from _lockout(view, standing, standing.next, chart)
    if standing.earliest and standing.recommended and standing.past_due:
        yield _window(view, standing, standing.next, (standing.earliest, standing.recommended, standing.past_due))
    elif standing.review_on:
        yield _next_dose(
            view, standing.next, standing.review_on,
            text=f"on hold, review on {show_date(standing.review_on)}",
            label=f"on hold, review {short_date(standing.review_on)}",
            mark=Mark.ON_HOLD,
        )  # fmt: skip
    elif standing.state is State.MONITORING and standing.lockout_ends:
        ahead = standing.lockout_ends > standing.on
        yield _next_dose(
            view, standing.next, standing.lockout_ends,
            text=f"watching, at the earliest on {show_date(standing.lockout_ends)}",
            label=f"earliest {short_date(standing.lockout_ends)}" if ahead else "watching",
            mark=Mark.BOOSTER_WATCHED,
            until=None if ahead else standing.on,
        )  # fmt: skip


def _lockout(view: PlanView, standing: Standing, place: Place, chart: Chart) -> Iterator[Entry]:
    """From the last dose to the first day on which an as-needed booster may be given, while that lies ahead."""
    doses = [given.injection.given_on for given in given_of(chart, view.plan.id) if given.is_dose]
    ends = standing.lockout_ends
    if doses and ends and ends > standing.on and ends > doses[-1]:
        yield _next_dose(
            view, place, doses[-1],
            text=f"lockout, none before {show_date(ends)}",
            label=f"lockout to {short_date(ends)}",
            mark=Mark.LOCKOUT,
            until=ends,
        )  # fmt: skip


def _window(view: PlanView, standing: Standing, place: Place, dates: tuple[date, date, date]) -> Entry:
    """A bar from the first day that is allowed to the last that is not past due; overdue, to today."""
    earliest, recommended, past_due = dates
    day = short_date(recommended)
    match standing.state:
        case State.OVERDUE:
            label, mark = standing.overdue, Mark.BOOSTER_OVERDUE
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
        text=f"{place}, {mid_sentence(view.where)}: {text}",
        lane=Lane.BOOSTERS,
        mark=mark,
        label=label,
        plan_id=view.plan.id,
        until=until,
        recommended=recommended,
    )
