"""The strokes that controls are drawn with: field frames, rings, check boxes, scroll thumbs.

Plain functions of a painter, a box, the tokens and what the control is in. They know no widgets and keep nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath

from exodesk.ui.look import icons
from exodesk.ui.look.tokens import Tokens

RADIUS = 7.0
RING = 2


class State(NamedTuple):
    """What a control is in at the moment of painting."""

    enabled: bool = True
    hovered: bool = False
    pressed: bool = False
    focused: bool = False
    checked: bool = False
    partly: bool = False
    problem: bool = False


@contextmanager
def smooth(painter: QPainter) -> Iterator[None]:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield
    finally:
        painter.restore()


def rounded(
    painter: QPainter,
    box: QRectF,
    *,
    fill: str | None = None,
    edge: str | None = None,
    width: float = 1.0,
    radius: float = RADIUS,
) -> None:
    """A rounded box whose edge lies inside `box`, so that no state ever changes a size.

    An edge is drawn as what shows of a box around a smaller one: a line along it takes ten times as long. Where a
    screen is scaled by a fraction, box and edge end between its pixels, and are put on the next ones.
    """
    ratio = painter.device().devicePixelRatioF()
    if not ratio.is_integer():
        box, width = _on_pixels(painter, box), max(1, round(width * ratio)) / ratio
    with smooth(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        inner = box.adjusted(width, width, -width, -width) if edge else box
        if fill and edge:
            _fill(painter, box, edge, radius)
            _fill(painter, inner, fill, radius - width)
        elif fill:
            _fill(painter, box, fill, radius)
        elif edge:
            frame = QPainterPath()
            for outline, wanted in ((box, radius), (inner, radius - width)):
                corner = _corner(outline, wanted)
                frame.addRoundedRect(outline, corner, corner)
            painter.fillPath(frame, _brush(edge))


def _on_pixels(painter: QPainter, box: QRectF) -> QRectF:
    """The box of whole pixels that Qt clips such a box to: halves go up."""
    to_pixels = painter.deviceTransform()
    placed = to_pixels.mapRect(box)
    edges = (placed.left(), placed.top(), placed.right(), placed.bottom())
    left, top, right, bottom = (floor(edge + 0.5) for edge in edges)
    back, _ = to_pixels.inverted()
    return back.mapRect(QRectF(left, top, right - left, bottom - top))


def _fill(painter: QPainter, box: QRectF, ink: str, radius: float) -> None:
    corner = _corner(box, radius)
    painter.setBrush(_brush(ink))
    painter.drawRoundedRect(box, corner, corner)


def _corner(box: QRectF, radius: float) -> float:
    return max(0.0, min(radius, box.height() / 2))


@lru_cache(maxsize=256)
def _brush(ink: str) -> QBrush:
    """A page draws a hundred strokes in a handful of colours."""
    return QBrush(QColor(ink))


def field(painter: QPainter, box: QRect, tokens: Tokens, state: State) -> None:
    """The frame of whatever is typed or chosen in."""
    if not state.enabled:
        rounded(painter, QRectF(box), fill=tokens.bg, edge=tokens.hairline)
        return
    if state.focused:
        edge = tokens.danger if state.problem else tokens.accent
    elif state.problem:
        edge = tokens.danger
    else:
        edge = tokens.muted if state.hovered else tokens.field_border
    rounded(painter, QRectF(box), fill=tokens.base, edge=edge, width=RING if state.focused else 1.0)


def ring(painter: QPainter, box: QRectF, tokens: Tokens, radius: float = 5.0) -> None:
    rounded(painter, box, edge=tokens.accent, width=RING, radius=radius)


def check(painter: QPainter, box: QRect, tokens: Tokens, state: State) -> None:
    on = state.checked or state.partly
    square = _centred(box, 18)
    if on and state.enabled:
        rounded(painter, square, fill=tokens.accent, radius=5)
    else:
        _box(painter, square, tokens, state, 5)
    if on:
        mark = "minus" if state.partly else "check"
        icons.draw(painter, mark, tokens.on_accent if state.enabled else tokens.faint, square, 14)


def radio(painter: QPainter, box: QRect, tokens: Tokens, state: State) -> None:
    circle = _centred(box, 18)
    if not state.checked:
        _box(painter, circle, tokens, state, 9)
        return
    ink = tokens.accent if state.enabled else tokens.faint
    rounded(painter, circle, fill=tokens.base, edge=ink, width=2, radius=9)
    rounded(painter, _centred(box, 8), fill=ink, radius=4)


def thumb(painter: QPainter, box: QRect, tokens: Tokens, state: State) -> None:
    """The part of a scroll bar that is dragged; its track stays empty."""
    upright = box.height() >= box.width()
    slim = QRectF(box).adjusted(3, 2, -3, -2) if upright else QRectF(box).adjusted(2, 3, -2, -3)
    ink = tokens.muted if state.hovered or state.pressed else tokens.field_border
    rounded(painter, slim, fill=ink, radius=3)


def _box(painter: QPainter, box: QRectF, tokens: Tokens, state: State, radius: float) -> None:
    """A check box or radio button that is not chosen, or cannot be."""
    if not state.enabled:
        rounded(painter, box, fill=tokens.bg, edge=tokens.hairline, radius=radius)
        return
    edge = tokens.danger if state.problem else tokens.accent if state.focused or state.hovered else tokens.field_border
    rounded(painter, box, fill=tokens.base, edge=edge, radius=radius)


def _centred(box: QRect, side: int) -> QRectF:
    return QRectF(box.x() + (box.width() - side) // 2, box.y() + (box.height() - side) // 2, side, side)
