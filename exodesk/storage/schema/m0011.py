"""Migration 11: from which day a successor gives, and who gave before.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_STATEMENTS = (
    "ALTER TABLE clinic ADD COLUMN gives_from TEXT CHECK (date(gives_from) IS gives_from)",
    "ALTER TABLE clinic ADD COLUMN former_name TEXT",
    "ALTER TABLE clinic ADD COLUMN former_title TEXT",
    "ALTER TABLE clinic ADD COLUMN former_npi TEXT",
    "ALTER TABLE clinic ADD COLUMN former_licence TEXT",
)


def change(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)


def fill(_: Connection) -> None:
    """Nobody was handed over to before."""
