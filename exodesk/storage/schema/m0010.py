"""Migration 10: what a day, a week and the list of boosters ask of each appointment stands in its indexes.

Without it each asks for the whole row, which in a large record lies on a page of its own.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_STATEMENTS = (
    "DROP INDEX visit_appointment",
    """CREATE INDEX visit_appointment ON visit (appointment_id, started_at, id, entry_id)
    WHERE appointment_id IS NOT NULL""",
    "DROP INDEX appointment_patient",
    "CREATE INDEX appointment_patient ON appointment (patient_id, starts_at, status, serves, plan_id)",
)


def change(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)


def fill(_: Connection) -> None:
    """No rows."""
