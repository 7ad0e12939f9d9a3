"""G5 to G7: from a keystroke in the search field to the painted list, thirty names letter by letter."""

from collections.abc import Iterator
from contextlib import closing
from statistics import median

from PySide6.QtCore import QSignalBlocker

from exodesk.core.folding import fold
from exodesk.queries import patients
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.models.patients import PatientRows
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.patients import PatientsPage
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.desk import Window, application
from tests.bench.goals import Measured
from tests.bench.measure import Times, in_turn, p95, ratio, typical

_NAMES, _BOTH_NAMES_OF = 30, 3
_RAW = """SELECT patient.* FROM patient JOIN name_word ON name_word.patient_id = patient.id
WHERE name_word.word >= ? AND name_word.word < ? LIMIT 50"""


def measure(small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    application()
    with closing(large.open()) as many, closing(small.open()) as few:
        at_large, at_small = Typist(many), Typist(few)
        figures, floors, small_figures = in_turn(pairs, at_large.search, at_large.only_paint, at_small.search)
    letters, bare = typical(figures), typical(floors)
    of_floor = ratio(figures, floors)
    yield Measured(goals.KEYSTROKE, p95(letters), p95(bare), p95(letters) / p95(bare))
    yield Measured(goals.KEYSTROKE_OF_FLOOR, median(letters), median(bare), of_floor)
    yield Measured(
        goals.KEYSTROKE_GROWTH, median(letters), median(typical(small_figures)), ratio(figures, small_figures)
    )


class Typist:
    """Somebody who types names of this archive into the page of patients."""

    def __init__(self, record: RecordFile) -> None:
        self._record = record
        self._page = PatientsPage(Session(record))
        self._window = Window.showing(self._page)
        self._fixed = patients.recent(record, patients.MOST_FOUND)
        self._typed = [name[:end] for name in _names(record) for end in range(1, len(name) + 1)]

    def search(self) -> Times:
        """Each letter typed into the page."""
        return [self._keystroke(typed) for typed in self._typed]

    def only_paint(self) -> Times:
        """The floor: one bare query and fifty fixed rows, in the same widgets."""
        with QSignalBlocker(self._page.search):
            return [self._floor(typed) for typed in self._typed]

    def _keystroke(self, typed: str) -> float:
        return self._window.until_painted(lambda: self._page.search.setText(typed))

    def _floor(self, typed: str) -> float:
        model = self._page.table.model()
        if not isinstance(model, PatientRows):
            raise TypeError(model)
        prefix = fold(typed)

        def act() -> None:
            self._page.search.setText(typed)
            self._record.read(_RAW, [prefix, prefix + "\U0010ffff"])
            model.show(self._fixed, self._record.today())
            self._page.table.selectRow(0)

        return self._window.until_painted(act)


def _names(record: RecordFile) -> list[str]:
    """Family names from all over the archive; every third with a given name before it."""
    found = record.read("SELECT family_name, given_name FROM patient WHERE merged_into IS NULL ORDER BY chart_no")
    step = max(1, len(found) // _NAMES)
    names = found[::step][:_NAMES]
    return [
        f"{given} {family}" if place % _BOTH_NAMES_OF == 0 else family for place, (family, given) in enumerate(names)
    ]
