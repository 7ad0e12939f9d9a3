"""A layout drawn with a painter. Knows no patient, no events and no time; what stands where, the layout says."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from exodesk.core.timeline import FOLDING, Entry, Lane
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.tokens import Tokens, mixed
from exodesk.ui.timeline.axis import AXIS
from exodesk.ui.timeline.geometry import Band, Box, Layout, Place, Type
from exodesk.ui.timeline.ink import Ink, rect
from exodesk.ui.timeline.layout import COLUMN, FOOT
from exodesk.ui.timeline.lettering import elided, font, measure, set_words
from exodesk.ui.timeline.mark_paint import Marks

HELP = "Left and Right go from mark to mark, Enter tells more and then opens it; + and − zoom"
TITLE_WIDTH = COLUMN - 30
SCALE_RIGHT = COLUMN - 8
OVERHANG = 12
"""Left of the lanes, for words centred over their edge."""
BADGE_HEIGHT, BADGE_PADDING = 20, 18
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
        self.ink = Ink(painter, tokens, on_paper=on_paper)

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
            self.ink.label(label)
        if at and focus and date_box:
            self._focus_line(at, focus.when, date_box)
        marks = Marks(self.ink, layout.bands)
        for place in layout.places:
            marks.draw(place)
        if at and has_focus:
            rounded(painter, rect(at.box).adjusted(-4, -4, 4, 4), edge=self.ink.tokens.accent, width=2, radius=7)
        painter.restore()
        self._column()
        self._foot(focus)

    def _lanes(self) -> None:
        """The lines between lanes, and their titles."""
        painter, ink = self.painter, self.ink
        for band in self.layout.bands:  # lines across are rows of the picture: to fill one takes a tenth of drawing it
            painter.fillRect(QRectF(0, round(band.bottom) - 1, self.layout.width, 1), ink.colour("hairline"))
        painter.setPen(ink.pen("muted"))
        painter.setFont(font(Type.LABEL))
        for band in self.layout.bands:
            title, _, tall = set_words(_title(band), Type.LABEL, TITLE_WIDTH)
            top = band.top + 11 if band.lane is Lane.PAIN else band.middle - tall / 2
            painter.drawStaticText(QPointF(0, round(top)), title)

    def _ground(self) -> None:
        """Shaded reviews, lines of months and of levels, stems of doses, the line of today."""
        layout, painter, ink = self.layout, self.painter, self.ink
        for window in layout.windows:
            painter.fillRect(rect(window), ink.colour("accent_tint"))
        painter.setPen(ink.pen("hairline"))
        painter.drawLines([self._upright(x) for x in layout.grid])
        for _, y in layout.levels:
            painter.fillRect(QRectF(layout.plot.left, round(y), layout.plot.width, 1), ink.colour("hairline"))
        painter.setPen(QColor(mixed(ink.tokens.hairline, ink.tokens.field_border, 0.3)))
        painter.drawLines([self._upright(x) for x in layout.strong])
        painter.setPen(QPen(ink.colour("accent"), 1, Qt.PenStyle.DotLine))
        painter.drawLines([QLineF(round(s.x) + 0.5, s.top, round(s.x) + 0.5, s.bottom) for s in layout.stems])
        if layout.today is not None:
            line = QRectF(round(layout.today) - 0.75, AXIS - 5, 1.5, layout.plot.bottom - AXIS + 5)
            painter.fillRect(line, ink.colour("danger"))

    def _upright(self, x: float) -> QLineF:
        return QLineF(round(x) + 0.5, AXIS - 2, round(x) + 0.5, self.layout.plot.bottom)

    def _months(self, date_box: Box | None) -> None:
        """The months and today's date, except under the date of the focus."""
        for month in self.layout.months:
            if not (date_box and month.box.overlaps(date_box, gap=4)):
                self.ink.label(month)
        today = self.layout.today_label
        if today and not (date_box and today.box.overlaps(date_box)):
            self.ink.badge(today.text, today.box, "danger")

    def _curve(self) -> None:
        painter = self.painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect(self.layout.plot), Qt.ClipOperation.IntersectClip)
        for dotted in (False, True):
            painter.setPen(QPen(self.ink.colour("pain"), 2, Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine))
            joins = (join for join in self.layout.joins if join.dotted is dotted)
            painter.drawLines([QLineF(join.x1, join.y1, join.x2, join.y2) for join in joins])
        painter.restore()

    def _focus_line(self, place: Place, date_text: str, date_box: Box) -> None:
        """Down through all lanes, with its date over the months."""
        self.painter.setPen(self.ink.pen("text"))
        x = round(place.line) + 0.5
        self.painter.drawLine(QLineF(x, AXIS - 5, x, self.layout.plot.bottom))
        self.ink.badge(date_text, date_box, "text")

    def _column(self) -> None:
        """The last score before the curve, and the scale at its edge."""
        for label in self.layout.column:
            self.ink.label(label)
        for level, y in self.layout.levels:
            wide = measure(str(level), Type.HINT)
            self.ink.words(str(level), Type.HINT, "muted", Box(SCALE_RIGHT - wide, y - 9, wide, 18))

    def _foot(self, focus: Entry | None) -> None:
        """What the focus stands on, in words, between what lies out of sight on both sides."""
        layout = self.layout
        for beyond in (layout.earlier, layout.later):
            if beyond:
                self.ink.label(beyond)
        left = layout.earlier.box.right + 12 if layout.earlier else layout.plot.left
        right = layout.later.box.left - 12 if layout.later else layout.width
        box = Box(left, layout.height - FOOT + 2, right - left, 24)
        if self.ink.on_paper:
            return
        text = f"{focus.when}   {focus.text}" if focus else HELP
        type_ = Type.HINT_STRONG if focus else Type.HINT
        shown = elided(text, type_, box.width)
        self.ink.words(shown, type_, "text" if focus else "faint", box, centred=True)


def _title(band: Band) -> str:
    """A folded lane tells how much is in it."""
    if band.lane not in FOLDING:
        return band.track.title
    return f"{FOLDED_SIGN if band.folded else UNFOLDED_SIGN} {band.track.title} {len(band.track.entries)}"


def _date_box(layout: Layout, place: Place, text: str) -> Box:
    wide = measure(text, Type.HINT_STRONG) + BADGE_PADDING
    return Box.around(place.line, AXIS / 2, wide, BADGE_HEIGHT).within(layout.plot.left, layout.plot.right)
