"""G13: a thousand summaries saved by the card of the settings, and how long the window stands still meanwhile."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop

from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.many import ManySummariesCard
from exodesk.ui.work.jobs import Jobs
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.desk import Window, application
from tests.bench.goals import Measured
from tests.bench.stalls import Stalls

MANY = 1000
_KEPT: list[object] = []
"""A window and its jobs live as long as the program, as they do in Exodesk."""


def measure(small: Archive, _large: Archive, _pairs: int) -> Iterator[Measured]:
    """In a copy: each page that is saved is noted in its record."""
    application()
    import_module("exodesk.printing.batch")  # by whoever first prints in a day
    with tempfile.TemporaryDirectory(prefix="exodesk-bench-") as folder:
        for path in small.path.parent.glob(f"{small.path.name}*"):
            shutil.copy(path, folder)
        with closing(Archive(Path(folder) / small.path.name, small.patients).open()) as record:
            yield _of_many(record, Path(folder) / "summaries")


def _of_many(record: RecordFile, folder: Path) -> Measured:
    folder.mkdir()
    found = [row["visit_id"] for row in record.read("SELECT DISTINCT visit_id FROM signature LIMIT ?", [MANY])]
    jobs = Jobs()
    try:
        card = ManySummariesCard(Session(record), jobs)
        _KEPT.extend((jobs, Window.showing(card)))
        loop, stalls, begun = QEventLoop(), Stalls(), perf_counter()
        card.saved.connect(loop.quit)
        card.begin(found, folder)
        loop.exec()
        took = perf_counter() - begun
        card.window().hide()  # its record is closed now
    finally:
        jobs.close()
    made = len(list(folder.glob("*.pdf")))
    note = f"{made:,} of {MANY:,} saved, {took / MANY * 1000:.0f} ms each"
    return Measured(goals.STALL_OF_MANY, figure=stalls.longest * 1000, note=note)
