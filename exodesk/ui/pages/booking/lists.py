"""Lists of bookings, printed from where they are shown."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from exodesk.queries.agenda import Booking
from exodesk.queries.away import DueInside
from exodesk.ui.open_record.session import Session


def print_list(
    session: Session,
    title: str,
    bookings: Sequence[Booking],
    parent: QWidget,
    *,
    plans: Sequence[DueInside] = (),
    days: Sequence[date] = (),
) -> None:
    """Show it as it will leave: to a printer, or as a file. `plans` and `days` as `list_form` takes them."""
    from exodesk.printing.forms import list_form  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - as above
    from exodesk.ui.printing.options import FormOptions  # noqa: PLC0415 - as above

    make = partial(list_form, session.record, title, bookings, plans=plans, days=days)
    PrintDialog(FormOptions(session, title, make), parent).open()
