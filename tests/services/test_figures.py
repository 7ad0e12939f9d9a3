"""The figures of the forecast are the practice's own: a change of them computes every forecast anew."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exodesk.core.errors import InvalidRecord
from exodesk.core.records.plan import BoosterRule
from exodesk.core.records.rules import USUAL_RULES, ClinicRules, UsualFigures
from exodesk.queries.chart import read_chart
from exodesk.queries.clinic import rules_of, usual_of
from exodesk.queries.due import due_list
from exodesk.queries.soundness import findings
from exodesk.services.clinic import keep_usual, save_rules
from exodesk.storage import renewal
from exodesk.storage.recordfile import RecordFile
from tests.factories import Clock, a_lot, a_patient, a_plan, give


def given_plan(record: RecordFile) -> str:
    plan = a_plan(record, a_patient(record), booster=BoosterRule.FIXED, booster_months=6)
    give(record, plan, a_lot(record))
    return plan.patient_id


def test_without_a_change_the_figures_are_those_of_a_new_practice(record: RecordFile) -> None:
    assert rules_of(record) == USUAL_RULES == ClinicRules()
    assert usual_of(record) == UsualFigures()


def test_a_changed_figure_moves_the_chart_the_stored_row_and_the_list_alike(record: RecordFile, clock: Clock) -> None:
    patient_id = given_plan(record)
    assert read_chart(record, patient_id).plans[0].standing.past_due == date(2026, 10, 1)
    save_rules(record, replace(USUAL_RULES, fixed_past_due_months_after=3))
    assert read_chart(record, patient_id).plans[0].standing.past_due == date(2026, 12, 1)
    clock.go_to(date(2026, 11, 2))
    (due,) = due_list(record)
    assert due.standing.past_due == date(2026, 12, 1)
    assert due_list(record, date(2026, 10, 20))[0].standing.past_due == date(2026, 12, 1)
    assert findings(record) == []


def test_an_undo_brings_the_figures_back(record: RecordFile) -> None:
    patient_id = given_plan(record)
    change = save_rules(record, replace(USUAL_RULES, fixed_available_months_before=4))
    assert change.undo
    change.undo(record)
    assert rules_of(record) == USUAL_RULES
    assert read_chart(record, patient_id).plans[0].standing.earliest == date(2026, 7, 2)


def test_more_forecasts_than_a_write_renews_wait_for_the_worker(
    record: RecordFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient_id = given_plan(record)
    given_plan(record)
    monkeypatch.setattr(renewal, "AT_ONCE", 1)
    save_rules(record, replace(USUAL_RULES, fixed_past_due_months_after=3))
    assert record.has_stale_forecasts
    assert read_chart(record, patient_id).plans[0].standing.past_due == date(2026, 12, 1)
    while record.renew_forecasts():
        pass
    assert findings(record) == []


def test_the_usual_lockout_holds_where_the_plan_says_none(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    own = a_plan(record, plan.patient_id, lockout_months=5)
    for each in (plan, own):
        give(record, each, a_lot(record))
    save_rules(record, replace(USUAL_RULES, usual_lockout_months=2))
    ends = {view.plan.id: view.standing.lockout_ends for view in read_chart(record, plan.patient_id).plans}
    assert ends == {plan.id: date(2026, 5, 2), own.id: date(2026, 8, 2)}


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({"better_percent": 60}, "better_percent"),
        ({"decision_first_day": 120}, "decision_target_day"),
        ({"baseline_old_after_days": 91}, "baseline_old_after_days"),
        ({"low_baseline_under": 11}, "low_baseline_under"),
        ({"grace_days": -1}, "grace_days"),
    ],
)
def test_figures_that_make_no_sense_are_refused(record: RecordFile, figures: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        save_rules(record, replace(USUAL_RULES, **figures))
    assert field in {problem.field for problem in refused.value.problems}
    assert rules_of(record) == USUAL_RULES


def test_usual_figures_are_kept_and_changed(record: RecordFile) -> None:
    keep_usual(record, UsualFigures(interval_weeks=4))
    keep_usual(record, replace(usual_of(record), booster_months=9))
    assert usual_of(record) == UsualFigures(interval_weeks=4, booster_months=9)
