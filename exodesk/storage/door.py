"""The one door to a record: begins, seals and ends every write. Nothing else begins a transaction.

Outside it the connection is `query_only`, and the authorizer refuses whatever would change that. Two things about how
that is said (docs/decisions/0022): what begins and ends a transaction carries a word that nobody else knows, so that
nobody finds it, already allowed, in the driver's cache; and `query_only` is switched by `EXPLAIN PRAGMA`, which sets it
while it is prepared but leaves all cached statements valid, where the plain PRAGMA has each of them prepared afresh.
"""

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from exodesk.storage.audit import Head, Trail
from exodesk.storage.authority import Authority
from exodesk.storage.connection import WORKER_PATIENCE
from exodesk.storage.driver import Connection
from exodesk.storage.gate import Gate


class Door:
    """Shut once it is made."""

    def __init__(self, connection: Connection, trail: Trail, gate: Gate, *, is_window: bool) -> None:
        self._connection = connection
        self._trail = trail
        self._gate = gate
        self._is_window = is_window
        self._authority = Authority()
        self._word = secrets.token_hex(8)
        self._authority.watch(connection)
        self._shut()
        with self._authority.issuing:
            (shut,) = connection.execute("PRAGMA query_only").fetchone()
        if not shut:
            raise RuntimeError("This SQLite does not shut the door by EXPLAIN PRAGMA query_only.")

    @contextmanager
    def opened(self, operation: str, reason: str | None, *, even_without_rows: bool = False) -> Iterator[None]:
        """One transaction and its audit unit: committed when the body ends, rolled back when anything raises."""
        if self.in_transaction():
            raise RuntimeError(f"“{operation}” was begun inside another write or a snapshot.")
        with self._turn(), self._unlocked():
            self._issue("BEGIN IMMEDIATE")
            try:
                with self._authority.door:
                    head = self._seal_strays()
                    yield
                    if not self.in_transaction():
                        raise RuntimeError(f"“{operation}” lost its transaction.")
                    with self._authority.issuing:
                        self._trail.close_unit(operation, reason, after=head, even_without_rows=even_without_rows)
                self._issue("COMMIT")
            finally:
                if self.in_transaction():
                    self._issue("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside is of one moment. Inside a write it already is."""
        if self.in_transaction():
            yield
            return
        self._issue("BEGIN")
        try:
            yield
        finally:
            self._issue("ROLLBACK")

    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def _turn(self) -> AbstractContextManager[None]:
        return self._gate.window() if self._is_window else self._gate.worker(WORKER_PATIENCE)

    @contextmanager
    def _unlocked(self) -> Iterator[None]:
        self._set_query_only("OFF")
        try:
            yield
        finally:
            self._shut()

    def _shut(self) -> None:
        self._set_query_only("ON")

    def _seal_strays(self) -> Head:
        with self._authority.issuing:
            return self._trail.seal_strays()

    def _issue(self, sql: str) -> None:
        with self._authority.issuing:
            self._connection.execute(f"{sql} -- {self._word}")

    def _set_query_only(self, value: str) -> None:
        """As a script, which is prepared each time and never cached. It would commit an open transaction."""
        if self.in_transaction():
            raise RuntimeError("The door cannot be switched inside a transaction.")
        with self._authority.issuing:
            self._connection.executescript(f"EXPLAIN PRAGMA query_only={value}")
