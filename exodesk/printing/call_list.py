"""The list of whom to call as a file, with its line in the audit trail."""

from collections.abc import Sequence
from pathlib import Path

from exodesk.documents.call_list import call_list
from exodesk.printing.pdf import write_pdf
from exodesk.queries.boosters import BoosterRow
from exodesk.storage import clinic
from exodesk.storage.recordfile import RecordFile


def save_call_list(record: RecordFile, path: Path, rows: Sequence[BoosterRow]) -> int:
    """Write those of the rows who may be contacted, on the clinic's paper; returns its pages."""
    home = clinic.get(record)
    document = call_list(
        [(row.group, row.listed) for row in rows if not row.no_contact],
        clinic.list_rules(record),
        home,
        printed_at=record.now().astimezone(record.zone),
        audit_head=record.head().sha256.hex(),
    )
    pages = write_pdf(document, path, home.paper)
    record.log("print call list")
    return pages
