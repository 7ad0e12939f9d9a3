"""Rows into a new file of our own structure: what was found, then what trail and backup say of what was not.

The trail holds every row as it last became, so a row whose page is lost is written again from there; the newest backup
of the same history fills what both have lost. Nothing is made up: a row that refers to nothing is left out and counted.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exodesk.storage.driver import Connection
from exodesk.storage.salvage.btree import Stored
from exodesk.storage.salvage.found import Found, FoundRow
from exodesk.storage.schema import guards, runner
from exodesk.storage.schema.tables import Table, tables
from exodesk.storage.steps import HowFar

TRAIL = ("audit", "audit_unit")
_DERIVED = frozenset({"forecast", "name_word", "phone_end", "unscored_point", "unsigned_visit"})


@dataclass(slots=True)
class Carried:
    """Rows by table: read from the damaged file, written again from the trail, taken from a backup, left out.

    `homeless`: rows that can be read, but nothing is left that says of which table they are.
    """

    read: Counter[str] = field(default_factory=Counter)
    from_trail: Counter[str] = field(default_factory=Counter)
    from_backup: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    homeless: int = 0


class Carrier:
    """Fills one new database, inside a transaction of the caller's; the guards are made when all rows are there."""

    def __init__(self, target: Connection, version: int) -> None:
        self._target = target
        self.carried = Carried()
        runner.build(target, version)
        guards.remove(target)
        self._tables = tables(target)
        for name in self._tables:
            target.execute(f'DELETE FROM "{name}"')  # noqa: S608  # our own schema's names

    def take(self, found: Found, step: HowFar) -> None:
        """All rows of the damaged file; the trail first, for it tells whose the homeless ones are."""
        homeless = [list(found.rows(leaves)) for leaves in found.homeless.values()]
        for name in TRAIL:
            self._count(name, found.rows(found.tables.get(name, [])))
            for rows in homeless:
                if rows and rows[0].values[0] is None:  # an INTEGER key, which no other table has
                    self._count(name, rows)
        others = [name for name in self._tables if name not in {*TRAIL, *_DERIVED}]
        for number, name in enumerate(others):
            step(number, len(others), name.replace("_", " ").capitalize())
            self._count(name, found.rows(found.tables.get(name, [])))
        for rows in homeless:
            if home := self._home_of(rows):
                self._count(home, rows)
            elif rows and rows[0].values[0] is not None and not any(map(self._is_derived, rows)):
                self.carried.homeless += len(rows)
        for _, (table, seq) in found.rows(found.tables.get("sqlite_sequence", [])):
            self._target.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", [seq, table])

    def complete_from_trail(self) -> None:
        """Each row that the trail knows and that is not there, as it last became; without columns that went since."""
        for table in self._audited():
            there = self._keys(table)
            for row_id, new in self._last_said(table.name):
                if new and row_id not in there:
                    row = {column: value for column, value in json.loads(new).items() if column in table}
                    self.carried.from_trail[table.name] += self._insert(table.name, list(row), [list(row.values())])

    def complete_from(self, backup: Connection) -> bool:
        """First the trail, then rows; False, and nothing is taken, where the backup is of another history."""
        units = "SELECT unit, sha256 FROM audit_unit"
        ours = dict(self._target.execute(units).fetchall())
        if any(ours.get(unit, seal) != seal for unit, seal in backup.execute(units)):
            return False
        for name in TRAIL:
            self._take_from(backup, self._tables[name])
        self.complete_from_trail()
        for table in self._audited():
            self._take_from(backup, table)
        return True

    def name(self, db_uuid: str | None) -> None:
        """Without its own name no record opens: it keeps it, where its page is lost too, or gets none from here."""
        known = {"db_uuid": db_uuid, "made_up": "0"}
        self._insert("record_info", ("name", "value"), [[name, value] for name, value in known.items() if value])

    def settle(self) -> None:
        """Leave out what refers to nothing, derive what is derived, and put the guards in place."""
        while broken := self._target.execute("PRAGMA foreign_key_check").fetchall():
            for name, rowid, *_ in broken:
                gone = self._target.execute(f'DELETE FROM "{name}" WHERE rowid = ?', [rowid])  # noqa: S608  # our own schema's names
                self.carried.left_out[name] += gone.rowcount
        self._target.execute("INSERT INTO forecast (plan_id, patient_id, stale) SELECT id, patient_id, 1 FROM plan")
        if "unsigned_visit" in self._tables:
            self._target.execute(
                "INSERT INTO unsigned_visit (visit_id) SELECT id FROM visit WHERE id = entry_id"
                " AND id NOT IN (SELECT visit_id FROM signature)"
            )
        guards.install(self._target)

    def _audited(self) -> Iterator[Table]:
        return (table for table in self._tables.values() if table.audited)

    def _keys(self, table: Table) -> set[str]:
        return {str(key) for (key,) in self._target.execute(f'SELECT "{table.key[0]}" FROM "{table.name}"')}  # noqa: S608  # our own schema's names

    def _last_said(self, name: str) -> list[tuple[str, str | None]]:
        """Every id that the trail knows of a table, with what its row last became; None where it was taken away."""
        newest = "SELECT max(seq) FROM audit WHERE tbl = ? GROUP BY row_id"
        return self._target.execute(f"SELECT row_id, new FROM audit WHERE seq IN ({newest})", [name]).fetchall()  # noqa: S608  # our own words

    def _home_of(self, rows: Sequence[FoundRow]) -> str | None:
        """The table of rows that lie together: one of them is as the trail has it."""
        for row in rows:
            said = self._target.execute(
                "SELECT tbl, new FROM audit WHERE row_id = ? AND new IS NOT NULL", row.values[:1]
            )
            for name, new in said.fetchall():
                if name in self._tables and _agrees(row.values, self._tables[name], json.loads(new)):
                    return str(name)
        return None

    def _is_derived(self, row: FoundRow) -> bool:
        """Whether it is of a table that is made anew, such as a forecast: all that it refers to is in the trail."""
        derived = (self._tables[name] for name in sorted(_DERIVED & self._tables.keys()))
        return any(len(row.values) == len(table.columns) and self._refers(row, table) for table in derived)

    def _refers(self, row: FoundRow, table: Table) -> bool:
        known = "SELECT 1 FROM audit WHERE tbl = ? AND row_id = ?"
        return all(
            self._target.execute(known, [each.parent, row.values[table.columns.index(each.column)]]).fetchone()
            for each in table.references
        )

    def _count(self, name: str, rows: Iterable[FoundRow]) -> None:
        """A row ends before columns that came later; one with more columns than the table has is of another table."""
        columns = self._tables[name].columns
        for row in rows:
            if len(row.values) > len(columns) or (name in TRAIL and len(row.values) < len(columns)):
                continue
            found = [row.rowid, *row.values[1:]] if name in TRAIL else row.values
            self.carried.read[name] += self._insert(name, columns[: len(found)], [found])

    def _take_from(self, backup: Connection, table: Table) -> None:
        taken_away = {row_id for row_id, new in self._last_said(table.name) if new is None}
        key = table.columns.index(table.key[0])
        rows = backup.execute(f'SELECT {_listed(table.columns)} FROM "{table.name}"')  # noqa: S608  # our own schema's names
        kept = (list(row) for row in rows if str(row[key]) not in taken_away)
        self.carried.from_backup[table.name] += self._insert(table.name, table.columns, kept)

    def _insert(self, name: str, columns: Sequence[str], rows: Iterable[list[Stored]]) -> int:
        """How many were new; one that is there already, or that lacks what it cannot exist without, is passed over."""
        places = ", ".join("?" * len(columns))
        sql = f'INSERT OR IGNORE INTO "{name}" ({_listed(columns)}) VALUES ({places})'  # noqa: S608  # our own schema's names
        return sum(self._target.execute(sql, row).rowcount for row in rows)


def _agrees(values: Sequence[Stored], table: Table, said: Mapping[str, Stored]) -> bool:
    return len(values) <= len(table.columns) and all(
        said.get(column) == value
        for column, value in zip(table.columns, values, strict=False)
        if column not in table.blobs
    )


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
