"""What the style answers by itself, because it is asked so often, is what the style below it would answer."""

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QStyle, QStyleFactory, QStyleOptionFrame, QWidget
from pytestqt.qtbot import QtBot

from exodesk.ui.look import theme
from exodesk.ui.look.theme import Scheme

HINTS = (
    QStyle.StyleHint.SH_ScrollBar_Transient,
    QStyle.StyleHint.SH_ScrollView_FrameOnlyAroundContents,
    QStyle.StyleHint.SH_Widget_ShareActivation,
)
BOXES = (
    (QFrame, QStyle.SubElement.SE_FrameLayoutItem),
    (QLabel, QStyle.SubElement.SE_LabelLayoutItem),
)


@pytest.mark.parametrize("hint", HINTS, ids=lambda hint: hint.name)
def test_hints_that_are_asked_hundreds_of_times_are_those_of_the_style_below(
    qapp: QApplication, hint: QStyle.StyleHint
) -> None:
    theme.apply(qapp, Scheme.LIGHT)
    assert qapp.style().styleHint(hint) == QStyleFactory.create("Fusion").styleHint(hint)


@pytest.mark.parametrize(("kind", "element"), BOXES, ids=lambda each: getattr(each, "name", None))
def test_frames_and_labels_are_laid_out_as_the_style_below_would(
    qtbot: QtBot, qapp: QApplication, kind: type[QWidget], element: QStyle.SubElement
) -> None:
    theme.apply(qapp, Scheme.LIGHT)
    widget = kind()
    qtbot.addWidget(widget)
    option = QStyleOptionFrame()
    option.initFrom(widget)
    below = QStyleFactory.create("Fusion").subElementRect(element, option, widget)
    assert qapp.style().subElementRect(element, option, widget) == below
