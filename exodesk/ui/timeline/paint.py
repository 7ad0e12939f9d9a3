"""A layout drawn with a painter. Knows no patient, no events and no time; what stands where, the layout says."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from exodesk.core.timeline import FOLDING, Entry, Lane, Mark
from exodesk.ui.strokes import rounded
from exodesk.ui.timeline.axis import AXIS
from exodesk.ui.timeline.geometry import Band, Box, Label, Layout, Place, Type
from exodesk.ui.timeline.layout import COLUMN, FOOT
from exodesk.ui.timeline.lettering import elided, font, measure, set_words
from exodesk.ui.timeline.marks import THIN_BAR
from exodesk.ui.timeline.sprites import SIDE, badge, draw_at, draw_badge, draw_mark, draw_ring, ring, sprites
from exodesk.ui.tokens import Tokens, mixed

HELP = "Left and Right go from mark to mark, Enter tells more and then opens it; + and − zoom"
TITLE_WIDTH = COLUMN - 30
SCALE_RIGHT = COLUMN - 8
OVERHANG = 12
"""Left of the lanes, for words centred over their edge."""
BADGE_HEIGHT, BADGE_PADDING, BADGE_RADIUS = 20, 18, 10


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
FOLDED_SIGN, UNFOLDED_SIGN = "›", "⌄"  # letters that our font has


def paint(painter: QPainter, layout: Layout, tokens: Tokens, focus: Entry | None, *, has_focus: bool) -> None:
    """The whole picture. `focus` is the entry that the keys act on; its ring shows while the keys come here."""
    Painting(painter, layout, tokens).draw(focus, has_focus=has_focus)


def paint_on_paper(painter: QPainter, layout: Layout, tokens: Tokens) -> None:
    """The same in lines and letters only, without what is for mouse and keys."""
    Painting(painter, layout, tokens, on_paper=True).draw(None, has_focus=False)


class Painting:
    """One picture being painted, from the ground up."""

    def __init__(self, painter: QPainter, layout: Layout, tokens: Tokens, *, on_paper: bool = False) -> None:
        self.painter = painter
        self.layout = layout
        self.tokens = tokens
        self.on_paper = on_paper
        self.ratio = painter.device().devicePixelRatioF()
        self.sprites = {} if on_paper else sprites(tokens, self.ratio)
        self.inks = [str(getattr(tokens, INKS.get(band.lane, "muted"))) for band in layout.bands]

    def draw(self, focus: Entry | None, *, has_focus: bool) -> None:
        layout, painter = self.layout, self.painter
        at = layout.place_of(focus)
        date_box = _date_box(layout, at, focus.when) if at and focus else None
        self._lanes()
        self._months(date_box)
        painter.save()
        painter.setClipRect(QRectF(layout.plot.left - OVERHANG, 0, layout.plot.width + OVERHANG, layout.height))
        self._ground()
        self._curve()
        for label in layout.labels:
            self._label(label)
        if at and focus and date_box:
            self._focus_line(at, focus.when, date_box)
        for place in layout.places:
            self._mark(place)
        if at and has_focus:
            rounded(painter, _rect(at.box).adjusted(-4, -4, 4, 4), edge=self.tokens.accent, width=2, radius=7)
        painter.restore()
        self._column()
        self._foot(focus)

    def _lanes(self) -> None:
        """The lines between lanes, and their titles."""
        self._pen("hairline")
        bottoms = [round(band.bottom) - 0.5 for band in self.layout.bands]
        self.painter.drawLines([QLineF(0, y, self.layout.width, y) for y in bottoms])
        for band in self.layout.bands:
            title = set_words(_title(band), Type.LABEL, TITLE_WIDTH)
            top = band.top + 11 if band.lane is Lane.PAIN else band.middle - title.size().height() / 2
            self._pen("muted")
            self.painter.setFont(font(Type.LABEL))
            self.painter.drawStaticText(QPointF(0, round(top)), title)

    def _ground(self) -> None:
        """Shaded reviews, lines of months and of levels, stems of doses, the line of today."""
        layout, painter = self.layout, self.painter
        for window in layout.windows:
            painter.fillRect(_rect(window), self._colour("accent_tint"))
        self._pen("hairline")
        levels = [QLineF(layout.plot.left, round(y) + 0.5, layout.width, round(y) + 0.5) for _, y in layout.levels]
        painter.drawLines([*(self._upright(x) for x in layout.grid), *levels])
        painter.setPen(QColor(mixed(self.tokens.hairline, self.tokens.field_border, 0.3)))
        painter.drawLines([self._upright(x) for x in layout.strong])
        painter.setPen(QPen(self._colour("accent"), 1, Qt.PenStyle.DotLine))
        painter.drawLines([QLineF(round(s.x) + 0.5, s.top, round(s.x) + 0.5, s.bottom) for s in layout.stems])
        if layout.today is not None:
            line = QRectF(round(layout.today) - 0.75, AXIS - 5, 1.5, layout.plot.bottom - AXIS + 5)
            painter.fillRect(line, self._colour("danger"))

    def _upright(self, x: float) -> QLineF:
        return QLineF(round(x) + 0.5, AXIS - 2, round(x) + 0.5, self.layout.plot.bottom)

    def _months(self, date_box: Box | None) -> None:
        """The months and today's date, except under the date of the focus."""
        for month in self.layout.months:
            if not (date_box and month.box.overlaps(date_box, gap=4)):
                self._label(month)
        today = self.layout.today_label
        if today and not (date_box and today.box.overlaps(date_box)):
            self._badge(today.text, today.box, "danger")

    def _badge(self, text: str, box: Box, ground: str) -> None:
        rounded(self.painter, _rect(box), fill=getattr(self.tokens, ground), radius=BADGE_RADIUS)
        self._words(text, Type.HINT_STRONG, "base", box, centred=True)

    def _curve(self) -> None:
        painter = self.painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(_rect(self.layout.plot), Qt.ClipOperation.IntersectClip)
        for dotted in (False, True):
            painter.setPen(QPen(self._colour("pain"), 2, Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine))
            joins = (join for join in self.layout.joins if join.dotted is dotted)
            painter.drawLines([QLineF(join.x1, join.y1, join.x2, join.y2) for join in joins])
        painter.restore()

    def _focus_line(self, place: Place, date_text: str, date_box: Box) -> None:
        """Down through all lanes, with its date over the months."""
        self._pen("text")
        x = round(place.line) + 0.5
        self.painter.drawLine(QLineF(x, AXIS - 5, x, self.layout.plot.bottom))
        self._badge(date_text, date_box, "text")

    def _mark(self, place: Place) -> None:
        if place.is_crowd:
            self._crowd(place) if place.words else self._ring(place)
            return
        mark = place.entry.mark
        look = PILLS.get(mark)
        if look and (place.words or place.entry.until):
            self._pill(place, look)
            return
        if place.month is not None:
            self._month_span(place.month, place)
        if mark is Mark.ADVERSE_EVENT:
            self._thin_bar(place)
        self._shape(mark, place.x, place.y)

    def _shape(self, mark: Mark, x: float, y: float) -> None:
        if self.on_paper:
            draw_mark(self.painter, mark, self.tokens, x, y)
        else:
            self._copy(self.sprites[mark], x - SIDE / 2, y - SIDE / 2)

    def _ring(self, place: Place) -> None:
        if self.on_paper:
            draw_at(self.painter, draw_ring, self.tokens, place.x, place.y)
        else:
            self._copy(self.ring, place.x - SIDE / 2, place.y - SIDE / 2)

    @cached_property
    def ring(self) -> QPixmap:
        return ring(self.tokens, self.ratio)

    def _copy(self, picture: QPixmap, left: float, top: float) -> None:
        """On whole pixels of the screen, so that nothing blurs."""
        ratio = self.ratio
        if ratio == 1.0:
            self.painter.drawPixmap(round(left), round(top), picture)
        else:
            self.painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), picture)

    def _crowd(self, place: Place) -> None:
        """How many share the place, in the ink of what they are."""
        ground, box, ink = self.tokens.base, place.box, self.inks[place.track]
        if self.on_paper:
            draw_badge(self.painter, place.words, _rect(box), ink, ground)
        else:
            self._copy(badge(place.words, (box.width, box.height), ink, ground, self.ratio), box.left, box.top)

    def _month_span(self, since: float, place: Place) -> None:
        """The month in which it was, of which no day is known."""
        foot = place.box.bottom + 3
        self.painter.setPen(QPen(self._colour("accent"), 2))
        ends = [QLineF(x, foot - 3, x, foot + 3) for x in (since, place.x)]
        self.painter.drawLines([QLineF(since, foot, place.x, foot), *ends])

    def _thin_bar(self, place: Place) -> None:
        """From the first day to the last, unbroken, behind the mark of its beginning."""
        bar = QRectF(place.x, place.y - THIN_BAR / 2, place.box.right - place.x, THIN_BAR)
        self.painter.fillRect(bar, self._colour("danger"))

    def _pill(self, place: Place, look: Pill) -> None:
        box, painter, ink = _rect(place.box), self.painter, self._colour(look.ink)
        inner = box.adjusted(0.6, 0.6, -0.6, -0.6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(ink, 1.2)
        if look.dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(self._colour(look.ground))
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
        self._words(place.words, Type.HINT_STRONG, look.ink, place.box, centred=True)

    def _column(self) -> None:
        """The last score before the curve, and the scale at its edge."""
        for label in self.layout.column:
            self._label(label)
        for level, y in self.layout.levels:
            wide = measure(str(level), Type.HINT)
            self._words(str(level), Type.HINT, "muted", Box(SCALE_RIGHT - wide, y - 9, wide, 18))

    def _foot(self, focus: Entry | None) -> None:
        """What the focus stands on, in words, between what lies out of sight on both sides."""
        layout = self.layout
        for beyond in (layout.earlier, layout.later):
            if beyond:
                self._label(beyond)
        left = layout.earlier.box.right + 12 if layout.earlier else layout.plot.left
        right = layout.later.box.left - 12 if layout.later else layout.width
        box = Box(left, layout.height - FOOT + 2, right - left, 24)
        if self.on_paper:
            return
        text = f"{focus.when}   {focus.text}" if focus else HELP
        type_ = Type.HINT_STRONG if focus else Type.HINT
        shown = elided(text, type_, box.width)
        self._words(shown, type_, "text" if focus else "faint", box, centred=True)

    def _label(self, label: Label) -> None:
        if label.backed:
            self.painter.fillRect(_rect(label.box), self._colour("base"))
        self._words(label.text, label.type, label.ink, label.box, centred=label.backed)

    def _words(self, text: str, type_: Type, ink: str, box: Box, *, centred: bool = False) -> None:
        words = set_words(text, type_)
        size = words.size()
        left = box.left + (box.width - size.width()) / 2 if centred else box.left
        top = box.top + (box.height - size.height()) / 2
        self._pen(ink)
        self.painter.setFont(font(type_))
        self.painter.drawStaticText(QPointF(left, round(top)), words)

    def _pen(self, ink: str) -> None:
        self.painter.setPen(self._colour(ink))

    def _colour(self, name: str) -> QColor:
        return QColor(str(getattr(self.tokens, name)))


def _title(band: Band) -> str:
    """A folded lane tells how much is in it."""
    if band.lane not in FOLDING:
        return band.track.title
    return f"{FOLDED_SIGN if band.folded else UNFOLDED_SIGN} {band.track.title} {len(band.track.entries)}"


def _date_box(layout: Layout, place: Place, text: str) -> Box:
    wide = measure(text, Type.HINT_STRONG) + BADGE_PADDING
    return Box.around(place.line, AXIS / 2, wide, BADGE_HEIGHT).within(layout.plot.left, layout.plot.right)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
