"""Where somebody was on a page: its tabs, the control with the focus, the cursor in it.

It holds no text, so it may outlive a lock. After unlock a page is made anew from the same records, so its parts stand
in the same order.
"""

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QTabBar, QTextEdit, QWidget


@dataclass(frozen=True, slots=True)
class Spot:
    """`focus`: the class of the control and its place among those of its class in sight; None when it was elsewhere."""

    tabs: tuple[int, ...] = ()
    focus: tuple[str, int] | None = None
    cursor: int | None = None


def spot_on(page: QWidget) -> Spot:
    tabs = tuple(bar.currentIndex() for bar in page.findChildren(QTabBar))
    focused = QApplication.focusWidget()
    if focused is None or not page.isAncestorOf(focused):
        return Spot(tabs)
    kind = type(focused).__name__
    alike = _of_kind(page, kind)
    if focused not in alike:  # it was hidden with the keys still on it
        return Spot(tabs)
    return Spot(tabs, (kind, alike.index(focused)), _cursor(focused))


def return_to(page: QWidget, spot: Spot) -> None:
    """Show the same tabs, and put focus and cursor back; what is there no more is passed over."""
    for bar, index in zip(page.findChildren(QTabBar), spot.tabs, strict=False):
        if 0 <= index < bar.count():
            bar.setCurrentIndex(index)
    if spot.focus is None:
        return
    kind, place = spot.focus
    found = _of_kind(page, kind)
    if place < len(found):
        found[place].setFocus()
        _put_cursor(found[place], spot.cursor)
        _bring_into_sight(found[place])


def _of_kind(page: QWidget, kind: str) -> list[QWidget]:
    return [each for each in page.findChildren(QWidget) if type(each).__name__ == kind and each.isVisibleTo(page)]


def _cursor(widget: QWidget) -> int | None:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit | QTextEdit) else None


def _put_cursor(widget: QWidget, at: int | None) -> None:
    if at is None:
        return
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(at)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = QTextCursor(widget.document())
        cursor.setPosition(min(at, max(0, widget.document().characterCount() - 1)))
        widget.setTextCursor(cursor)


def _bring_into_sight(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
