"""Migration 1: the first tables. History: it never changes, and it names no live class."""

from exodesk.storage.driver import Connection
from exodesk.storage.schema.m0001 import engine, people, plans, practice, visits


def change(connection: Connection) -> None:
    """The schema only. The guards are put in place by the runner, right after."""
    for part in (people, practice, plans, visits, engine):
        for statement in part.STATEMENTS:
            connection.execute(statement)


def fill(connection: Connection) -> None:
    """The first rows, written under the guards."""
    connection.execute("INSERT INTO counter (name, value) VALUES ('chart_no', 0)")
