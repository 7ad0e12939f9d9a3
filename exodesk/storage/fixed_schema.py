"""sqlite-utils over an open record. Imported on demand only: `driver.load_utils()` puts its SQLite in place first.

The authorizer refuses every change of the schema, so the names of tables and views are asked for once. sqlite-utils
asks up to ten times for every row it writes, and reads the whole schema each time.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Self

from sqlite_utils import Database

from exodesk.storage.driver import Connection


class FixedSchema(Database):
    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, execute_plugins=False, recursive_triggers=False)
        # Otherwise its first upsert finds out by creating and dropping a table, which the authorizer refuses.
        self._supports_on_conflict = self._supports_strict = True
        self._tables = super().table_names()
        self._views = super().view_names()

    def table_names(self, fts4: bool = False, fts5: bool = False) -> list[str]:
        return super().table_names(fts4, fts5) if fts4 or fts5 else self._tables

    def view_names(self) -> list[str]:
        return self._views

    @contextmanager
    def atomic(self) -> Generator[Self, None, None]:
        """A savepoint inside the transaction that the door has opened, under one name for all.

        The library names each anew. The driver keeps the last few hundred statements prepared and puts a new one in
        the place of the newest, so a stream of names that come once has every other new statement prepared again.
        """
        self.conn.execute("SAVEPOINT row")
        try:
            yield self
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK TO row")
                self.conn.execute("RELEASE row")
            raise
        self.conn.execute("RELEASE row")
