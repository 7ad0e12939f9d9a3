"""A list of booked patients as a file, with its line in the audit trail."""

from collections.abc import Sequence
from pathlib import Path

from exodesk.documents.booking_list import Line, Waiting, booking_list
from exodesk.printing.pdf import write_pdf
from exodesk.storage import clinic
from exodesk.storage.recordfile import RecordFile


def save_booking_list(
    record: RecordFile, path: Path, title: str, lines: Sequence[Line], waiting: Sequence[Waiting] = ()
) -> int:
    """Write the list on the clinic's paper; returns its pages."""
    home = clinic.get(record)
    document = booking_list(
        title,
        lines,
        home,
        waiting=waiting,
        printed_at=record.now().astimezone(record.zone),
        audit_head=record.head().sha256.hex(),
    )
    pages = write_pdf(document, path, home.paper)
    record.log(f"print {title.lower()}")
    return pages
