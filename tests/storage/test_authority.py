"""What our connections refuse, inside the door and outside: each was once a way into the trail or past a guard."""

import pytest

from exodesk.storage.driver import DatabaseError
from tests.storage.practice import Practice

NEVER = [
    "CREATE TABLE other (id TEXT)",
    "CREATE TEMP TABLE patient (id TEXT)",
    "CREATE TEMP VIEW patient AS SELECT 1",
    "CREATE TEMP TRIGGER t AFTER INSERT ON main.visit BEGIN DELETE FROM main.draft; END",
    "CREATE VIEW v AS SELECT 1",
    "CREATE INDEX i ON patient (title)",
    "CREATE TRIGGER t AFTER INSERT ON patient BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "ALTER TABLE patient ADD COLUMN x TEXT",
    "ALTER TABLE patient RENAME TO other",
    "DROP TABLE audit",
    "DROP TRIGGER after_insert_patient",
    "DROP VIEW injection_now",
    "DROP INDEX visit_patient",
    "REINDEX",
    "VACUUM",
    "ATTACH ':memory:' AS other",
    "DETACH main",
    "UPDATE sqlite_sequence SET seq = 0",
    "DELETE FROM sqlite_sequence",
    "INSERT INTO audit (tbl, row_id, op) VALUES ('patient', 'x', 'insert')",
    "UPDATE audit SET new = NULL",
    "DELETE FROM audit",
    "DELETE FROM audit_unit",
    "REPLACE INTO audit_unit SELECT * FROM audit_unit",
    "PRAGMA writable_schema=ON",
    "PRAGMA recursive_triggers=OFF",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA ignore_check_constraints=ON",
    "PRAGMA user_version=9",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=OFF",
    "PRAGMA trusted_schema=ON",
    "PRAGMA key='x'",
    "PRAGMA rekey='x'",
    "SELECT load_extension('x')",
    "SELECT sqlcipher_export('x')",
]


@pytest.mark.parametrize("sql", NEVER)
def test_is_refused_outside_and_inside_the_door(practice: Practice, sql: str) -> None:
    connection = practice.record._connection
    refused = r"not authorized|prohibited|authorization denied|within a transaction"
    with pytest.raises(DatabaseError, match=refused):
        connection.execute(sql)
    with pytest.raises(DatabaseError, match=refused), practice.record.write("try it"):
        connection.execute(sql)


@pytest.mark.parametrize(
    "sql", ["PRAGMA integrity_check", "PRAGMA table_info(patient)", "PRAGMA user_version", "PRAGMA foreign_key_check"]
)
def test_reading_about_the_record_is_allowed(practice: Practice, sql: str) -> None:
    practice.record.read(sql)


def test_a_unit_is_sealed_by_the_door_only(practice: Practice) -> None:
    columns = "unit + 1, last_seq + 1, last_seq, at, at, 0, '', '', '', '', sha256"
    sql = f"INSERT INTO audit_unit SELECT {columns} FROM audit_unit ORDER BY unit DESC LIMIT 1"
    with pytest.raises(DatabaseError, match="not authorized"), practice.record.write("seal it myself"):
        practice.record._connection.execute(sql)
