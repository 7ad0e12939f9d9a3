"""What the tables of an open record look like, read from the record itself. Trigger text is made from it."""

from dataclasses import dataclass

from exodesk.storage.driver import Connection

UNAUDITED = frozenset(
    {"audit", "audit_unit", "draft", "forecast", "name_word", "phone_end", "unscored_point", "unsigned_visit"}
)
"""The trail itself, and what is derived or passing."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key of one column."""

    column: str
    parent: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    blobs: frozenset[str]
    key: tuple[str, ...]
    references: tuple[Reference, ...]

    def __contains__(self, column: str) -> bool:
        return column in self.columns

    @property
    def audited(self) -> bool:
        return self.name not in UNAUDITED

    def reference_to(self, parent: str) -> Reference | None:
        return next((found for found in self.references if found.parent == parent), None)


def tables(connection: Connection) -> dict[str, Table]:
    """Every table of ours, by name, in alphabetical order."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {name: _table(connection, name) for (name,) in names}


def _table(connection: Connection, name: str) -> Table:
    columns = connection.execute("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", [name]).fetchall()
    references = connection.execute(
        'SELECT min("from"), "table" FROM pragma_foreign_key_list(?) GROUP BY id HAVING count(*) = 1 ORDER BY 1',
        [name],
    ).fetchall()
    return Table(
        name=name,
        columns=tuple(column for column, _, _ in columns),
        blobs=frozenset(column for column, kind, _ in columns if kind == "BLOB"),
        key=tuple(column for column, _, place in sorted(columns, key=lambda found: int(found[2])) if place),
        references=tuple(Reference(column, parent) for column, parent in references),
    )
