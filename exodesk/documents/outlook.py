"""What is planned, in words for the patient. Never "you are due": a page invites, it does not press.

The practitioner's own words and the review months come from the visit. Where the plans stand and what is booked is told
as of the day of printing, and says so when that is another day.
"""

from exodesk.core.booster import DoseKind, Standing, State
from exodesk.core.chart import Chart, PlanView, VisitView
from exodesk.core.dates import show_time
from exodesk.core.follow_up import review_windows
from exodesk.core.records.appointment import STILL_TO_COME, Appointment
from exodesk.core.records.injection import InjectionKind, InjectionStatus
from exodesk.core.sentences import mid_sentence
from exodesk.documents.html import Markup, bold, fixed, joined, paragraph, typed_lines
from exodesk.documents.page import Block
from exodesk.documents.wording.shape import Wording


def planned(chart: Chart, visit: VisitView, words: Wording) -> list[Block]:
    typed = typed_lines(visit.visit.plan_text) if visit.visit.plan_text else Markup()
    reviews = _reviews(chart, visit, words)
    plans, booked = _plans(chart, words), _appointments(chart, visit, words)
    lines = [*booked, *plans]
    lines[0] = _as_of(chart, visit, words) + lines[0]
    return [Block(typed + joined(paragraph(line) for line in (*reviews, *lines)))]


def _as_of(chart: Chart, visit: VisitView, words: Wording) -> Markup:
    """`As of 23 November 2026: ` before what follows, on a page of another day."""
    if chart.today == visit.visit.visited_on:
        return Markup()
    return fixed(words.outlook.as_of.format(day=words.long_date(chart.today)) + " ")


def _reviews(chart: Chart, visit: VisitView, words: Wording) -> list[Markup]:
    """The review months after an exosome dose of this visit, once its plan has no primary dose to come."""
    found: dict[str, None] = {}
    for given in visit.injections:
        injection = given.injection
        view = chart.plan(injection.plan_id)
        counts = injection.kind is InjectionKind.EXOSOME and injection.status is not InjectionStatus.NOT_DONE
        if view is None or not counts or _next_is_primary(view.standing):
            continue
        for review, window in zip(words.outlook.reviews, review_windows(injection.given_on), strict=True):
            first, last = words.long_date(window.first), words.long_date(window.last)
            found[words.outlook.between.format(review=review, first=first, last=last)] = None
    return [fixed(text) for text in found]


def _next_is_primary(standing: Standing) -> bool:
    return standing.next is not None and standing.next.kind is DoseKind.PRIMARY


def _plans(chart: Chart, words: Wording) -> list[Markup]:
    """Where each plan stands; joints that stand alike share a line: `Left knee, right knee: nothing is planned`."""
    alike: dict[str, list[str]] = {}
    for view in chart.plans:
        if view.standing.state is not State.DISCONTINUED:
            alike.setdefault(_stands(view, words), []).append(words.where(view.plan.site, view.plan.side))
    return [
        bold(fixed(", ".join([first, *(mid_sentence(where) for where in more)]) + ": ")) + fixed(told)
        for told, (first, *more) in alike.items()
    ]


def _stands(view: PlanView, words: Wording) -> str:
    standing, outlook = view.standing, words.outlook
    match standing.state:
        case State.COMPLETE | State.CONTRAINDICATED:
            return outlook.nothing
        case State.SUSPENDED:
            return _on_hold(standing, words)
        case State.EXPIRED:
            return outlook.renew
        case State.MONITORING:
            return outlook.as_needed
        case _:
            assert standing.recommended is not None, "a state that names a date has it"
            pattern = outlook.was_planned if standing.recommended < standing.on else outlook.is_planned
            return pattern.format(what=_next(view, words), day=words.long_date(standing.recommended))


def _on_hold(standing: Standing, words: Wording) -> str:
    if standing.hold and standing.hold.until:
        return words.outlook.on_hold_until.format(day=words.long_date(standing.hold.until))
    if standing.review_on and standing.review_on >= standing.on:
        return words.outlook.on_hold_review.format(day=words.long_date(standing.review_on))
    return words.outlook.on_hold


def _next(view: PlanView, words: Wording) -> str:
    place = view.standing.next
    assert place is not None, "a state with dates has a next dose"
    if place.kind is DoseKind.BOOSTER:
        return words.outlook.booster
    doses = view.plan.doses
    return words.outlook.dose_of.format(number=place.number, doses=doses) if doses > 1 else words.outlook.dose


def _appointments(chart: Chart, visit: VisitView, words: Wording) -> list[Markup]:
    """The next two after the day of printing; the one of this visit may still stand as booked."""
    ahead = [
        each
        for each in chart.appointments
        if each.status in STILL_TO_COME and each.starts_at.day > chart.today and each.id != visit.visit.appointment_id
    ]
    if not ahead:
        return [fixed(words.outlook.none_booked)]
    ahead.sort(key=lambda each: each.starts_at)
    patterns = words.outlook.appointments
    return [_booked(pattern, each, words) for pattern, each in zip(patterns, ahead, strict=False)]


def _booked(pattern: str, appointment: Appointment, words: Wording) -> Markup:
    starts = appointment.starts_at
    return bold(fixed(pattern.format(day=words.long_date(starts.day), time=show_time(starts.at))))
