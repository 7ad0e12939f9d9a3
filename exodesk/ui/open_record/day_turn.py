"""Midnight in the clinic's zone, for a window that stays open over it."""

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from exodesk.ui.open_record.session import Session

MINUTE_MS = 60_000


class DayTurn(QObject):
    """`turned` comes once with each new day, within a minute of its beginning."""

    turned = Signal(object)  # a date

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.day: date = session.today()
        minute = QTimer(self, interval=MINUTE_MS)
        minute.timeout.connect(self.look)
        minute.start()

    def look(self) -> None:
        if (today := self._session.today()) != self.day:
            self.day = today
            self.turned.emit(today)
