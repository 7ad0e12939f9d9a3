"""How the patient has been: the scores by joint with their dates, and the goal. Observations only, no verdicts.

Scores up to the day of the visit, so that a page printed later tells what it told then.
"""

from datetime import date

from exodesk.core.chart import Chart, VisitView
from exodesk.core.quantities import plain
from exodesk.core.records.visit import Instrument, Score
from exodesk.core.sentences import mid_sentence
from exodesk.documents.html import (
    Markup,
    bold,
    cell,
    filled,
    fixed,
    free,
    head_cell,
    joined,
    leading,
    paragraph,
    row,
    table,
)
from exodesk.documents.page import Block
from exodesk.documents.wording.shape import Progress, Wording

Days = dict[date, dict[Instrument, Score]]
SHOWN_DAYS, SHOWN_OF_SEVERAL = 4, 2
"""Of a joint: the first day, which later ones are seen against, and the latest; of each of several, one of either."""

SHORT = 24
"""Letters of a joint's name that stand beside the head; a longer one has a line of its own."""

FEW_JOINTS = 4
"""Whose scores stand on one sheet; a longer table is cut, and its head stands on each sheet."""


def how_you_have_been(chart: Chart, visit: VisitView, words: Wording) -> list[Block]:
    """The scores by joint and date; a goal stands beside the name of its joint, that of a single joint below."""
    joints = _joints(chart, visit)
    alone = len(joints) == 1
    scored = {plan_id: days for plan_id, days in joints.items() if days}
    below = [_goal(chart, plan_id, words, alone=alone) for plan_id in joints if alone or plan_id not in scored]
    shown = [Block(paragraph(goal)) for goal in below if goal]
    if not scored:
        said = words.progress.no_present_scores if _past_scores(chart, visit) else words.progress.no_scores
        return [Block(paragraph(fixed(said))), *shown]
    return [Block(_table(chart, scored, words, alone=alone), whole=len(scored) <= FEW_JOINTS), *shown]


def _table(chart: Chart, scored: dict[str | None, Days], words: Wording, *, alone: bool) -> Markup:
    """`alone`: the goal of this one joint stands below the table."""
    most = SHOWN_DAYS if len(scored) == 1 else SHOWN_OF_SEVERAL
    shown = {plan_id: _first_and_latest(days, most) for plan_id, days in scored.items()}
    asked = {instrument for days in shown.values() for day in days.values() for instrument in day}
    used = [instrument for instrument in Instrument if instrument in asked]
    names = [_name(chart, plan_id, words) for plan_id in shown]
    beside_the_head = len(names) == 1 and len(names[0]) <= SHORT
    first = cell(paragraph(bold(fixed(names[0])))) if beside_the_head else cell(kind="label")
    rows = [row(first, *(head_cell(words.progress.instruments[instrument]) for instrument in used))]
    for name, (plan_id, days) in zip(names, shown.items(), strict=True):
        if not beside_the_head:
            goal = Markup() if alone else _goal(chart, plan_id, words, alone=True)
            rows.append(row(cell(leading(joined([bold(fixed(name)), goal], " · ")), span=1 + len(used))))
        rows += _rows(days, used, words)
    scales = words.progress.scales
    notes = list(dict.fromkeys(scales[instrument] for instrument in used if instrument in scales))
    if any(len(days) > most for days in scored.values()):
        notes.append(words.progress.earlier_scores)
    return table(*rows, kind="scores") + paragraph(fixed(" ".join(notes)), kind="small")


def _joints(chart: Chart, visit: VisitView) -> dict[str | None, Days]:
    """The plans that stood open on the day of the visit, and the whole body where it was scored.

    When a plan was made is not recorded: printed later, one without a score or an injection up to then is left out.
    """
    day = visit.visit.visited_on
    treated = {given.injection.plan_id for given in visit.injections}
    found: dict[str | None, Days] = {
        view.plan.id: {} for view in chart.plans if view.plan.closed_on is None or view.plan.closed_on >= day
    }
    for score in sorted(_past_scores(chart, visit), key=lambda score: (score.scored_on, score.entered_at)):
        if score.plan_id is None or score.plan_id in found:
            found.setdefault(score.plan_id, {}).setdefault(score.scored_on, {})[score.instrument] = score
    return {key: days for key, days in found.items() if days or key in treated or chart.today == day}


def _past_scores(chart: Chart, visit: VisitView) -> list[Score]:
    """Of every plan, up to the day of the visit."""
    day = visit.visit.visited_on
    return [score for score in chart.scores if score.scored_on <= day and score.withdrawn_on is None]


def _first_and_latest(days: Days, most: int) -> Days:
    kept = list(days)
    if len(kept) > most:
        kept = [kept[0], *kept[1 - most :]]
    return {day: days[day] for day in kept}


def _rows(days: Days, used: list[Instrument], words: Wording) -> list[Markup]:
    return [
        row(
            cell(paragraph(fixed(words.long_date(day)), kind="line")),
            *(cell(paragraph(_value(scores.get(instrument), words.progress), kind="line")) for instrument in used),
        )
        for day, scores in days.items()
    ]


def _value(score: Score | None, words: Progress) -> Markup:
    if score is None:
        return fixed("–")
    if score.instrument is Instrument.PGIC:
        return fixed(words.changes[int(score.score)])
    return bold(fixed(plain(score.score))) + fixed(words.of_ten)


def _goal(chart: Chart, plan_id: str | None, words: Wording, *, alone: bool) -> Markup:
    view = chart.plan(plan_id)
    if view is None or not view.plan.goal:
        return Markup()
    pattern = words.progress.goal if alone else words.progress.goal_of
    where = mid_sentence(words.where(view.plan.site, view.plan.side))
    return filled(pattern, where=where, goal=free(view.plan.goal))


def _name(chart: Chart, plan_id: str | None, words: Wording) -> str:
    view = chart.plan(plan_id)
    return words.where(view.plan.site, view.plan.side) if view else words.progress.whole_body
