"""What can still be read of a damaged record, carried into a new file. The damaged one is only read, page by page.

found.py  which pages open, whose rows they hold    carry.py   rows into a new file, completed from trail and backup
btree.py  the rows on a page                        report.py  what it came to, in words
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.storage import creating, opening, search
from exodesk.storage.backup import Backup, uuid_beside
from exodesk.storage.connection import WORKER_PATIENCE, connect, settle
from exodesk.storage.copying import PARTIAL, need_room, no_half_copy, sweep
from exodesk.storage.driver import in_plain_words, new_database
from exodesk.storage.keys import Cost, DatabaseKey, WrongPassphrase, WrongRecoveryCode, key_files
from exodesk.storage.mark import Mark
from exodesk.storage.opening import open_record
from exodesk.storage.pages import any_opens, pages_of
from exodesk.storage.restoring import give_keys, put_in_place
from exodesk.storage.salvage.carry import Carried, Carrier
from exodesk.storage.salvage.found import Found, look_through
from exodesk.storage.salvage.report import Salvaged, missing_rows, trail_in_words
from exodesk.storage.schema import VERSION
from exodesk.storage.schema.runner import expected
from exodesk.storage.steps import HowFar, no_step
from exodesk.storage.surroundings import Surroundings

__all__ = ["Salvaged", "key_for", "salvage"]


class NothingToSalvage(StorageError):
    def __init__(self, path: Path) -> None:
        text = (
            f"Of {path.name} nothing can be read with this key: the file is damaged as a whole, or it is another one."
        )
        super().__init__(f"{text} Restore a backup; nothing was changed.")


def key_for(damaged: Path, text: str, copies: Path | None = None) -> DatabaseKey:
    """The key of a passphrase or a recovery code, for a file that may not open: one under which a page of it does."""
    candidates = list(_keys_behind(damaged, text, copies))
    if not candidates:
        raise WrongPassphrase
    for key in candidates:
        if any_opens(damaged, key, copies):
            return key
    raise NothingToSalvage(damaged)


def _keys_behind(damaged: Path, text: str, copies: Path | None) -> Iterator[DatabaseKey]:
    with suppress(WrongRecoveryCode):
        yield DatabaseKey.from_recovery_code(text)
        return
    for each in key_files(damaged, copies):
        yield from (key for _, key in each.opened_by(text))


def salvage(
    damaged: Path,
    key: DatabaseKey,
    to: Path,
    *,
    backups: Iterable[Backup] = (),
    copies: Path | None = None,
    passphrase: str | None = None,
    surroundings: Surroundings | None = None,
    step: HowFar = no_step,
    cost: Cost | None = None,
) -> Salvaged:
    """Make a record at a place where nothing is, of what can be read; what is missing is told, and the old file stays.

    `backups`: good ones of this record, the newest first; one of the same history completes what the file has lost.
    `copies`: the folder of the second key files. `passphrase`: what it opens with from now on; else as before.
    """
    creating.refuse_if_taken(to)
    world = surroundings or Surroundings()
    partial = to.with_name(f".{to.name}.salvaged{PARTIAL}")
    work = _Work(damaged, key, partial, world, step)
    with no_half_copy(to, partial):
        sweep(partial)
        need_room(to.parent, 3 * damaged.stat().st_size)
        with pages_of(damaged, key, copies) as pages:
            found = look_through(pages, step)
            if not found.tables:
                raise NothingToSalvage(damaged)
            carried, helped = work.fill(found, iter(backups))
        step(0, 0, "Reading it through")
        opening.renew(partial, key, world, f"{damaged.name} was salvaged.")
        told = work.settle(found, carried, helped)
        give_keys(damaged, key, partial, passphrase, cost)
        put_in_place(partial, to)
    return told


def _version_of(schema: Mapping[str, str]) -> int:
    """The format whose tables were made like these, where the page that says so is lost."""
    for version in range(VERSION, 0, -1):
        known = expected(version)
        if all(known.get(f"table {name}") == sql for name, sql in schema.items() if not name.startswith("sqlite_")):
            return version
    return VERSION


@dataclass(frozen=True, slots=True)
class _Work:
    """`partial`: the new file, under a name that nobody opens."""

    damaged: Path
    key: DatabaseKey
    partial: Path
    world: Surroundings
    step: HowFar

    def fill(self, found: Found, backups: Iterator[Backup]) -> tuple[Carried, str]:
        """All rows that there are, and the name of the backup that helped, if one did."""
        version = found.version or _version_of(found.schema)
        with in_plain_words(self.partial), closing(new_database(self.partial, self.key.hexadecimal)) as target:
            settle(target)
            target.execute("PRAGMA foreign_keys=OFF")
            target.execute("BEGIN IMMEDIATE")
            carrier = Carrier(target, version)
            carrier.take(found, self.step)
            carrier.complete_from_trail()
            self.step(0, 0, "Looking into the backups")
            helped = next((each.path.name for each in backups if self._helps(carrier, each, version)), "")
            carrier.name(uuid_beside(self.damaged))
            carrier.settle()
            target.execute("COMMIT")
            target.execute("ANALYZE")
        return carrier.carried, helped

    def _helps(self, carrier: Carrier, backup: Backup, version: int) -> bool:
        """Whether it opens, is of the same format and history; then it has completed what it could."""
        if backup.manifest.contents.user_version != version:
            return False
        try:
            with closing(connect(backup.path, self.key, patience=WORKER_PATIENCE, read_only=True)) as opened:
                return carrier.complete_from(opened)
        except StorageError:
            return False

    def settle(self, found: Found, carried: Carried, helped: str) -> Salvaged:
        """What is derived is derived anew; then what is missing is told, here and in the trail."""
        with closing(open_record(self.partial, self.key, surroundings=self.world, exclusive=False)) as record:
            patients, last_chart = record.read("SELECT count(*), coalesce(max(chart_no), 0) FROM patient")[0]
            (visits,) = record.read("SELECT count(DISTINCT entry_id) FROM visit")[0]
            told = Salvaged(
                pages=found.pages.count,
                unreadable=len(found.unreadable),
                carried=carried,
                patients=patients,
                visits=visits,
                backup=helped,
                missing=missing_rows(record),
                trail=trail_in_words(record, Mark.read(self.damaged)),
            )
            with record.write("go on from what was salvaged") as rows:
                search.write_everybody(record, rows)
                rows.raise_number("chart_no", last_chart)
            record.log("salvage", f"From {self.damaged.name}. {' '.join(told.lines())}")
            while record.has_stale_forecasts:
                record.renew_forecasts(200)
        return told
