"""A visit's summary from the record to a file, for the verb that needs no window."""

from pathlib import Path

from exodesk.core.records.clinic import Paper
from exodesk.printing.leaving import save_page
from exodesk.printing.pages import summary_page
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile


def save_summary(record: RecordFile, visit_id: str, path: Path, paper: Paper | None = None) -> int:
    """Write the summary of a visit, on the clinic's paper unless told otherwise; returns its pages."""
    change = save_page(record, summary_page(record, visit_id), path, paper=paper)
    return printed.page(record, str(change.record_id)).pages
