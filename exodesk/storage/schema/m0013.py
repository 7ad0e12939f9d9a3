"""Migration 13: points without a score stand in a table of their own, and the safety questions in indexes.

Today asked every injection of a year for them, most of which had been answered. The table follows from plans, doses and
scores: it is filled when the forecasts are computed anew, which a new version of their rules asks for.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_STATEMENTS = (
    """CREATE TABLE unscored_point (
    plan_id TEXT NOT NULL REFERENCES plan (id),
    label TEXT NOT NULL,
    target_on TEXT NOT NULL CHECK (date(target_on) IS target_on),
    opens_on TEXT NOT NULL CHECK (date(opens_on) IS opens_on),
    closes_on TEXT NOT NULL CHECK (date(closes_on) IS closes_on),
    PRIMARY KEY (plan_id, label)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX unscored_point_target ON unscored_point (target_on, closes_on, opens_on)",
    "CREATE INDEX injection_given ON injection (given_on, patient_id, id, visit_id, status, site, side)",
    "DROP INDEX safety_answer_patient",
    "CREATE INDEX safety_answer_patient ON safety_answer (patient_id, injected_on, point, withdrawn_on)",
)


def change(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)


def fill(_: Connection) -> None:
    """No rows: they come with the forecasts."""
