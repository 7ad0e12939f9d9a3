"""What a salvage came to, in words: what was read, where the rest came from, and what is missing, of whom and when."""

from collections import Counter
from dataclasses import dataclass

from exodesk.core.dates import show_date, utc_from_text
from exodesk.core.records.patient import show_chart_no
from exodesk.core.sentences import counted
from exodesk.storage import audit, replay
from exodesk.storage.mark import Mark
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.salvage.carry import Carried

_NEWEST = """SELECT row_id, patient_id, max(seq) AS seq, op FROM audit WHERE tbl = ?1
    GROUP BY row_id HAVING row_id = ?2"""
_SHORT = """SELECT unit, at, operation, last_seq - first_seq + 1
    - (SELECT count(*) FROM audit WHERE seq BETWEEN first_seq AND last_seq) AS lost
FROM audit_unit WHERE lost > 0 ORDER BY unit"""
_GAPS = """SELECT former, unit, at FROM
    (SELECT unit, at, lag(unit, 1, 0) OVER (ORDER BY unit) AS former FROM audit_unit) WHERE unit > former + 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """`unreadable` of `pages`; `missing` and `trail`: a sentence each. `backup`: the name of the one that helped."""

    pages: int
    unreadable: int
    carried: Carried
    patients: int
    visits: int
    backup: str
    missing: tuple[str, ...]
    trail: tuple[str, ...]

    @property
    def is_all_there(self) -> bool:
        return not (self.missing or self.carried.left_out or self.carried.homeless)

    def lines(self) -> list[str]:
        """The whole report."""
        took = self.carried
        held = f"{counted(self.patients, 'patient')} and {counted(self.visits, 'visit')}"
        said = [
            f"{counted(self.unreadable, 'page')} of {self.pages:,} could not be read.",
            f"Carried over: {held}, in {counted(took.read.total(), 'row')} as they stood in the damaged file.",
        ]
        if took.from_trail.total():
            said.append(f"Written again from the audit trail: {_by_table(took.from_trail)}.")
        if took.from_backup.total():
            said.append(f"Taken from {self.backup}: {_by_table(took.from_backup)}.")
        if took.left_out.total():
            said.append(f"Left out, because what it belongs to is gone: {_by_table(took.left_out)}.")
        if took.homeless:
            said.append(f"{counted(took.homeless, 'row')} can be read, but nothing is left that says what of.")
        said += self.missing or ["Nothing is missing that the audit trail knows of."]
        return said + list(self.trail)


def missing_rows(record: RecordFile) -> tuple[str, ...]:
    """What the trail knows and the record has not: how many rows of what, of whom, last written when."""
    found: Counter[tuple[str, str, str]] = Counter()
    for each in replay.findings(record):
        if each.code == "row_gone":
            [row] = record.read(_NEWEST, [each.table, each.id])
            found[each.table or "", _chart(record, row["patient_id"]), _day_of(record, row["seq"])] += 1
    return tuple(
        f"Missing: {counted(count, 'row')} of {_words(table)}{of}{on}."
        for (table, of, on), count in sorted(found.items())
    )


def trail_in_words(record: RecordFile, mark: Mark | None) -> tuple[str, ...]:
    """Whether each entry of the trail that was carried is proven by its hash, and which entries are gone."""
    unproven = {each.id for each in audit.findings(record.read) if each.code in {"audit_chain", "audit_gap"}}
    (units,) = record.read("SELECT count(*) FROM audit_unit")[0]
    said = [
        f"The audit trail: {units - len(unproven):,} of {counted(units, 'entry', 'entries')} are proven by their hash."
    ]
    said += [
        f"Missing: {counted(row['lost'], 'row')} of the audit trail, entry {row['unit']:,} ({row['operation']}) of "
        f"{_day(row['at'])}."
        for row in record.read(_SHORT)
    ]
    said += [
        f"Missing: entries {row['former'] + 1:,} to {row['unit'] - 1:,} of the audit trail, before {_day(row['at'])}."
        for row in record.read(_GAPS)
    ]
    head = record.head()
    if mark and mark.db_uuid == record.db_uuid and mark.unit > head.unit:
        said.append(f"Missing: all that was written after entry {head.unit:,}; the record had come to {mark.unit:,}.")
    return tuple(said)


def _chart(record: RecordFile, patient_id: str | None) -> str:
    found = record.read("SELECT chart_no FROM patient WHERE id = ?", [patient_id])
    if found:
        return f" of {show_chart_no(found[0][0])}"
    said = record.read(
        "SELECT new ->> 'chart_no' FROM audit WHERE tbl = 'patient' AND row_id = ? LIMIT 1", [patient_id]
    )
    return f" of {show_chart_no(int(said[0][0]))}" if said and said[0][0] else ""


def _day_of(record: RecordFile, seq: int) -> str:
    found = record.read("SELECT at FROM audit_unit WHERE ? BETWEEN first_seq AND last_seq", [seq])
    return f", last written {_day(found[0][0])}" if found else ""


def _day(at: str) -> str:
    return show_date(utc_from_text(at).date())


def _by_table(rows: Counter[str]) -> str:
    return ", ".join(f"{counted(count, 'row')} of {_words(name)}" for name, count in sorted(rows.items()) if count)


def _words(table: str) -> str:
    return table.replace("_", " ")
