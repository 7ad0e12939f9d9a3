"""What can be done where one stands in the calendar, as a menu: by the right button, or by the menu key."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exodesk.core.records.appointment import AppointmentStatus
from exodesk.queries.agenda import Booking
from exodesk.ui import parts
from exodesk.ui.calendar import words
from exodesk.ui.calendar.stretch import is_movable
from exodesk.ui.keyboard.keys import Key

KEYS = {
    AppointmentStatus.CONFIRMED: Key.CONFIRMED,
    AppointmentStatus.ARRIVED: Key.ARRIVED,
    AppointmentStatus.NO_SHOW: Key.NO_SHOW,
    AppointmentStatus.CANCELLED: Key.CANCEL,
}
Entry = tuple[str, str, Callable[[], object]]
"""Its words, its key, what it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where one stands, and what the page can do there.

    `marks`: what may become of the booking now, and how that is called; `taken`: what was taken along from elsewhere.
    """

    booking: Booking | None
    marks: Sequence[tuple[AppointmentStatus, str]]
    taken: Booking | None
    open_booking: Callable[[], object]
    mark: Callable[[AppointmentStatus], object]
    cut: Callable[[], object]
    paste: Callable[[], object]
    book: Callable[[], object]
    block_time: Callable[[], object]


def menu_of(here: Here, page: QWidget) -> parts.Menu:
    """It goes once it is closed."""
    menu = parts.Menu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in _groups(here):
        menu.addSeparator()
        for text, keys, act in group:
            menu.addAction(f"{text}\t{keys}".rstrip()).triggered.connect(act)
    return menu


def _groups(here: Here) -> Iterator[list[Entry]]:
    if here.booking is None:
        yield [("Book…", "Enter", here.book), ("Block time…", "", here.block_time)]
    else:
        yield [("Open…", "Enter", here.open_booking)]
        yield [
            (text, KEYS[status].shown if status in KEYS else "", partial(here.mark, status))
            for status, text in here.marks
        ]
        if is_movable(here.booking):
            is_taken = here.taken is not None and here.taken.appointment.id == here.booking.appointment.id
            yield [("Leave it here" if is_taken else "Take along to another time", Key.CUT.shown, here.cut)]
    if here.taken:
        yield [(f"Put {words.title(here.taken)} here", Key.PASTE.shown, here.paste)]
