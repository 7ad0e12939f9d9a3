"""The four cards above a plan's timeline: what was last given, the pain then and now, the next dose, what is booked."""

from dataclasses import dataclass

from exodesk.core.booster import DoseKind, ScoreFact, State
from exodesk.core.chart import Chart, GivenInjection, PlanView
from exodesk.core.dates import show_date, show_time
from exodesk.core.follow_up import ReviewWindow, review_windows
from exodesk.core.quantities import plain
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.injection import InjectionKind
from exodesk.core.records.plan import BoosterRule
from exodesk.core.records.rules import ClinicRules
from exodesk.core.records.visit import Instrument, Score, ScoreMode
from exodesk.core.response import baseline_before
from exodesk.core.sentences import ago, mid_sentence
from exodesk.core.timeline.read import COMING
from exodesk.core.timeline.words import given_of, lots_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A title, a few large words and a line of detail. `state` is the plan's, where the card tells of it."""

    title: str
    headline: str
    detail: str
    state: State | None = None


def cards_of(chart: Chart, plan: PlanView | None) -> tuple[Card, ...]:
    """One plan's cards; without one, of all plans together, those that need none."""
    given = given_of(chart, plan.plan.id if plan else None)
    cards = [_last_injection(chart, plan, given)]
    if plan or not chart.plans:
        cards.append(_pain(chart, plan, given))
    if plan:
        cards.append(_next_dose(plan))
    return (*cards, _next_appointment(chart, plan, given))


def _last_injection(chart: Chart, plan: PlanView | None, given: list[GivenInjection]) -> Card:
    title = "Last injection"
    if not given:
        planned = f"First dose planned on {show_date(plan.plan.planned_on)}" if plan else "Nothing is planned"
        return Card(title=title, headline="None yet", detail=planned)
    last = given[-1]
    kind = "" if last.injection.kind is InjectionKind.EXOSOME else last.injection.kind.label
    since = ago(last.injection.given_on, chart.today)
    return Card(
        title=title,
        headline=f"{show_date(last.injection.given_on)} · {mid_sentence(last.where)}",
        detail=" · ".join(part for part in (since, kind, last.amount, lots_of(last)) if part),
    )


def _pain(chart: Chart, plan: PlanView | None, given: list[GivenInjection]) -> Card:
    """The start value that the results are measured against, and the last score."""
    title = "Pain then and now"
    scores = _pain_scores(chart, plan)
    if not scores:
        return Card(title=title, headline="Not recorded", detail="No score of the average pain yet")
    now = scores[-1]
    start, start_words = _start(plan, given, scores, chart.rules)
    by = "" if now.mode is ScoreMode.CLINIC else f" {mid_sentence(now.mode.label)}"
    last_words = f"{show_date(now.scored_on)}{by}"
    if start is None or start_words == show_date(now.scored_on):
        return Card(title=title, headline=f"{plain(now.score)} of 10", detail=last_words)
    return Card(title=title, headline=f"{start} → {plain(now.score)}", detail=f"{start_words} → {last_words}")


def _start(
    plan: PlanView | None, given: list[GivenInjection], scores: list[Score], rules: ClinicRules
) -> tuple[str | None, str]:
    """The start value and its day; by hand where the scores before the first dose do not tell it."""
    doses = [each.injection.given_on for each in given if each.injection.kind is InjectionKind.EXOSOME]
    if not doses:
        return plain(scores[0].score), show_date(scores[0].scored_on)
    facts = [ScoreFact(on=score.scored_on, nrs=int(score.score)) for score in scores]
    before = baseline_before(doses[0], facts, rules)
    stated = plan.response.baseline if plan else None
    if stated is not None and (before is None or before.nrs != stated):
        return str(stated), "start value set by hand"
    return (str(before.nrs), show_date(before.on)) if before else (None, "")


def _pain_scores(chart: Chart, plan: PlanView | None) -> list[Score]:
    """Average pain of the plan, or of the whole body, oldest first; of one day's the later entry stands last."""
    plan_id = plan.plan.id if plan else None
    found = [
        score
        for score in chart.scores
        if score.withdrawn_on is None and score.instrument is Instrument.PAIN_AVERAGE and score.plan_id == plan_id
    ]
    return sorted(found, key=lambda score: (score.scored_on, score.entered_at))


def _next_dose(view: PlanView) -> Card:
    """Where the plan stands; whether a booster is needed is told beside its date. The whole reason heads the panel."""
    standing = view.standing
    recommended = show_date(standing.recommended) if standing.recommended else ""
    match standing.state:
        case State.NOT_YET:
            headline = f"{recommended}, not yet"
        case State.AVAILABLE:
            headline = f"{recommended}, possible now"
        case State.DUE:
            headline = f"Due since {recommended}"
        case State.OVERDUE:
            headline = standing.overdue
        case state:
            headline = state.label
    dates = ""
    if standing.earliest and standing.past_due:
        dates = f"From {show_date(standing.earliest)} to {show_date(standing.past_due)}"
    review = f"Review on {show_date(standing.review_on)}" if standing.review_on else ""
    detail = view.why_needed or dates or review or view.why
    return Card(title=_next_title(view), headline=headline, detail=detail, state=standing.state)


def _next_title(view: PlanView) -> str:
    coming = view.standing.next
    if coming is None:
        return "Plan" if view.plan.booster is BoosterRule.NONE else "Booster"
    return str(coming) if coming.kind is DoseKind.BOOSTER else f"{coming} of {view.plan.doses}"


def _next_appointment(chart: Chart, plan: PlanView | None, given: list[GivenInjection]) -> Card:
    coming = [
        each
        for each in chart.appointments
        if each.status in COMING
        and each.starts_at.day >= chart.today
        and (plan is None or each.plan_id in (None, plan.plan.id))
    ]
    first = min(coming, key=lambda each: each.starts_at, default=None)
    return Card(
        title="Next",
        headline=_booked(first) if first else "Nothing booked",
        detail=_review(chart, plan, given) or "No review is open",
    )


def _booked(appointment: Appointment) -> str:
    starts = appointment.starts_at
    return f"{show_date(starts.day)} {show_time(starts.at)} {mid_sentence(appointment.type or '')}".rstrip()


def _review(chart: Chart, plan: PlanView | None, given: list[GivenInjection]) -> str:
    """The review months after the last dose that today lies in or before, and whether there is a score in them."""
    doses = [each for each in given if each.injection.plan_id and each.injection.kind is InjectionKind.EXOSOME]
    if not doses or plan is None:
        return ""
    windows = review_windows(doses[-1].injection.given_on)
    window = next((each for each in windows if chart.today <= each.last), None)
    if window is None:
        return ""
    if chart.today < window.first:
        return f"{window.label}: from {show_date(window.first)}"
    return f"{window.label}: {_score_in(window, _pain_scores(chart, plan))}"


def _score_in(window: ReviewWindow, scores: list[Score]) -> str:
    inside = [score.scored_on for score in scores if window.first <= score.scored_on <= window.last]
    return f"score of {show_date(inside[-1])}" if inside else "no score yet"
