"""Brings the keys back onto the page where the control that held them is gone.

A card that is made anew lets its controls go, and Qt gives the keys to the next one of the window: the rail's first.
Enter would then leave the page.
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from exodesk.ui.shell.page_stack import PageStack


class LostKeys(QObject):
    """Where somebody went to the rail by themselves, what they left is still in sight: that is no loss."""

    def __init__(self, pages: PageStack, rail: QWidget) -> None:
        super().__init__(pages)
        self._pages, self._rail = pages, rail
        self._on_page: QWidget | None = None  # what held the keys, if that was on a page
        self._soon = QTimer(self, interval=0, singleShot=True)  # a page that is opened goes to its own beginning first
        self._soon.timeout.connect(self._bring_back)
        QApplication.instance().focusChanged.connect(self._look)  # type: ignore[union-attr]  # a window has one

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.window() is not self._pages.window():
            return
        held, self._on_page = self._on_page, now if self._pages.isAncestorOf(now) else None
        is_lost = held is not None and not (isValid(held) and held.isVisible())
        if is_lost and self._rail.isAncestorOf(now):
            self._soon.start()

    def _bring_back(self) -> None:
        focus = QApplication.focusWidget()
        if self._pages.page and self._pages.isVisible() and focus and self._rail.isAncestorOf(focus):
            self._pages.page.begin()
