"""Migration 2: contacts, medicines, earlier treatments, history; phones become contacts; unsigned visits are listed.

History: it never changes, and it names no live class.
"""

import json
import re
from hashlib import sha256

from exodesk.storage.driver import Connection

_DAY = "TEXT CHECK (date({0}) IS {0})"
_PARTIAL = (
    "TEXT CHECK (\n        length({0}) IN (4, 7, 10)\n"
    "        AND date(substr({0} || '-01-01', 1, 10)) IS substr({0} || '-01-01', 1, 10)\n    )"
)
_TICK = "INTEGER NOT NULL CHECK ({0} IN (0, 1))"


def _typed(kind: str, column: str) -> str:
    return f"{column} {kind.format(column)}"


STATEMENTS = (
    # What `fill` moves. In memory (temp_store), gone with the connection.
    "CREATE TEMP TABLE phone_of AS SELECT id, phone FROM main.patient WHERE trim(phone) <> ''",
    "ALTER TABLE patient DROP COLUMN phone",
    "ALTER TABLE patient ADD COLUMN weight_g INTEGER CHECK (weight_g >= 0)",
    f"ALTER TABLE patient ADD COLUMN {_typed(_DAY, 'weighed_on')}",
    "ALTER TABLE patient ADD COLUMN height_cm INTEGER CHECK (height_cm >= 0)",
    f"ALTER TABLE patient ADD COLUMN {_typed(_DAY, 'measured_on')}",
    "ALTER TABLE patient ADD COLUMN referred_by TEXT",
    f"""CREATE TABLE contact (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    {_typed(_TICK, "preferred")},
    {_typed(_DAY, "confirmed_on")},
    {_typed(_DAY, "ended_on")}
) STRICT""",
    f"""CREATE TABLE earlier_treatment (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    condition_id TEXT NOT NULL REFERENCES condition (id),
    kind TEXT NOT NULL,
    {_typed(_PARTIAL, "dated")},
    place TEXT,
    result TEXT,
    text TEXT,
    {_typed(_DAY, "withdrawn_on")}
) STRICT""",
    f"""CREATE TABLE medication (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    name TEXT NOT NULL,
    dose_text TEXT,
    {_typed(_PARTIAL, "since")},
    {_typed(_PARTIAL, "until")},
    {_typed(_TICK, "anticoagulant")},
    {_typed(_TICK, "antiplatelet")},
    {_typed(_TICK, "immunosuppressant")},
    {_typed(_TICK, "steroid")},
    {_typed(_TICK, "beta_blocker")},
    {_typed(_DAY, "withdrawn_on")}
) STRICT""",
    f"""CREATE TABLE history_item (
    id TEXT PRIMARY KEY NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    {_typed(_PARTIAL, "dated")},
    {_typed(_DAY, "withdrawn_on")}
) STRICT""",
    """CREATE TABLE phone_end (
    reversed TEXT NOT NULL,
    patient_id TEXT NOT NULL REFERENCES patient (id),
    PRIMARY KEY (reversed, patient_id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE unsigned_visit (
    visit_id TEXT PRIMARY KEY NOT NULL REFERENCES visit (id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX contact_patient ON contact (patient_id)",
    "CREATE INDEX earlier_treatment_patient ON earlier_treatment (patient_id)",
    "CREATE INDEX earlier_treatment_condition ON earlier_treatment (condition_id)",
    "CREATE INDEX medication_patient ON medication (patient_id)",
    "CREATE INDEX history_item_patient ON history_item (patient_id)",
    "CREATE INDEX phone_end_patient ON phone_end (patient_id)",
)

EXPLAINED = frozenset({"draft"})
"""A phone that was typed and not saved becomes a draft of its own."""


def change(connection: Connection) -> None:
    for statement in STATEMENTS:
        connection.execute(statement)


def fill(connection: Connection) -> None:
    """Phones into contacts, under the guards, so that the trail tells it; then what finds them, and drafts."""
    phones: dict[str, str] = dict(connection.execute("SELECT id, phone FROM phone_of ORDER BY id").fetchall())
    for patient_id, phone in phones.items():
        connection.execute(
            "INSERT INTO contact (id, patient_id, kind, value, preferred) VALUES (?, ?, 'mobile', ?, 0)",
            [_contact_id(patient_id), patient_id, phone],
        )
        if digits := _digits(phone):
            connection.execute("INSERT INTO phone_end (reversed, patient_id) VALUES (?, ?)", [digits[::-1], patient_id])
    _move_drafts(connection, phones)
    connection.execute("DROP TABLE temp.phone_of")
    connection.execute(
        "INSERT INTO unsigned_visit (visit_id) SELECT id FROM visit"
        " WHERE id = entry_id AND NOT EXISTS (SELECT 1 FROM signature WHERE visit_id = visit.id)"
    )


def _move_drafts(connection: Connection, phones: dict[str, str]) -> None:
    """A phone typed and not saved: of somebody new it waits in their form, of a patient in a new contact."""
    drafts = connection.execute(
        "SELECT target_id, patient_id, base_unit, at, typed FROM draft WHERE form = 'patient'"
    ).fetchall()
    for target_id, patient_id, base_unit, at, text in drafts:
        typed = json.loads(text)
        phone = typed.pop("phone", "")
        if patient_id is None:
            typed["mobile"] = phone
        elif phone.strip() and phone != phones.get(patient_id):
            waiting = json.dumps({"kind": "mobile", "value": phone}, ensure_ascii=False)
            connection.execute(
                "INSERT INTO draft (form, target_id, patient_id, base_unit, at, typed)"
                " VALUES ('contact', ?, ?, ?, ?, ?)",
                [target_id, patient_id, base_unit, at, waiting],
            )
        connection.execute(
            "UPDATE draft SET typed = ? WHERE form = 'patient' AND target_id = ?",
            [json.dumps(typed, ensure_ascii=False), target_id],
        )


def _contact_id(patient_id: str) -> str:
    """A UUIDv7 that says the patient's moment, the same however often the migration is begun."""
    tail = sha256(f"contact of {patient_id}".encode()).hexdigest()
    return f"{patient_id[:14]}7{tail[:3]}-{'89ab'[int(tail[3], 16) % 4]}{tail[4:7]}-{tail[7:19]}"


def _digits(phone: str) -> str:
    """The digits of a number, without those of an extension."""
    return "".join(re.findall(r"[0-9]", re.split(r"(?i)(?<=\d)[\s,;.]*(?:ext|x|#)", phone)[0]))
