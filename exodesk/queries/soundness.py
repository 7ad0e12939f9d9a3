"""What `check` finds beyond file and trail: forecasts that are not what the facts say, rows that are not as signed."""

import json
from collections.abc import Iterator, Mapping

from exodesk.core.dates import utc_from_text
from exodesk.core.signing import Plain, frozen_in
from exodesk.storage import forecasts
from exodesk.storage.check import check
from exodesk.storage.finding import Finding
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.visits import in_force_of, newest_contents, row_of


def findings(record: RecordFile) -> list[Finding]:
    """Everything about a record that can be found wrong; [] is a sound record."""
    return check(record, others=[_forecasts, _signed_rows])


def _forecasts(record: RecordFile) -> Iterator[Finding]:
    """On a clock that stands before the last entry, facts of that day would seem to lie ahead."""
    written_on = utc_from_text(record.head().at).astimezone(record.zone).date()
    for plan_id in forecasts.differing(record, max(written_on, record.today())):
        yield Finding("forecast", "A stored forecast is not what the record says.", "forecast", plan_id)


def _signed_rows(record: RecordFile) -> Iterator[Finding]:
    """Columns that have come since are not compared: the content says what was signed."""
    for visit_id, content in newest_contents(record):
        frozen = {(table, str(columns["id"])): columns for table, columns in frozen_in(content)}
        for (table, row_id), columns in frozen.items():
            if not _as_signed(columns, row_of(record, table, row_id)):
                yield Finding("signed_rows", f"A {table} is not as it was signed.", table, row_id)
        for table, row_id in in_force_of(record, visit_id):
            if (table, row_id) not in frozen:
                yield Finding("signed_rows", f"A {table} stands in a signed visit and was not signed.", table, row_id)


def _as_signed(columns: Mapping[str, Plain], row: Mapping[str, object] | None) -> bool:
    if row is None:
        return False
    return all(_same(value, row.get(name)) for name, value in columns.items())


def _same(signed: Plain, stored: object) -> bool:
    return signed == (json.loads(stored) if isinstance(signed, list) and isinstance(stored, str) else stored)
