"""Acts that mark the forecasts that a change may touch, for the old and for the new row. `write()` renews them."""

from collections.abc import Callable, Iterator, Mapping

from exodesk.storage.schema.act import Act
from exodesk.storage.schema.consistency import person
from exodesk.storage.schema.tables import Table
from exodesk.storage.schema.trail import INSERT_ONLY, TAKEN_BACK

Where = Callable[[str], str]
"""A condition on `forecast` for the plans that the row OLD or NEW may touch."""


def _of_plan(plan_id: str) -> Where:
    return lambda row: f"plan_id = {plan_id.format(row=row)}"


def _of_person(patient_id: str) -> Where:
    """Every plan of the patient and of the charts merged with it."""

    def where(row: str) -> str:
        root = person(patient_id.format(row=row))
        return f"patient_id IN (SELECT id FROM patient WHERE id = {root} OR merged_into = {root})"

    return where


def _of_merged(row: str) -> str:
    root = f"coalesce({row}.merged_into, {row}.id)"
    return f"patient_id = {row}.id OR patient_id IN (SELECT id FROM patient WHERE id = {root} OR merged_into = {root})"


def _of_lot(row: str) -> str:
    return f"""plan_id IN (
        SELECT injection.plan_id FROM injection_source JOIN injection ON injection.id = injection_source.injection_id
        WHERE injection_source.lot_id = {row}.id
    )"""


def _of_everybody(_row: str) -> str:
    return "1"


TOUCHES: Mapping[str, Where] = {
    "plan": _of_plan("{row}.id"),
    "plan_act": _of_plan("{row}.plan_id"),
    "baseline_by_hand": _of_plan("{row}.plan_id"),
    "injection": _of_plan("{row}.plan_id"),
    "injection_source": _of_plan("(SELECT plan_id FROM injection WHERE id = {row}.injection_id)"),
    "score": _of_plan("{row}.plan_id"),
    "lot": _of_lot,
    "hold": _of_person("{row}.patient_id"),
    "washout": _of_person("{row}.patient_id"),
    "visit": _of_person("{row}.patient_id"),
    "phone_note": _of_person("{row}.patient_id"),
    "call_attempt": _of_person("{row}.patient_id"),
    "amendment": _of_person("(SELECT patient_id FROM visit WHERE id = {row}.visit_id)"),
    "patient": _of_merged,
    "clinic_rules": _of_everybody,
}


READ: Mapping[str, tuple[str, ...]] = {
    "visit": ("patient_id", "visited_on"),
    "injection": ("plan_id", "kind", "status", "given_on"),
    "patient": ("merged_into",),
    "phone_note": ("patient_id", "called_on", "withdrawn_on"),
}
"""Of tables that hold much else, the columns that a forecast reads: others mark nothing. Elsewhere all count."""


def acts(tables: Mapping[str, Table]) -> Iterator[Act]:
    if "forecast" not in tables:
        return
    new_plan = "INSERT INTO forecast (plan_id, patient_id, stale) VALUES (NEW.id, NEW.patient_id, 1)"
    yield Act("plan", "AFTER INSERT", new_plan)
    for table, where in TOUCHES.items():
        if table not in tables:
            continue
        yield _mark(table, "INSERT", where("NEW"))
        if table not in INSERT_ONLY:
            changed = _changed(READ.get(table, ()))
            yield _mark(table, "UPDATE", where("OLD"), changed)
            yield _mark(table, "UPDATE", where("NEW"), changed)
        if table in TAKEN_BACK:
            yield _mark(table, "DELETE", where("OLD"))


def _changed(columns: tuple[str, ...]) -> str:
    """A condition on the row that was updated; none for any change at all."""
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)


def _mark(table: str, event: str, where: str, changed: str = "") -> Act:
    only = f"({changed}) AND " if changed else ""
    return Act(table, f"AFTER {event}", f"UPDATE forecast SET stale = 1 WHERE {only}stale = 0 AND ({where})")
