"""One act of a trigger. The parts of the schema yield acts; `guards` makes one trigger of all for a table and an event.

A hundred triggers instead of hundreds: every opening of a record parses them all.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """`event`: such as `BEFORE INSERT`. `sql`: one statement, without its semicolon."""

    table: str
    event: str
    sql: str


def refuse(table: str, event: str, text: str, condition: str = "1") -> Act:
    """Abort the statement, with a sentence for the log, where the condition holds."""
    return Act(table, event, f"SELECT RAISE(ABORT, '{text}') WHERE {condition}")
