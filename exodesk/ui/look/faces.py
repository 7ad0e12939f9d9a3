"""Faces of buttons: colours by kind and state, how much room the words need, and how they are set.

A button says by dynamic properties what it is: `kind` (primary, danger, quiet, choice, icon, else secondary), `glyph`
the icon before its words, `keys` its shortcut after them.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QWidget

from exodesk.ui.look import icons
from exodesk.ui.look.strokes import RADIUS, RING, State, rounded
from exodesk.ui.look.tokens import Tokens, mixed

GLYPH = 16
GAP = 6  # between icon and words
KEYS_GAP = 10  # between words and shortcut

_SIZES = {"quiet": (28, 8), "choice": (26, 12), "icon": (32, 8)}  # height, padding left and right
_MENU = QStyleOptionButton.ButtonFeature.HasMenu.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SHOWING_KEY, _HIDING_KEY = _MIDDLE | Qt.TextFlag.TextShowMnemonic, _MIDDLE | Qt.TextFlag.TextHideMnemonic
_BY_KEYS = QStyle.StateFlag.State_KeyboardFocusChange.value


@dataclass(frozen=True, slots=True)
class Face:
    """The colours of a button: ground, edge and words."""

    fill: str | None
    edge: str | None
    ink: str


def said(widget: QWidget | None, name: str) -> str:
    """What the widget says of itself by a dynamic property, or nothing."""
    return str(widget.property(name) or "") if widget else ""


def face(kind: str, tokens: Tokens, state: State) -> Face:
    """How a button of a kind looks in a state."""
    shade = 0.16 if state.pressed else 0.08 if state.hovered else 0.0
    bare = kind in {"quiet", "icon"}
    if not state.enabled:
        return Face(None, None, tokens.faint) if bare else Face(tokens.bg, tokens.hairline, tokens.faint)
    if kind == "primary":
        return Face(mixed(tokens.accent, tokens.text, shade * 1.5), None, tokens.on_accent)
    if state.checked:
        return Face(tokens.accent_tint, tokens.accent, tokens.accent)
    if bare:
        ground = mixed(tokens.base, tokens.text, shade) if shade else None
        return Face(ground, None, tokens.accent if kind == "quiet" else tokens.muted)
    return Face(mixed(tokens.base, tokens.text, shade / 2), tokens.field_border, tokens.text)


def draw(painter: QPainter, option: QStyleOptionButton, widget: QWidget | None, tokens: Tokens, state: State) -> None:
    kind = said(widget, "kind")
    look = face(kind, tokens, state)
    _draw_ground(painter, QRectF(option.rect), look, tokens, state, gap=kind == "primary" or state.checked)
    _draw_words(painter, option, widget, tokens, look.ink)


def _draw_ground(painter: QPainter, outer: QRectF, look: Face, tokens: Tokens, state: State, *, gap: bool) -> None:
    if not state.focused:
        rounded(painter, outer, fill=look.fill, edge=look.edge)
    elif gap:  # accent on accent does not show: a gap stands between
        rounded(painter, outer, fill=tokens.base, edge=tokens.accent, width=RING)
        rounded(painter, outer.adjusted(4, 4, -4, -4), fill=look.fill, radius=RADIUS - 3)
    else:
        rounded(painter, outer, fill=look.fill, edge=tokens.accent, width=RING)


def size(option: QStyleOptionButton, widget: QWidget | None) -> QSize:
    """The room a button needs; the same in every state."""
    kind = said(widget, "kind")
    height, padding = _SIZES.get(kind, (32, 14))
    if kind == "icon":
        return QSize(height, height)
    parts = _measured(option, widget)
    return QSize(parts.width + 2 * padding, max(height, parts.height + 8))


def _draw_words(
    painter: QPainter, option: QStyleOptionButton, widget: QWidget | None, tokens: Tokens, ink: str
) -> None:
    """Icon, words and shortcut, centred as one. The access key is underlined once somebody moves about by keys."""
    parts = _measured(option, widget)
    box = QRectF(option.rect)
    right = option.rect.right()
    box.setLeft(box.left() + max(0, (box.width() - parts.width) / 2))
    painter.save()
    painter.setFont(_words_font(_pixels(widget)))
    painter.setPen(QColor(ink))
    if parts.glyph:
        icons.draw(painter, parts.glyph, ink, QRectF(box.left(), box.top(), GLYPH, box.height()), GLYPH)
        box.setLeft(box.left() + GLYPH + GAP)
    if parts.text:
        painter.drawText(box, _SHOWING_KEY if option.state.value & _BY_KEYS else _HIDING_KEY, parts.text)
        box.setLeft(box.left() + parts.words + KEYS_GAP)
    if parts.keys:
        painter.setPen(QColor(ink if ink != tokens.text else tokens.faint))
        painter.drawText(box, _MIDDLE, parts.keys)
    if parts.has_menu:
        icons.draw(painter, "chevron-down", ink, QRectF(right - 28, box.top(), GLYPH, box.height()), GLYPH)
    painter.restore()


class Parts(NamedTuple):
    """What stands on a button, with the width of the words alone, and of all of it."""

    text: str
    glyph: str
    keys: str
    has_menu: bool
    words: int
    width: int
    height: int


def _measured(option: QStyleOptionButton, widget: QWidget | None) -> Parts:
    has_menu = bool(option.features.value & _MENU)
    return _parts(option.text, said(widget, "glyph"), said(widget, "keys"), has_menu, _pixels(widget))


@lru_cache(maxsize=512)
def _parts(text: str, glyph: str, keys: str, has_menu: bool, pixels: int) -> Parts:
    metrics = QFontMetrics(_words_font(pixels))
    words = metrics.size(Qt.TextFlag.TextShowMnemonic, text).width() if text else 0
    width = words + (GLYPH + (GAP if words else 0) if glyph else 0)
    width += KEYS_GAP + metrics.horizontalAdvance(keys) if keys else 0
    width += GLYPH + GAP if has_menu else 0
    return Parts(text, glyph, keys, has_menu, words, width, metrics.height())


def _pixels(widget: QWidget | None) -> int:
    return (widget.font() if widget else QFont()).pixelSize()


@cache
def _words_font(pixels: int) -> QFont:
    """Words on a button are a little heavier than text."""
    made = QFont()
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.Medium)
    return made
