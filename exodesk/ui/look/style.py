"""Draws controls over Fusion, and gives words, lists and heads their colours. It dispatches; other modules draw.

What a control is, it says by dynamic properties, so any Qt widget can wear the look:
`problem` of a field that cannot be saved as it stands; those of buttons stand in `faces`.
"""

from typing import cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QTextEdit,
    QWidget,
)

from exodesk.ui.look import faces, icons, strokes
from exodesk.ui.look.panels import CONTROLS, PANELS, menu_item_size
from exodesk.ui.look.primitives import PRIMITIVES, ground_of, scroll_part, state_of
from exodesk.ui.look.tokens import LIGHT, Tokens

ROW = 32
GLYPH = 16
PADDING = 10
ARROW = 30
STEP = 26

PM = QStyle.PixelMetric
CE = QStyle.ControlElement
CC = QStyle.ComplexControl
CT = QStyle.ContentsType
SE = QStyle.SubElement
SC = QStyle.SubControl
SH = QStyle.StyleHint
S = QStyle.StateFlag

METRICS = {
    PM.PM_IndicatorWidth: 18,
    PM.PM_IndicatorHeight: 18,
    PM.PM_ExclusiveIndicatorWidth: 18,
    PM.PM_ExclusiveIndicatorHeight: 18,
    PM.PM_CheckBoxLabelSpacing: 10,
    PM.PM_RadioButtonLabelSpacing: 10,
    PM.PM_ScrollBarExtent: 12,
    PM.PM_ScrollBarSliderMin: 32,
    PM.PM_ButtonShiftHorizontal: 0,
    PM.PM_ButtonShiftVertical: 0,
    PM.PM_ButtonDefaultIndicator: 0,
    PM.PM_FocusFrameHMargin: 8,
    PM.PM_LayoutHorizontalSpacing: 8,
    PM.PM_LayoutVerticalSpacing: 8,
    PM.PM_ScrollView_ScrollBarSpacing: 0,
    PM.PM_ScrollView_ScrollBarOverlap: 0,
    PM.PM_HeaderMargin: 8,
    PM.PM_MenuPanelWidth: 1,
    PM.PM_MenuHMargin: 4,
    PM.PM_MenuVMargin: 4,
    PM.PM_ToolTipLabelFrameWidth: 5,
}
HINTS = {
    SH.SH_EtchDisabledText: 0,
    SH.SH_ComboBox_Popup: 0,
    SH.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    SH.SH_ItemView_ShowDecorationSelected: 1,
    SH.SH_ScrollBar_LeftClickAbsolutePosition: 0,
    SH.SH_ScrollBar_Transient: 0,  # this and the next two as with Fusion: they are asked hundreds of times by a page
    SH.SH_ScrollView_FrameOnlyAroundContents: 0,
    SH.SH_Widget_ShareActivation: 0,
    SH.SH_ToolTipLabel_Opacity: 255,
}
LEAST_HEIGHT = {
    CT.CT_ComboBox: ROW,
    CT.CT_SpinBox: ROW,
    CT.CT_CheckBox: 28,
    CT.CT_RadioButton: 28,
    CT.CT_ItemViewItem: ROW,
    CT.CT_HeaderSection: ROW,
}
_BUTTON, _FRAME = CE.CE_PushButton, CE.CE_ShapedFrame  # to take one from its class is slow, and done for each control
_FRAME_WIDTH, _LINE_CONTENTS = PM.PM_DefaultFrameWidth, SE.SE_LineEditContents
_WHOLE = (SE.SE_FrameLayoutItem, SE.SE_LabelLayoutItem)
"""Laid out as they are, which Qt is told by an empty box."""
NO_BUTTONS = QAbstractSpinBox.ButtonSymbols.NoButtons


class ExodeskStyle(QProxyStyle):
    def __init__(self) -> None:
        super().__init__("Fusion")
        self.base = self.baseStyle()
        self.tokens: Tokens = LIGHT

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric is _FRAME_WIDTH and isinstance(widget, QTextEdit | QPlainTextEdit):
            return 6  # with the document's own margin, the words stand where a line edit has them
        found = METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's name
    ) -> int:
        found = HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if found is None else found

    # Sizes

    def sizeFromContents(
        self, what: QStyle.ContentsType, option: QStyleOption, size: QSize, /, widget: QWidget | None = None
    ) -> QSize:
        if what is CT.CT_PushButton:
            return faces.size(faces.worn_by(widget, cast("QStyleOptionButton", option)))
        if what is CT.CT_MenuItem:
            return menu_item_size(cast("QStyleOptionMenuItem", option), size)
        wanted = self.base.sizeFromContents(what, option, size, widget)
        if what is CT.CT_LineEdit:
            return _line_edit_size(cast("QStyleOptionFrame", option), wanted, size)
        if what is CT.CT_ComboBox:
            return QSize(max(size.width() + PADDING + ARROW + 6, 72), max(wanted.height(), ROW))
        if what is CT.CT_SpinBox:
            return QSize(size.width() + 2 * PADDING + 2 * STEP, max(wanted.height(), ROW))
        if what in {CT.CT_CheckBox, CT.CT_RadioButton}:
            wanted.setWidth(wanted.width() + 8)  # for the ring around the words
        return wanted.expandedTo(QSize(0, LEAST_HEIGHT.get(what, 0)))

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, /, widget: QWidget | None = None
    ) -> QRect:
        if element in _WHOLE:
            return QRect()
        if element is _LINE_CONTENTS:
            inset = PADDING - 2 if cast("QStyleOptionFrame", option).lineWidth else 0  # a line edit keeps 2 px itself
            return option.rect.adjusted(inset, 0, -inset, 0)
        return self.base.subElementRect(element, option, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        /,
        widget: QWidget | None = None,
    ) -> QRect:
        box = option.rect
        if control is CC.CC_ComboBox:
            if part is SC.SC_ComboBoxEditField:
                return box.adjusted(PADDING - 1, 1, -ARROW, -1)
            if part is SC.SC_ComboBoxArrow:
                return QRect(box.right() - ARROW + 1, box.top(), ARROW, box.height())
        if control is CC.CC_SpinBox:
            steps = 0 if cast("QStyleOptionSpinBox", option).buttonSymbols == NO_BUTTONS else STEP
            if part is SC.SC_SpinBoxEditField:
                return box.adjusted(PADDING - 2, 1, -2 * steps - 2, -1)
            if part is SC.SC_SpinBoxDown:
                return QRect(box.right() - 2 * steps, box.top(), steps, box.height())
            if part is SC.SC_SpinBoxUp:
                return QRect(box.right() - steps, box.top(), steps, box.height())
        if control is CC.CC_ScrollBar:
            return scroll_part(cast("QStyleOptionSlider", option), part)
        return self.base.subControlRect(control, option, part, widget)

    # Painting

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if drawn := PRIMITIVES.get(element):
            drawn(painter, option, widget, self.tokens)
            return
        if panel := PANELS.get(element):
            panel(painter, option, self.tokens)
            return
        super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element is _BUTTON:
            self._button(painter, cast("QStyleOptionButton", option), widget)
        elif element is _FRAME and not cast("QStyleOptionFrame", option).lineWidth:
            return  # a label, which has no frame
        elif element is CE.CE_ComboBoxLabel:
            self._combo_words(painter, cast("QStyleOptionComboBox", option), widget)
        elif panel := CONTROLS.get(element):
            panel(painter, option, self.tokens)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        state = state_of(option, widget)
        if control is CC.CC_ComboBox:
            strokes.field(painter, option.rect, self.tokens, state)
            self._chevron(painter, option, "chevron-down", SC.SC_ComboBoxArrow, widget)
        elif control is CC.CC_SpinBox:
            strokes.field(painter, option.rect, self.tokens, state)
            if cast("QStyleOptionSpinBox", option).buttonSymbols != NO_BUTTONS:
                self._chevron(painter, option, "chevron-down", SC.SC_SpinBoxDown, widget)
                self._chevron(painter, option, "chevron-up", SC.SC_SpinBoxUp, widget)
        elif control is CC.CC_ScrollBar:
            painter.fillRect(option.rect, ground_of(widget, option))
            bar = cast("QStyleOptionSlider", option)
            if bar.subControls & SC.SC_ScrollBarSlider and state.enabled and bar.minimum < bar.maximum:
                slider = scroll_part(bar, SC.SC_ScrollBarSlider)
                strokes.thumb(painter, slider, self.tokens, state)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _button(self, painter: QPainter, option: QStyleOptionButton, widget: QWidget | None) -> None:
        """One of Qt's own; `parts.Button` draws its face itself."""
        worn, state, by_keys = faces.worn_by(widget, option), state_of(option, widget), faces.shows_access_keys(option)
        faces.draw(painter, option.rect, worn, self.tokens, state, shows_access_key=by_keys)

    def _combo_words(self, painter: QPainter, option: QStyleOptionComboBox, widget: QWidget | None) -> None:
        """What has no room ends in an ellipsis; Qt cuts it off."""
        room = self.subControlRect(CC.CC_ComboBox, option, SC.SC_ComboBoxEditField, widget).width() - 2
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        super().drawControl(CE.CE_ComboBoxLabel, option, painter, widget)

    def _chevron(
        self, painter: QPainter, option: QStyleOptionComplex, name: str, part: QStyle.SubControl, widget: QWidget | None
    ) -> None:
        control = CC.CC_ComboBox if part is SC.SC_ComboBoxArrow else CC.CC_SpinBox
        box = QRectF(self.subControlRect(control, option, part, widget))
        ink = self.tokens.muted if option.state & S.State_Enabled else self.tokens.field_border
        icons.draw(painter, name, ink, box, GLYPH)


def _line_edit_size(option: QStyleOptionFrame, wanted: QSize, contents: QSize) -> QSize:
    if not option.lineWidth:  # inside a combo or spin box, which draws the frame
        return contents
    return QSize(wanted.width() + 2 * PADDING, max(wanted.height(), ROW))
