"""The blank visit form as a file, with its line in the audit trail."""

from pathlib import Path

from exodesk.documents.blank_visit import blank_visit
from exodesk.printing.pdf import write_pdf
from exodesk.storage import clinic
from exodesk.storage.recordfile import RecordFile


def save_blank_visit(record: RecordFile, path: Path) -> int:
    """Write the form on the clinic's paper; returns its pages."""
    home = clinic.get(record)
    document = blank_visit(home, printed_at=record.now().astimezone(record.zone), audit_head=record.head().sha256.hex())
    pages = write_pdf(document, path, home.paper)
    record.log("print blank visit form")
    return pages
