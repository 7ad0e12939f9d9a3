"""A page that reads beside the window's thread, and only what is seen."""

from PySide6.QtGui import QShowEvent

from exodesk.core.changes import Change
from exodesk.ui.open_record.aside import Query, Reading
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import Page


class ReadingPage(Page):
    """Its queries begin when it is first seen, and again after a change; out of sight, once it is seen again.

    It connects to `told` and `over` of its `_reading`.
    """

    def __init__(self, session: Session, *queries: Query) -> None:
        super().__init__()
        self._session = session
        self._is_read = False
        self._reading = Reading(session.aside, self, *queries)

    def refresh(self, change: Change | None = None) -> None:
        if self.isVisible() or change is None:
            self._read()
        else:
            self._is_read = False

    def showEvent(self, event: QShowEvent) -> None:
        """The curtain is drawn back too: what was done behind it is read now."""
        super().showEvent(event)
        if not self._is_read:
            self._read()

    def leave(self) -> None:
        """What was on its way is read when the page is seen again."""
        self._is_read = self._is_read and not self._reading.is_on
        self._reading.stop()

    @property
    def is_whole(self) -> bool:
        return self._is_read and not self._reading.is_on

    def _read(self) -> None:
        self._is_read = True
        self._reading.ask()
