"""The head of the calendar: which days are in sight, the ways to others, and the acts on all of them."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.pages.calendar.views import View

ROOM_FOR_DATES = 900


class CalendarMenu(parts.Menu):
    """Acts on all of the days in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.block = self.addAction("Block time…")
        self.close_days = self.addAction("Close days, vacation…")
        self.confirm = self.addAction("Patients to confirm…")
        self.as_list = self.addAction(f"Save as a list (PDF)…\t{Key.PRINT.shown}")
        self.as_calendar = self.addAction("Save as iCalendar…")
        self.addSeparator()
        self.cancelled = self.addAction("Show cancelled appointments")
        self.cancelled.setCheckable(True)


class CalendarHead(QWidget):
    """Its page connects the buttons."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._note = ""
        self._heading = parts.page_heading("Calendar")
        self.back = parts.icon_button("chevron-left", "Earlier")
        self.today = parts.secondary_button("Today")
        self.on = parts.icon_button("chevron-right", "Later")
        self.views = parts.ChoiceRow([(each, each.capitalize()) for each in View], view, name="View")
        self.as_table = parts.icon_button("table", "Calendar as a table", keys=Key.TABLE.shown)
        self.as_table.setCheckable(True)
        self.more = parts.icon_button("ellipsis", "More acts on the calendar")
        self.menu = CalendarMenu(self)
        self.more.clicked.connect(self._open_menu)
        self.book = parts.named(
            parts.primary_button("Book", glyph="calendar-plus"), "Book an appointment", keys=Key.NEW.shown
        )
        ways = (self.back, self.today, self.on, self.views, self.as_table, self.more, self.book)
        self.setLayout(parts.row(self._heading, *ways, spacing=6))

    def tell(self, title: str, note: str) -> None:
        """Show a title and, beside it, the dates."""
        self._heading.title.setText(title)
        self._note = note
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _fit(self) -> None:
        """In a narrow window the dates stand above the days only."""
        self._heading.set_note(self._note if self.width() >= ROOM_FOR_DATES else "")
