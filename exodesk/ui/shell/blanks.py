"""Pages about one record, laid ready blank while nobody waits: to open one is then to read and to paint."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

from exodesk.ui.pages import Page

QUIET_MS = 150
"""After a page has come into sight: whoever goes straight on does not wait for this."""


class Blanks(QObject):
    """One of each kind, out of sight in the stack of pages. A page that was taken is never laid back."""

    def __init__(self, stack: QStackedWidget, makers: Mapping[str, Callable[[], Page]]) -> None:
        super().__init__(stack)
        self._stack, self._makers = stack, makers
        self._ready: dict[str, Page] = {}
        self._soon = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._soon.timeout.connect(self._lay_ready)

    def take(self, key: str) -> Page:
        """A blank page, which nobody has been told of yet; made now where none is ready."""
        return self._ready.pop(key, None) or self._made(key)

    def lay_ready_soon(self) -> None:
        self._soon.start()

    @property
    def are_ready(self) -> bool:
        """Whether one of each lies there: from then on opening is what it costs, for whoever measures it."""
        return self._ready.keys() == self._makers.keys()

    def _lay_ready(self) -> None:
        for key in self._makers.keys() - self._ready.keys():
            self._ready[key] = page = self._made(key)
            page.resize(self._stack.size())
            page.grab()  # styles, places and draws all that is in it, as Qt does when it is shown first

    def _made(self, key: str) -> Page:
        page = self._makers[key]()
        self._stack.addWidget(page)
        return page
