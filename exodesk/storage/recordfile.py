"""An open record: `read()`, and the one door `write()` through which everything is written.

`door` holds how it opens and shuts; here is what a room asks of an open record.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from exodesk.core.errors import StorageError
from exodesk.storage.audit import Head, Trail
from exodesk.storage.connection import WINDOW_PATIENCE, WORKER_PATIENCE, connect
from exodesk.storage.door import Door
from exodesk.storage.driver import Asking, Connection, Row, asking, copy_all, in_plain_words, set_patience
from exodesk.storage.files import same_file
from exodesk.storage.finding import Finding
from exodesk.storage.gate import Gate
from exodesk.storage.held_bytes import HeldBytes
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.lock import RecordLock
from exodesk.storage.manifest import Contents
from exodesk.storage.mark import Mark
from exodesk.storage.renewal import Renew, Renewal, stale
from exodesk.storage.rows import Rows, Value
from exodesk.storage.surroundings import Surroundings

STEPS_BETWEEN = 20_000
"""Steps of a statement, some tenths of a millisecond, until it looks again whether it is to end."""


class FileGone(StorageError):
    def __init__(self, path: Path) -> None:
        text = f"{path.name} was moved, deleted or replaced while it was open. Nothing was saved since."
        super().__init__(f"{text} Leave Exodesk open: it saves all that it still sees into a new file.")


class RecordFile:
    """One connection to one record, used by the thread that opened it. `opening` makes them."""

    def __init__(
        self,
        path: Path,
        connection: Connection,
        *,
        key: DatabaseKey,
        surroundings: Surroundings,
        gate: Gate | None = None,
        seen: os.stat_result | None = None,
        lock: RecordLock | None = None,
        read_only: bool = False,
        why_read_only: str = "",
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.why_read_only = why_read_only
        self.renew: Renew | None = None
        self.proof: Callable[[Rows], None] | None = None
        """Asked at the end of each write, before it is sealed; what it raises has all of it rolled back."""
        self.on_written: Callable[[], None] | None = None
        self.on_close: Callable[[], None] | None = None
        self.findings: tuple[Finding, ...] = ()
        self.key = key
        self._surroundings = surroundings
        self._is_window = gate is None
        self._gate = gate or Gate()
        self._lock = lock
        self.seen = seen or path.stat()
        self._connection = connection
        self._rows: Rows | None = None
        self._asked: Asking | None = None
        self._is_closed = False
        self.is_rescued = False
        self.is_adrift = False
        """Its file has gone for good, but the connection still holds it: the last drafts go in, for `copy_into`."""
        self._trail = Trail(connection, surroundings)
        self._renewal = Renewal(self, connection)
        self._way = Door(connection, self._trail, self._gate, is_window=self._is_window)
        self.db_uuid = self._info("db_uuid")
        self.is_made_up = self._info("made_up") == "1"
        self.held_bytes = HeldBytes.of(path, self.seen) if self._is_window and not read_only else None

    # What a record takes from the world

    def now(self) -> datetime:
        return self._surroundings.now()

    def today(self) -> date:
        """The clinic's day: in its zone, wherever the workstation is."""
        return self.now().astimezone(self.zone).date()

    def new_id(self) -> str:
        return self._surroundings.new_id()

    @property
    def actor(self) -> str:
        return self._surroundings.actor

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's zone; UTC until the clinic page is filled in."""
        found = self.read("SELECT zone FROM clinic")
        return ZoneInfo(found[0]["zone"] if found else "UTC")

    @property
    def recovery_code(self) -> str:
        return self.key.recovery_code

    # Reading

    def read(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """All rows at once: a half-read cursor would make every write fail."""
        if self._asked:
            self._asked()
        with in_plain_words(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One snapshot for a page of several queries."""
        with in_plain_words(self.path), self._way.snapshot():
            yield

    @contextmanager
    def stoppable(self, ask: Callable[[], object]) -> Iterator[None]:
        """Whatever is read inside asks several times a second whether to go on: `ask` may raise."""
        with asking(self._connection, ask) as asked:
            self._asked = asked
            try:
                yield
            finally:
                self._asked = None

    # Writing

    @contextmanager
    def write(self, operation: str, reason: str | None = None) -> Iterator[Rows]:
        """All or nothing: rows, renewed forecasts and the audit unit, or an exception and the record as it was."""
        if self._rows is None:
            self._rows = Rows(self._connection)
        self._rows.updated.clear()
        with self._door(operation, reason):
            yield self._rows
            if self.proof:
                self.proof(self._rows)
            self._renewal.of_few(self._rows, self.renew)

    def log(self, operation: str, reason: str | None = None) -> None:
        """Put an act that leaves no row into the trail: unlock, print, export. One that is only read keeps none."""
        if self.read_only:
            return
        with self._door(operation, reason, even_without_rows=True):
            pass

    @property
    def has_stale_forecasts(self) -> bool:
        """Whether forecasts wait for the worker."""
        return bool(stale(self, 1))

    def renew_forecasts(self, most: int = 20) -> int:
        """Renew up to `most` of the stale forecasts, for the worker to call until it answers 0."""
        with self.write("renew forecasts") as rows:
            return self._renewal.of(stale(self, most), rows, self.renew)

    @contextmanager
    def _door(self, operation: str, reason: str | None, *, even_without_rows: bool = False) -> Iterator[None]:
        self.prove_in_place()
        with in_plain_words(self.path), self._way.opened(operation, reason, even_without_rows=even_without_rows):
            yield
        if self.on_written:
            self.on_written()

    # Life

    def for_worker(self) -> "RecordFile":
        """A second connection, for one worker thread, which calls this itself.

        Raises FileGone before and after: it would read, and write into, whatever has taken the place.
        """
        self._prove_own()
        connection = connect(self.path, self.key, patience=WORKER_PATIENCE, read_only=self.read_only)
        try:
            self._prove_own()
        except FileGone:
            connection.close()
            raise
        worker = RecordFile(
            self.path,
            connection,
            key=self.key,
            surroundings=self._surroundings,
            gate=self._gate,
            seen=self.seen,
            read_only=self.read_only,
        )
        worker.renew = self.renew
        return worker

    def copy_into(self, target: Connection) -> Contents:
        """All of it, as of one moment and in one pass, into an empty database; what it held at that moment."""
        with self.reading():
            held = Contents.of(self.read)
            copy_all(self._connection, target)
        return held

    @property
    def is_in_place(self) -> bool:
        """Whether the file that was opened still lies at its path."""
        return same_file(self.path, self.seen)

    @property
    def needs_rescue(self) -> bool:
        """Whether something may have been written that lies nowhere but in a file that has gone from its place."""
        return not self.read_only and not self.is_rescued and not self.is_in_place

    @property
    def has_its_folder(self) -> bool:
        """Whether its folder is there, on the disk where it was: an empty mount point is another disk."""
        try:
            return self.path.parent.stat().st_dev == self.seen.st_dev
        except OSError:
            return False

    def prove_in_place(self) -> None:
        """Raise when the file has gone from its path: what is written then goes nowhere. Asked before every save."""
        if not self.is_adrift:
            self._prove_own()

    def _prove_own(self) -> None:
        if not self.is_in_place:
            raise FileGone(self.path)

    def end_once(self, asked: Callable[[], bool]) -> None:
        """End a statement that is running, with an error, once this answers True, whichever thread asked for it."""
        self._connection.set_progress_handler(asked, STEPS_BETWEEN)

    def head(self) -> Head:
        """How far the audit trail has come."""
        with in_plain_words(self.path):
            return self._trail.head()

    def write_mark(self) -> None:
        """Note outside the record how far its trail has come: at lock and close, at a backup, every minute."""
        head = self.head()
        with suppress(OSError):  # a full disk: the mark that is there says less, and nothing that is wrong
            Mark(self.db_uuid, head.unit, head.sha256.hex()).write(self.path)

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file as far as nobody is in the way; a second after the last write."""
        self.read("PRAGMA wal_checkpoint(PASSIVE)")

    def checkpoint_all(self) -> bool:
        """The same to the end, leaving an empty log: at lock and close, with no job running. Never waits.

        False where a reader is in the way: the log stays, and nothing is lost.
        """
        set_patience(self._connection, 0)
        try:
            with suppress(StorageError):
                return not self.read("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
            return False
        finally:
            set_patience(self._connection, WINDOW_PATIENCE)

    def close(self) -> None:
        """Let go of the file, after who reads beside it, statistics, checkpoint and mark if this is the window's."""
        if self._is_closed:
            return
        self._is_closed = True
        if self.on_close:
            self.on_close()
        try:
            if self._is_window and not self.read_only and self.is_in_place:
                with suppress(StorageError):  # statistics: a full disk must not keep a record open
                    self._optimize()
                self.checkpoint_all()
                self.write_mark()
        finally:
            self._connection.close()
            if self.held_bytes:
                self.held_bytes.close()
            if self.is_adrift:
                self._take_log_away()
            if self._lock:
                self._lock.release()

    def _take_log_away(self) -> None:
        """It would be played into whatever takes, or has taken, the place of the file."""
        for end in ("-wal", "-shm"):
            with suppress(OSError):
                self.path.with_name(self.path.name + end).unlink()

    def _optimize(self) -> None:
        with self._door("optimize", None):
            self._connection.execute("PRAGMA optimize")

    def _info(self, name: str) -> str:
        return str(self.read("SELECT value FROM record_info WHERE name = ?", [name])[0]["value"])
