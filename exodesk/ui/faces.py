"""Faces of buttons: colours by kind and state, how much room the words need, and how they are set.

A button says by dynamic properties what it is: `kind` (primary, danger, quiet, choice, icon, else secondary), `glyph`
the icon before its words, `keys` its shortcut after them.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QWidget

from exodesk.ui import icons
from exodesk.ui.strokes import RADIUS, RING, State, rounded
from exodesk.ui.tokens import Tokens, mixed

GLYPH = 16
GAP = 6  # between icon and words
KEYS_GAP = 10  # between words and shortcut

_SIZES = {"quiet": (28, 8), "choice": (26, 12), "icon": (32, 8)}  # height, padding left and right
_MENU = QStyleOptionButton.ButtonFeature.HasMenu
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_BY_KEYS = QStyle.StateFlag.State_KeyboardFocusChange


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
    if kind == "danger":
        return Face(mixed(tokens.base, tokens.danger_tint, shade * 6), tokens.danger, tokens.danger)
    if state.checked:
        return Face(tokens.accent_tint, tokens.accent, tokens.accent)
    if bare:
        ground = mixed(tokens.base, tokens.text, shade) if shade else None
        return Face(ground, None, tokens.accent if kind == "quiet" else tokens.muted)
    return Face(mixed(tokens.base, tokens.text, shade / 2), tokens.field_border, tokens.text)


def draw_ground(painter: QPainter, box: QRect, kind: str, tokens: Tokens, state: State) -> None:
    look = face(kind, tokens, state)
    outer = QRectF(box)
    if not state.focused:
        rounded(painter, outer, fill=look.fill, edge=look.edge)
    elif kind == "primary" or state.checked:  # accent on accent does not show: a gap stands between
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
    return QSize(
        _parts_width(option, widget) + 2 * padding, max(height, QFontMetrics(_words_font(widget)).height() + 8)
    )


def draw_words(
    painter: QPainter, option: QStyleOptionButton, widget: QWidget | None, tokens: Tokens, state: State
) -> None:
    """Icon, words and shortcut, centred as one. The access key is underlined once somebody moves about by keys."""
    ink = face(said(widget, "kind"), tokens, state).ink
    words, glyph, keys = option.text, said(widget, "glyph"), said(widget, "keys")
    box = QRectF(option.rect)
    box.setLeft(box.left() + max(0, (box.width() - _parts_width(option, widget)) / 2))
    painter.save()
    painter.setFont(_words_font(widget))
    metrics = painter.fontMetrics()
    painter.setPen(QColor(ink))
    if glyph:
        icons.draw(painter, glyph, ink, QRectF(box.left(), box.top(), GLYPH, box.height()), GLYPH)
        box.setLeft(box.left() + GLYPH + GAP)
    if words:
        access_key = Qt.TextFlag.TextShowMnemonic if option.state & _BY_KEYS else Qt.TextFlag.TextHideMnemonic
        painter.drawText(box, _MIDDLE | access_key, words)
        box.setLeft(box.left() + metrics.size(Qt.TextFlag.TextShowMnemonic, words).width() + KEYS_GAP)
    if keys:
        painter.setPen(QColor(ink if ink != tokens.text else tokens.faint))
        painter.drawText(box, _MIDDLE, keys)
    if option.features & _MENU:
        icons.draw(
            painter, "chevron-down", ink, QRectF(option.rect.right() - 28, box.top(), GLYPH, box.height()), GLYPH
        )
    painter.restore()


def _words_font(widget: QWidget | None) -> QFont:
    """Words on a button are a little heavier than text."""
    made = QFont(widget.font()) if widget else QFont()
    made.setWeight(QFont.Weight.Medium)
    return made


def _parts_width(option: QStyleOptionButton, widget: QWidget | None) -> int:
    metrics, keys = QFontMetrics(_words_font(widget)), said(widget, "keys")
    words = metrics.size(Qt.TextFlag.TextShowMnemonic, option.text).width() if option.text else 0
    glyph = GLYPH + (GAP if words else 0) if said(widget, "glyph") else 0
    menu = GLYPH + GAP if option.features & _MENU else 0
    return words + glyph + (KEYS_GAP + metrics.horizontalAdvance(keys) if keys else 0) + menu
