"""Acts that write the audit trail, and those that keep it, and all signed acts, insert-only."""

from collections.abc import Iterator, Mapping

from exodesk.storage.schema.act import Act, refuse
from exodesk.storage.schema.tables import Table

INSERT_ONLY = ("audit", "audit_unit", "signature", "amendment", "printed_page", "printed_content")
TAKEN_BACK = frozenset({"injection_source", "pause_answer", "vitals"})
"""Children of an injection or a visit, which may go while that is unsigned. No other audited row is ever deleted."""


def acts(tables: Mapping[str, Table]) -> Iterator[Act]:
    for table in tables.values():
        if table.audited:
            yield from _keep(table)
            yield from _audit(table, tables)
        if table.name in INSERT_ONLY:
            yield from _insert_only(table)


def _audit(table: Table, tables: Mapping[str, Table]) -> Iterator[Act]:
    """Old and new values as JSON without its nulls. BLOBs stay out: their SHA-256 stands in a column beside them."""
    patient = _patient(table, tables)
    yield _entry(table, patient, "insert", old="NULL", new=_json(table, "NEW"))
    if table.name not in INSERT_ONLY:
        where = " WHERE " + " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in table.columns)
        yield _entry(table, patient, "update", old=_json(table, "OLD"), new=_json(table, "NEW"), where=where)
    if table.name in TAKEN_BACK:
        yield _entry(table, patient, "delete", old=_json(table, "OLD"), new="NULL")


def _entry(table: Table, patient: str, op: str, *, old: str, new: str, where: str = "") -> Act:
    row = "OLD" if op == "delete" else "NEW"
    subject = f"'{table.name}', {row}.\"{table.key[0]}\", {patient.format(row=row)}, '{op}'"
    columns = "tbl, row_id, patient_id, op, old, new"
    sql = f"INSERT INTO audit ({columns}) SELECT {subject},\n    {old},\n    {new}{where}"
    return Act(table.name, f"AFTER {op.upper()}", sql)


def _json(table: Table, row: str) -> str:
    pairs = ", ".join(f"'{column}', {row}.\"{column}\"" for column in table.columns if column not in table.blobs)
    return f"json_patch('{{}}', json_object({pairs}))"


def _patient(table: Table, tables: Mapping[str, Table]) -> str:
    """An SQL expression: the patient that `{row}` is about, or NULL."""
    if table.name == "patient":
        return "{row}.id"
    if "patient_id" in table:
        return "{row}.patient_id"
    for parent in ("injection", "visit"):
        reference = table.reference_to(parent)
        if reference and parent in tables:
            return f"(SELECT patient_id FROM {parent} WHERE id = {{row}}.{reference.column})"
    return "NULL"


def _keep(table: Table) -> Iterator[Act]:
    """A row's key never changes, and no clinical row goes away."""
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in table.key)
    yield refuse(table.name, "BEFORE UPDATE", f"the key of a {table.name} never changes", changed)
    if table.name not in TAKEN_BACK:
        yield refuse(table.name, "BEFORE DELETE", f"{table.name} rows are never deleted")


def _insert_only(table: Table) -> Iterator[Act]:
    """The insert guard is for connections that are not ours: with recursive_triggers off, REPLACE deletes silently."""
    same_key = " AND ".join(f'"{column}" = NEW."{column}"' for column in table.key)
    replaced = f"EXISTS (SELECT 1 FROM {table.name} WHERE {same_key})"
    yield refuse(table.name, "BEFORE UPDATE", f"{table.name} is insert-only")
    yield refuse(table.name, "BEFORE DELETE", f"{table.name} is insert-only")
    yield refuse(table.name, "BEFORE INSERT", f"a row of {table.name} is never replaced", replaced)
