"""The order in which Tab goes through a page: the order of its layouts, whenever its parts were made.

It asks where a widget stands in its layout, and never for an item of a layout: decision 0150.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QWidget


def in_reading_order(root: QWidget) -> None:
    """Chain the controls of `root` as its layouts arrange them, those out of sight too.

    Qt puts a widget last when it is made late, such as a row that came with a change.
    """
    for before, after in pairwise(_stops(root)):
        QWidget.setTabOrder(before, after)


def first_problem(root: QWidget) -> QWidget | None:
    """The first control in reading order that says what is wrong with it."""
    return next((each for each in _stops(root) if each.property("problem") and each.isVisibleTo(root)), None)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    proxy = widget.focusProxy()
    if widget.isAncestorOf(proxy) if proxy else _is_stop(widget):
        yield widget  # a group of buttons stands before them: Tab reaches it, and it hands the focus on
    if isinstance(widget, QScrollArea):
        if content := widget.widget():
            yield from _stops(content)
    elif layout := widget.layout():
        within = [child for child in widget.children() if isinstance(child, QWidget)]
        yield from _stops_of(layout, within)


def _is_stop(widget: QWidget) -> bool:
    """Of buttons that exclude each other Tab reaches the taken one alone. Any may be that one: each has its place."""
    is_one_of_some = isinstance(widget, QAbstractButton) and widget.group() is not None
    return is_one_of_some or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _stops_of(layout: QLayout, within: list[QWidget]) -> Iterator[QWidget]:
    """Those of a layout; `within` are the children of the widget that it lays out, in any order."""
    places = {layout.indexOf(widget): widget for widget in within}
    inner = {layout.indexOf(child): child for child in layout.children() if isinstance(child, QLayout)}
    for index in sorted({*places, *inner} - {-1}):
        if index in inner:
            yield from _stops_of(inner[index], within)
        else:
            yield from _stops(places[index])
