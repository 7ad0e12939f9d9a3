"""When: the first free times of a length, from a day on and as somebody wishes."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.dates import WallTime, show_time, show_weekday
from exodesk.core.records.appointment import Appointment
from exodesk.queries.agenda import first_free
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.asked import Wished, wish_of

MOST_OFFERED, FEW_OFFERED = 5, 3


class When(QWidget):
    """`moved` comes with another time, `picked` when a person takes it by Enter."""

    moved = Signal(object)
    picked = Signal()
    wished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._slots: list[WallTime] = []
        self.wish = RecordForm(Wished, (("from_on", "weekday", "part"),), today=session.today)
        self.wish.put_value("from_on", session.today())
        weekdays = self.wish.control("weekday")
        if isinstance(weekdays, Choice):
            weekdays.setPlaceholderText("Any day")
            weekdays.setItemText(0, "Any day")
        self.wish.edited.connect(self._tell_wish)
        self.slots = parts.PickList("Free times", rows=MOST_OFFERED, first_width=190)
        self.slots.moved.connect(self._move)
        self.slots.picked.connect(self._pick)
        self._none = parts.muted(
            "There is no free time of this length for a year. Type a day and time below.", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.wish)
        column.addWidget(self.slots)
        column.addWidget(self._none)

    @property
    def offered(self) -> Sequence[WallTime]:
        return self._slots

    @property
    def since(self) -> date:
        """The day from which on time is looked for."""
        wished = self.wish.value("from_on")
        return wished if isinstance(wished, date) else self._session.today()

    def look_from(self, day: date) -> None:
        """Look for time from a day on."""
        self.wish.put_value("from_on", day)

    def offer(
        self, minutes: int, chosen: WallTime | None = None, ahead: Sequence[Appointment] = (), *, few: bool = False
    ) -> WallTime | None:
        """Offer the first free times; the one that is chosen stands first. Returns the one that is current now.

        `ahead`: what the same patient is booked for already, told beside the times of its day. `few`: where somebody
        new is named above, so that the reason below is in sight too.
        """
        most = FEW_OFFERED if few else MOST_OFFERED
        found = first_free(self._session.record, minutes, self.since, wish=wish_of(self.wish), count=most)
        if chosen:
            found = [chosen, *(slot for slot in found if slot != chosen)][:most]
        self._slots = found
        today = self._session.today()
        with QSignalBlocker(self.slots):
            self.slots.show_lines([(_shown(slot), _told(slot.day, today, ahead)) for slot in found])
            self.slots.fit()
        self._none.setVisible(not found)
        return found[0] if found else None

    def begin(self) -> None:
        self.slots.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_wish(self) -> None:
        self.wish.mark_saved()  # a wish is not an entry: closing asks nothing for it
        self.wished.emit()

    def _move(self, row: int) -> None:
        self.moved.emit(self._slots[row])

    def _pick(self, row: int) -> None:
        self.moved.emit(self._slots[row])
        self.picked.emit()


def _shown(slot: WallTime) -> str:
    return f"{show_weekday(slot.day)} {show_time(slot.at)}"


def _told(day: date, today: date, ahead: Sequence[Appointment]) -> str:
    """`tomorrow · booked at 10:30 already`."""
    times = [show_time(each.starts_at.at) for each in ahead if each.starts_at.day == day]
    booked = f"booked at {', '.join(times)} already" if times else ""
    return " · ".join(part for part in (_away(day, today), booked) if part)


def _away(day: date, today: date) -> str:
    days = (day - today).days
    if days <= 1:
        return "today" if days == 0 else "tomorrow"
    return f"in {days} days" if days < 21 else f"in {round(days / 7)} weeks"
