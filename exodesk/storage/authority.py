"""What a connection may do, asked by SQLite while it prepares each statement. All that is not allowed is refused.

It is asked once for a statement that the driver then keeps: so `door` pairs it with `query_only`, which stops one that
was allowed earlier.
"""

from exodesk.storage import driver
from exodesk.storage.driver import Action, Connection

_READS = frozenset({Action.SELECT, Action.READ, Action.RECURSIVE})
_WRITES = frozenset({Action.INSERT, Action.UPDATE, Action.DELETE})
_REFUSED_FUNCTIONS = frozenset(
    {"load_extension", "sqlcipher_export", "fts3_tokenizer", "readfile", "writefile", "edit"}
)
_STATISTICS = frozenset({"sqlite_stat1", "sqlite_stat4"})  # rewritten by PRAGMA optimize
_PRAGMAS = frozenset(
    {
        "busy_timeout",
        "cipher_integrity_check",
        "foreign_key_check",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "integrity_check",
        "quick_check",
        "table_info",
        "table_list",
        "table_xinfo",
        "wal_checkpoint",
    }
)
_PRAGMAS_TO_ASK = frozenset(
    {
        "application_id",
        "cipher_version",
        "data_version",
        "database_list",
        "foreign_keys",
        "freelist_count",
        "journal_mode",
        "page_count",
        "page_size",
        "recursive_triggers",
        "synchronous",
        "trusted_schema",
        "user_version",
    }
)
"""Allowed without a value only."""


class While:
    """A context that tells whether somebody is inside. Entered again and again: each save does so seven times."""

    __slots__ = ("inside",)

    def __init__(self) -> None:
        self.inside = False

    def __enter__(self) -> None:
        self.inside = True

    def __exit__(self, *_raised: object) -> None:
        self.inside = False


class Authority:
    """The state of one connection's door. Closed at first.

    `door`: rows may be written inside; what begins and ends the transaction is `issuing`'s. `issuing`: the door itself
    begins, ends, seals; nobody else's statements run inside.
    """

    def __init__(self) -> None:
        self.door, self.issuing = While(), While()

    def watch(self, connection: Connection) -> None:
        connection.set_authorizer(self._answer)

    def _answer(
        self, action: int, first: str | None, second: str | None, _schema: str | None, source: str | None
    ) -> int:
        if action in _READS:
            return driver.OK
        allowed = self._allows(action, first or "", second, in_trigger=source is not None)
        return driver.OK if allowed else driver.DENY

    def _allows(self, action: int, name: str, value: str | None, *, in_trigger: bool) -> bool:
        if action == Action.FUNCTION:
            return (value or "").lower() not in _REFUSED_FUNCTIONS
        if action in _WRITES:
            return self.door.inside and self._allows_row(action, name, in_trigger=in_trigger)
        if action == Action.PRAGMA:
            return self._allows_pragma(name.lower(), value)
        if action in {Action.SAVEPOINT, Action.ANALYZE}:
            return self.door.inside
        return action == Action.TRANSACTION and self.issuing.inside

    def _allows_row(self, action: int, table: str, *, in_trigger: bool) -> bool:
        if table == "audit":
            return action == Action.INSERT and in_trigger
        if table == "audit_unit":
            return action == Action.INSERT and self.issuing.inside
        return table in _STATISTICS or not table.startswith("sqlite_")

    def _allows_pragma(self, name: str, value: str | None) -> bool:
        if name == "query_only":
            return self.issuing.inside
        if name == "optimize":
            return self.door.inside
        return name in _PRAGMAS or (name in _PRAGMAS_TO_ASK and value is None)
