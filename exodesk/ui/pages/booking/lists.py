"""Lists of bookings saved as PDF from where they are shown."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from exodesk.core.errors import ExodeskError
from exodesk.documents.booking_list import Line, Waiting
from exodesk.queries.agenda import Booking
from exodesk.queries.away import DueInside, reached_on
from exodesk.ui.session import Session


def ask_where(parent: QWidget, name: str) -> Path | None:
    """A place for the PDF, chosen by a person."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(parent, f"Save {name}", str(Path(folder) / f"{name}.pdf"), "PDF (*.pdf)")
    return Path(chosen) if chosen else None


def write_list(
    session: Session, path: Path, title: str, bookings: Sequence[Booking], plans: Sequence[DueInside] = ()
) -> str:
    """Write it, and say where it lies or why it does not."""
    from exodesk.printing.booking_list import save_booking_list  # noqa: PLC0415 - print code stays out of the start

    try:
        save_booking_list(session.record, path, title, lines_of(bookings, session.today()), _waiting(plans))
    except ExodeskError as error:
        return str(error)
    return f"Saved {path.name} in {path.parent}."


def lines_of(bookings: Sequence[Booking], today: date) -> list[Line]:
    return [
        Line(appointment=each.appointment, patient=each.patient, phone=reached_on(each, today)) for each in bookings
    ]


def _waiting(plans: Sequence[DueInside]) -> list[Waiting]:
    return [
        Waiting(patient=each.patient, where=each.where, first=each.first, last=each.last, phone=each.phone)
        for each in plans
    ]
