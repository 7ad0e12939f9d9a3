"""Lists of bookings, printed from where they are shown."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from exodesk.documents.booking_list import Line, Waiting
from exodesk.queries.agenda import Booking
from exodesk.queries.away import DueInside, reached_on
from exodesk.ui.session import Session


def print_list(
    session: Session, title: str, bookings: Sequence[Booking], parent: QWidget, plans: Sequence[DueInside] = ()
) -> None:
    """Show it as it will leave: to a printer, or as a file."""
    from exodesk.printing.forms import list_form  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - as above
    from exodesk.ui.printing.options import FormOptions  # noqa: PLC0415 - as above

    make = partial(list_form, session.record, title, lines_of(bookings, session.today()), _waiting(plans))
    PrintDialog(FormOptions(session, title, make), parent).open()


def lines_of(bookings: Sequence[Booking], today: date) -> list[Line]:
    return [
        Line(appointment=each.appointment, patient=each.patient, phone=reached_on(each, today)) for each in bookings
    ]


def _waiting(plans: Sequence[DueInside]) -> list[Waiting]:
    return [
        Waiting(patient=each.patient, where=each.where, first=each.first, last=each.last, phone=each.phone)
        for each in plans
    ]
