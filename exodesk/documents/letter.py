"""The letter to the referring physician: what was found and exactly what was given, in a set order.

No aftercare, no sales words; clinical dates.
"""

from collections.abc import Iterator
from datetime import date, datetime

from exodesk.core.booster import DoseKind
from exodesk.core.chart import Chart, PlanView, VisitView
from exodesk.core.dates import show_date
from exodesk.core.follow_up import unscored_points
from exodesk.core.quantities import NBSP
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.injection import InjectionKind, InjectionStatus
from exodesk.core.records.patient import Condition, Language, show_chart_no
from exodesk.core.records.plan import BoosterRule, PlanKind
from exodesk.core.records.printed import TextPlace
from exodesk.core.records.visit import Instrument, Score
from exodesk.core.sites import sided
from exodesk.documents import page
from exodesk.documents.clinical import (
    Pair,
    exceptions_of,
    facts,
    given_exactly,
    known,
    reactions_of,
    said,
    told,
    vitals_line,
)
from exodesk.documents.html import Markup, bold, cell, fixed, free, head_cell, joined, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer, section
from exodesk.documents.sealed import as_signed
from exodesk.documents.summary import full_name, giver, marks_of, values_of
from exodesk.documents.texts import BUILT_IN, PracticeTexts
from exodesk.documents.wording import CLINICAL

TITLE = "Letter to the referring physician"
SHOWN_DAYS = 6


def letter(
    chart: Chart,
    visit: VisitView,
    clinic: Clinic,
    *,
    recipient: str,
    printed_at: datetime,
    audit_head: str,
    synthetic: bool,
    texts: PracticeTexts = BUILT_IN,
) -> Document:
    """`recipient`: name and address, a line each, as the contact of the patient has it."""
    chart, visit = as_signed(chart, visit)
    marks = marks_of(visit, CLINICAL, synthetic=synthetic)
    addressee = recipient.strip().partition("\n")[0]
    values = values_of(chart.patient, visit, clinic, CLINICAL) | {"recipient": free(addressee)}
    opening = texts.at(TextPlace.LETTER_OPENING, Language.ENGLISH, values)
    request = texts.at(TextPlace.LETTER_REQUEST, Language.ENGLISH, values)
    return Document(
        title=TITLE,
        name="Letter",
        header=page.header(clinic, chart.patient, marks, CLINICAL),
        blocks=(
            Block(_addresses(chart, clinic, recipient, printed_at.date()), whole=True),
            *([Block(table(row(cell(opening)), kind="around"))] if opening else []),
            *facts(
                "Reason", [("Seen for", said(visit.visit.reason)), ("Since last time", said(visit.visit.since_last))]
            ),
            *facts("Diagnosis", _diagnoses(chart, visit)),
            *facts("Findings", _findings(visit)),
            *facts("Earlier treatments", _treatments(chart)),
            *_given(visit),
            *facts("Exceptions", exceptions_of(visit.injections)),
            *facts("Reactions", reactions_of(visit.injections)),
            *_scores(chart, visit),
            *facts("Plan", _plans(chart, visit)),
            *section("What we ask of you", _request(request, visit, clinic)),
        ),
        footer=Footer(
            printed_at=printed_at,
            visit_hash=visit.signed_hash,
            audit_head=audit_head,
            words=CLINICAL,
        ),
        marks=marks,
    )


def _addresses(chart: Chart, clinic: Clinic, recipient: str, on: date) -> Markup:
    """Who writes, to whom, on which day, and about whom."""
    patient = chart.patient
    born = patient.birth_date.show() if patient.birth_date else "birth date not recorded"
    ours = [bold(free(clinic.name)), free(clinic.address), fixed("Phone ") + free(clinic.phone)]
    if clinic.letterhead:
        ours.append(free(clinic.letterhead))
    theirs = [fixed("To"), *(free(line) for line in recipient.splitlines())]
    about = bold(fixed("Re: ") + free(full_name(patient)))
    line = paragraph(about, fixed(f", born {born}, chart {show_chart_no(patient.chart_no)}"), kind="lead")
    return table(
        row(
            cell(*(paragraph(each) for each in theirs), width=55),
            cell(*(paragraph(each) for each in ours), paragraph(fixed(show_date(on))), width=45),
        ),
        row(cell(line, span=2, kind="about")),
        kind="opening",
    )


def _diagnoses(chart: Chart, visit: VisitView) -> Iterator[Pair]:
    """The conditions of the plans that were treated; in a visit without an injection, of all open plans."""
    treated = {given.injection.plan_id for given in visit.injections}
    for view in chart.plans:
        if view.plan.id in treated or (not visit.injections and view.plan.closed_on is None):
            yield view.where, _diagnosis(view.condition)
    for given in visit.injections:
        if given.injection.plan_id is None and given.injection.indication:
            code = fixed(", ICD-10-CM ") + free(given.injection.icd10cm) if given.injection.icd10cm else Markup()
            yield given.where, paragraph(free(given.injection.indication), code)


def _diagnosis(condition: Condition) -> Markup:
    parts = [free(condition.text)]
    if condition.icd10cm:
        parts.append(fixed("ICD-10-CM ") + free(condition.icd10cm))
    if condition.severity_grade:
        scale = fixed(" by ") + free(condition.severity_scale) if condition.severity_scale else Markup()
        parts.append(fixed("grade ") + free(condition.severity_grade) + scale)
    parts.append(fixed(f"since {condition.onset.show()}" if condition.onset else "onset not known"))
    return paragraph(joined(parts, ", "))


def _findings(visit: VisitView) -> Iterator[Pair]:
    yield "History", said(visit.visit.history)
    yield "Exam", said(visit.visit.exam)
    yield "Vitals", told("; ".join(line for each in visit.vitals if (line := vitals_line(each))))
    yield "Assessment", said(visit.visit.assessment)


def _treatments(chart: Chart) -> Iterator[Pair]:
    """Each with its condition's site, when and with what result."""
    for each in chart.treatments:
        if each.withdrawn_on:
            continue
        condition = chart.condition(each.condition_id)
        where = sided(condition.site, condition.side) if condition and condition.site and condition.side else ""
        parts = [
            fixed(where),
            fixed(each.dated.show() if each.dated else "date not known"),
            free(each.place or ""),
            known(each.result, "result not recorded"),
            free(each.text or ""),
        ]
        yield each.kind.label, paragraph(joined((part for part in parts if part), ", "))


def _given(visit: VisitView) -> tuple[Block, ...]:
    if not visit.injections:
        outcome = visit.visit.outcome
        why = fixed(" ") + free(visit.visit.outcome_reason) if visit.visit.outcome_reason else Markup()
        words = f"No injection was given. {outcome.label}." if outcome else "No injection was given."
        return section("Given", Block(paragraph(fixed(words) + why)))
    blocks = [given_exactly(each) for each in visit.injections]
    if any(
        each.injection.kind is InjectionKind.EXOSOME and each.injection.status is not InjectionStatus.NOT_DONE
        for each in visit.injections
    ):
        blocks.append(Block(paragraph(fixed(CLINICAL.product.long_term))))
    return section("Given", *blocks)


def _scores(chart: Chart, visit: VisitView) -> tuple[Block, ...]:
    """By plan: the start value, then the days in a table, then the points at which nobody scored."""
    blocks = [block for view in chart.plans for block in _scores_of(chart, view, visit.visit.visited_on)]
    return section("Scores", *(blocks or [Block(paragraph(fixed("No scores are recorded.")))]))


def _scores_of(chart: Chart, view: PlanView, until: date) -> Iterator[Block]:
    days: dict[date, dict[Instrument, Score]] = {}
    for score in sorted(chart.scores, key=lambda each: (each.scored_on, each.entered_at)):
        if score.plan_id == view.plan.id and score.scored_on <= until and score.withdrawn_on is None:
            days.setdefault(score.scored_on, {})[score.instrument] = score
    missing = _missing(chart, view, days, until)
    if not days and not missing:
        return
    used = [each for each in Instrument if any(each in day for day in days.values())]
    head = row(cell(kind="label"), *(head_cell(each.label) for each in used))
    shown = list(days.items())[-SHOWN_DAYS:]
    rows = [
        row(
            cell(paragraph(fixed(show_date(day)), kind="line")),
            *(cell(paragraph(fixed(_shown(found.get(each))))) for each in used),
        )
        for day, found in shown
    ]
    lead = paragraph(bold(fixed(view.where)), fixed(f" · {_baseline(view, days)}"))
    notes = joined(paragraph(fixed(text), kind="small") for text in missing)
    yield Block(lead + (table(head, *rows, kind="scores") if rows else Markup()) + notes, whole=True)


def _shown(score: Score | None) -> str:
    if score is None:
        return "not taken"
    if score.instrument is Instrument.PGIC:
        return f"{score.score.normalize():f} of 7, {CLINICAL.progress.changes[int(score.score)].lower()}"
    return f"{score.score.normalize():f} of 10"


def _baseline(view: PlanView, days: dict[date, dict[Instrument, Score]]) -> str:
    value = view.response.baseline
    if value is None:
        return "no baseline"
    by_hand = next((each for each in reversed(view.baselines) if each.nrs == value), None)
    if by_hand:
        return f"baseline {value} of 10, set by hand for {show_date(by_hand.baseline_on)}"
    first = min((dose.given_on for dose in view.judged.values()), default=None)
    before = [day for day, found in days.items() if Instrument.PAIN_AVERAGE in found and (not first or day <= first)]
    return f"baseline {value} of 10" + (f" on {show_date(before[-1])}" if before else "")


def _missing(chart: Chart, view: PlanView, days: dict[date, dict[Instrument, Score]], until: date) -> list[str]:
    """The response points up to the visit at which no pain was scored."""
    done = [
        dose.given_on
        for dose in view.judged.values()
        if dose.counts and dose.place and dose.place.number == view.plan.doses and dose.place.kind is DoseKind.PRIMARY
    ]
    if not done:
        return []
    scored = [day for day, found in days.items() if Instrument.PAIN_AVERAGE in found]
    return [
        f"No score at {point.label} ({show_date(point.opens)} to {show_date(point.closes)})."
        for point in unscored_points(min(done), scored, chart.rules)
        if point.closes <= until
    ]


def _plans(chart: Chart, visit: VisitView) -> Iterator[Pair]:
    """What was agreed in the visit, then where each open plan stands on the day of printing."""
    yield "Agreed", said(visit.visit.plan_text)
    as_of = "" if chart.today == visit.visit.visited_on else f", as of {show_date(chart.today)}"
    for view in chart.plans:
        if view.plan.closed_on is None:
            yield f"{view.where}{as_of}", told(_stands(view))


def _stands(view: PlanView) -> str:
    standing = view.standing
    terms = f"Series of {view.plan.doses}" if view.plan.kind is PlanKind.SERIES else "One dose"
    if view.plan.booster is BoosterRule.AS_NEEDED:
        terms += ", then boosters as needed"
    elif view.plan.booster is BoosterRule.FIXED:
        terms += f", then a booster every {view.plan.booster_months} months"
    if standing.hold or standing.review_on:
        return f"{terms}. On hold."
    if standing.next and standing.recommended:
        return f"{terms}. {standing.next} planned for about {show_date(standing.recommended)}."
    return f"{terms}. None is planned at present."


def _request(request: Markup, visit: VisitView, clinic: Clinic) -> Block:
    """With room for the signature; a signature never stands alone on a sheet."""
    last = visit.signatures[-1] if visit.is_signed else None
    signed = f"Visit signed {show_date(last.signed_on)}, version {last.version}." if last else "Draft, not signed."
    npi = fixed(", NPI ") + free(clinic.npi) if clinic.npi else Markup()
    room = table(row(cell(paragraph(fixed(NBSP)))), kind="lines")
    signature = room + paragraph(giver(visit, clinic) + npi) + paragraph(fixed(signed), kind="small")
    return Block((request or paragraph(fixed("Nothing further."))) + signature, whole=True)
