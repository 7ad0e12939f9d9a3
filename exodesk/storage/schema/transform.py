"""sqlite-utils' `transform()` for migrations, without what it loses: triggers, collations, generated columns."""

import re
from collections import Counter
from typing import Any

from exodesk.storage import driver
from exodesk.storage.driver import Connection
from exodesk.storage.schema.inventory import differences, inventory


def transform(connection: Connection, table: str, **changes: Any) -> None:
    """Rebuild `table` with `changes` (the arguments of sqlite-utils), and put every trigger and view back.

    Raises RuntimeError when the table would lose a collation or a generated column: such a table is rebuilt by hand.
    """
    before = inventory(connection.execute)
    guards = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY type DESC, rowid"
    ).fetchall()
    for kind, name, _ in guards:
        if kind == "view" or _stands(connection, name):
            connection.execute(f'DROP {kind} "{name}"')
    driver.utils_for_schema(connection).table(table).transform(**changes)
    for _, _, sql in guards:
        connection.execute(sql)
    after = inventory(connection.execute)
    key = f"table {table}"
    lost = differences({**after, key: ""}, {**before, key: ""})
    lost += [f"{what} of {table} is lost" for what in (_special(before[key]) - _special(after[key]))]
    if lost:
        raise RuntimeError("transform: " + "; ".join(lost))


def _stands(connection: Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone() is not None


def _special(sql: str) -> Counter[str]:
    """Collations and generated columns in the text of a table."""
    return Counter(match.upper() for match in re.findall(r"(?i)COLLATE \"?\w+\"?|GENERATED ALWAYS AS|\bAS \(", sql))
