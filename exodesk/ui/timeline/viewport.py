"""The stretch of time in sight, its scale, and the months along its edge. Pure arithmetic of days."""

from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.calendar import add_months, days_from
from exodesk.core.timeline import Entry, Panel, Track
from exodesk.ui.timeline.geometry import Box

EDGE = 12.0
"""Between the ends of the time in sight and the edges of the lanes, so that no mark is cut."""
LEAST_DAYS, MOST_DAYS = 7.0, 365.25 * 120
DAYS_OF_MONTH = 30.4375
DAY_0 = 10
"""In months: what is shown before day 0 is a tenth of it."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """Time runs from the start of `first` for `days`; both may be broken.

    A day is its ordinal in the calendar, or its number from day 0 where a panel is aligned.
    """

    first: float
    days: float

    @property
    def last(self) -> float:
        return self.first + self.days

    def shows(self, day: date, until: date | None = None) -> bool:
        return self.touches(day.toordinal(), (until or day).toordinal())

    def touches(self, first: float, last: float) -> bool:
        return self.first <= last and first <= self.last

    def shows_entry(self, entry: Entry, track: Track) -> bool:
        return self.touches(track.day(entry.on), track.day(entry.until or entry.on))

    def moved(self, days: float) -> "Viewport":
        return Viewport(self.first + days, self.days)

    def zoomed(self, factor: float, around: float) -> "Viewport":
        """So many times the days, with one day staying where it is."""
        days = min(max(self.days * factor, LEAST_DAYS), MOST_DAYS)
        return Viewport(around - (around - self.first) * days / self.days, days)

    def kept_near(self, panel: Panel) -> "Viewport":
        """Moved back where panning would lose every entry and today from sight."""
        lowest, highest = span_of(panel)
        first = min(max(self.first, lowest - self.days * 0.9), highest - self.days * 0.1)
        return Viewport(first, self.days)

    def showing(self, day: float) -> "Viewport":
        """Moved just so far that a day lies in sight, with a tenth of room to its edge."""
        room = self.days / 10
        if day < self.first + room:
            return self.moved(day - room - self.first)
        return self.moved(day + room - self.last) if day > self.last - room else self


def span_of(panel: Panel) -> tuple[int, int]:
    """The first day and the last one that a panel has anything on: entries, reviews and today."""
    lows = [track.starts[0] for track in panel.tracks if track.starts]
    highs = [track.starts[-1] + track.longest for track in panel.tracks if track.starts]
    if panel.aligned:
        return min([0, *lows]), max([0, *highs])
    reviews = [window.last.toordinal() for window in panel.reviews_after(panel.last_dose)]
    today = panel.today.toordinal()
    return min([today, *lows]), max([today, *highs, *reviews])


class Scale:
    """Days to pixels. Worked out once: a picture asks it hundreds of times."""

    __slots__ = ("_day_0", "per_day", "plot", "viewport")

    def __init__(self, plot: Box, viewport: Viewport) -> None:
        self.plot, self.viewport = plot, viewport
        self.per_day = (plot.width - 2 * EDGE) / viewport.days
        self._day_0 = plot.left + EDGE - viewport.first * self.per_day

    def x(self, day: date) -> float:
        return self.at(day.toordinal())

    def at(self, day: float) -> float:
        return self._day_0 + day * self.per_day

    def day_at(self, x: float) -> float:
        return (x - self._day_0) / self.per_day


@dataclass(frozen=True, slots=True)
class Preset:
    """A stretch to choose: two thirds of it lie before today, for what comes is short. No months are all there is."""

    label: str
    name: str
    months: int | None

    def around(self, panel: Panel) -> Viewport:
        if self.months is None:
            return _everything(panel)
        if panel.aligned:
            days = self.months * DAYS_OF_MONTH
            return Viewport(-days / DAY_0, days)
        first = add_months(panel.today.replace(day=1), -round(self.months * 2 / 3))
        return _between(first, add_months(first, self.months))


PRESETS = (
    Preset("3 m", "3 months", 3),
    Preset("6 m", "6 months", 6),
    Preset("1 y", "1 year", 12),
    Preset("2 y", "2 years", 24),
    Preset("All", "Everything", None),
)
USUAL_PRESET = PRESETS[3]
EVERYTHING = PRESETS[-1]


def _between(first: date, last: date) -> Viewport:
    return Viewport(first.toordinal(), max(days_from(first, last), LEAST_DAYS))


def _everything(panel: Panel) -> Viewport:
    """From the first entry to the last one, a window's end or today, with a little room on both sides."""
    lowest, highest = span_of(panel)
    room = max(14, (highest - lowest) // 40)
    return Viewport(lowest - room, max(highest - lowest + 2 * room, LEAST_DAYS))


def month_start(last_day: date) -> date:
    """The first day of a month that is known by its last one."""
    return last_day - timedelta(days=last_day.day - 1)
