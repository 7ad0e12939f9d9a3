"""Long lists are read in pages, and nothing is left out at their ends."""

from collections.abc import Sequence

import pytest

from exodesk.storage import audit
from exodesk.storage.reading import LEAST, MOST, PAGE, in_pages
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_patient

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n WHERE i >= ?"


@pytest.mark.parametrize("length", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE])
def test_every_row_comes_once_and_in_order(record: RecordFile, length: int) -> None:
    sql = NUMBERS.format(length) if length else "SELECT 1 WHERE 0 AND ? IS NULL"
    assert [row[0] for row in in_pages(record.read, sql)] == list(range(1, length + 1))


def test_no_page_holds_more_than_its_rows(record: RecordFile) -> None:
    lengths: list[int] = []

    def read(sql: str, parameters: Sequence[int]) -> list[object]:
        rows = record.read(sql, parameters)
        lengths.append(len(rows))
        return list(rows)

    assert sum(1 for _ in in_pages(read, NUMBERS.format(2 * PAGE + 7))) == 2 * PAGE + 7
    assert lengths == [PAGE, PAGE, 7]


def test_the_least_and_the_greatest_number_of_sqlite_are_read_too(record: RecordFile) -> None:
    sql = f"SELECT column1 FROM (VALUES ({LEAST + 1} - 1), (0), ({MOST})) WHERE column1 >= ? ORDER BY column1"
    assert [row[0] for row in in_pages(record.read, sql)] == [LEAST, 0, MOST]


def test_a_unit_longer_than_a_page_is_sealed_and_found_whole(record: RecordFile) -> None:
    patient_id = a_patient(record)
    with record.write("import") as rows:
        for number in range(PAGE):
            rows.change(
                "patient", "id", patient_id, {"given_name": f"Alex {number}", "family_name": f"Sample {number}"}
            )
    last = record.read("SELECT last_seq - first_seq FROM audit_unit ORDER BY unit DESC LIMIT 1")[0][0]
    assert last >= PAGE - 1
    assert list(audit.findings(record.read)) == []
