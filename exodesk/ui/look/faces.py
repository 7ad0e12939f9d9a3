"""Faces of buttons: colours by kind and state, how much room the words need, and how they are set.

A button says by dynamic properties what it is: `kind` (primary, danger, quiet, choice, icon, else secondary), `glyph`
the icon before its words, `keys` its shortcut after them.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QWidget

from exodesk.ui.look import icons
from exodesk.ui.look.grounds import ground
from exodesk.ui.look.strokes import RADIUS, RING, State
from exodesk.ui.look.tokens import Tokens, mixed

GLYPH = 16
GAP = 6  # between icon and words
KEYS_GAP = 10  # between words and shortcut

_SIZES = {"quiet": (28, 8), "choice": (26, 12), "icon": (32, 8)}  # height, padding left and right
_MENU = QStyleOptionButton.ButtonFeature.HasMenu.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SHOWING_KEY, _HIDING_KEY = _MIDDLE | Qt.TextFlag.TextShowMnemonic, _MIDDLE | Qt.TextFlag.TextHideMnemonic
_BY_KEYS = QStyle.StateFlag.State_KeyboardFocusChange.value


class Worn(NamedTuple):
    """What a button is and what stands on it; `pixels` is the size of its words."""

    text: str
    kind: str
    glyph: str
    keys: str
    has_menu: bool
    pixels: int


@dataclass(frozen=True, slots=True)
class Face:
    """The colours of a button: ground, edge and words."""

    fill: str | None
    edge: str | None
    ink: str


def worn_by(widget: QWidget | None, option: QStyleOptionButton) -> Worn:
    """Of any button of Qt; what it says of itself by dynamic properties."""
    return Worn(
        text=option.text,
        kind=_said(widget, "kind"),
        glyph=_said(widget, "glyph"),
        keys=_said(widget, "keys"),
        has_menu=bool(option.features.value & _MENU),
        pixels=(widget.font() if widget else QFont()).pixelSize(),
    )


def shows_access_keys(option: QStyleOptionButton) -> bool:
    """They are underlined once somebody moves about by keys."""
    return bool(option.state.value & _BY_KEYS)


def _said(widget: QWidget | None, name: str) -> str:
    return str(widget.property(name) or "") if widget else ""


@lru_cache(maxsize=256)
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


def draw(
    painter: QPainter, box: QRect, worn: Worn, tokens: Tokens, state: State, *, shows_access_key: bool = False
) -> None:
    look = face(worn.kind, tokens, state)
    _draw_ground(painter, box, look, tokens, state, gap=worn.kind == "primary" or state.checked)
    _draw_words(painter, box, worn, tokens, ink=look.ink, shows_access_key=shows_access_key)


def _draw_ground(painter: QPainter, outer: QRect, look: Face, tokens: Tokens, state: State, *, gap: bool) -> None:
    if not state.focused:
        if look.fill or look.edge:
            ground(painter, outer, fill=look.fill, edge=look.edge)
    elif gap:  # accent on accent does not show: a gap stands between
        ground(painter, outer, fill=tokens.base, edge=tokens.accent, width=RING)
        ground(painter, outer.adjusted(4, 4, -4, -4), fill=look.fill, radius=RADIUS - 3)
    else:
        ground(painter, outer, fill=look.fill, edge=tokens.accent, width=RING)


def size(worn: Worn) -> QSize:
    """The room a button needs; the same in every state."""
    height, padding = _SIZES.get(worn.kind, (32, 14))
    if worn.kind == "icon":
        return QSize(height, height)
    room = _room(worn)
    return QSize(room.width + 2 * padding, max(height, room.height + 8))


def _draw_words(
    painter: QPainter, outer: QRect, worn: Worn, tokens: Tokens, *, ink: str, shows_access_key: bool
) -> None:
    """Icon, words and shortcut, centred as one."""
    room = _room(worn)
    box = QRectF(outer)
    box.setLeft(box.left() + max(0, (box.width() - room.width) / 2))
    painter.setFont(_words_font(worn.pixels))
    painter.setPen(QColor(ink))
    if worn.glyph:
        icons.draw(painter, worn.glyph, ink, QRectF(box.left(), box.top(), GLYPH, box.height()), GLYPH)
        box.setLeft(box.left() + GLYPH + GAP)
    if worn.text:
        painter.drawText(box, _SHOWING_KEY if shows_access_key else _HIDING_KEY, worn.text)
        box.setLeft(box.left() + room.words + KEYS_GAP)
    if worn.keys:
        painter.setPen(QColor(ink if ink != tokens.text else tokens.faint))
        painter.drawText(box, _MIDDLE, worn.keys)
    if worn.has_menu:
        icons.draw(painter, "chevron-down", ink, QRectF(outer.right() - 28, box.top(), GLYPH, box.height()), GLYPH)


class Room(NamedTuple):
    """The width of a button's words alone, and of all that stands on it."""

    words: int
    width: int
    height: int


@lru_cache(maxsize=512)
def _room(worn: Worn) -> Room:
    metrics = QFontMetrics(_words_font(worn.pixels))
    words = metrics.size(Qt.TextFlag.TextShowMnemonic, worn.text).width() if worn.text else 0
    width = words + (GLYPH + (GAP if words else 0) if worn.glyph else 0)
    width += KEYS_GAP + metrics.horizontalAdvance(worn.keys) if worn.keys else 0
    width += GLYPH + GAP if worn.has_menu else 0
    return Room(words, width, metrics.height())


@cache
def _words_font(pixels: int) -> QFont:
    """Words on a button are a little heavier than text."""
    made = QFont()
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.Medium)
    return made
