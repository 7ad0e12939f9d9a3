"""Tab goes as the layouts stand, and nobody holds an item of a layout (decision 0150)."""

import ast
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.ui import parts
from exodesk.ui.forms.choices import Segments
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.look.flow import FlowLayout

UI = Path(parts.__file__).parents[1]


def page(qtbot: QtBot) -> tuple[QWidget, list[QWidget]]:
    """A page of nested layouts whose widgets were made in another order than they stand in, and that order."""
    made: list[QWidget] = [QPushButton("6"), QLineEdit("2"), QPushButton("3"), QLineEdit("1"), QPushButton("5")]
    late: QWidget = QLineEdit("4")
    last, second, third, first, fifth = made
    flow = FlowLayout()
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    column.addLayout(parts.row(first, 1, second))
    box = QWidget()
    box.setLayout(flow)
    flow.addWidget(third)
    flow.addWidget(fifth)
    column.addWidget(parts.scrolling(box))
    column.addWidget(last)
    column.insertWidget(2, late)
    return root, [first, second, third, fifth, late, last]


def test_tab_goes_as_the_layouts_stand(qtbot: QtBot) -> None:
    root, expected = page(qtbot)
    in_reading_order(root)
    found = [expected[0]]
    while (after := found[-1].nextInFocusChain()) is not None and after is not expected[0]:
        found.append(after)
    assert [stop for stop in found if stop in expected] == expected


def test_tab_goes_on_from_a_choice_that_was_made_after_the_chain(qtbot: QtBot) -> None:
    root, chosen = QWidget(), Segments([("none", "None"), ("fixed", "At fixed months")], optional=False)
    first, last = QLineEdit("first"), QLineEdit("last")
    column = QVBoxLayout(root)
    for part in (first, chosen, last):
        column.addWidget(part)
    qtbot.addWidget(root)
    chosen.put_raw("none")
    in_reading_order(root)
    with qtbot.waitExposed(root):
        root.show()
    root.activateWindow()
    chosen.button("fixed").setFocus()
    qtbot.keyClick(chosen.button("fixed"), Qt.Key.Key_Space)
    assert chosen.raw() == "fixed"
    qtbot.keyClick(chosen.button("fixed"), Qt.Key.Key_Tab)
    assert root.focusWidget() is last
    qtbot.keyClick(last, Qt.Key.Key_Backtab)
    assert root.focusWidget() is chosen.button("fixed")


def test_nothing_of_ours_asks_a_layout_for_an_item() -> None:
    asking = [
        path.relative_to(UI)
        for path in sorted(UI.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "itemAt"
    ]
    assert asking == []
