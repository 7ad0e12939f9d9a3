"""A timeline as it is in sight, for whoever prints it."""

from dataclasses import dataclass

from exodesk.core.timeline import Card, Entry, Panel
from exodesk.ui.timeline.viewport import Viewport


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A panel, the stretch of time, the dose that reviews are counted from, the words above."""

    panel: Panel
    viewport: Viewport
    dose: Entry | None
    cards: tuple[Card, ...]
