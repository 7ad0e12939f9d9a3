"""What is planned, in words for the patient. Never "you are due": a page invites, it does not press.

The practitioner's own words and the review months come from the visit. Where the plans stand and what is booked is told
as of the day of printing, and says so when that is another day.
"""

from datetime import date

from exodesk.core.booster import DoseKind, Standing, State
from exodesk.core.chart import Chart, PlanView, VisitView
from exodesk.core.dates import show_long_date, show_time
from exodesk.core.follow_up import review_windows
from exodesk.core.records.contact import Appointment, AppointmentStatus
from exodesk.core.records.injection import InjectionKind, InjectionStatus
from exodesk.documents import wording
from exodesk.documents.html import Markup, bold, fixed, joined, paragraph, typed_lines
from exodesk.documents.page import Block

_STANDS = (AppointmentStatus.BOOKED, AppointmentStatus.CONFIRMED)


def planned(chart: Chart, visit: VisitView) -> list[Block]:
    typed = typed_lines(visit.visit.plan_text) if visit.visit.plan_text else Markup()
    reviews = _reviews(chart, visit)
    standing = [_of_plan(view) for view in chart.plans if view.standing.state is not State.DISCONTINUED]
    lines = [*reviews, *_as_of(chart.today, visit.visit.visited_on), *standing, *_appointments(chart, visit)]
    return [Block(typed + joined(paragraph(line) for line in lines))]


def _as_of(today: date, visited_on: date) -> list[Markup]:
    return [] if today == visited_on else [fixed(f"As of {show_long_date(today)}:")]


def _reviews(chart: Chart, visit: VisitView) -> list[Markup]:
    """The review months after an exosome dose of this visit, once its plan has no primary dose to come."""
    found: dict[str, None] = {}
    for given in visit.injections:
        injection = given.injection
        view = chart.plan(injection.plan_id)
        counts = injection.kind is InjectionKind.EXOSOME and injection.status is not InjectionStatus.NOT_DONE
        if view is None or not counts or _next_is_primary(view.standing):
            continue
        for window in review_windows(injection.given_on):
            found[f"{window.label}: between {show_long_date(window.first)} and {show_long_date(window.last)}"] = None
    return [fixed(f"{text}.") for text in found]


def _next_is_primary(standing: Standing) -> bool:
    return standing.next is not None and standing.next.kind is DoseKind.PRIMARY


def _of_plan(view: PlanView) -> Markup:
    return bold(fixed(f"{view.where}: ")) + fixed(_stands(view))


def _stands(view: PlanView) -> str:
    standing = view.standing
    match standing.state:
        case State.COMPLETE | State.CONTRAINDICATED:
            return wording.NOTHING_PLANNED
        case State.SUSPENDED:
            return f"{wording.ON_HOLD}{_until(standing)}."
        case State.EXPIRED:
            return wording.RENEW
        case State.MONITORING:
            return wording.AS_NEEDED
        case _:
            return f"{_next(view)} {_tense(standing)} planned for about {_long(standing.recommended)}."


def _until(standing: Standing) -> str:
    if standing.hold and standing.hold.until:
        return f" until {_long(standing.hold.until)}"
    if standing.review_on and standing.review_on >= standing.on:
        return f", looked at again on {_long(standing.review_on)}"
    return ", to be looked at again"


def _tense(standing: Standing) -> str:
    return "was" if standing.recommended and standing.recommended < standing.on else "is"


def _next(view: PlanView) -> str:
    place = view.standing.next
    assert place is not None, "a state with dates has a next dose"
    if place.kind is DoseKind.BOOSTER:
        return "a booster"
    return f"dose {place.number} of {view.plan.doses}" if view.plan.doses > 1 else "the dose"


def _appointments(chart: Chart, visit: VisitView) -> list[Markup]:
    """The next two after the day of printing; the one of this visit may still stand as booked."""
    ahead = [
        each
        for each in chart.appointments
        if each.status in _STANDS and each.starts_at.day > chart.today and each.id != visit.visit.appointment_id
    ]
    if not ahead:
        return [fixed(wording.NO_VISIT_BOOKED)]
    ahead.sort(key=lambda each: each.starts_at)
    return [_booked(lead, each) for lead, each in zip(wording.APPOINTMENTS, ahead, strict=False)]


def _booked(lead: str, appointment: Appointment) -> Markup:
    starts = appointment.starts_at
    return bold(fixed(f"{lead} {show_long_date(starts.day)} at {show_time(starts.at)}."))


def _long(day: date | None) -> str:
    assert day is not None, "a state that names a date has it"
    return show_long_date(day)
