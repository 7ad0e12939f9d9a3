"""SQLCipher's driver and sqlite-utils over it: the only importer of both. Opens nothing, decides nothing.

sqlite-utils prefers `pysqlite3` to the standard library's module where it finds one. So the driver stands under that
name before sqlite-utils is first imported: without it, its `except` clauses miss this driver's exceptions, and one
failed `RETURNING` leaves a savepoint open in which every later insert is lost.
"""

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2

from exodesk.core.errors import NotNow, StorageError

if TYPE_CHECKING:  # the driver has no type stubs; it is the same DB-API as the standard library's
    from sqlite3 import Connection, DatabaseError, Error, IntegrityError, OperationalError, Row

    from sqlite_utils import Database
else:
    Connection = dbapi2.Connection
    DatabaseError = dbapi2.DatabaseError
    Error = dbapi2.Error
    IntegrityError = dbapi2.IntegrityError
    OperationalError = dbapi2.OperationalError
    Row = dbapi2.Row

__all__ = ["Connection", "DatabaseError", "Error", "IntegrityError", "OperationalError", "Row"]

OLDEST_SQLITE = (3, 51, 3)
PAGES_AT_ONCE = 500
ASKED_EVERY_S, STEPS_BETWEEN = 0.2, 10_000
Read = Callable[..., Iterable[Any]]
"""`connection.execute` or `record.read`: SQL and parameters in, rows out."""

OK: int = dbapi2.SQLITE_OK
DENY: int = dbapi2.SQLITE_DENY
_KIND = 0xFF
"""The part of a status of SQLite that every kind of the same error shares."""


class Action(IntEnum):
    """What SQLite asks an authorizer about, as far as any of it is ever allowed."""

    ANALYZE = dbapi2.SQLITE_ANALYZE
    DELETE = dbapi2.SQLITE_DELETE
    FUNCTION = dbapi2.SQLITE_FUNCTION
    INSERT = dbapi2.SQLITE_INSERT
    PRAGMA = dbapi2.SQLITE_PRAGMA
    READ = dbapi2.SQLITE_READ
    RECURSIVE = dbapi2.SQLITE_RECURSIVE
    SAVEPOINT = dbapi2.SQLITE_SAVEPOINT
    SELECT = dbapi2.SQLITE_SELECT
    TRANSACTION = dbapi2.SQLITE_TRANSACTION
    UPDATE = dbapi2.SQLITE_UPDATE


sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)


class RecordBusy(NotNow):
    """Another connection is writing."""

    def __init__(self) -> None:
        super().__init__("The record is busy, nothing is lost. Try again in a moment.")


class DiskRefuses(StorageError):
    """Nothing can be written now. What is there can mostly still be read."""


class RecordDamaged(StorageError):
    """The bytes on the disk are not what was written."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path.name} is damaged: {found}. Restore a backup; nothing was changed.")


def connect(target: str, *, busy_seconds: float) -> Connection:
    """A bare connection to a URI, or to ":memory:". No implicit transactions exist that could be left open."""
    connection: Connection = dbapi2.connect(
        target, uri=True, isolation_level=None, timeout=busy_seconds, cached_statements=1000
    )
    return connection


def new_database(path: Path, hexadecimal: str) -> Connection:
    """An empty database under a name that nobody opens yet, to be filled with the pages of another."""
    connection = connect(f"{path.absolute().as_uri()}?mode=rwc", busy_seconds=0)
    set_key(connection, hexadecimal)
    return connection


def set_key(connection: Connection, hexadecimal: str) -> None:
    """Give the raw key; the first read then tells whether it fits. Not a PRAGMA: those are seen by a trace."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.set_key(f"x'{hexadecimal}'")  # type: ignore[attr-defined]  # the driver's own method, not in DB-API


def load_utils() -> ModuleType:
    """Import sqlite-utils, which costs 70 ms and more: at the first write, or before it while nobody waits."""
    module = importlib.import_module("sqlite_utils")
    if importlib.import_module("sqlite_utils.utils").sqlite3 is not sqlcipher3:
        raise RuntimeError("sqlite_utils was imported before exodesk.storage.driver and uses another SQLite.")
    return module


def set_patience(connection: Connection, seconds: float) -> None:
    """How long a statement waits for another connection's write. The driver's own method knows whole seconds only."""
    connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")


def utils(connection: Connection) -> "Database":
    """sqlite-utils over an open record, for its rows."""
    load_utils()
    database: Database = importlib.import_module("exodesk.storage.fixed_schema").FixedSchema(connection)
    return database


def utils_for_schema(connection: Connection) -> "Database":
    """sqlite-utils for a migration."""
    database: Database = load_utils().Database(connection, execute_plugins=False, recursive_triggers=False)
    return database


def copy_all(source: Connection, target: Connection) -> None:
    """Every page of a database into an empty one, in one pass: in steps it would begin anew with every write.

    The source may be inside a snapshot of its own, never inside a write: SQLite would wait for that for ever.
    """
    source.backup(target, progress=lambda status, *_: _refuse_to_wait(status))


def copy_in_steps(source: Connection, target: Connection, step: Callable[[int, int], object]) -> None:
    """The same from a source that nobody writes to, or from a snapshot. `step(done, of)`, in pages, may raise."""

    def progress(status: int, left: int, of: int) -> None:
        _refuse_to_wait(status)
        step(of - left, of)

    source.backup(target, pages=PAGES_AT_ONCE, sleep=0, progress=progress)


def _refuse_to_wait(status: int) -> None:
    """The driver would go on, and at the end raise an error without SQLite's name of it."""
    if status in {OK, dbapi2.SQLITE_DONE}:
        return
    if status & _KIND in {dbapi2.SQLITE_FULL, dbapi2.SQLITE_IOERR}:
        raise DiskRefuses("The disk that takes the copy is full or does not answer. Nothing was changed.")
    raise RecordBusy


class Asking:
    """Asks several times a second whether to go on; what `ask` raises ends it."""

    def __init__(self, ask: Callable[[], object]) -> None:
        self._ask = ask
        self._next = 0.0
        self.raised: BaseException | None = None

    def __call__(self) -> None:
        if (now := monotonic()) >= self._next:
            self._next = now + ASKED_EVERY_S
            self._ask()

    def while_it_runs(self) -> int:
        """For SQLite: 1 ends the statement that is running."""
        try:
            self()
        except BaseException as error:  # noqa: BLE001  # whatever it is, it goes on above once SQLite has let go
            self.raised = error
        return int(self.raised is not None)


@contextmanager
def asking(connection: Connection, ask: Callable[[], object]) -> Iterator[Asking]:
    """Statements inside end with what `ask` raises, within a fraction of a second, however long they would run."""
    asked = Asking(ask)
    connection.set_progress_handler(asked.while_it_runs, STEPS_BETWEEN)
    try:
        yield asked
    except OperationalError:
        if asked.raised:
            raise asked.raised from None
        raise
    finally:
        connection.set_progress_handler(None, STEPS_BETWEEN)


def error_name(error: Error) -> str:
    """SQLite's name of what happened, `SQLITE_BUSY` or longer; "" for errors of the driver itself."""
    name: str | None = getattr(error, "sqlite_errorname", None)
    return name or ""


class in_plain_words:  # noqa: N801  # read as a phrase: with in_plain_words(path)
    """Turn what disk, lock and key do to us into a StorageError. Integrity and programming errors stay bugs.

    A class, as it stands around every statement: by `contextmanager` it took as long as a short one.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, DatabaseError) and (told := _told(self._path, error)):
            raise told from error


def _told(path: Path, error: Error) -> StorageError | None:
    name, file = error_name(error), _said(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RecordBusy()
    if name == "SQLITE_FULL":
        return DiskRefuses(f"The disk that holds {file} is full. Nothing was saved; free some space, then save.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return StorageError(f"{file} cannot be written: the file or its folder is read-only. Nothing was saved.")
    if name.startswith("SQLITE_CANTOPEN"):
        return StorageError(f"{file} cannot be opened: it, or its folder, is missing or may not be read.")
    if name.startswith("SQLITE_IOERR"):
        return DiskRefuses(f"The disk that holds {file} does not answer or is full. Nothing was saved.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return RecordDamaged(path, "a part of it cannot be read")
    return None


def _said(path: Path) -> str:
    """A half copy has a name that says nothing to anybody."""
    return "the copy" if path.suffix == ".partial" else path.name


def sqlite_version() -> tuple[int, ...]:
    version: tuple[int, ...] = dbapi2.sqlite_version_info
    return version
