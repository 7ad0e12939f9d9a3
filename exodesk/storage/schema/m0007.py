"""Migration 7: adverse events, and the injections that they may come from.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_DAY = "TEXT CHECK (date({0}) IS {0})"
_TIME = "TEXT CHECK (strftime('%H:%M', {0}) IS {0})"
_TICK = "INTEGER NOT NULL CHECK ({0} IN (0, 1))"
_SERIOUS = (
    "death",
    "life_threatening",
    "hospitalised",
    "disability",
    "congenital",
    "needed_intervention",
    "other_important",
)


def _typed(kind: str, *columns: str) -> str:
    return ",\n".join(f"    {column} {kind.format(column)}" for column in columns)


STATEMENTS = (
    f"""CREATE TABLE adverse_event (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    term TEXT NOT NULL,
    term_text TEXT,
    began_on TEXT NOT NULL CHECK (date(began_on) IS began_on),
{_typed(_TIME, "began_at")},
{_typed(_DAY, "ended_on")},
{_typed(_TIME, "ended_at")},
    grade TEXT NOT NULL CHECK (grade IN ('1', '2', '3', '4', '5')),
{_typed(_TICK, *_SERIOUS)},
    by_product TEXT,
    by_procedure TEXT,
    expected TEXT,
    action TEXT,
    outcome TEXT,
    text TEXT,
    tests TEXT,
{_typed(_DAY, "reported_on")},
    report_no TEXT,
{_typed(_DAY, "maker_told_on", "state_told_on")},
    entered_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', entered_at) IS entered_at),
    hold_id TEXT REFERENCES hold (id),
{_typed(_DAY, "withdrawn_on")}
) STRICT""",
    f"""CREATE TABLE suspect_injection (
    id TEXT PRIMARY KEY NOT NULL,
    adverse_event_id TEXT NOT NULL REFERENCES adverse_event (id),
    patient_id TEXT NOT NULL REFERENCES patient (id),
    injection_id TEXT NOT NULL REFERENCES injection (id),
{_typed(_DAY, "withdrawn_on")}
) STRICT""",
    "CREATE INDEX adverse_event_patient ON adverse_event (patient_id, began_on)",
    "CREATE INDEX adverse_event_hold ON adverse_event (hold_id)",
    "CREATE INDEX suspect_injection_event ON suspect_injection (adverse_event_id)",
    "CREATE INDEX suspect_injection_patient ON suspect_injection (patient_id)",
    "CREATE INDEX suspect_injection_injection ON suspect_injection (injection_id)",
)


def change(connection: Connection) -> None:
    for statement in STATEMENTS:
        connection.execute(statement)


def fill(connection: Connection) -> None:
    """Nothing: none was recorded before."""
