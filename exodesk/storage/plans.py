"""Plans as stored, with the acts on them, holds, washouts and start values given by hand."""

from collections.abc import Sequence
from datetime import date

from exodesk.core.records.plan import BaselineByHand, Hold, Plan, PlanAct, Washout
from exodesk.storage.reading import Reader, by_id, listed, records


def get(record: Reader, plan_id: str) -> Plan:
    return by_id(record, Plan, plan_id)


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Plan]:
    """Closed ones too, in the order of entry."""
    sql = "SELECT * FROM plan WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return records(record, Plan, sql, listed(patient_ids))


def of_condition(record: Reader, condition_id: str) -> list[Plan]:
    return records(record, Plan, "SELECT * FROM plan WHERE condition_id = ? ORDER BY id", condition_id)


def with_ids(record: Reader, plan_ids: Sequence[str]) -> list[Plan]:
    return records(record, Plan, "SELECT * FROM plan WHERE id IN (SELECT value FROM json_each(?))", listed(plan_ids))


def all_ids(record: Reader) -> list[str]:
    return [row[0] for row in record.read("SELECT id FROM plan ORDER BY id")]


def hold(record: Reader, hold_id: str) -> Hold:
    return by_id(record, Hold, hold_id)


def holds_of(record: Reader, patient_ids: Sequence[str]) -> list[Hold]:
    return records(
        record,
        Hold,
        """SELECT * FROM hold WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY from_on, id""",
        listed(patient_ids),
    )


def washouts_of(record: Reader, patient_ids: Sequence[str]) -> list[Washout]:
    return records(
        record,
        Washout,
        """SELECT * FROM washout WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY from_on, id""",
        listed(patient_ids),
    )


def all_holds_of(record: Reader, patient_ids: Sequence[str]) -> list[Hold]:
    """Those that were taken back too, for the history."""
    sql = "SELECT * FROM hold WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY from_on, id"
    return records(record, Hold, sql, listed(patient_ids))


def all_washouts_of(record: Reader, patient_ids: Sequence[str]) -> list[Washout]:
    sql = "SELECT * FROM washout WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY from_on, id"
    return records(record, Washout, sql, listed(patient_ids))


def baselines_of(record: Reader, plan_ids: Sequence[str]) -> list[BaselineByHand]:
    """In the order of entry, withdrawn ones left out."""
    return records(
        record,
        BaselineByHand,
        """SELECT * FROM baseline_by_hand WHERE plan_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY entered_at, id""",
        listed(plan_ids),
    )


def acts_on(record: Reader, plan_ids: Sequence[str]) -> list[PlanAct]:
    """In the order of entry, withdrawn ones left out."""
    return records(
        record,
        PlanAct,
        """SELECT * FROM plan_act WHERE plan_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY acted_on, entered_at, id""",
        listed(plan_ids),
    )


def snoozed_on(record: Reader, plan_ids: Sequence[str], day: date) -> set[str]:
    """Which of these plans are hidden from the lists on a day."""
    rows = record.read(
        """SELECT DISTINCT plan_id FROM plan_act WHERE plan_id IN (SELECT value FROM json_each(?1))
        AND kind = 'snooze' AND withdrawn_on IS NULL AND acted_on <= ?2 AND target_on > ?2""",
        [listed(plan_ids), day.isoformat()],
    )
    return {row["plan_id"] for row in rows}
