"""What became of a record: who changed what, when and why, old and new side by side. Pure; read from the trail.

A correction writes a new row beside the old one, and mending an injection replaces its sources: both are told as the
change they are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

Stored = str | int | None
Columns = Mapping[str, Stored]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the trail with the act that it belongs to. `old` and `new` hold the columns that had a value."""

    unit: int
    at: str
    actor: str
    operation: str
    reason: str | None
    table: str
    row_id: str
    op: str
    old: Columns
    new: Columns

    @property
    def key(self) -> tuple[str, str]:
        """Table and id of the row."""
        return self.table, self.row_id


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after an act; empty where there was none, or is none any more."""

    table: str
    before: Columns
    after: Columns

    @property
    def columns(self) -> list[str]:
        """Those that differ, in the order of the row."""
        return [name for name in {**self.before, **self.after} if self.before.get(name) != self.after.get(name)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that somebody did. `at` is an instant as stored."""

    at: str
    actor: str
    operation: str
    reason: str | None
    changes: tuple[RowChange, ...]


def acts_of(entries: Iterable[Entry]) -> list[Act]:
    """The acts behind these entries, which come oldest first; of those in which nothing changed, none."""
    known: dict[tuple[str, str], Columns] = {}
    acts = []
    for _, together in groupby(entries, key=lambda entry: entry.unit):
        unit = list(together)
        changes = tuple(change for change in _changes(unit, known) if change.columns)
        known |= {(entry.table, entry.row_id): entry.new for entry in unit}
        if changes:
            first = unit[0]
            acts.append(
                Act(at=first.at, actor=first.actor, operation=first.operation, reason=first.reason, changes=changes)
            )
    return acts


def _changes(unit: Sequence[Entry], known: Mapping[tuple[str, str], Columns]) -> Iterator[RowChange]:
    corrections = [entry.new for entry in unit if entry.new.get("target_id") and entry.new.get("replacement_id")]
    replaced = {str(each["replacement_id"]): str(each["target_id"]) for each in corrections}
    gone = [entry for entry in unit if entry.op == "delete"]
    for entry in unit:
        if entry.op == "update":
            yield RowChange(entry.table, entry.old, entry.new)
        elif entry.op == "insert":
            yield RowChange(entry.table, _before(entry, replaced, gone, known), entry.new)
    for entry in gone:
        yield RowChange(entry.table, entry.old, {})


def _before(
    entry: Entry, replaced: Mapping[str, str], gone: list[Entry], known: Mapping[tuple[str, str], Columns]
) -> Columns:
    """What a new row stands in the place of: the version it corrects, its sister there, or a row taken back."""
    if target := replaced.get(entry.row_id):
        return known.get((entry.table, target), {})
    if target := replaced.get(str(entry.new.get("injection_id"))):
        return _sister(entry, target, known)
    taken_back = next((each for each in gone if each.table == entry.table), None)
    if taken_back is None:
        return {}
    gone.remove(taken_back)
    return taken_back.old


def _sister(entry: Entry, injection_id: str, known: Mapping[tuple[str, str], Columns]) -> Columns:
    """The child of the corrected version that says most nearly the same."""
    sisters = [
        columns
        for (table, _), columns in known.items()
        if table == entry.table and columns.get("injection_id") == injection_id
    ]
    return max(sisters, key=lambda columns: len(columns.items() & entry.new.items()), default={})
