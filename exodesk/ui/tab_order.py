"""The order in which Tab goes through a page: the order of its layouts, whenever its parts were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def in_reading_order(root: QWidget) -> None:
    """Chain the controls of `root` as its layouts arrange them, those out of sight too.

    Qt puts a widget last when it is made late, such as a row that came with a change.
    """
    for before, after in pairwise(_stops(root)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    proxy = widget.focusProxy()
    if widget.isAncestorOf(proxy) if proxy else widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget  # a group of buttons stands before them: Tab reaches it, and it hands the focus on
    if isinstance(widget, QScrollArea):
        if content := widget.widget():
            yield from _stops(content)
    elif layout := widget.layout():
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if widget := item.widget():
            yield from _stops(widget)
        elif inner := item.layout():
            yield from _stops_of(inner)
