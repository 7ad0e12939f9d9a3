"""Migration 9: types of appointment, hours and closed days of the clinic, and what an appointment serves.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_STATEMENTS = (
    """CREATE TABLE appointment_type (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    colour TEXT NOT NULL,
    removed_on TEXT CHECK (date(removed_on) IS removed_on)
) STRICT""",
    """CREATE TABLE closure (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    from_on TEXT NOT NULL CHECK (date(from_on) IS from_on),
    until_on TEXT NOT NULL CHECK (date(until_on) IS until_on),
    note TEXT,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT""",
    """CREATE TABLE clinic_hours (
    id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic'),
    monday TEXT,
    tuesday TEXT,
    wednesday TEXT,
    thursday TEXT,
    friday TEXT,
    saturday TEXT,
    sunday TEXT,
    step_minutes INTEGER NOT NULL CHECK (step_minutes >= 0)
) STRICT""",
    "ALTER TABLE appointment ADD COLUMN type_id TEXT REFERENCES appointment_type (id)",
    "ALTER TABLE appointment ADD COLUMN serves TEXT",
    "ALTER TABLE appointment ADD COLUMN point TEXT",
    "ALTER TABLE appointment ADD COLUMN overlap_reason TEXT",
    """ALTER TABLE appointment ADD COLUMN arrived_at TEXT
    CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', arrived_at) IS arrived_at)""",
    "CREATE INDEX closure_until ON closure (until_on)",
)
_TYPES = (
    ("consult", "Consult", "consult", 45, "blue"),
    ("injection", "Injection", "injection", 30, "teal"),
    ("review", "Review", "review", 20, "violet"),
    ("phone", "Phone", "phone", 10, "grey"),
)


def change(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)


def fill(connection: Connection) -> None:
    """The types that a practice starts from, one a kind of visit, and those booked before by their names."""
    for key, name, kind, minutes, colour in _TYPES:
        connection.execute(
            "INSERT INTO appointment_type (id, name, kind, minutes, colour) VALUES (?, ?, ?, ?, ?)",
            [key, name, kind, minutes, colour],
        )
        connection.execute("UPDATE appointment SET type_id = ? WHERE type = ?", [key, name])
