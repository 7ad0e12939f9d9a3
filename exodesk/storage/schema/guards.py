"""The triggers and views that hold the record together, generated from its schema.

They are never migrated: a migration drops them all, changes tables, and has them made again.
"""

from collections.abc import Iterator

from exodesk.storage.driver import Connection
from exodesk.storage.schema import consistency, freeze, in_force, staleness, trail, unsigned
from exodesk.storage.schema.tables import tables


def statements(connection: Connection) -> Iterator[str]:
    """Every CREATE VIEW and CREATE TRIGGER that the tables of this record ask for."""
    found = tables(connection)
    yield from in_force.statements(found)
    bodies: dict[tuple[str, str], list[str]] = {}
    for part in (freeze, consistency, trail, staleness, unsigned):
        for act in part.acts(found):
            bodies.setdefault((act.table, act.event), []).append(act.sql)
    for (table, event), body in sorted(bodies.items()):
        name = f"{event.replace(' ', '_').lower()}_{table}"
        yield f"CREATE TRIGGER {name} {event} ON {table}\nBEGIN\n" + "".join(f"{sql};\n" for sql in body) + "END"


def install(connection: Connection) -> None:
    """Put every guard in place, in the caller's transaction, instead of whatever stood there."""
    remove(connection)
    for statement in statements(connection):
        connection.execute(statement)


def remove(connection: Connection) -> None:
    """Take all guards away, in the caller's transaction, for a migration that changes tables."""
    for kind, name in connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY type, name"
    ).fetchall():
        connection.execute(f'DROP {kind} "{name}"')
