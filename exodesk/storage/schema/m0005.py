"""Migration 5: pages that were printed, what left the house, and texts of the practice.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_STATEMENTS = (
    """CREATE TABLE printed_content (
    sha256 TEXT PRIMARY KEY NOT NULL,
    content BLOB NOT NULL
) STRICT""",
    """CREATE TABLE printed_page (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    visit_id TEXT REFERENCES visit (id),
    kind TEXT NOT NULL,
    way TEXT NOT NULL,
    printed_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', printed_at) IS printed_at),
    printed_on TEXT NOT NULL CHECK (date(printed_on) IS printed_on),
    language TEXT NOT NULL,
    paper TEXT NOT NULL,
    pages INTEGER NOT NULL CHECK (pages >= 1),
    visit_hash TEXT,
    audit_head TEXT NOT NULL,
    content_sha256 TEXT REFERENCES printed_content (sha256)
) STRICT""",
    """CREATE TABLE disclosure (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    printed_page_id TEXT REFERENCES printed_page (id),
    disclosed_on TEXT NOT NULL CHECK (date(disclosed_on) IS disclosed_on),
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    description TEXT NOT NULL,
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT""",
    """CREATE TABLE practice_text (
    id TEXT PRIMARY KEY NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    removed_on TEXT CHECK (date(removed_on) IS removed_on),
    UNIQUE (place, language)
) STRICT""",
    "CREATE INDEX printed_page_patient ON printed_page (patient_id, printed_at)",
    "CREATE INDEX disclosure_patient ON disclosure (patient_id, disclosed_on)",
    "CREATE INDEX disclosure_page ON disclosure (printed_page_id)",
    "CREATE INDEX signature_sha256 ON signature (sha256)",
)


def change(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)


def fill(_connection: Connection) -> None:
    """Nothing: pages printed before are told by the audit trail alone."""
