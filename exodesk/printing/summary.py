"""A visit's summary from the record to a file, with its line in the audit trail."""

from pathlib import Path

from exodesk.core.records.clinic import Paper
from exodesk.documents.summary import visit_summary
from exodesk.documents.texts import PracticeTexts
from exodesk.printing.pdf import write_pdf
from exodesk.queries.visit import read_visit
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile


def save_summary(record: RecordFile, visit_id: str, path: Path, paper: Paper | None = None) -> int:
    """Write the summary of a visit, on the clinic's paper unless told otherwise; returns its pages.

    It is logged first: a page that nobody knows of is worse than a line of a page that could not be written.
    """
    page = read_visit(record, visit_id)
    document = visit_summary(
        page.chart,
        page.view,
        page.clinic,
        printed_at=record.now().astimezone(record.zone),
        audit_head=record.head().sha256.hex(),
        synthetic=record.is_made_up,
        texts=PracticeTexts(tuple(printed.texts(record))),
    )
    record.log("print visit summary", f"visit {visit_id}")
    return write_pdf(document, path, paper or page.clinic.paper)
