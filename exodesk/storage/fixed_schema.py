"""sqlite-utils over an open record. Imported on demand only: `driver.load_utils()` puts its SQLite in place first.

The authorizer refuses every change of the schema, so the names of tables and views are asked for once. sqlite-utils
asks up to ten times for every row it writes, and reads the whole schema each time.
"""

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
