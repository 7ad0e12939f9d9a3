"""A layout drawn with a painter. Knows no patient, no events and no time; what stands where, the layout says."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from exodesk.core.dates import show_date
from exodesk.core.timeline import Entry, Lane, Mark
from exodesk.ui import theme
from exodesk.ui.strokes import rounded
from exodesk.ui.timeline.geometry import Box, Label, Layout, Place, Type
from exodesk.ui.timeline.layout import AXIS, COLUMN, FOOT
from exodesk.ui.timeline.sprites import SIDE, sprite
from exodesk.ui.tokens import Tokens

FONTS = {
    Type.HINT: theme.Text.HINT,
    Type.HINT_STRONG: theme.Text.HINT_STRONG,
    Type.LABEL: theme.Text.LABEL,
    Type.STRONG: theme.Text.STRONG,
    Type.FIGURE: theme.Text.PAGE,
}
CENTRED = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
WRAPPED = Qt.TextFlag.TextWordWrap


HELP = "Left and Right go from mark to mark, Enter opens its record"


@dataclass(frozen=True, slots=True)
class Pill:
    """Ink, ground and edge of a mark that holds words, by the names of their colours."""

    ink: str
    ground: str
    dashed: bool = False
    striped: bool = False


PILLS = {
    Mark.BOOKED: Pill("info", "info_tint"),
    Mark.BOOSTER_GIVEN: Pill("accent", "accent_tint"),
    Mark.BOOSTER_PLANNED: Pill("muted", "base", dashed=True),
    Mark.BOOSTER_POSSIBLE: Pill("accent", "base"),
    Mark.BOOSTER_DUE: Pill("warning", "warning_tint"),
    Mark.BOOSTER_OVERDUE: Pill("danger", "danger_tint", striped=True),
    Mark.BOOSTER_WATCHED: Pill("muted", "base", dashed=True),
    Mark.ON_HOLD: Pill("warning", "base", dashed=True),
}


def paint(painter: QPainter, layout: Layout, tokens: Tokens, focus: Entry | None, *, has_focus: bool) -> None:
    """The whole picture. `focus` is the entry that the keys act on; its ring shows while the keys come here."""
    _lanes(painter, layout, tokens)
    painter.save()
    painter.setClipRect(_rect(Box(layout.plot.left - 12, 0, layout.plot.width + 12, layout.height)))
    at = layout.place_of(focus)
    date_box = _date_box(layout, at) if at else None
    _ground(painter, layout, tokens)
    for month in layout.months:
        if not (date_box and month.box.overlaps(date_box, gap=4)):
            _label(painter, month, tokens)
    _today(painter, layout, date_box, tokens)
    _curve(painter, layout, tokens)
    for label in layout.labels:
        _label(painter, label, tokens)
    if at and date_box:
        _focus_line(painter, layout, at, date_box, tokens)
    for place in layout.places:
        _mark(painter, place, tokens)
    if at and has_focus:
        _ring(painter, at, tokens)
    painter.restore()
    _readout(painter, layout, focus, tokens)
    _column(painter, layout, tokens)
    for beyond in (layout.earlier, layout.later):
        if beyond:
            _label(painter, beyond, tokens)


def _lanes(painter: QPainter, layout: Layout, tokens: Tokens) -> None:
    """The lines between lanes, and their titles."""
    painter.setPen(QPen(QColor(tokens.hairline), 1))
    painter.drawLines([QLineF(0, y, layout.width, y) for y in (round(band.bottom) - 0.5 for band in layout.bands)])
    painter.setFont(theme.font(theme.Text.LABEL))
    painter.setPen(QColor(tokens.muted))
    for band in layout.bands:
        box = QRectF(0, band.top, COLUMN - 30, band.height)
        if band.lane is Lane.PAIN:
            painter.drawText(box.adjusted(0, 12, 0, 0), int(Qt.AlignmentFlag.AlignTop | WRAPPED), band.title)
        else:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | WRAPPED), band.title)


def _ground(painter: QPainter, layout: Layout, tokens: Tokens) -> None:
    """Shaded reviews, lines of months and of levels, stems of doses."""
    for window in layout.windows:
        painter.fillRect(_rect(window), QColor(tokens.accent_tint))
    painter.setPen(QPen(QColor(tokens.hairline), 1))
    painter.drawLines([QLineF(round(x) + 0.5, AXIS - 2, round(x) + 0.5, layout.plot.bottom) for x in layout.grid])
    painter.drawLines(
        [QLineF(layout.plot.left, round(y) + 0.5, layout.width, round(y) + 0.5) for _, y in layout.levels]
    )
    painter.setPen(QPen(QColor(tokens.accent), 1, Qt.PenStyle.DotLine))
    painter.drawLines([QLineF(round(s.x) + 0.5, s.top, round(s.x) + 0.5, s.bottom) for s in layout.stems])


def _today(painter: QPainter, layout: Layout, date_box: Box | None, tokens: Tokens) -> None:
    """The line of today, with its date over the months unless the date of the focus stands there."""
    if layout.today is None or layout.today_label is None:
        return
    top = layout.today_label.box.bottom
    line = QRectF(round(layout.today) - 0.75, top, 1.5, layout.plot.bottom - top)
    painter.fillRect(line, QColor(tokens.danger))
    if date_box and layout.today_label.box.overlaps(date_box):
        return
    rounded(painter, _rect(layout.today_label.box), fill=tokens.danger, radius=10)
    painter.setFont(theme.font(theme.Text.HINT_STRONG))
    painter.setPen(QColor(tokens.base))
    painter.drawText(_rect(layout.today_label.box), CENTRED, layout.today_label.text)


def _curve(painter: QPainter, layout: Layout, tokens: Tokens) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(_rect(layout.plot), Qt.ClipOperation.IntersectClip)
    for dotted in (False, True):
        painter.setPen(QPen(QColor(tokens.pain), 2, Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine))
        painter.drawLines([QLineF(j.x1, j.y1, j.x2, j.y2) for j in layout.joins if j.dotted is dotted])
    painter.restore()


def _column(painter: QPainter, layout: Layout, tokens: Tokens) -> None:
    """The last score before the curve, and the scale at its edge."""
    for label in layout.column:
        _label(painter, label, tokens)
    painter.setFont(theme.font(theme.Text.HINT))
    painter.setPen(QColor(tokens.muted))
    for level, y in layout.levels:
        painter.drawText(QRectF(COLUMN - 26, y - 9, 18, 18), RIGHT, str(level))


def _label(painter: QPainter, label: Label, tokens: Tokens) -> None:
    box = _rect(label.box)
    if label.backed:
        painter.fillRect(box, QColor(tokens.base))
    painter.setFont(theme.font(FONTS[label.type]))
    painter.setPen(QColor(str(getattr(tokens, label.ink))))
    painter.drawText(
        box.adjusted(0, -2, 1, 2), int((CENTRED if label.backed else LEFT) | Qt.TextFlag.TextDontClip), label.text
    )


def _mark(painter: QPainter, place: Place, tokens: Tokens) -> None:
    look = PILLS.get(place.entry.mark)
    if look and (place.words or place.entry.until):
        _pill(painter, place, look, tokens)
        return
    ratio = painter.device().devicePixelRatioF()
    left = round((place.x - SIDE / 2) * ratio) / ratio
    top = round((place.y - SIDE / 2) * ratio) / ratio
    painter.drawPixmap(QPointF(left, top), sprite(place.entry.mark, tokens, ratio))


def _pill(painter: QPainter, place: Place, look: Pill, tokens: Tokens) -> None:
    box = _rect(place.box)
    ink = QColor(str(getattr(tokens, look.ink)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, 1.2)
    if look.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    inner = box.adjusted(0.6, 0.6, -0.6, -0.6)
    painter.setBrush(QColor(str(getattr(tokens, look.ground))))
    painter.drawRoundedRect(inner, 10, 10)
    if look.striped:
        stripes = QColor(ink)
        stripes.setAlphaF(0.25)
        painter.setBrush(QBrush(stripes, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(inner, 10, 10)
    painter.restore()
    if place.tick is not None:
        for edge in (box.top() - 3, box.bottom() - 4):
            painter.fillRect(QRectF(round(place.tick) - 1, edge, 2, 7), ink)
    painter.setFont(theme.font(theme.Text.HINT_STRONG))
    painter.setPen(ink)
    painter.drawText(box, CENTRED, place.words)


def _date_box(layout: Layout, place: Place) -> Box:
    wide = QFontMetricsF(theme.font(theme.Text.HINT_STRONG)).horizontalAdvance(show_date(place.entry.on)) + 18
    return Box.around(place.x, AXIS / 2, wide, 20).within(layout.plot.left, layout.plot.right)


def _focus_line(painter: QPainter, layout: Layout, place: Place, date_box: Box, tokens: Tokens) -> None:
    """Down through all lanes, with its date over the months."""
    x = round(place.x) + 0.5
    painter.setPen(QPen(QColor(tokens.text), 1))
    painter.drawLine(QLineF(x, AXIS - 4, x, layout.plot.bottom))
    rounded(painter, _rect(date_box), fill=tokens.text, radius=10)
    painter.setFont(theme.font(theme.Text.HINT_STRONG))
    painter.setPen(QColor(tokens.base))
    painter.drawText(_rect(date_box), CENTRED, show_date(place.entry.on))


def _readout(painter: QPainter, layout: Layout, focus: Entry | None, tokens: Tokens) -> None:
    """What the focus stands on, in words, in the middle of the foot."""
    left = layout.earlier.box.right + 12 if layout.earlier else layout.plot.left
    right = layout.later.box.left - 12 if layout.later else layout.width
    box = QRectF(left, layout.height - FOOT + 3, right - left, 24)
    text = f"{show_date(focus.on)}   {focus.text}" if focus else HELP
    painter.setFont(theme.font(theme.Text.HINT_STRONG if focus else theme.Text.HINT))
    painter.setPen(QColor(tokens.text if focus else tokens.faint))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, CENTRED, shown)


def _ring(painter: QPainter, place: Place, tokens: Tokens) -> None:
    box = _rect(place.box).adjusted(-4, -4, 4, 4)
    rounded(painter, box, edge=tokens.accent, width=2, radius=7)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
