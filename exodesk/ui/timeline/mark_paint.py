"""The marks of a layout drawn: shapes, the numbers of crowds, pills with their words, bars of what lasted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from exodesk.core.timeline import Lane, Mark
from exodesk.ui.timeline.geometry import Band, Place, Type
from exodesk.ui.timeline.ink import BADGE_RADIUS, Ink, rect
from exodesk.ui.timeline.marks import THIN_BAR
from exodesk.ui.timeline.sprites import SIDE, badge, draw_at, draw_badge, draw_mark, draw_ring, ring, sprites


@dataclass(frozen=True, slots=True)
class Pill:
    """Ink, ground and edge of a mark that holds words, by the names of their colours."""

    ink: str
    ground: str
    dashed: bool = False
    striped: bool = False


INKS = {
    Lane.APPOINTMENTS: "info",
    Lane.VISITS: "info",
    Lane.INJECTIONS: "accent",
    Lane.OTHER_SCORES: "pain",
    Lane.BOOSTERS: "accent",
    Lane.ADVERSE_EVENTS: "danger",
}
PILLS = {
    Mark.BOOKED: Pill("info", "info_tint"),
    Mark.BOOSTER_GIVEN: Pill("accent", "accent_tint"),
    Mark.BOOSTER_PLANNED: Pill("muted", "base", dashed=True),
    Mark.BOOSTER_POSSIBLE: Pill("accent", "base"),
    Mark.BOOSTER_DUE: Pill("warning", "warning_tint"),
    Mark.BOOSTER_OVERDUE: Pill("danger", "danger_tint", striped=True),
    Mark.BOOSTER_WATCHED: Pill("muted", "base", dashed=True),
    Mark.LOCKOUT: Pill("muted", "base", striped=True),
    Mark.ON_HOLD: Pill("warning", "base", dashed=True),
}


class Marks:
    """Those of one picture; `bands` are its lanes."""

    def __init__(self, ink: Ink, bands: Sequence[Band]) -> None:
        self.ink = ink
        self.painter = ink.painter
        self.sprites = {} if ink.on_paper else sprites(ink.tokens, ink.ratio)
        self.inks = [str(getattr(ink.tokens, INKS.get(band.lane, "muted"))) for band in bands]

    def draw(self, place: Place) -> None:
        entries = place.entries
        if len(entries) > 1:
            self._crowd(place) if place.words else self._ring(place)
            return
        entry = entries[0]
        mark = entry.mark
        look = PILLS.get(mark)
        if look and (place.words or entry.until):
            self._pill(place, look)
            return
        if place.month is not None:
            self._month_span(place.month, place)
        if mark is Mark.ADVERSE_EVENT:
            self._thin_bar(place)
        self._shape(mark, place.x, place.y)

    def _shape(self, mark: Mark, x: float, y: float) -> None:
        if self.ink.on_paper:
            draw_mark(self.painter, mark, self.ink.tokens, x, y)
        else:
            self.ink.copy(self.sprites[mark], x - SIDE / 2, y - SIDE / 2)

    def _ring(self, place: Place) -> None:
        if self.ink.on_paper:
            draw_at(self.painter, draw_ring, self.ink.tokens, place.x, place.y)
        else:
            self.ink.copy(self.ring, place.x - SIDE / 2, place.y - SIDE / 2)

    @cached_property
    def ring(self) -> QPixmap:
        return ring(self.ink.tokens, self.ink.ratio)

    def _crowd(self, place: Place) -> None:
        """How many share the place, in the ink of what they are."""
        ground, box, ink = self.ink.tokens.base, place.box, self.inks[place.track]
        if self.ink.on_paper:
            draw_badge(self.painter, place.words, rect(box), ink, ground)
        else:
            self.ink.copy(badge(place.words, (box.width, box.height), ink, ground, self.ink.ratio), box.left, box.top)

    def _month_span(self, since: float, place: Place) -> None:
        """The month in which it was, of which no day is known."""
        foot = place.box.bottom + 3
        self.painter.setPen(QPen(self.ink.colour("accent"), 2))
        ends = [QLineF(x, foot - 3, x, foot + 3) for x in (since, place.x)]
        self.painter.drawLines([QLineF(since, foot, place.x, foot), *ends])

    def _thin_bar(self, place: Place) -> None:
        """From the first day to the last, unbroken, behind the mark of its beginning."""
        bar = QRectF(place.x, place.y - THIN_BAR / 2, place.box.right - place.x, THIN_BAR)
        self.painter.fillRect(bar, self.ink.colour("danger"))

    def _pill(self, place: Place, look: Pill) -> None:
        box, painter, ink = rect(place.box), self.painter, self.ink.colour(look.ink)
        inner = box.adjusted(0.6, 0.6, -0.6, -0.6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(ink, 1.2)
        if look.dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(self.ink.colour(look.ground))
        painter.drawRoundedRect(inner, BADGE_RADIUS, BADGE_RADIUS)
        if look.striped:
            stripes = QColor(ink)
            stripes.setAlphaF(0.25)
            painter.setBrush(QBrush(stripes, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(inner, BADGE_RADIUS, BADGE_RADIUS)
        painter.restore()
        if place.tick is not None:
            for edge in (box.top() - 4, box.bottom() - 1):
                painter.fillRect(QRectF(round(place.tick) - 1, edge, 2, 5), ink)
        self.ink.words(place.words, Type.HINT_STRONG, look.ink, place.box, centred=True)
