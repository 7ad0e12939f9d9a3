"""Short words that entries and cards share: days, sites, lots, the place of a dose. No entries."""

from datetime import date

from exodesk.core.booster import Place
from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.codes import Side
from exodesk.core.dates import MONTHS
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.sentences import mid_sentence


def short_date(day: date) -> str:
    """`04-Dec`, beside a mark whose year the axis tells."""
    return f"{day.day:02}-{MONTHS[day.month - 1]}"


def short_where(given: GivenInjection) -> str:
    """`R knee`, beside a mark."""
    letter = {Side.LEFT: "L ", Side.RIGHT: "R "}.get(given.injection.side)
    return letter + mid_sentence(given.injection.site.label) if letter else given.where


def lots_of(given: GivenInjection) -> str:
    """`lot XP-2291`, all of them; "" when none is known."""
    numbers = dict.fromkeys(drawn.lot.code for drawn in given.sources if drawn.lot)
    return f"{'lot' if len(numbers) == 1 else 'lots'} {', '.join(numbers)}" if numbers else ""


def place_of(given: GivenInjection, chart: Chart) -> Place | None:
    """The dose's place in its plan: the second of a series, the first booster."""
    view = chart.plan(given.injection.plan_id)
    judged = view.judged.get(given.injection.entry_id) if view else None
    return judged.place if judged else None


def given_of(chart: Chart, plan_id: str | None) -> list[GivenInjection]:
    """A plan's injections that were given, oldest first; without a plan, all."""
    return [
        given
        for given in chart.injections
        if plan_id in (None, given.injection.plan_id) and given.injection.status is not InjectionStatus.NOT_DONE
    ]
