"""A record from one of its backups: looked into first, made whole under another name, then put in its place.

Everything that can fail happens before the place is touched: the copy is read through, its structure is compared with
ours, it is brought to our format and its trail told that it was restored.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from exodesk.core.dates import utc_from_text
from exodesk.core.errors import StorageError
from exodesk.storage import creating, opening, swap
from exodesk.storage.connection import WORKER_PATIENCE, ask, connect
from exodesk.storage.copying import PARTIAL, copy_whole, from_connection, need_room, no_half_copy
from exodesk.storage.driver import Connection, RecordDamaged, in_plain_words
from exodesk.storage.files import sync_file, sync_folder
from exodesk.storage.keys import Cost, DatabaseKey, KeyFile, keys_path, new_key_file
from exodesk.storage.lock import lock_path
from exodesk.storage.manifest import Contents
from exodesk.storage.mark import Mark, mark_path
from exodesk.storage.schema import VERSION
from exodesk.storage.schema.inventory import differences, inventory
from exodesk.storage.schema.runner import expected
from exodesk.storage.steps import Step, no_step
from exodesk.storage.surroundings import Surroundings

SHOWN_VISITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What a backup holds. `last_at`: when its trail ends."""

    contents: Contents
    last_at: datetime
    patients: int
    visits: int
    last_visit_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What the present record holds and the backup does not. Names nobody: chart numbers and days.

    `units`: acts that wrote something; of a file that cannot be read, all that its mark tells of, None without one.
    """

    units: int | None
    readable: bool
    patients: int = 0
    visits: int = 0
    injections: int = 0
    last_visits: Sequence[tuple[int, date]] = ()
    """Chart number and day, the newest first."""


def look_into(copy: Path, key: DatabaseKey) -> Inside:
    with closing(connect(copy, key, patience=WORKER_PATIENCE, read_only=True)) as connection, in_plain_words(copy):
        contents = Contents.of(connection.execute)
        at = connection.execute("SELECT at FROM audit_unit WHERE unit = ?", [contents.unit]).fetchone()
        visits, last = connection.execute("SELECT count(DISTINCT entry_id), max(visited_on) FROM visit").fetchone()
    if at is None:
        raise RecordDamaged(copy, "it has lost its audit trail")
    return Inside(
        contents=contents,
        last_at=utc_from_text(at[0]),
        patients=contents.counts["patient"],
        visits=visits,
        last_visit_on=date.fromisoformat(last) if last else None,
    )


def losses(record_path: Path, key: DatabaseKey, backup: Contents) -> Losses:
    """Compare the file that is there with a backup. Raises OtherRecord where they are of two records."""
    try:
        with (
            closing(connect(record_path, key, patience=WORKER_PATIENCE, read_only=True)) as connection,
            in_plain_words(record_path),
        ):
            present = Contents.of(connection.execute)
            found = _difference(connection, present, backup)
    except StorageError:
        return _from_what_lies_beside(record_path, backup)
    if present.db_uuid != backup.db_uuid:
        raise OtherRecord(record_path)
    return found


def _from_what_lies_beside(record_path: Path, backup: Contents) -> Losses:
    """The file cannot be read: its keys still say whose it is, and its mark how far it had come."""
    mark, keys = Mark.read(record_path), KeyFile.read(keys_path(record_path))
    if any(each.db_uuid != backup.db_uuid for each in (mark, keys) if each):
        raise OtherRecord(record_path)
    return Losses(units=max(mark.unit - backup.unit, 0) if mark else None, readable=False)


class OtherRecord(StorageError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"This is a backup of another record than {path.name}. Nothing was changed.")


def restore(
    copy: Path,
    key: DatabaseKey,
    to: Path,
    *,
    passphrase: str | None = None,
    surroundings: Surroundings | None = None,
    step: Step = no_step,
    cost: Cost | None = None,
) -> None:
    """Make a record at a place where nothing is. `passphrase`: what it opens with from now on; else as the backup."""
    creating.refuse_if_taken(to)
    partial = _partial(to)
    with no_half_copy(to, partial):
        _make_whole(copy, key, partial, surroundings or Surroundings(), step, said="")
        give_keys(copy, key, partial, passphrase, cost)
        step("Putting it in its place")
        put_in_place(partial, to)


def restore_over(
    copy: Path,
    key: DatabaseKey,
    to: Path,
    *,
    passphrase: str | None = None,
    surroundings: Surroundings | None = None,
    step: Step = no_step,
    cost: Cost | None = None,
) -> Path:
    """Put a backup in the place of the record that is there, which is set aside; where to, is returned.

    The caller holds the record's lock, and nobody has it open.
    """
    world = surroundings or Surroundings()
    partial = _partial(to)
    aside = swap.aside_path(to, world.now())
    with swap.changing_place(to), no_half_copy(to, partial):
        lost = losses(to, key, look_into(copy, key).contents)
        said = "an unknown number of entries" if lost.units is None else f"{lost.units} entries"
        _make_whole(copy, key, partial, world, step, said=f" In its place stood {aside.name}; lost: {said}.")
        give_keys(copy, key, partial, passphrase, cost)
        step("Putting it in its place")
        swap.begin(to, partial, aside)
    return aside


def _partial(to: Path) -> Path:
    return to.with_name(f".{to.name}.restored{PARTIAL}")


def _make_whole(copy: Path, key: DatabaseKey, partial: Path, world: Surroundings, step: Step, *, said: str) -> None:
    """Under a name that nobody opens: the same pages, read through, of a structure that is ours, brought up to date."""
    need_room(partial.parent, 2 * copy.stat().st_size)
    with in_plain_words(copy), closing(connect(copy, key, patience=WORKER_PATIENCE, read_only=True)) as source:
        strange = _strange(source)
        if strange:
            raise StorageError(f"{copy.name} is no backup of Exodesk: {strange[0]}. Nothing was changed.")
        held = copy_whole(from_connection(source, lambda *_: step("Copying")), partial, key, step)
    step("Bringing it up to date")
    opening.renew(partial, key, world, "A backup is being restored.")
    with closing(opening.open_record(partial, key, surroundings=world, exclusive=False)) as record:
        record.log("restore", f"Restored from {copy.name}, as of entry {held.unit} (row {held.last_seq}).{said}")
    _forget_beside(partial)


def _strange(source: Connection) -> list[str]:
    """What is not of our structure. Guards of an older format were worded otherwise, and are made anew."""
    version = int(ask(source, "user_version") or 0)
    found = differences(inventory(source.execute), expected(version))
    return found if version == VERSION else [line for line in found if not line.endswith("is another")]


def put_in_place(partial: Path, to: Path) -> None:
    """A new file, whole, with its keys, takes a name that nobody has."""
    partial.chmod(0o600)
    _forget_beside(partial)
    creating.refuse_if_taken(to)
    if keys_path(partial).exists():
        keys_path(partial).replace(keys_path(to))
    partial.rename(to)
    sync_folder(to.parent)


def _forget_beside(partial: Path) -> None:
    for beside in (mark_path(partial), lock_path(partial)):
        beside.unlink(missing_ok=True)
    sync_file(partial)


def give_keys(copy: Path, key: DatabaseKey, partial: Path, passphrase: str | None, cost: Cost | None) -> None:
    """What was typed to open the backup opens the record; with the recovery code, the backup's own key file does."""
    own = KeyFile.read(keys_path(copy))
    if passphrase is not None:
        with closing(connect(partial, key, patience=WORKER_PATIENCE, read_only=True)) as connection:
            db_uuid = Contents.of(connection.execute).db_uuid
        own = new_key_file(key, passphrase, db_uuid, cost or Cost())
    if own is not None:
        own.of_file(partial).write(keys_path(partial))


def _difference(connection: Connection, present: Contents, backup: Contents) -> Losses:
    more = {name: max(count - backup.counts.get(name, 0), 0) for name, count in present.counts.items()}
    rows = connection.execute(
        "SELECT patient.chart_no, visit.visited_on FROM visit JOIN patient ON patient.id = visit.patient_id"
        " WHERE visit.id IN (SELECT row_id FROM audit WHERE tbl = 'visit' AND seq > ?)"
        " ORDER BY visit.visited_on DESC, visit.id DESC LIMIT ?",
        [backup.last_seq, SHOWN_VISITS],
    ).fetchall()
    (written,) = connection.execute(
        "SELECT count(*) FROM audit_unit WHERE unit > ? AND last_seq >= first_seq", [backup.unit]
    ).fetchone()
    return Losses(
        units=written,
        readable=True,
        patients=more["patient"],
        visits=more["visit"],
        injections=more["injection"],
        last_visits=[(row[0], date.fromisoformat(row[1])) for row in rows],
    )
