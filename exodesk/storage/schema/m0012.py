"""Migration 12: everybody who ever gave, each until the day on which another began.

History: it never changes, and it names no live class.
"""

from datetime import UTC, datetime
from hashlib import sha256

from exodesk.storage.driver import Connection

_STATEMENTS = (
    # What `fill` moves. In memory (temp_store), gone with the connection.
    """CREATE TEMP TABLE gave AS SELECT former_name, former_title, former_npi, former_licence, gives_from
    FROM main.clinic WHERE former_name IS NOT NULL AND gives_from IS NOT NULL""",
    "ALTER TABLE clinic DROP COLUMN former_name",
    "ALTER TABLE clinic DROP COLUMN former_title",
    "ALTER TABLE clinic DROP COLUMN former_npi",
    "ALTER TABLE clinic DROP COLUMN former_licence",
    """CREATE TABLE former_giver (
    id TEXT PRIMARY KEY NOT NULL,
    giver_name TEXT NOT NULL,
    giver_title TEXT NOT NULL,
    npi TEXT,
    licence TEXT,
    succeeded_on TEXT NOT NULL CHECK (date(succeeded_on) IS succeeded_on),
    withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on)
) STRICT""",
)


def change(connection: Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)


def fill(connection: Connection) -> None:
    """Who gave before, under the guards, so that the trail tells it."""
    for name, title, npi, licence, day in connection.execute("SELECT * FROM gave").fetchall():
        connection.execute(
            "INSERT INTO former_giver (id, giver_name, giver_title, npi, licence, succeeded_on)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [_id(name, day), name, title or "", npi, licence, day],
        )
    connection.execute("DROP TABLE temp.gave")


def _id(name: str, day: str) -> str:
    """A UUIDv7 of that day, the same however often the migration is begun."""
    moment = f"{int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000):012x}"
    tail = sha256(f"{name} until {day}".encode()).hexdigest()
    return f"{moment[:8]}-{moment[8:]}-7{tail[:3]}-{'89ab'[int(tail[3], 16) % 4]}{tail[4:7]}-{tail[7:19]}"
