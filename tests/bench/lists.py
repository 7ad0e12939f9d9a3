"""G11: the lists that a day is worked by, read to what their pages show: boosters (all groups) and Today.

The floor is the same SQL on a bare cursor: every statement that reading took, with its parameters, run again. A large
made-up practice has more to do in a day too, so Today is compared by what one line of its page costs.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from statistics import median

from exodesk.queries.boosters import boosters, overdue_and_due
from exodesk.queries.to_do import to_do
from exodesk.queries.today import read_today
from exodesk.storage.driver import Row
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Value
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.goals import Goal, Measured
from tests.bench.measure import Times, in_turn, milliseconds, ratio, typical

Reading = Callable[[RecordFile], object]


def today(record: RecordFile) -> list[object]:
    """All parts of Today, as its page asks for them: a line for each thing that it lists."""
    found, left = read_today(record), to_do(record)
    waiting = (left.notes, left.tasks, left.questions, left.scores, found.unsigned, overdue_and_due(record))
    return [*found.coming, *(each for part in waiting for each in part)]


_LISTS: tuple[tuple[Reading, Goal, Goal], ...] = (
    (boosters, goals.BOOSTERS, goals.BOOSTERS_GROWTH),
    (today, goals.TODAY, goals.TODAY_GROWTH),
)
_TIMES = 5


def measure(small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    with closing(large.open()) as many, closing(small.open()) as few:
        for reading, of_floor, growth in _LISTS:
            at_large, at_small = Lister(many, reading), Lister(few, reading)
            figures, floors, small_figures = in_turn(pairs, at_large.read, at_large.only_sql, at_small.read)
            figure, floor = median(typical(figures)), median(typical(floors))
            note = f"{at_large.statements} statements"
            yield Measured(of_floor, figure, floor, ratio(figures, floors), note)
            each, small_each = at_large.for_each(figures), at_small.for_each(small_figures)
            note = f"{at_large.lines} and {at_small.lines} lines"
            yield Measured(growth, median(typical(each)), median(typical(small_each)), ratio(each, small_each), note)


class Lister:
    """Somebody who opens one list of one archive, again and again."""

    def __init__(self, record: RecordFile, reading: Reading) -> None:
        self._record, self._reading = record, reading
        self._asked = _statements_of(record, reading)
        found = reading(record)
        self.lines = max(1, len(found)) if reading is today and isinstance(found, list) else 1

    @property
    def statements(self) -> int:
        return len(self._asked)

    def read(self) -> Times:
        return [milliseconds(lambda: self._reading(self._record)) for _ in range(_TIMES)]

    def for_each(self, rounds: list[Times]) -> list[Times]:
        """By line of the day; a list that gives its first rows is one."""
        return [[time / self.lines for time in times] for times in rounds]

    def only_sql(self) -> Times:
        return [milliseconds(self._ask) for _ in range(_TIMES)]

    def _ask(self) -> None:
        with self._record.reading():
            for sql, parameters in self._asked:
                self._record.read(sql, parameters)


def _statements_of(record: RecordFile, reading: Reading) -> list[tuple[str, Sequence[Value]]]:
    """What a list asks of the record, in its order."""
    asked: list[tuple[str, Sequence[Value]]] = []
    read = record.read

    def note(sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        asked.append((sql, list(parameters)))
        return read(sql, parameters)

    record.read = note  # type: ignore[method-assign]
    try:
        reading(record)
    finally:
        record.read = read  # type: ignore[method-assign]
    return asked
