"""Tiles made ready to be drawn: colours, icons and words set in type once a layout, not once a paint.

A paint of a hundred bookings is then a few hundred plain strokes, kind by kind, so that pens and fonts seldom change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QStaticText

from exodesk.core.records.appointment import AppointmentStatus
from exodesk.ui.calendar import words
from exodesk.ui.calendar.geometry import Layout, Tile
from exodesk.ui.calendar.lettering import metrics, set_words
from exodesk.ui.look import icons, theme
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tokens, Tone, mixed
from exodesk.ui.timeline.geometry import Box

PALE = frozenset({AppointmentStatus.DONE, AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED})
BAR, SIDE, GLYPH, RADIUS = 3.0, 7.0, 13, 5.0
TWO_LINES, NARROW, HATCH = 33.0, 60.0, 9
BESIDE, LEAST_NOTE = 12.0, 120
"""In a low and wide tile the note stands beside the title, where at least so much room is left."""
_NO_BAR = QRectF()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """One tile: its ground and its edge, if it has one, the bar of its type, its words and the icon of its status."""

    box: QRectF
    edged: QRectF
    ground: str
    edge: str
    bar: QRectF
    bar_ink: str
    is_block: bool
    is_pale: bool
    title: QStaticText
    title_at: QPointF
    note: QStaticText | None
    note_at: QPointF
    glyph: QPixmap | None
    glyph_at: QPointF


def dress_tiles(layout: Layout, tokens: Tokens, ratio: float) -> tuple[Dressed, ...]:
    """`ratio`: device pixels for each logical one."""
    return tuple(_dressed(tile, tokens, ratio) for tile in layout.tiles)


def _dressed(tile: Tile, tokens: Tokens, ratio: float) -> Dressed:
    booking, box = tile.booking, tile.box
    appointment, tone = booking.appointment, words.tone_of(booking)
    is_pale = appointment.status in PALE
    ground = tokens.tint(Tone.NEUTRAL) if appointment.is_block else tokens.base if is_pale else tokens.tint(tone)
    has_bar = not appointment.is_block
    line = metrics(Text.HINT_STRONG).height()
    has_note = box.height >= TWO_LINES
    top = box.top + (3 if has_note else (box.height - line) / 2)
    room, glyph = box.width - SIDE - 4, None
    if room > NARROW:
        ink = tokens.danger if appointment.status is AppointmentStatus.NO_SHOW else tokens.ink(tone)
        glyph = icons.pixmap(words.glyph_of(booking), ink, GLYPH, ratio)
        room -= GLYPH + 6
    title = set_words(words.title(booking), Text.HINT_STRONG, int(room))
    beside = box.left + SIDE + title.size().width() + BESIDE
    note_width = int(box.width - SIDE - 6 if has_note else box.left + SIDE + room - beside)
    return Dressed(
        box=rect(box),
        edged=rect(box).adjusted(0.5, 0.5, -0.5, -0.5) if is_pale or appointment.is_block else rect(box),
        ground=ground,
        edge=tokens.hairline if is_pale or appointment.is_block else "",
        bar=QRectF(box.left, box.top + 2, BAR, box.height - 4) if has_bar else _NO_BAR,
        bar_ink=tokens.ink(tone),
        is_block=appointment.is_block,
        is_pale=is_pale,
        title=title,
        title_at=QPointF(round(box.left + SIDE), round(top)),
        note=set_words(words.note(booking), Text.HINT, note_width) if has_note or note_width > LEAST_NOTE else None,
        note_at=QPointF(round(box.left + SIDE), round(top + line)) if has_note else QPointF(round(beside), round(top)),
        glyph=glyph,
        glyph_at=QPointF(round(box.right - GLYPH - 5), round(top + (line - GLYPH) / 2)),
    )


def draw_tiles(painter: QPainter, tiles: Sequence[Dressed], tokens: Tokens) -> None:
    _grounds(painter, tiles, tokens)
    for tile in tiles:
        painter.fillRect(tile.bar, QColor(tile.bar_ink))
    painter.setFont(theme.font(Text.HINT_STRONG))
    for is_pale, ink in ((False, tokens.text), (True, tokens.muted)):
        painter.setPen(QColor(ink))
        for tile in tiles:
            if tile.is_pale is is_pale:
                painter.drawStaticText(tile.title_at, tile.title)
    painter.setFont(theme.font(Text.HINT))
    for tile in tiles:
        if tile.note:
            painter.drawStaticText(tile.note_at, tile.note)
        if tile.glyph:
            painter.drawPixmap(tile.glyph_at, tile.glyph)


def _grounds(painter: QPainter, tiles: Iterable[Dressed], tokens: Tokens) -> None:
    """Rounded, with an edge that lies inside; blocked time is hatched, so that no colour alone tells it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    edge = ground = ""
    blocks = []
    for tile in tiles:
        if tile.ground != ground:
            ground = tile.ground
            painter.setBrush(QColor(ground))
        if tile.edge != edge:  # a stroke costs as much as the ground, so most have none
            edge = tile.edge
            painter.setPen(QColor(edge) if edge else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(tile.edged, RADIUS, RADIUS)
        if tile.is_block:
            blocks.append(tile.box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(mixed(tokens.hairline, tokens.field_border, 0.25)))
    for box in blocks:
        _hatch(painter, box)


def draw_cut(painter: QPainter, tile: Tile, tokens: Tokens) -> None:
    """What is taken along has a dashed edge."""
    painter.setPen(QPen(QColor(tokens.accent), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect(tile.box).adjusted(1, 1, -1, -1))


def _hatch(painter: QPainter, box: QRectF) -> None:
    painter.save()
    painter.setClipRect(box.adjusted(1, 1, -1, -1))
    height, count = box.height(), int((box.width() + box.height()) / HATCH) + 1
    starts = (box.left() - height + HATCH * number for number in range(count))
    painter.drawLines([QLineF(x, box.bottom(), x + height, box.top()) for x in starts])
    painter.restore()


def rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
