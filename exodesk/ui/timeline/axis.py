"""The marks along the edge of time: days, months and years, or weeks from the first injection. Pure.

The finest ruler is taken whose marks have room for their words, so that no two ever lie on each other.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import ceil, floor
from typing import NamedTuple

from exodesk.core.dates import show_date, show_month
from exodesk.core.timeline import Panel
from exodesk.ui.timeline.geometry import Box, Label, Measure, Type
from exodesk.ui.timeline.viewport import Scale, Viewport

AXIS = 30.0
LABEL_GAP = 12.0
OVER_COLUMN = 36.0
"""How far the name of a month may reach over the titles, beside which the axis is empty."""
GRID_GAP = 24.0
DAYS_OF_WEEK, MONTHS_OF_YEAR = 7, 12

Tick = tuple[int, str]
"""A day, as a panel counts days, and its words."""


class Ruler(NamedTuple):
    """One way to mark time: every so many `unit`s, which are never shorter than `least` days; with its widest words."""

    unit: str
    step: int
    least: float
    widest: str
    ticks: Callable[[Viewport, int], Iterator[Tick]]


class Axis(NamedTuple):
    """Where lines and words stand. `strong` lines begin a year, or a month where single days are marked."""

    grid: tuple[float, ...]
    strong: tuple[float, ...]
    labels: tuple[Label, ...]


def draw(panel: Panel, scale: Scale, today: Label | None, measure: Measure) -> Axis:
    """The axis of a panel; its words lie on no others and not on today's date, nor leave the picture."""
    rulers = FROM_DAY_0 if panel.aligned else BY_CALENDAR
    ruler = _finest(rulers, lambda each: each.least * scale.per_day >= measure(each.widest, Type.HINT) + LABEL_GAP)
    finer = [each for each in rulers if each.unit == ruler.unit and ruler.step % each.step == 0]
    grid = _finest(finer, lambda each: each.least * scale.per_day >= GRID_GAP)
    months = 1 if ruler.unit == "day" else MONTHS_OF_YEAR
    return Axis(
        grid=tuple(scale.at(day) for day, _ in grid.ticks(scale.viewport, grid.step)),
        strong=() if panel.aligned else tuple(scale.x(day) for day in months_of(scale.viewport, months)),
        labels=_labels(ruler, scale, today, measure),
    )


def _finest(rulers: Sequence[Ruler], has_room: Callable[[Ruler], bool]) -> Ruler:
    return next((ruler for ruler in rulers if has_room(ruler)), rulers[-1])


def _labels(ruler: Ruler, scale: Scale, today: Label | None, measure: Measure) -> tuple[Label, ...]:
    labels: list[Label] = []
    for day, text in ruler.ticks(scale.viewport, ruler.step):
        box = Box.around(scale.at(day), AXIS / 2, measure(text, Type.HINT), Type.HINT.value)
        taken = labels[-1:] + ([today] if today else [])
        inside = scale.plot.left - OVER_COLUMN <= box.left and box.right <= scale.plot.right
        if inside and not any(box.overlaps(other.box, gap=6) for other in taken):
            labels.append(Label(text, box, Type.HINT, "muted"))
    return tuple(labels)


def months_of(viewport: Viewport, step: int) -> Iterator[date]:
    """The first days of every `step`-th month in sight, counted from January of a year that `step` divides."""
    first = date.fromordinal(max(1, int(viewport.first)))
    last = date.fromordinal(min(date.max.toordinal(), int(viewport.last)))
    month = first.year * MONTHS_OF_YEAR + first.month - 1
    if first.day > 1 or first.toordinal() < viewport.first:
        month += 1
    for each in range(month + -month % step, last.year * MONTHS_OF_YEAR + last.month, step):
        yield date(each // MONTHS_OF_YEAR, each % MONTHS_OF_YEAR + 1, 1)


def _months(viewport: Viewport, step: int) -> Iterator[Tick]:
    for day in months_of(viewport, step):
        yield day.toordinal(), show_month(day)


def _years(viewport: Viewport, step: int) -> Iterator[Tick]:
    for day in months_of(viewport, step):
        yield day.toordinal(), f"{day.year}"


def _days(viewport: Viewport, step: int) -> Iterator[Tick]:
    """Every `step`-th day in sight; whole weeks begin on a Monday."""
    first = max(1, ceil(viewport.first))
    for day in range(first + (1 - first) % step, floor(viewport.last) + 1, step):
        yield day, show_date(date.fromordinal(day))


def _weeks(viewport: Viewport, step: int) -> Iterator[Tick]:
    """Every `step`-th week in sight, counted from day 0 both ways."""
    week = -int(-viewport.first // (DAYS_OF_WEEK * step)) * step
    while week * DAYS_OF_WEEK <= viewport.last:
        words = "Day 0" if week == 0 else f"{week:+} week{'' if abs(week) == 1 else 's'}".replace("-", "\u2212")
        yield week * DAYS_OF_WEEK, words
        week += step


BY_CALENDAR = (
    *(Ruler("day", step, step, "00-May-2000", _days) for step in (1, 2, 7, 14)),
    *(Ruler("month", step, least, "May-2000", _months) for step, least in ((1, 28), (2, 59), (3, 90), (6, 181))),
    *(Ruler("month", step, 365 * step // MONTHS_OF_YEAR, "2000", _years) for step in (12, 24, 60, 120)),
)
FROM_DAY_0 = tuple(
    Ruler("week", step, step * DAYS_OF_WEEK, "\u2212000 weeks", _weeks) for step in (1, 2, 4, 8, 12, 26, 52, 104, 260)
)
