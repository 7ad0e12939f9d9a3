"""Taking acts back: the last of them, as long as that runs over nothing that was done since.

An undo is tried inside its own transaction and held against the trail before it is sealed: it goes through when each
row that it writes is as the act left it, and nothing that came since leans on it (docs/decisions/0280). An act that
has no undo is not passed over in silence (docs/decisions/0310).
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import ExodeskError
from exodesk.core.history import Entry
from exodesk.services.leaning import leaning_on
from exodesk.storage import trail_rows
from exodesk.storage.audit import Head
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows

MOST_UNDOS = 20


class CannotUndo(ExodeskError):
    """What was done since stands in the way; `because` names it."""

    def __init__(self, said: str, because: str, what_next: str) -> None:
        super().__init__(f"“{said}” cannot be undone: {because}. Nothing was changed now. {what_next}".rstrip())


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    """An act that was told, and the units of the trail that it wrote."""

    change: Change
    units: range


class Undoing:
    """The acts of one person on one open record, the last `MOST_UNDOS` of which can be taken back."""

    def __init__(self, record: RecordFile) -> None:
        self._record = record
        self._undos: deque[_Done] = deque(maxlen=MOST_UNDOS)
        self._said: dict[int, str] = {}
        self._void: set[int] = set()  # units of acts that were taken back, and of the taking back

    def note(self, change: Change, before: Head) -> None:
        """An act was done; `before`: where the trail ended until then."""
        units = self._since(before)
        self._said |= dict.fromkeys(units, change.said)
        if change.undo or change.said:
            self._undos.append(_Done(change, units))

    def take_back(self, told: Change | None = None) -> tuple[Change, Change] | None:
        """Take back an act that was noted, else the last one: it, and what its undo did; None when there is none.

        Raises CannotUndo where something since stands in the way, InvalidRecord where a rule does: nothing is written
        then. The last act is passed over from then on; one that was told can be asked for again.
        """
        if told is None:
            self._stop_at_what_stays()
        done = next((each for each in reversed(self._undos) if told is None or each.change is told), None)
        if done is None or done.change.undo is None:
            return None
        if told is None:
            self._undos.remove(done)
        before = self._record.head()
        self._record.proof = partial(self._prove, done)
        try:
            change = done.change.undo(self._record)
        finally:
            self._record.proof = None
        if told is not None:
            self._undos.remove(done)
        self._void.update(done.units, self._since(before))
        return done.change, change

    def _stop_at_what_stays(self) -> None:
        """Raise CannotUndo where what was done last has no undo: whoever wants it back does not mean an older act."""
        last = self._undos[-1].change if self._undos else None
        if last is None or last.undo:
            return
        while self._undos and not self._undos[-1].change.undo:
            self._undos.pop()
        before = f"The next undo takes back “{self._undos[-1].change.said}”" if self._undos else ""
        raise CannotUndo(last.said, "it can only be changed by hand", before)

    def _since(self, before: Head) -> range:
        return range(before.unit + 1, self._record.head().unit + 1)

    def _prove(self, done: _Done, rows: Rows) -> None:
        """Raise CannotUndo unless what is being written undoes that act alone."""
        written = trail_rows.not_yet_sealed(self._record)
        past = trail_rows.of_rows(self._record, {entry.key for entry in written} | rows.updated)
        for later in self._standing(past, done):
            raise self._refused(done, f"{self._named(later)} changed the same {_what(later)} since", later)
        left = {each.key: each.new for each in past if each.unit < done.units.stop}
        for entry in written:
            if left.get(entry.key, entry.old) != entry.old:
                raise self._refused(done, f"the {_what(entry)} is not as it was left then")
        for leaning in leaning_on(self._record, written, past, done.units):
            for later in self._standing(leaning.entries, done):
                raise self._refused(done, f"{self._named(later)} {leaning.how}", later)

    def _standing(self, entries: Iterable[Entry], done: _Done) -> list[Entry]:
        """What was written after an act and was not taken back, the latest first."""
        later = [each for each in entries if each.unit >= done.units.stop and each.unit not in self._void]
        return sorted(later, key=lambda each: each.unit, reverse=True)

    def _named(self, entry: Entry) -> str:
        return f"“{self._said.get(entry.unit) or entry.operation}”"

    def _refused(self, done: _Done, because: str, later: Entry | None = None) -> CannotUndo:
        can_go = later and any(each.change.undo and later.unit in each.units for each in self._undos)
        what_next = "Undo that first." if can_go else "If it has to go, change it by hand."
        return CannotUndo(done.change.said, because, what_next)


def _what(entry: Entry) -> str:
    return entry.table.replace("_", " ")
