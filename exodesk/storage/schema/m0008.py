"""Migration 8: an index from a patient to all that the trail says of them.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection


def change(connection: Connection) -> None:
    """Rows about no patient are left out: they are found by their table."""
    connection.execute("CREATE INDEX audit_patient ON audit (patient_id) WHERE patient_id IS NOT NULL")


def fill(connection: Connection) -> None:
    """Nothing: no row changes."""
