"""Brings a record to this format: all pending migrations in one transaction, proved before it is committed.

A migration is a module `mNNNN` with `change(connection)` for the schema and `fill(connection)` for rows, which runs
under the guards. It may name `EXPLAINED`, the tables whose number of rows it changes. It names no live class.
"""

from importlib import import_module

from exodesk.storage import driver
from exodesk.storage.audit import Trail
from exodesk.storage.driver import Connection, IntegrityError
from exodesk.storage.schema import APPLICATION_ID, VERSION, guards
from exodesk.storage.schema.inventory import Inventory, differences, inventory
from exodesk.storage.schema.tables import Table, tables


def migrate(connection: Connection, trail: Trail, reason: str | None = None) -> None:
    """Run what is pending. The caller has a proven backup, and no authorizer on this connection yet."""
    found = _version(connection)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = _counts(connection)
        explained = build(connection, VERSION)
        _prove(connection, before, explained)
        operation = f"bring the record from format {found} to {VERSION}"
        trail.close_unit(operation, reason, even_without_rows=True)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def build(connection: Connection, version: int) -> frozenset[str]:
    """Migrate up to `version`, without proof or transaction; the tables whose row counts may differ."""
    explained: frozenset[str] = frozenset()
    for number in range(_version(connection) + 1, version + 1):
        module = import_module(f"exodesk.storage.schema.m{number:04}")
        guards.remove(connection)
        module.change(connection)
        guards.install(connection)
        module.fill(connection)
        explained |= getattr(module, "EXPLAINED", frozenset())
    guards.install(connection)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={version}")
    return explained


def expected(version: int) -> Inventory:
    """The inventory of a record of this format, made from nothing."""
    connection = driver.connect(":memory:", busy_seconds=0)
    try:
        build(connection, version)
        return inventory(connection.execute)
    finally:
        connection.close()


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _counts(connection: Connection) -> dict[str, int]:
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in tables(connection)
        if name not in {"audit", "audit_unit"}
    }


def _prove(connection: Connection, before: dict[str, int], explained: frozenset[str]) -> None:
    """Raise, so that all is rolled back, unless the new record is whole."""
    problems = differences(inventory(connection.execute), expected(VERSION))
    after = _counts(connection)
    problems += [
        f"{name} had {count} rows and has {after.get(name, 0)}"
        for name, count in before.items()
        if name not in explained and after.get(name, 0) != count
    ]
    problems += [f"{row[0]} refers to a missing {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    problems += [f"{name} writes no audit row" for name in unaudited(connection)]
    if problems:
        raise RuntimeError("The migration is not whole: " + "; ".join(problems))


def unaudited(connection: Connection) -> list[str]:
    """Audited tables in which a probe row, taken back at once, leaves no trace in the trail."""
    connection.execute("PRAGMA ignore_check_constraints=ON")
    audited = [table for table in tables(connection).values() if table.audited]
    found = [table.name for table in audited if not _leaves_a_trace(connection, table)]
    connection.execute("PRAGMA ignore_check_constraints=OFF")
    return found


def _leaves_a_trace(connection: Connection, table: Table) -> bool:
    columns = connection.execute('SELECT name, type, "notnull" FROM pragma_table_info(?)', [table.name]).fetchall()
    probe = {"TEXT": "probe", "INTEGER": -1, "BLOB": b"probe"}
    row = {name: probe[kind] for name, kind, needed in columns if needed or name in {"id", "entry_id"}}
    names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    last = "SELECT coalesce(max(seq), 0) FROM audit"
    connection.execute("SAVEPOINT probe")
    try:
        (before,) = connection.execute(last).fetchone()
        connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', list(row.values()))
        (after,) = connection.execute(last).fetchone()
    except IntegrityError:
        return True  # refused by another guard, which is alive then, and stands in the same trigger file
    else:
        return bool(after > before)
    finally:
        connection.execute("ROLLBACK TO probe")
        connection.execute("RELEASE probe")
