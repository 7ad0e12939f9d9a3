"""The audit trail: rows that triggers wrote, sealed by one unit a transaction in a chain of hashes. Never rewritten.

A unit's hash covers the previous hash, the unit's header and its rows as stored. Triggers know neither actor nor our
clock, and a row is never changed after it was written: so the unit carries them.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exodesk.core.dates import utc_text
from exodesk.storage.driver import Connection, Read
from exodesk.storage.finding import Finding
from exodesk.storage.reading import in_pages
from exodesk.storage.steps import HowFar, no_step
from exodesk.storage.surroundings import Surroundings

FIRST_HASH = bytes(32)
STRAYS = "rows found outside the trail"
"""The operation of a unit that seals what somebody wrote past the door."""

_ROWS = "SELECT seq, tbl, row_id, patient_id, op, old, new FROM audit WHERE seq >= ? ORDER BY seq"
_UNITS = """SELECT unit, first_seq, last_seq, at, raw_clock, clock_flag, session, actor, operation, reason, sha256
FROM audit_unit WHERE unit >= ? ORDER BY unit"""


class Unit(NamedTuple):
    """The header of a unit. `at` never runs backwards; `raw_clock` is what the clock said, flagged where it did."""

    unit: int
    first_seq: int
    last_seq: int
    at: str
    raw_clock: str
    clock_flag: int
    session: str
    actor: str
    operation: str
    reason: str | None

    def hash_after(self, previous: bytes, rows: Iterable[Sequence[object]]) -> bytes:
        """`rows`: its own, in order."""
        digest = hashlib.sha256(previous)
        digest.update(_canonical(self._asdict()))
        for row in rows:
            digest.update(b"\n" + _canonical(list(row)))
        return digest.digest()


_SEAL = f"""INSERT INTO audit_unit ({", ".join(Unit._fields)}, sha256)
VALUES ({", ".join("?" * len(Unit._fields))}, ?)"""  # noqa: S608  # our own names
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _canonical(value: object) -> bytes:
    return _JSON.encode(value).encode()


class Head(NamedTuple):
    """How far the trail has come."""

    unit: int = 0
    last_seq: int = 0
    at: str = ""
    sha256: bytes = FIRST_HASH


class Trail:
    """Closes units on one connection, inside the transaction that the door has begun."""

    def __init__(self, connection: Connection, surroundings: Surroundings) -> None:
        self._connection = connection
        self._surroundings = surroundings
        self._session = surroundings.new_id()

    def head(self) -> Head:
        found = self._connection.execute(
            "SELECT unit, last_seq, at, sha256 FROM audit_unit ORDER BY unit DESC LIMIT 1"
        ).fetchone()
        return Head(*found) if found else Head()

    def seal_strays(self) -> Head:
        """Rows in no unit were written past the door: a finding, and recorded before anything else is."""
        return self.close_unit(STRAYS, None)

    def close_unit(
        self, operation: str, reason: str | None, *, after: Head | None = None, even_without_rows: bool = False
    ) -> Head:
        """Seal the rows since the last unit; without any, only an act that has none by nature makes a unit.

        `after`: where the trail ends, for who has found out inside this transaction. Answers where it ends then.
        """
        head = after or self.head()
        (last_seq,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()
        if last_seq <= head.last_seq and not even_without_rows:
            return head
        raw_clock = utc_text(self._surroundings.now())
        unit = Unit(
            unit=head.unit + 1,
            first_seq=head.last_seq + 1,
            last_seq=max(last_seq, head.last_seq),
            at=max(raw_clock, head.at),
            raw_clock=raw_clock,
            clock_flag=int(raw_clock < head.at),
            session=self._session,
            actor=unicodedata.normalize("NFC", self._surroundings.actor),
            operation=unicodedata.normalize("NFC", operation),
            reason=None if reason is None else unicodedata.normalize("NFC", reason),
        )
        rows = in_pages(self._connection.execute, _ROWS, first=unit.first_seq)
        sha256 = unit.hash_after(head.sha256, rows)
        self._connection.execute(_SEAL, [*unit, sha256])
        return Head(unit.unit, unit.last_seq, unit.at, sha256)


class _Rows:
    """The rows of the trail, read once from first to last: units that are whole ask for them one after the other."""

    def __init__(self, read: Read) -> None:
        self._left = in_pages(read, _ROWS)
        self._next = next(self._left, None)

    def between(self, first: int, last: int) -> Iterator[Sequence[object]]:
        """Those of one unit; what an earlier unit has claimed already is not told again, so its hash differs."""
        while (row := self._next) and row[0] <= last:
            self._next = next(self._left, None)
            if row[0] >= first:
                yield row


def findings(read: Read, step: HowFar = no_step) -> Iterator[Finding]:
    """What is wrong with the trail by itself: a broken chain, gaps, rows in no unit, a cut end."""
    previous, rows = Head(), _Rows(read)
    of = next(iter(read("SELECT count(*) FROM audit_unit")))[0]
    for number, (*header, sha256) in enumerate(in_pages(read, _UNITS)):
        if number % 100 == 0:
            step(number, of, "Acts")
        unit = Unit(*header)
        where = ("audit_unit", str(unit.unit))
        if unit.unit != previous.unit + 1 or unit.first_seq != previous.last_seq + 1:
            yield Finding("audit_gap", f"The audit trail has a gap before unit {unit.unit}.", *where)
        if unit.hash_after(previous.sha256, rows.between(unit.first_seq, unit.last_seq)) != sha256:
            yield Finding("audit_chain", f"Unit {unit.unit} of the audit trail is not as it was sealed.", *where)
        if unit.operation == STRAYS:
            yield Finding("audit_stray", f"Rows {unit.first_seq} to {unit.last_seq} were written past Exodesk.", *where)
        previous = Head(unit.unit, unit.last_seq, unit.at, sha256)
    last_seq = next(iter(read("SELECT coalesce(max(seq), 0) FROM audit")))[0]
    if last_seq > previous.last_seq:
        first = previous.last_seq + 1
        yield Finding("audit_stray", f"Rows {first} to {last_seq} of the trail stand in no unit.", "audit", str(first))
    for (given,) in read("SELECT seq FROM sqlite_sequence WHERE name = 'audit'"):
        if given <= max(last_seq, previous.last_seq):
            continue
        yield Finding("audit_cut", f"The audit trail was cut after row {last_seq}.", "audit", str(last_seq))
