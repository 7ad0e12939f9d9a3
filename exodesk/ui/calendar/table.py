"""The calendar's twin: the same bookings as rows, for screen readers and for those who would rather read."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from exodesk.core.dates import show_long_date, show_weekday
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar import words
from exodesk.ui.models.headed import HeadedRows, Index
from exodesk.ui.parts import dress_table

COLUMNS = ("Day", "Time", "Who", "Born", "Status", "What", "Phone")
WIDTHS = (150, 120, 210, 110, 110, 230)


class CalendarRows(HeadedRows[Booking]):
    """Bookings given as a list, in order of time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        booking = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _cells(booking)[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == 0:
                return show_long_date(booking.appointment.starts_at.day)
            case Qt.ItemDataRole.ToolTipRole:
                return words.tip(booking)
            case _:
                return None


def _cells(booking: Booking) -> tuple[str, ...]:
    appointment = booking.appointment
    what = " · ".join(part for part in (appointment.type, appointment.reason if booking.patient else None) if part)
    return (
        show_weekday(appointment.starts_at.day),
        words.hours(booking),
        words.whose(booking),
        words.born(booking).removeprefix("born "),
        booking.status,
        what,
        booking.phone,
    )


class CalendarTable(QTableView):
    """A row opens its booking by double click or Enter."""

    opened = Signal(str)
    stood = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CalendarRows(self)
        self.setModel(self.rows)
        dress_table(self, "Calendar as a table")
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_bookings(self, bookings: Sequence[Booking], current: str | None) -> None:
        """Show them, standing on one; else on the first."""
        self.rows.show_lines(tuple(bookings))
        keys = [booking.appointment.id for booking in bookings]
        if keys:
            row = keys.index(current) if current in keys else 0
            self.setCurrentIndex(self.rows.index(row, 0))

    @property
    def current(self) -> Booking | None:
        row = self.currentIndex().row()
        return self.rows.lines[row] if 0 <= row < len(self.rows.lines) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            if not event.isAutoRepeat():
                self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.current:
            self.opened.emit(self.current.appointment.id)

    def _tell(self) -> None:
        self.stood.emit()
