"""G8: from the list of patients to a painted chart of forty events: rows read, judged, laid out and painted."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from statistics import median

from PySide6.QtWidgets import QWidget

from exodesk.core.timeline import timeline_of
from exodesk.queries.chart import read_chart
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import CHART, PATIENTS
from exodesk.ui.pages.places import places_of_patients
from exodesk.ui.shell.workspace import Workspace
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.desk import Window, application
from tests.bench.goals import Measured
from tests.bench.measure import Times, in_turn, ratio, typical

EVENTS = 40
_CHARTS, _CANDIDATES = 10, 100
_LIKELY = """SELECT patient_id FROM visit GROUP BY patient_id ORDER BY abs(count(*) - ?), patient_id LIMIT ?"""
_VISITS_OF_SO_MANY = 8


def measure(small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    application()
    with closing(large.open()) as many, closing(small.open()) as few:
        at_large, at_small = Reader(many), Reader(few)
        figures, floors, small_figures = in_turn(pairs, at_large.open_charts, at_large.open_blank, at_small.open_charts)
    figure, floor = median(typical(figures)), median(typical(floors))
    yield Measured(goals.CHART, figure, floor, ratio(figures, floors), at_large.note)
    yield Measured(goals.CHART_GROWTH, figure, median(typical(small_figures)), ratio(figures, small_figures))


class Reader:
    """Somebody who opens charts from the list of patients, comes back to it, and looks at it for a moment."""

    def __init__(self, record: RecordFile) -> None:
        self._workspace = Workspace(Session(record), places_of_patients())
        self._workspace.open_page(PATIENTS)
        self._window = Window.showing(self._workspace)
        self._window.settle(until=self._is_ready)
        events = charts_of(record)
        self._patient_ids = list(events)
        self.note = f"{min(events.values())} to {max(events.values())} events"

    def open_charts(self) -> Times:
        return [self._open_chart(patient_id) for patient_id in self._patient_ids]

    def open_blank(self) -> Times:
        """The floor: an empty page that covers the list."""
        return [self._open_blank() for _ in self._patient_ids]

    def _open_chart(self, patient_id: str) -> float:
        taken = self._window.until_painted(partial(self._workspace.open_page, CHART, patient_id))
        self._workspace.open_page(PATIENTS)
        self._window.settle(until=self._is_ready)
        return taken

    def _is_ready(self) -> bool:
        """What the program does while somebody looks at the list is done."""
        return self._workspace.pages.blanks.are_ready

    def _open_blank(self) -> float:
        page = self._workspace.page
        if page is None:
            raise TypeError(page)
        blanks: list[QWidget] = []

        def cover() -> None:
            blanks.append(QWidget(page))
            blanks[-1].setAutoFillBackground(True)
            blanks[-1].resize(page.size())
            blanks[-1].show()

        taken = self._window.until_painted(cover)
        for blank in blanks:
            blank.deleteLater()
        self._window.settle()
        return taken


def charts_of(record: RecordFile) -> dict[str, int]:
    """The patients whose timelines have about forty entries, with how many those have."""
    likely = [row[0] for row in record.read(_LIKELY, [_VISITS_OF_SO_MANY, _CANDIDATES])]
    entries = {each: len(timeline_of(read_chart(record, each)).entries) for each in likely}
    nearest = sorted(entries, key=lambda each: (abs(entries[each] - EVENTS), each))[:_CHARTS]
    return {each: entries[each] for each in nearest}
