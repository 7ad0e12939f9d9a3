"""Views of the rows in force: those that no correction and no "entered in error" has taken out.

Forecast, stock, recall and figures read only these; a chart that shows what was struck out reads the tables.
"""

from collections.abc import Iterator, Mapping

from exodesk.storage.schema.tables import Table

_NOT_TARGETED = """NOT EXISTS (
    SELECT 1 FROM amendment
    WHERE target_table = '{table}' AND target_id = {table}.id AND kind IN ('correction', 'entered_in_error')
)"""
_VISIT_STANDS = """NOT EXISTS (
    SELECT 1 FROM amendment
    WHERE visit_id = {table}.visit_id AND target_table = 'visit' AND kind = 'entered_in_error'
)"""


def statements(tables: Mapping[str, Table]) -> Iterator[str]:
    if "amendment" not in tables:
        return
    for table, conditions in (
        ("visit", (_NOT_TARGETED,)),
        ("injection", (_NOT_TARGETED, _VISIT_STANDS)),
        ("score", ("withdrawn_on IS NULL", _NOT_TARGETED, _VISIT_STANDS)),
    ):
        where = "\nAND ".join(conditions).format(table=table)
        yield f"CREATE VIEW {table}_now AS SELECT * FROM {table} WHERE {where}"
