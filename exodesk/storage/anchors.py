"""What an opening can tell at once: whether the trail is as far as its mark says, whole at its end, behind the clock.

It reads a handful of rows, however long the trail is. All of it is read by `audit` and `replay`, when they are asked.
"""

from collections.abc import Iterator
from datetime import timedelta

from exodesk.core.dates import show_date, show_time, utc_from_text
from exodesk.storage.backup import folder_beside, found_in
from exodesk.storage.finding import Finding
from exodesk.storage.mark import Mark, mark_path
from exodesk.storage.recordfile import RecordFile

NEXT = "Unless you put an older file back yourself, lock and restore the newest backup."

CLOCKS_MAY_DIFFER = timedelta(minutes=5)


def findings(record: RecordFile) -> tuple[Finding, ...]:
    """Before anything is written: the first write seals what it finds outside the trail."""
    behind = (*_behind_its_mark(record),) or (*_behind_its_backups(record),)
    return (*behind, *_at_its_end(record), *_ahead_of_the_clock(record))


def _behind_its_mark(record: RecordFile) -> Iterator[Finding]:
    """An older file put back, a lost log or a cut trail: whole in itself, but not as far as it had come."""
    mark = Mark.read(record.path)
    if mark is None or mark.db_uuid != record.db_uuid:
        return
    found = record.read("SELECT sha256 FROM audit_unit WHERE unit = ?", [mark.unit])
    head = record.head()
    if not found and mark.unit:
        text = f"Everything after entry {head.unit} is missing: this record had come to entry {mark.unit}."
        yield Finding("behind_mark", f"{text} {mark_path(record.path).name} says so. {NEXT}")
    elif found and bytes(found[0]["sha256"]).hex() != mark.sha256:
        yield _other_history(mark.unit, mark_path(record.path).name)


def _behind_its_backups(record: RecordFile) -> Iterator[Finding]:
    """The record and its mark both put back from an older day: a backup that was made later knows more.

    Who restored an older backup on purpose is not told of it again.
    """
    latest = next(iter(found_in(folder_beside(record.path), record.db_uuid)), None)
    if latest is None:
        return
    held, head = latest.manifest.contents, record.head()
    restored = record.read("SELECT max(at) AS at FROM audit_unit WHERE operation = 'restore'")[0]["at"]
    if restored and utc_from_text(restored) >= latest.manifest.made_at:
        return
    name = latest.path.name
    if held.unit > head.unit:
        text = f"Everything after entry {head.unit} is missing: {name} holds this record up to entry {held.unit}."
        yield Finding("behind_backup", f"{text} {NEXT}")
        return
    found = record.read("SELECT sha256 FROM audit_unit WHERE unit = ?", [held.unit])
    if found and bytes(found[0]["sha256"]).hex() != held.head:
        yield _other_history(held.unit, name)


def _other_history(unit: int, witness: str) -> Finding:
    text = (
        f"Entry {unit} of the audit trail is another one than {witness} holds: the trail was written anew, or this is"
    )
    return Finding("other_history", f"{text} another copy of the record. Look into the newest backup before you go on.")


def _at_its_end(record: RecordFile) -> Iterator[Finding]:
    """Rows that stand in no act, and a counter that has come further than the rows."""
    head = record.head()
    last_seq = record.read("SELECT coalesce(max(seq), 0) FROM audit")[0][0]
    if last_seq > head.last_seq:
        rows = last_seq - head.last_seq
        some = "A row was" if rows == 1 else f"{rows} rows were"
        yield Finding("audit_stray", f"{some} written past Exodesk since entry {head.unit} of the audit trail.")
    given = record.read("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
    if given and given[0]["seq"] > max(last_seq, head.last_seq):
        yield Finding("audit_cut", f"The end of the audit trail was cut off after entry {head.unit}.")


def _ahead_of_the_clock(record: RecordFile) -> Iterator[Finding]:
    """The clock stands before what was written last. What is written now keeps its order all the same.

    A made-up practice ends at noon of its day, whatever the time is.
    """
    head = record.head()
    if not head.at or record.is_made_up:
        return
    last, now = utc_from_text(head.at).astimezone(record.zone), record.now().astimezone(record.zone)
    if last - now > CLOCKS_MAY_DIFFER:
        yield Finding(
            "clock_back",
            f"The clock of this computer says {show_date(now.date())} {show_time(now)}, but the last entry is of "
            f"{show_date(last.date())} {show_time(last)}. Set the clock right before you write.",
        )
