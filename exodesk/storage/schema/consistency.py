"""Acts that keep a row with its patient: what it refers to is the same person's (merged charts are one person)."""

from collections.abc import Iterator, Mapping

from exodesk.storage.schema.act import Act, refuse
from exodesk.storage.schema.tables import Reference, Table

OF_A_VERSION = frozenset({"injection_source", "pause_answer", "vitals"})
"""Tables whose rows belong to one version of an injection or a visit; all others refer to the entry."""


def person(patient_id: str) -> str:
    """An SQL expression: the chart that `patient_id` counts as, which is another one once it was merged."""
    return f"(SELECT coalesce(merged_into, id) FROM patient WHERE id = {patient_id})"


def acts(tables: Mapping[str, Table]) -> Iterator[Act]:
    for table in tables.values():
        if not table.audited:
            continue
        for reference in table.references:
            parent = tables[reference.parent]
            if "patient_id" in table and "patient_id" in parent:
                yield from _same_person(table, reference)
            if "entry_id" in parent and table.name not in OF_A_VERSION and reference.column != "entry_id":
                yield from _first_version(table, reference)
    if "patient" in tables:
        yield from _merged_once()


def _refuse_write(table: str, columns: tuple[str, ...], text: str, condition: str) -> Iterator[Act]:
    """On insert, and on an update that changes one of the columns."""
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    yield refuse(table, "BEFORE INSERT", text, condition)
    yield refuse(table, "BEFORE UPDATE", text, f"({changed}) AND {condition}")


def _same_person(table: Table, reference: Reference) -> Iterator[Act]:
    column, parent = reference.column, reference.parent
    refers = f"NEW.{column} IS NOT NULL" if column != "entry_id" else "NEW.entry_id <> NEW.id"
    theirs = person(f"(SELECT patient_id FROM {parent} WHERE id = NEW.{column})")
    yield from _refuse_write(
        table.name,
        ("patient_id", column),
        f"the {parent} of this {table.name} is another patient''s",
        f"{refers} AND {person('NEW.patient_id')} IS NOT {theirs}",
    )


def _first_version(table: Table, reference: Reference) -> Iterator[Act]:
    column, parent = reference.column, reference.parent
    yield from _refuse_write(
        table.name,
        (column,),
        f"a {table.name} refers to the entry of its {parent}, not to a version",
        f"NEW.{column} IS NOT NULL AND NEW.{column} IS NOT (SELECT entry_id FROM {parent} WHERE id = NEW.{column})",
    )


def _merged_once() -> Iterator[Act]:
    """A chart is merged into one that stands by itself: depth one."""
    yield from _refuse_write(
        "patient",
        ("merged_into",),
        "a chart is merged into one that stands by itself",
        """NEW.merged_into IS NOT NULL AND (
    NEW.merged_into = NEW.id
    OR EXISTS (SELECT 1 FROM patient WHERE id = NEW.merged_into AND merged_into IS NOT NULL)
    OR EXISTS (SELECT 1 FROM patient WHERE merged_into = NEW.id)
)""",
    )
