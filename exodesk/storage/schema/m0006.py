"""Migration 6: phone notes that wait, tasks, safety answers, and how the list of boosters is worked.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_STATEMENTS = (
    "ALTER TABLE phone_note ADD COLUMN said TEXT",
    """ALTER TABLE phone_note ADD COLUMN flags_absent TEXT NOT NULL DEFAULT '[]'
    CHECK (json_type(flags_absent) IS 'array')""",
    "ALTER TABLE phone_note ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))",
    """CREATE TABLE task (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT REFERENCES patient (id),
    text TEXT NOT NULL,
    due_on TEXT NOT NULL CHECK (date(due_on) IS due_on),
    entered_on TEXT NOT NULL CHECK (date(entered_on) IS entered_on),
    done_on TEXT CHECK (date(done_on) IS done_on),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT""",
    """CREATE TABLE safety_answer (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    injected_on TEXT NOT NULL CHECK (date(injected_on) IS injected_on),
    point TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', answered_at) IS answered_at),
    answered_on TEXT NOT NULL CHECK (date(answered_on) IS answered_on),
    phone_note_id TEXT REFERENCES phone_note (id),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT""",
    """CREATE TABLE list_rules (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic'),
    soon_days INTEGER NOT NULL CHECK (soon_days >= 0),
    most_attempts INTEGER NOT NULL CHECK (most_attempts >= 0),
    after_attempts TEXT NOT NULL
) STRICT""",
    "CREATE INDEX phone_note_waits ON phone_note (called_at) WHERE waits = 1",
    "CREATE INDEX task_open ON task (due_on) WHERE done_on IS NULL AND withdrawn_on IS NULL",
    "CREATE INDEX task_patient ON task (patient_id) WHERE patient_id IS NOT NULL",
    "CREATE INDEX safety_answer_patient ON safety_answer (patient_id, injected_on)",
    "CREATE INDEX safety_answer_note ON safety_answer (phone_note_id) WHERE phone_note_id IS NOT NULL",
    "CREATE INDEX forecast_relapse ON forecast (relapse_on) WHERE relapse_on IS NOT NULL",
)


def change(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)


def fill(_connection: Connection) -> None:
    """Nothing: of an earlier phone note nobody is known to wait."""
