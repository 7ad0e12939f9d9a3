"""The stretch of time in sight, its scale, and the months along its edge. Pure arithmetic of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.calendar import add_months, days_from
from exodesk.core.dates import MONTHS
from exodesk.core.timeline import Panel
from exodesk.ui.timeline.geometry import Box

EDGE = 12.0
"""Between the ends of the time in sight and the edges of the lanes, so that no mark is cut."""
LEAST_DAYS = 7
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months from one label to the next."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """Time runs from the start of `first`, a day's ordinal, for `days`; both may be broken."""

    first: float
    days: float

    @property
    def last(self) -> float:
        return self.first + self.days

    def shows(self, day: date, until: date | None = None) -> bool:
        return self.first <= (until or day).toordinal() and day.toordinal() <= self.last

    def moved(self, days: float) -> "Viewport":
        return Viewport(self.first + days, self.days)

    def kept_near(self, panel: Panel) -> "Viewport":
        """Moved back where panning would lose every entry and today from sight."""
        days = [panel.today.toordinal(), *(entry.on.toordinal() for entry in panel.entries)]
        days += [window.last.toordinal() for window in panel.reviews_after(panel.last_dose)]
        first = min(max(self.first, min(days) - self.days * 0.9), max(days) - self.days * 0.1)
        return Viewport(first, self.days)

    def showing(self, day: date) -> "Viewport":
        """Moved just so far that a day lies in sight, with a tenth of room to its edge."""
        room = self.days / 10
        here = day.toordinal()
        if here < self.first + room:
            return self.moved(here - room - self.first)
        return self.moved(here + room - self.last) if here > self.last - room else self


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels."""

    plot: Box
    viewport: Viewport

    @property
    def per_day(self) -> float:
        return (self.plot.width - 2 * EDGE) / self.viewport.days

    def x(self, day: date) -> float:
        return self.plot.left + EDGE + (day.toordinal() - self.viewport.first) * self.per_day

    def day_at(self, x: float) -> float:
        return self.viewport.first + (x - self.plot.left - EDGE) / self.per_day


@dataclass(frozen=True, slots=True)
class Preset:
    """A stretch to choose: two thirds of it lie before today, for what comes is short. No months are all there is."""

    label: str
    name: str
    months: int | None

    def around(self, panel: Panel) -> Viewport:
        if self.months is None:
            return _everything(panel)
        first = add_months(panel.today.replace(day=1), -round(self.months * 2 / 3))
        return _between(first, add_months(first, self.months))


PRESETS = (
    Preset("6 m", "6 months", 6),
    Preset("1 y", "1 year", 12),
    Preset("2 y", "2 years", 24),
    Preset("All", "Everything", None),
)
USUAL_PRESET = PRESETS[2]


def _between(first: date, last: date) -> Viewport:
    return Viewport(first.toordinal(), max(days_from(first, last), LEAST_DAYS))


def _everything(panel: Panel) -> Viewport:
    """From the first entry to the last one, a window's end or today, with a little room on both sides."""
    days = [panel.today]
    for entry in panel.entries:
        days += [entry.on, entry.until or entry.on]
    days += [window.last for window in panel.reviews_after(panel.last_dose)]
    room = timedelta(days=max(14, days_from(min(days), max(days)) // 40))
    return _between(min(days) - room, max(days) + room)


def months_of(viewport: Viewport, step: int) -> Iterator[date]:
    """The first days of every `step`-th month in sight, counted from January."""
    day = date.fromordinal(max(1, int(viewport.first))).replace(day=1)
    day = add_months(day, -((day.month - 1) % step) if step <= 12 else 1 - day.month)
    if step > 12:
        day = day.replace(year=max(1, day.year - day.year % (step // 12)))
    while day.toordinal() <= viewport.last:
        if day.toordinal() >= viewport.first:
            yield day
        day = add_months(day, step)


def month_label(day: date) -> str:
    return f"{MONTHS[day.month - 1]}-{day.year}"
