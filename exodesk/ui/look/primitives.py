"""The small parts of controls as Qt asks for them one by one, each drawn with strokes. The style only dispatches."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QMarginsF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QStyleOption,
    QStyleOptionFrame,
    QStyleOptionSlider,
    QTextEdit,
    QWidget,
)

from exodesk.ui.look import icons, strokes
from exodesk.ui.look.strokes import State
from exodesk.ui.look.tokens import Tokens

GLYPH = 16
PE = QStyle.PrimitiveElement
SC = QStyle.SubControl
S = QStyle.StateFlag
Primitive = Callable[[QPainter, QStyleOption, QWidget | None, Tokens], None]


def _panel(painter: QPainter, option: QStyleOption, widget: QWidget | None, tokens: Tokens) -> None:
    if cast("QStyleOptionFrame", option).lineWidth:  # else inside a combo or spin box, which draws the frame
        strokes.field(painter, option.rect, tokens, state_of(option, widget))


def _frame(painter: QPainter, option: QStyleOption, widget: QWidget | None, tokens: Tokens) -> None:
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        strokes.field(painter, option.rect, tokens, state_of(option, widget))
    else:
        strokes.rounded(painter, QRectF(option.rect), edge=tokens.field_border, radius=0)


def _focus(painter: QPainter, option: QStyleOption, widget: QWidget | None, tokens: Tokens) -> None:
    if isinstance(widget, QAbstractItemView):  # there, the row wears the ring
        return
    room = QMarginsF(4, 3, 4, 3) if isinstance(widget, QCheckBox | QRadioButton) else QMarginsF()
    strokes.ring(painter, QRectF(option.rect).marginsAdded(room), tokens)


def _check(painter: QPainter, option: QStyleOption, widget: QWidget | None, tokens: Tokens) -> None:
    strokes.check(painter, option.rect, tokens, state_of(option, widget))


def _radio(painter: QPainter, option: QStyleOption, widget: QWidget | None, tokens: Tokens) -> None:
    strokes.radio(painter, option.rect, tokens, state_of(option, widget))


def _arrow(name: str) -> Primitive:
    def draw(painter: QPainter, option: QStyleOption, _widget: QWidget | None, tokens: Tokens) -> None:
        ink = tokens.muted if option.state & S.State_Enabled else tokens.field_border
        icons.draw(painter, name, ink, QRectF(option.rect), min(GLYPH, option.rect.height()))

    return draw


def _nothing(_painter: QPainter, _option: QStyleOption, _widget: QWidget | None, _tokens: Tokens) -> None:
    """The ground of a row: its cells paint it."""


PRIMITIVES: dict[QStyle.PrimitiveElement, Primitive] = {
    PE.PE_PanelLineEdit: _panel,
    PE.PE_Frame: _frame,
    PE.PE_FrameMenu: _frame,
    PE.PE_FrameFocusRect: _focus,
    PE.PE_IndicatorCheckBox: _check,
    PE.PE_IndicatorItemViewItemCheck: _check,
    PE.PE_IndicatorRadioButton: _radio,
    PE.PE_PanelItemViewRow: _nothing,
    PE.PE_IndicatorArrowDown: _arrow("chevron-down"),
    PE.PE_IndicatorArrowUp: _arrow("chevron-up"),
    PE.PE_IndicatorArrowLeft: _arrow("chevron-left"),
    PE.PE_IndicatorArrowRight: _arrow("chevron-right"),
}


_ENABLED, _HOVERED, _PRESSED = S.State_Enabled.value, S.State_MouseOver.value, S.State_Sunken.value
_FOCUSED, _CHECKED, _PARTLY = S.State_HasFocus.value, S.State_On.value, S.State_NoChange.value


def state_of(option: QStyleOption, widget: QWidget | None) -> State:
    bits = option.state.value  # one flag asked of an enum of Python costs as much as all of them here
    return State(
        enabled=bool(bits & _ENABLED),
        hovered=bool(bits & _HOVERED),
        pressed=bool(bits & _PRESSED),
        focused=bool(bits & _FOCUSED),
        checked=bool(bits & _CHECKED),
        partly=bool(bits & _PARTLY),
        problem=bool(widget and widget.property("problem")),
    )


def ground_of(bar: QWidget | None, option: QStyleOption) -> QColor:
    """What lies behind a scroll bar: the ground of the area it scrolls."""
    holder = bar.parentWidget() if bar else None
    area = holder.parentWidget() if holder else None
    if not isinstance(area, QAbstractScrollArea):
        return option.palette.window().color()
    viewport = area.viewport()
    return viewport.palette().color(viewport.backgroundRole())


def scroll_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """A scroll bar without arrow buttons: a groove, and a slider as long as the share of the page that is seen."""
    box = option.rect
    upright = option.orientation is Qt.Orientation.Vertical
    length = box.height() if upright else box.width()
    reach = option.maximum - option.minimum
    slider = length if reach <= 0 else max(32, length * option.pageStep // (reach + option.pageStep))
    slider = min(slider, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - slider, option.upsideDown
    )
    spans = {
        SC.SC_ScrollBarGroove: (0, length),
        SC.SC_ScrollBarSlider: (start, slider),
        SC.SC_ScrollBarSubPage: (0, start),
        SC.SC_ScrollBarAddPage: (start + slider, length - start - slider),
    }
    begin, extent = spans.get(part, (0, 0))
    if upright:
        return QRect(box.x(), box.y() + begin, box.width(), extent)
    return QRect(box.x() + begin, box.y(), extent, box.height())
