"""The chart turned into entries: which records stand on the timeline, where, and in what words. No geometry."""

from datetime import date

from exodesk.core.booster import DoseKind, Place
from exodesk.core.chart import Chart, GivenInjection, PlanView, VisitView
from exodesk.core.dates import show_time
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.injection import Injection, InjectionKind, InjectionStatus, Reaction
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.sentences import mid_sentence
from exodesk.core.timeline.boosters import boosters_of
from exodesk.core.timeline.calls import answer, attempt, call
from exodesk.core.timeline.entries import LANE_ORDER, Entry, Kind, Lane, Mark
from exodesk.core.timeline.harm import adverse_event
from exodesk.core.timeline.panels import PlanHeading, Timeline
from exodesk.core.timeline.papers import disclosure_entry, page_entry, standing_disclosures
from exodesk.core.timeline.scores import scores_of
from exodesk.core.timeline.words import lots_of, place_of, short_date, short_where

COMING = (AppointmentStatus.BOOKED, AppointmentStatus.CONFIRMED, AppointmentStatus.ARRIVED, AppointmentStatus.WITH_YOU)


def timeline_of(chart: Chart) -> Timeline:
    """Everything dated in a chart, oldest first. A cancelled appointment is no event and stands in the history."""
    entries = [
        *(_appointment(each) for each in chart.appointments if each.status is not AppointmentStatus.CANCELLED),
        *(_visit(view) for view in chart.visits),
        *(call(note, chart) for note in chart.phone_notes),
        *(attempt(tried, chart) for tried in chart.call_attempts),
        *(answer(answered) for answered in chart.safety_answers),
        *(_injection(given, chart) for given in chart.injections),
        *scores_of(chart),
        *(entry for view in chart.plans for entry in boosters_of(view, chart)),
        *(adverse_event(view, chart) for view in chart.adverse_events),
        *(page_entry(page, chart) for page in chart.printed),
        *(disclosure_entry(each) for each in standing_disclosures(chart) if each.printed_page_id is None),
    ]
    entries.sort(key=lambda entry: (entry.on, LANE_ORDER[entry.lane]))
    return Timeline(
        today=chart.today,
        entries=tuple(entries),
        plans=tuple(_heading(view) for view in chart.plans),
        first_doses=_first_doses(chart),
    )


def _first_doses(chart: Chart) -> dict[str, date]:
    """The day of each plan's first injection."""
    found: dict[str, date] = {}
    for given in chart.injections:
        injection = given.injection
        if injection.plan_id and injection.status is not InjectionStatus.NOT_DONE:
            found.setdefault(injection.plan_id, injection.given_on)
    return found


def _heading(view: PlanView) -> PlanHeading:
    condition = view.condition
    since = f", since {condition.onset.show()}" if condition.onset else ""
    coming = view.standing.next
    return PlanHeading(
        id=view.plan.id,
        where=view.where,
        title=f"{view.where} · {mid_sentence(condition.text)}{since}",
        terms=_terms(view.plan),
        why=view.why,
        next_is_primary=coming is not None and coming.kind is DoseKind.PRIMARY,
    )


def _terms(plan: Plan) -> str:
    primary = f"Series of {plan.doses}" if plan.kind is PlanKind.SERIES else "One dose"
    match plan.booster:
        case BoosterRule.AS_NEEDED:
            return f"{primary}, then booster as needed"
        case BoosterRule.FIXED:
            return f"{primary}, then booster every {plan.booster_months} months"
        case _:
            return f"{primary}, no boosters"


def _appointment(appointment: Appointment) -> Entry:
    starts, status = appointment.starts_at, appointment.status
    what = appointment.type or appointment.reason or "Appointment"
    coming = status in COMING
    return Entry(
        kind=Kind.APPOINTMENT,
        id=appointment.id,
        opens=Kind.APPOINTMENT,
        on=starts.day,
        text=f"{show_time(starts.at)} {what}, {status.label.lower()}",
        lane=Lane.APPOINTMENTS,
        mark=Mark.BOOKED if coming else Mark.MISSED if status is AppointmentStatus.NO_SHOW else Mark.ATTENDED,
        label=f"{short_date(starts.day)} {show_time(starts.at)}" if coming else "",
        plan_id=appointment.plan_id,
    )


def _visit(view: VisitView) -> Entry:
    visit = view.visit
    reason = f": {' '.join(visit.reason.split())}" if visit.reason else ""
    return Entry(
        kind=Kind.VISIT,
        id=visit.entry_id,
        opens=Kind.VISIT,
        on=visit.visited_on,
        text=f"{visit.kind.label}{reason}" + ("" if view.is_signed else ", draft, not signed"),
        lane=Lane.VISITS,
        mark=Mark.VISIT if view.is_signed else Mark.DRAFT,
        hint=visit.kind.label if view.is_signed else "Draft",
    )


def _injection(given: GivenInjection, chart: Chart) -> Entry:
    injection = given.injection
    place = place_of(given, chart)
    what = "" if injection.kind is InjectionKind.EXOSOME else injection.kind.label
    amount = " ".join(part for part in (what, given.amount) if part) or injection.kind.label
    booster = str(place).lower() if place and place.kind is DoseKind.BOOSTER else ""
    is_done = injection.status is not InjectionStatus.NOT_DONE
    is_exosome = injection.kind is InjectionKind.EXOSOME
    return Entry(
        kind=Kind.INJECTION,
        id=injection.entry_id,
        opens=Kind.INJECTION,
        on=injection.given_on,
        text=_injection_text(given, place),
        lane=Lane.INJECTIONS,
        mark=_mark(injection),
        label=amount if is_done else "Not done",
        hint=", ".join(part for part in (short_where(given), booster) if part),
        plan_id=injection.plan_id,
        is_dose=is_done and is_exosome and injection.plan_id is not None,
        in_month=injection.given_in_month,
    )


def _mark(injection: Injection) -> Mark:
    if injection.status is InjectionStatus.NOT_DONE:
        return Mark.NOT_DONE
    if injection.given_in_month:
        return Mark.APPROXIMATE_DOSE
    if injection.from_earlier_records:
        return Mark.EARLIER_DOSE
    return Mark.DOSE if injection.kind is InjectionKind.EXOSOME else Mark.OTHER_INJECTION


def _injection_text(given: GivenInjection, place: Place | None) -> str:
    injection = given.injection
    parts = [f"{injection.kind.label}, {mid_sentence(given.where)}: {given.amount}".removesuffix(": ")]
    if injection.status is not InjectionStatus.GIVEN:
        parts.append(f"{injection.status.label.lower()} {injection.not_done_reason or ''}".strip())
    if place:
        parts.append(str(place).lower())
    if lots := lots_of(given):
        parts.append(lots)
    if injection.reaction not in (None, Reaction.NONE):
        parts.append(f"reaction: {injection.reaction_text or injection.reaction.label.lower()}")
    if injection.from_earlier_records:
        parts.append("from earlier records" + (", only the month is known" if injection.given_in_month else ""))
    return ", ".join(parts)
