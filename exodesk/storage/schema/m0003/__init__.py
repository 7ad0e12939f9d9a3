"""Migration 3: the rest of an injection, vitals and phrases. History: it never changes, and it names no live class."""

from exodesk.storage.driver import Connection
from exodesk.storage.schema.m0003.statements import STATEMENTS


def change(connection: Connection) -> None:
    for statement in STATEMENTS:
        connection.execute(statement)


def fill(_connection: Connection) -> None:
    """Nothing: what was not asked for stays empty."""
