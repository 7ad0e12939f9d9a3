"""G9: a frame of a timeline while time is moved and zoomed, from the turn of the wheel to the paint, laid out anew.

The floor is the same frame with nothing on the lanes but their lines, months and titles.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from statistics import median

from exodesk.core.timeline import Entry, Kind, Lane, Mark, Panel, PlanHeading, Timeline
from exodesk.ui.timeline.viewport import EVERYTHING, PRESETS, Preset
from exodesk.ui.timeline.widget import TimelineWidget
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.desk import Window, application
from tests.bench.goals import Goal, Measured
from tests.bench.measure import Times, in_turn, p95, ratio, typical

SIZE = (1200, 500)
FRAMES = 60
YEARS = 12
TODAY = date(2026, 11, 23)
PLAN = PlanHeading(
    id="plan", where="Right knee", title="Right knee", terms="One dose", why="Nothing is due.", next_is_primary=False
)
KINDS = (
    (Kind.SCORE, Lane.PAIN, Mark.SCORE),
    (Kind.APPOINTMENT, Lane.APPOINTMENTS, Mark.ATTENDED),
    (Kind.SCORE, Lane.PAIN, Mark.SCORE),
    (Kind.VISIT, Lane.VISITS, Mark.VISIT),
    (Kind.INJECTION, Lane.INJECTIONS, Mark.DOSE),
    (Kind.SCORE, Lane.OTHER_SCORES, Mark.OTHER_SCORE),
    (Kind.BOOSTER, Lane.BOOSTERS, Mark.BOOSTER_GIVEN),
    (Kind.ADVERSE_EVENT, Lane.ADVERSE_EVENTS, Mark.ADVERSE_EVENT),
)


def measure(_small: Archive, _large: Archive, pairs: int) -> Iterator[Measured]:
    application()
    yield _frames(goals.FRAME, 2_000, pairs)
    yield _frames(goals.FRAME_OF_MANY, 20_000, pairs)


def panel_of(events: int) -> Panel:
    """So many entries on all lanes, evenly through years."""
    first = TODAY - timedelta(days=365 * YEARS)
    entries = tuple(_entry(number, first + timedelta(days=365 * YEARS * number // events)) for number in range(events))
    return Timeline(today=TODAY, entries=entries, plans=(PLAN,), first_doses={PLAN.id: first}).of_plan(PLAN.id)


def _entry(number: int, day: date) -> Entry:
    kind, lane, mark = KINDS[number % len(KINDS)]
    lasts = timedelta(days=number % 9) if kind is Kind.ADVERSE_EVENT else None
    return Entry(
        kind=kind,
        id=str(number),
        opens=kind,
        on=day,
        text="An entry of the bench",
        lane=lane,
        mark=mark,
        label="1 mL · 10 billion" if kind is Kind.INJECTION else "given 04-Aug",
        hint="R knee",
        plan_id=PLAN.id,
        until=day + lasts if lasts is not None else None,
        value=Decimal(number * 7 % 11) if lane is Lane.PAIN else None,
        grade=1 + number % 4 if lasts is not None else None,
        is_dose=kind is Kind.INJECTION,
    )


def _frames(goal: Goal, events: int, pairs: int) -> Measured:
    panel = panel_of(events)
    bare = replace(panel, entries=(), tracks=tuple(replace(track, entries=()) for track in panel.tracks))
    full, empty = Mover(panel), Mover(bare)
    figures, floors = in_turn(pairs, full.move, empty.move)
    return Measured(
        goal,
        p95(typical(figures)),
        p95(typical(floors)),
        ratio(figures, floors),
        f"median {median(typical(figures)):.1f} ms",
    )


class Mover:
    """Somebody who turns the wheel and zooms, two years in sight and all there is."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._picture = TimelineWidget()
        self._picture.show_panel(panel)
        self._window = Window(self._picture)
        self._picture.resize(*SIZE)
        self._window.until_painted(self._picture.show)

    def move(self) -> Times:
        return [*self._through(PRESETS[3]), *self._through(EVERYTHING)]

    def _through(self, preset: Preset) -> Times:
        self._picture.show_panel(self._panel, preset)
        self._window.settle()
        acts = (partial(self._pan, -0.03), partial(self._zoom, 0.9), partial(self._pan, 0.02), partial(self._zoom, 1.1))
        return [self._window.until_painted(acts[frame % len(acts)]) for frame in range(FRAMES)]

    def _pan(self, share: float) -> None:
        self._picture._pan(share)  # what a turn of the wheel does

    def _zoom(self, factor: float) -> None:
        viewport = self._picture.viewport
        self._picture._zoom(factor, viewport.first + viewport.days / 2)  # and with Ctrl
