"""The tables are what the records say, the guards are all there, and a migration is whole or did not happen."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, get_origin

import pytest

from exodesk.core.booster import Forecast
from exodesk.core.codes import Coded
from exodesk.core.dates import PartialDate, WallTime
from exodesk.storage import driver
from exodesk.storage.audit import Trail
from exodesk.storage.driver import Connection, IntegrityError
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import columns_of, table_of
from exodesk.storage.schema import VERSION, guards, inventory, runner
from exodesk.storage.schema.tables import UNAUDITED, tables
from exodesk.storage.schema.transform import transform
from exodesk.storage.surroundings import Surroundings
from tests.any_record import all_records
from tests.storage.practice import raw

STORED_AS = {int: "INTEGER", bool: "INTEGER", bytes: "BLOB"}
TEXTS = (str, date, datetime, time, Decimal, PartialDate, WallTime, tuple, Coded)


@contextmanager
def fresh() -> Iterator[Connection]:
    """A schema in memory, as the migrations make it."""
    connection = driver.connect(":memory:", busy_seconds=0)
    runner.build(connection, VERSION)
    yield connection
    connection.close()


def stored_as(hint: Any) -> str:
    bare = get_origin(hint) or hint
    if bare in STORED_AS:
        return STORED_AS[bare]
    assert issubclass(bare, TEXTS), hint
    return "TEXT"


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
def test_a_table_has_the_columns_of_its_record(record: type) -> None:
    wanted = {name: (stored_as(hint), not optional) for name, (hint, optional) in columns_of(record).items()}
    with fresh() as connection:
        found = connection.execute('SELECT name, type, "notnull" FROM pragma_table_info(?)', [table_of(record)])
        assert {name: (kind, bool(needed)) for name, kind, needed in found} == wanted


def test_every_table_belongs_to_a_record_or_to_the_engine() -> None:
    engine = UNAUDITED | {"counter", "record_info"}
    with fresh() as connection:
        assert set(tables(connection)) == {table_of(record) for record in all_records()} | engine


def test_the_stored_forecast_has_a_column_for_each_of_its_fields() -> None:
    with fresh() as connection:
        columns = set(tables(connection)["forecast"].columns)
    assert columns - {"plan_id", "patient_id", "rules_version", "stale", "cannot_compute"} == set(columns_of(Forecast))


def test_tables_and_indexes_are_the_ones_written_down() -> None:
    """A migration that loses an index loses it in every record alike: only what stands in schema.sql can tell."""
    written = (Path(__file__).parent / "schema.sql").read_text()
    with fresh() as connection:
        found = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
            " AND name NOT LIKE 'sqlite%' ORDER BY tbl_name, type DESC, name"
        ).fetchall()
    assert "".join(f"{sql};\n" for (sql,) in found) == written


def test_every_table_is_strict() -> None:
    with fresh() as connection:
        found = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        ).fetchall()
    assert [name for (name,) in found if not name.startswith("sqlite_")] == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("entered_on", "2026-02-31"),
        ("entered_on", "31-Jan-2026"),
        ("entered_on", "2026-1-5"),
        ("entered_on", "now"),
        ("birth_date", "2019-13"),
        ("birth_date", "19"),
        ("birth_date", "2019-05-17T10:00"),
        ("do_not_contact", 2),
        ("chart_no", 0),
        ("chart_no", 1.5),
        ("chart_no", "one"),
    ],
)
def test_a_value_of_another_shape_does_not_enter(record: RecordFile, column: str, value: object) -> None:
    row = {"id": "p", "chart_no": 1, "family_name": "a", "given_name": "b", "do_not_contact": 0, "no_voicemail": 0}
    row |= {"entered_on": "2026-03-02", column: value}
    places = ", ".join("?" * len(row))
    with raw(record) as connection, pytest.raises((driver.IntegrityError, driver.OperationalError)):
        connection.execute(f"INSERT INTO patient ({', '.join(row)}) VALUES ({places})", list(row.values()))


@pytest.mark.parametrize("birth_date", ["1961", "1961-05", "1961-05-17", None])
def test_a_birth_date_is_as_exact_as_it_is_known(record: RecordFile, birth_date: str | None) -> None:
    with raw(record) as connection:
        connection.execute(
            "INSERT INTO patient (id, chart_no, family_name, given_name, birth_date, do_not_contact, no_voicemail,"
            " entered_on) VALUES ('p', 1, 'a', 'b', ?, 0, 0, '2026-03-02')",
            [birth_date],
        )


def test_an_instant_has_its_fixed_width(record: RecordFile) -> None:
    sql = "INSERT INTO draft VALUES ('visit', 'x', NULL, 0, ?, '{}')"
    with raw(record) as connection:
        for text in ("2026-03-02T17:00:00Z", "2026-03-02 17:00:00.000Z", "2026-03-02T17:00:00.000+01:00", ""):
            with pytest.raises(IntegrityError, match="CHECK"):
                connection.execute(sql, [text])
        connection.execute(sql, ["2026-03-02T17:00:00.123Z"])


def test_every_audited_table_writes_to_the_trail() -> None:
    with fresh() as connection:
        assert runner.unaudited(connection) == []
        connection.execute("DROP TRIGGER after_insert_patient")
        assert runner.unaudited(connection) == ["patient"]


def test_a_record_has_the_guards_that_its_schema_asks_for(record: RecordFile) -> None:
    wanted = runner.expected(VERSION)
    assert inventory.differences(inventory.inventory(record.read), wanted) == []
    with raw(record) as connection:
        connection.execute("DROP TRIGGER before_update_visit")
        connection.execute("DROP INDEX visit_patient")
        connection.execute("CREATE TRIGGER extra AFTER INSERT ON draft BEGIN SELECT 1; END")
    assert inventory.differences(inventory.inventory(record.read), wanted) == [
        "index visit_patient is missing",
        "trigger before_update_visit is missing",
        "trigger extra is unknown",
    ]


@pytest.fixture
def following(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The migration after the newest one, which does nothing yet."""
    module = ModuleType(f"exodesk.storage.schema.m{VERSION + 1:04}")
    module.change = lambda _connection: None  # type: ignore[attr-defined]
    module.fill = lambda _connection: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(runner, "VERSION", VERSION + 1)
    return module


@contextmanager
def record_of_today(record: RecordFile) -> Iterator[tuple[Connection, Trail]]:
    with raw(record) as connection:
        yield connection, Trail(connection, Surroundings())


def state_of(connection: Connection) -> tuple[int, inventory.Inventory, int]:
    return (
        connection.execute("PRAGMA user_version").fetchone()[0],
        inventory.inventory(connection.execute),
        connection.execute("SELECT count(*) FROM audit_unit").fetchone()[0],
    )


def test_a_migration_changes_tables_and_renews_their_guards(record: RecordFile, following: ModuleType) -> None:
    def change(connection: Connection) -> None:
        transform(connection, "product", rename={"form": "shape"})
        connection.execute("CREATE TABLE newcomer (id TEXT PRIMARY KEY NOT NULL, patient_id TEXT) STRICT")

    following.change = change  # type: ignore[attr-defined]
    with record_of_today(record) as (connection, trail):
        runner.migrate(connection, trail)
        connection.execute("INSERT INTO newcomer VALUES ('n', NULL)")
        connection.execute(
            "INSERT INTO product (id, name, manufacturer, regulatory_status, shape) VALUES ('p','','','','s')"
        )
        found = connection.execute("SELECT tbl, new FROM audit ORDER BY seq DESC LIMIT 2").fetchall()
        assert [table for table, _ in found] == ["product", "newcomer"]
        assert '"shape":"s"' in found[0][1]
        assert state_of(connection)[0] == VERSION + 1


def _raise(_connection: Connection) -> None:
    raise ZeroDivisionError


def _orphan(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO allergy (id, patient_id, substance, updated_on) VALUES ('a', 'nobody', '', '2026-03-02')"
    )


def _lose_rows(connection: Connection) -> None:
    connection.execute("INSERT INTO record_info VALUES ('more', '')")


def _shut_up(connection: Connection) -> None:
    connection.execute("CREATE TABLE newcomer (id TEXT PRIMARY KEY NOT NULL) STRICT")


def test_a_record_that_lost_an_index_before_is_not_migrated(record: RecordFile, following: ModuleType) -> None:
    with record_of_today(record) as (connection, trail):
        connection.execute("DROP INDEX visit_patient")
        with pytest.raises(RuntimeError, match="index visit_patient is missing"):
            runner.migrate(connection, trail)
        assert state_of(connection)[0] == VERSION


@pytest.mark.parametrize(
    ("step", "what", "error"),
    [
        ("fill", _raise, ZeroDivisionError),
        ("change", _raise, ZeroDivisionError),
        ("fill", _orphan, RuntimeError),
        ("fill", _lose_rows, RuntimeError),
    ],
)
def test_a_migration_that_fails_did_not_happen(
    record: RecordFile, following: ModuleType, step: str, what: object, error: type[Exception]
) -> None:
    setattr(following, step, what)
    with record_of_today(record) as (connection, trail):
        before = state_of(connection)
        with pytest.raises(error):
            runner.migrate(connection, trail)
        assert state_of(connection) == before
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_migration_that_explains_its_rows_is_whole_and_leaves_one_unit(
    record: RecordFile, following: ModuleType
) -> None:
    following.fill = _lose_rows  # type: ignore[attr-defined]
    following.EXPLAINED = frozenset({"record_info"})  # type: ignore[attr-defined]
    with record_of_today(record) as (connection, trail):
        _, _, units = state_of(connection)
        runner.migrate(connection, trail)
        assert state_of(connection)[2] == units + 1
        last = connection.execute("SELECT operation FROM audit_unit ORDER BY unit DESC LIMIT 1").fetchone()
        assert last == (f"bring the record from format {VERSION} to {VERSION + 1}",)


def test_a_migration_that_leaves_a_table_without_its_guards_is_not_whole(
    record: RecordFile, following: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    following.change = _shut_up  # type: ignore[attr-defined]
    with record_of_today(record) as (connection, trail):
        monkeypatch.setattr(guards, "install", lambda _connection: None)
        with pytest.raises(RuntimeError, match="writes no audit row"):
            runner.migrate(connection, trail)


def test_the_migrations_are_not_imported_to_open_a_record_of_this_format(record: RecordFile) -> None:
    record.close()
    code = (
        "import sys; from pathlib import Path; from exodesk.storage import opening\n"
        f"path, code = Path({str(record.path)!r}), {record.recovery_code!r}\n"
        "key = opening.unlock_with_recovery_code(path, code).key\n"
        "record = opening.open_record(path, key, exclusive=False)\n"
        "record.read('SELECT * FROM patient'); record.log('unlock')\n"
        "heavy = [n for n in sys.modules if n.startswith(('exodesk.storage.schema.m0', 'sqlite_utils', 'PySide6'))]\n"
        "heavy += [n for n in sys.modules if n in ('exodesk.storage.schema.guards', 'click', 'dateutil')]\n"
        "record.close(); print(heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_transform_by_itself_loses_every_trigger() -> None:
    """The control: this is why the helper exists."""
    with fresh() as connection:
        connection.execute("DROP VIEW visit_now")
        before = inventory.inventory(connection.execute)
        driver.utils_for_schema(connection).table("product").transform(drop={"form"})
        assert before.keys() - inventory.inventory(connection.execute).keys()


def test_the_helper_loses_none() -> None:
    with fresh() as connection:
        before = inventory.inventory(connection.execute)
        transform(connection, "washout", types={"cause": str})
        after = inventory.inventory(connection.execute)
        assert inventory.differences(after, before) in ([], ["table washout is another"])


@pytest.mark.parametrize("column", ["name TEXT COLLATE NOCASE", "name TEXT GENERATED ALWAYS AS (id) STORED"])
def test_the_helper_refuses_to_lose_a_collation_or_a_generated_column(column: str) -> None:
    with fresh() as connection:
        connection.execute(f"CREATE TABLE special (id TEXT PRIMARY KEY, {column}, other TEXT) STRICT")
        with pytest.raises(RuntimeError, match="is lost"):
            transform(connection, "special", drop={"other"})
