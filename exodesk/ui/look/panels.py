"""Headers, menus, bars and tool tips, each drawn with strokes, and the colours that single widgets wear.

The style dispatches to what is here. A change of scheme dresses every widget again: no colour outlives it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyle,
    QStyleOption,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QWidget,
)

from exodesk.ui.look import icons
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.tokens import Tokens, Tone

ITEM_BEFORE, ITEM_AFTER, ITEM_ABOVE, MARK = 12, 24, 8, 22
SEPARATOR = 9
GLYPH = 16
BAR = 8
CE = QStyle.ControlElement
PE = QStyle.PrimitiveElement
S = QStyle.StateFlag
Role = QPalette.ColorRole
Kind = QStyleOptionMenuItem.MenuItemType
Panel = Callable[[QPainter, QStyleOption, Tokens], None]


def dress(widget: QWidget, tokens: Tokens) -> None:
    """Words in the colour of their tone; chosen rows pale, whichever window is in front; heads in a quiet colour."""
    if isinstance(widget, QLabel):
        tone = widget.property("tone")
        if tone is not None:
            widget.setPalette(_inked(tokens, str(tone)))
    elif isinstance(widget, QHeaderView):
        widget.setPalette(_coloured(((Role.ButtonText, tokens.muted), (Role.Base, tokens.base))))
    elif isinstance(widget, QAbstractItemView):
        widget.setPalette(_coloured(((Role.Highlight, tokens.accent_tint), (Role.HighlightedText, tokens.text))))


@cache
def _inked(tokens: Tokens, tone: str) -> QPalette:
    """`tone` is "muted", "faint" or a Tone; none is the colour of text."""
    if not tone:
        return QPalette()
    ink = getattr(tokens, tone) if tone in {"muted", "faint"} else tokens.ink(Tone(tone))
    return _coloured(((Role.WindowText, ink),))


@cache
def _coloured(colours: tuple[tuple[QPalette.ColorRole, str], ...]) -> QPalette:
    made = QPalette()
    for role, colour in colours:
        made.setColor(role, QColor(colour))
    return made


# Sizes


def menu_item_size(option: QStyleOptionMenuItem, words: QSize) -> QSize:
    if option.menuItemType is Kind.Separator:
        return QSize(words.width(), SEPARATOR)
    return QSize(words.width() + _words_begin(option) + ITEM_AFTER, words.height() + 2 * ITEM_ABOVE)


def _words_begin(option: QStyleOptionMenuItem) -> int:
    has_marks = option.menuHasCheckableItems or option.maxIconWidth
    return ITEM_BEFORE + (MARK if has_marks else 0)


# Painting


def _header(painter: QPainter, option: QStyleOption, tokens: Tokens) -> None:
    box = option.rect
    painter.fillRect(box, QColor(tokens.base))
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(tokens.hairline))


def _ground(painter: QPainter, option: QStyleOption, tokens: Tokens) -> None:
    painter.fillRect(option.rect, QColor(tokens.base))


def _tip(painter: QPainter, option: QStyleOption, tokens: Tokens) -> None:
    painter.fillRect(option.rect, QColor(tokens.base))
    painter.setPen(QColor(tokens.field_border))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _menu_item(painter: QPainter, any_option: QStyleOption, tokens: Tokens) -> None:
    option = cast("QStyleOptionMenuItem", any_option)
    box = option.rect
    if option.menuItemType is Kind.Separator:
        painter.fillRect(
            box.adjusted(ITEM_ABOVE, SEPARATOR // 2, -ITEM_ABOVE, -(SEPARATOR // 2)), QColor(tokens.hairline)
        )
        return
    is_enabled = bool(option.state & S.State_Enabled)
    if is_enabled and option.state & S.State_Selected:
        rounded(painter, QRectF(box), fill=tokens.accent_tint, radius=5)
    ink = tokens.text if is_enabled else tokens.faint
    _mark(painter, option, ink)
    words, _, keys = option.text.partition("\t")
    inner = box.adjusted(_words_begin(option), 0, -ITEM_BEFORE, 0)
    painter.setFont(option.font)
    painter.setPen(QColor(ink))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic, words)
    painter.setPen(QColor(tokens.faint))
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, keys)
    if option.menuItemType is Kind.SubMenu:
        right = QRectF(box.right() - GLYPH - 2, box.top(), GLYPH, box.height())
        icons.draw(painter, "chevron-right", ink, right, GLYPH)


def _mark(painter: QPainter, option: QStyleOptionMenuItem, ink: str) -> None:
    """The tick of what is chosen, or the item's own icon."""
    box = QRect(option.rect.left() + ITEM_BEFORE - 2, option.rect.top(), GLYPH, option.rect.height())
    if option.checkType is not QStyleOptionMenuItem.CheckType.NotCheckable:
        if option.checked:
            icons.draw(painter, "check", ink, QRectF(box), GLYPH)
    elif not option.icon.isNull():
        mode = QIcon.Mode.Normal if option.state & S.State_Enabled else QIcon.Mode.Disabled
        option.icon.paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)


def _progress(painter: QPainter, any_option: QStyleOption, tokens: Tokens) -> None:
    """How far it has come; a short piece in the middle while nobody knows."""
    option = cast("QStyleOptionProgressBar", any_option)
    groove = QRectF(option.rect)
    groove.setHeight(min(BAR, groove.height()))
    groove.moveCenter(QRectF(option.rect).center())
    rounded(painter, groove, fill=tokens.hairline, radius=BAR / 2)
    reach = option.maximum - option.minimum
    share = (option.progress - option.minimum) / reach if reach > 0 else 1 / 3
    left = groove.left() if reach > 0 else groove.left() + groove.width() / 3
    if share > 0:
        done = QRectF(left, groove.top(), max(BAR, groove.width() * share), groove.height())
        rounded(painter, done, fill=tokens.accent, radius=BAR / 2)


CONTROLS: Mapping[QStyle.ControlElement, Panel] = {
    CE.CE_HeaderSection: _header,
    CE.CE_HeaderEmptyArea: _header,
    CE.CE_MenuItem: _menu_item,
    CE.CE_MenuEmptyArea: _ground,
    CE.CE_ProgressBar: _progress,
}
PANELS: Mapping[QStyle.PrimitiveElement, Panel] = {
    PE.PE_PanelMenu: _ground,
    PE.PE_PanelTipLabel: _tip,
}
