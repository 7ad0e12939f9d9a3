"""The summaries of many visits into one folder, a file each, in the worker. It can be stopped between any two."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop

from exodesk.core.errors import StorageError
from exodesk.printing.leaving import free_path, save_page
from exodesk.printing.pages import summary_page
from exodesk.storage.recordfile import RecordFile


def save_summaries(record: RecordFile, visit_ids: Sequence[str], folder: Path) -> Iterator[int]:
    """Save a summary of each visit, named by chart number and day; after each, how many there are.

    Every file is whole and noted as soon as it is there, so that whoever stops leaves nothing half done.
    """
    if not folder.is_dir():
        raise StorageError(f"There is no folder {folder}. Choose another place.")
    timers = QEventLoop()  # a text starts timers in the thread that lays it out, which Qt does for its own threads only
    for done, visit_id in enumerate(visit_ids, start=1):
        page = summary_page(record, visit_id)
        save_page(record, page, free_path(folder, page, page.numbered))
        yield done
    del timers
