"""The chart is everything in force of one person; the visit page, what came before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from exodesk.core.booster import State, Verdict
from exodesk.core.errors import NotFound
from exodesk.core.records.patient import Allergy, AllergyState
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason
from exodesk.core.sites import Site
from exodesk.queries.chart import CANNOT_COMPUTE, read_chart
from exodesk.queries.lots import to_pick
from exodesk.queries.visit import read_visit
from exodesk.services.amend import enter_in_error
from exodesk.services.background import add_allergy
from exodesk.services.patients import merge_patients
from exodesk.services.plan_acts import hold
from exodesk.storage import visits
from exodesk.storage.driver import Row
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Value
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, a_visit, give, recall_lot, score


def test_an_empty_chart(record: RecordFile) -> None:
    patient_id = a_patient(record)
    chart = read_chart(record, patient_id)
    assert chart.patient.id == patient_id
    assert chart.allergy_state == AllergyState.NOT_RECORDED
    assert (chart.today, chart.zone) == (record.today(), "America/Los_Angeles")
    assert (chart.plans, chart.visits, chart.injections, chart.scores) == ((), (), (), ())
    with pytest.raises(NotFound):
        read_chart(record, "nobody")


def test_a_dose_has_its_verdict_and_a_plan_its_standing(record: RecordFile, clock: Clock) -> None:
    patient_id, lot = a_patient(record), a_lot(record)
    plan = a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6)
    score(record, plan, 8)
    first = give(record, plan, lot, sign=True)
    clock.pass_by(days=30)
    second = give(record, plan, lot)
    clock.pass_by(days=90)
    score(record, plan, 3, pgic=2)
    view = read_chart(record, patient_id).plans[0]
    assert view.judged[first.entry_id].verdict == Verdict.VALID
    assert view.judged[second.entry_id].verdict == Verdict.EARLY
    assert view.standing.state == State.NOT_YET
    assert view.response.baseline == 8
    assert view.response.m4 is not None
    assert view.why.startswith("Not yet")


def test_what_is_entered_in_error_is_not_in_force(record: RecordFile) -> None:
    patient_id = a_patient(record)
    dose = give(record, a_plan(record, patient_id), a_lot(record), sign=True)
    assert dose.visit_id
    enter_in_error(record, visits.in_force(record, dose.visit_id), "Another patient")
    chart = read_chart(record, patient_id)
    assert (chart.visits, chart.injections, chart.plans[0].judged) == ((), (), {})


def test_merged_charts_are_read_as_one_person(record: RecordFile) -> None:
    kept, other = a_patient(record), a_patient(record)
    plan = a_plan(record, other)
    give(record, plan, a_lot(record))
    allergy = Allergy(id="allergy", patient_id=other, substance="Latex", updated_on=record.today())
    add_allergy(record, allergy)
    merge_patients(record, kept, other, "One person, entered twice")
    for asked in (kept, other):
        chart = read_chart(record, asked)
        assert chart.patient.id == kept
        assert [view.plan.id for view in chart.plans] == [plan.id]
        assert len(chart.injections) == 1
        assert [each.substance for each in chart.allergies] == ["Latex"]
        assert chart.allergy_state == AllergyState.KNOWN


def test_a_plan_that_cannot_be_computed_does_not_close_the_chart(record: RecordFile) -> None:
    patient_id = a_patient(record)
    plan = a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6)
    give(record, plan, a_lot(record))
    with record.write("past the services") as rows:
        rows.update(replace(plan, booster_months=None))
    view = read_chart(record, patient_id).plans[0]
    assert view.why == CANNOT_COMPUTE
    assert view.standing.recommended is not None


def test_holds_stand_at_the_plans_that_they_touch(record: RecordFile) -> None:
    patient_id = a_patient(record)
    knee, hip = a_plan(record, patient_id), a_plan(record, patient_id, site=Site.HIP_JOINT)
    held = Hold(id="hold", patient_id=patient_id, plan_id=knee.id, reason=HoldReason.DECLINED, from_on=record.today())
    hold(record, held)
    views = {view.plan.id: view for view in read_chart(record, patient_id).plans}
    assert (views[knee.id].holds, views[hip.id].holds) == ((held,), ())


def test_the_visit_page_has_what_came_before(record: RecordFile, clock: Clock) -> None:
    patient_id, lot = a_patient(record), a_lot(record)
    a_consent(record, patient_id)
    plan = a_plan(record, patient_id)
    first = give(record, plan, lot, sign=True)
    clock.pass_by(days=130)
    second = give(record, plan, lot)
    clock.pass_by(days=130)
    visit = a_visit(record, patient_id, reason=None)
    page = read_visit(record, visit.entry_id)
    assert page.view.visit == visit
    assert page.last_visit is not None
    assert page.last_visit.visit.entry_id == second.visit_id
    assert page.last_doses[plan.id].injection.entry_id == second.entry_id
    assert [missing.field for missing in page.missing] == ["reason"]
    assert page.clinic.sheet_edition == "3"
    assert first.visit_id
    earlier = read_visit(record, first.visit_id)
    assert earlier.last_visit is None
    assert earlier.last_doses == {}
    assert earlier.missing == ()


def test_lots_stand_by_expiry_and_the_others_say_why_not(record: RecordFile) -> None:
    today = record.today()
    later = a_lot(record, code="LATER")
    sooner = a_lot(record, code="SOONER", expires_on=today, product_id=later.product_id)
    a_lot(record, code="OVER", expires_on=today - timedelta(days=1), product_id=later.product_id)
    recalled = a_lot(record, code="BACK", product_id=later.product_id)
    recall_lot(record, recalled.id, today)
    assert [(choice.lot.code, choice.unusable) for choice in to_pick(record)] == [
        ("SOONER", ""),
        ("LATER", ""),
        ("OVER", "Lot OVER expired on 01-Mar-2026."),
        ("BACK", "Lot BACK was recalled on 02-Mar-2026."),
    ]
    assert to_pick(record, today + timedelta(days=1))[0].lot == later
    assert to_pick(record)[0].lot == sooner


def test_a_chart_is_read_along_what_belongs_to_its_person(record: RecordFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many others there are: no table of clinical facts is gone through, nor found by what most rows lack."""
    patient_id, lot = a_patient(record), a_lot(record)
    give(record, a_plan(record, patient_id), lot, sign=True)
    for sql, parameters in statements(record, patient_id, monkeypatch):
        for step in record.read(f"EXPLAIN QUERY PLAN {sql}", parameters):
            words = step["detail"].split()
            if words[0] == "SCAN":
                assert words[1] in {"json_each", "root", "clinic", "clinic_rules", "product", "(subquery-4)"}, sql
            elif words[0] == "SEARCH":
                column = step["detail"].partition("(")[2].partition("=")[0]
                assert f"{column} IS NULL" not in sql, step["detail"]


def test_a_long_chart_takes_as_many_statements_as_a_short_one(
    record: RecordFile, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient_id, lot = a_patient(record), a_lot(record)
    plan = a_plan(record, patient_id)
    give(record, plan, lot, sign=True)
    few = len(statements(record, patient_id, monkeypatch))
    for _ in range(3):
        clock.pass_by(days=30)
        give(record, plan, lot, sign=True)
        score(record, plan, 4)
    assert len(statements(record, patient_id, monkeypatch)) == few < 50


def statements(
    record: RecordFile, patient_id: str, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, Sequence[Value]]]:
    """What the chart of somebody asks of the record."""
    asked: list[tuple[str, Sequence[Value]]] = []
    read = RecordFile.read

    def listening(self: RecordFile, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        asked.append((sql, parameters))
        return read(self, sql, parameters)

    with monkeypatch.context() as patch:
        patch.setattr(RecordFile, "read", listening)
        read_chart(record, patient_id)
    return asked
