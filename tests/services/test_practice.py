"""Plans and acts on them, visits and scores, products and lots, the clinic page: what is refused and what is undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from exodesk.core.codes import Basis, Side
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason, PlanKind, Washout
from exodesk.core.records.stock import Product
from exodesk.core.records.visit import Instrument, ScoreMode, VisitKind
from exodesk.core.sites import Site
from exodesk.services import clinic, plan_acts, plans, stock
from exodesk.services.scores import record_scores, score_by_phone, withdraw_scores
from exodesk.services.visits import save_visit, start_visit
from exodesk.storage import clinic as stored_clinic
from exodesk.storage import forecasts, scores, visits
from exodesk.storage import plans as stored_plans
from exodesk.storage import stock as stored_stock
from exodesk.storage.recordfile import RecordFile
from tests.factories import CLINIC, Clock, a_condition, a_lot, a_patient, a_plan, a_visit, give


def refused(act: Callable[[], object]) -> set[str]:
    with pytest.raises(InvalidRecord) as error:
        act()
    return {problem.field for problem in error.value.problems}


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"kind": PlanKind.SERIES, "doses": 3}, "interval_weeks"),
        ({"kind": PlanKind.SERIES, "interval_weeks": 4}, "doses"),
        ({"doses": 2}, "doses"),
        ({"booster": BoosterRule.FIXED}, "booster_months"),
        ({"booster": BoosterRule.FIXED, "booster_months": 1}, "booster_months"),
        ({"side": Side.MIDLINE}, "side"),
        ({"closed_on": date(2026, 3, 1)}, "closed_reason"),
        ({"closed_on": date(2026, 3, 3), "closed_reason": "Ahead"}, "closed_on"),
    ],
)
def test_a_plan_makes_sense(record: RecordFile, terms: dict[str, object], field: str) -> None:
    patient_id = a_patient(record)
    assert refused(lambda: a_plan(record, patient_id, **terms)) == {field}


def test_a_plan_is_for_a_condition_of_its_patient(record: RecordFile) -> None:
    condition = a_condition(record, a_patient(record))
    with pytest.raises(ValueError, match="two different patients"):
        a_plan(record, a_patient(record), condition_id=condition)


def test_editing_a_plan_is_undone(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    change = plans.edit_plan(record, replace(plan, goal="Climb stairs"))
    assert stored_plans.get(record, plan.id).goal == "Climb stairs"
    assert change.undo
    change.undo(record)
    assert stored_plans.get(record, plan.id) == plan


def test_acts_on_a_plan_say_what_they_need(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    today = record.today()
    tomorrow = today + timedelta(days=1)
    assert refused(lambda: plan_acts.set_date(record, plan.id, tomorrow, "")) == {"reason"}
    assert refused(lambda: plan_acts.ask_for_booster(record, plan.id, tomorrow)) == {"acted_on"}
    change = plan_acts.ask_for_booster(record, plan.id, today)
    assert len(stored_plans.acts_on(record, [plan.id])) == 1
    assert change.undo
    again = change.undo(record).undo
    assert stored_plans.acts_on(record, [plan.id]) == []
    assert again
    again(record)
    assert len(stored_plans.acts_on(record, [plan.id])) == 1


def test_holds_and_washouts_end_after_they_begin(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    today = record.today()
    hold = Hold(id="h", patient_id=plan.patient_id, reason=HoldReason.INFECTION, from_on=today)
    assert refused(lambda: plan_acts.hold(record, replace(hold, until_on=today - timedelta(days=1)))) == {"until_on"}
    assert refused(lambda: plan_acts.hold(record, replace(hold, site=Site.KNEE_JOINT))) == {"side"}
    assert refused(lambda: plan_acts.hold(record, replace(hold, side=Side.LEFT))) == {"site"}
    washout = Washout(
        id="w",
        patient_id=plan.patient_id,
        site=Site.KNEE_JOINT,
        side=Side.RIGHT,
        from_on=today,
        until_on=today - timedelta(days=1),
    )
    assert refused(lambda: plan_acts.wash_out(record, washout)) == {"until_on"}


def test_a_late_entry_of_a_visit_says_so(record: RecordFile) -> None:
    patient_id, yesterday = a_patient(record), record.today() - timedelta(days=1)
    late = a_visit(record, patient_id, visited_on=yesterday)
    assert (late.visited_on, late.entered_late) == (yesterday, True)
    assert not a_visit(record, patient_id).entered_late
    ahead = record.today() + timedelta(days=1)
    assert refused(lambda: start_visit(record, patient_id, VisitKind.CONSULT, visited_on=ahead)) == {"visited_on"}


def test_an_unsigned_visit_is_saved_in_place(record: RecordFile) -> None:
    visit = a_visit(record, a_patient(record))
    save_visit(record, replace(visit, exam="Warm"))
    assert visits.in_force(record, visit.entry_id).exam == "Warm"


@pytest.mark.parametrize(
    ("instrument", "answer"),
    [
        (Instrument.PAIN_AVERAGE, "11"),
        (Instrument.PAIN_AVERAGE, "-1"),
        (Instrument.PAIN_NOW, "6.5"),
        (Instrument.PGIC, "0"),
        (Instrument.PGIC, "8"),
        (Instrument.PEG, "10.1"),
    ],
)
def test_a_score_lies_on_its_scale(record: RecordFile, instrument: Instrument, answer: str) -> None:
    patient_id = a_patient(record)
    assert refused(lambda: record_scores(record, patient_id, {instrument: Decimal(answer)})) == {instrument.value}


@pytest.mark.parametrize("answer", ["0", "10"])
def test_both_ends_of_a_scale_are_on_it(record: RecordFile, answer: str) -> None:
    patient_id = a_patient(record)
    record_scores(record, patient_id, {Instrument.PAIN_AVERAGE: Decimal(answer)})
    assert [score.score for score in scores.of_patients(record, [patient_id])] == [Decimal(answer)]


def test_scores_of_an_unsigned_visit_are_mended_in_place(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    visit = a_visit(record, plan.patient_id)
    for pain in (7, 6):
        answers = {Instrument.PAIN_AVERAGE: Decimal(pain), Instrument.PAIN_NOW: Decimal(5)}
        record_scores(record, plan.patient_id, answers, plan_id=plan.id, visit_id=visit.entry_id)
    found = scores.of_visit(record, visit.entry_id)
    assert {score.instrument: score.score for score in found} == {
        Instrument.PAIN_AVERAGE: Decimal(6),
        Instrument.PAIN_NOW: Decimal(5),
    }
    assert len({score.occasion_id for score in found}) == 1
    assert {score.scored_on for score in found} == {visit.visited_on}


def test_scores_are_taken_back_and_put_back(record: RecordFile) -> None:
    patient_id = a_patient(record)
    change = record_scores(record, patient_id, {Instrument.PAIN_NOW: Decimal(3), Instrument.PGIC: Decimal(2)})
    before = scores.of_patients(record, [patient_id])
    assert change.undo
    back = change.undo(record)
    assert scores.of_patients(record, [patient_id]) == []
    assert back.undo
    back.undo(record)
    assert scores.of_patients(record, [patient_id]) == before
    withdraw_scores(record, [before[0].entry_id])
    assert scores.of_patients(record, [patient_id]) == before[1:]
    assert refused(lambda: record_scores(record, patient_id, {})) == {""}


def test_a_score_told_by_phone_is_a_contact_and_is_taken_back_with_its_call(record: RecordFile, clock: Clock) -> None:
    patient_id = a_patient(record)
    plan = a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6)
    give(record, plan, a_lot(record), sign=True)
    clock.go_to(date(2026, 12, 1))

    def lost_after() -> date | None:
        return forecasts.stored(record, [plan.id])[plan.id].forecast.lost_after

    before = lost_after()
    change = score_by_phone(record, patient_id, {Instrument.PAIN_AVERAGE: Decimal(4)}, plan_id=plan.id)
    assert [(score.mode, score.score) for score in scores.of_patients(record, [patient_id])] == [
        (ScoreMode.PHONE, Decimal(4))
    ]
    assert lost_after() == date(2026, 12, 1) + timedelta(days=90)
    assert change.undo
    back = change.undo(record)
    assert (lost_after(), scores.of_patients(record, [patient_id])) == (before, [])
    assert back.undo
    back.undo(record)
    assert lost_after() == date(2026, 12, 1) + timedelta(days=90)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ({"particles_per_ml": None}, "particles_per_ml"),
        ({"basis": Basis.LABEL_TOTAL}, "total_particles"),
        ({"basis": Basis.MEASURED}, "measured_particles_per_ml"),
        ({"recalled_on": date(2026, 3, 1)}, "recall_reason"),
        ({"code": ""}, "code"),
    ],
)
def test_a_lot_says_what_its_basis_needs(record: RecordFile, label: dict[str, object], field: str) -> None:
    assert refused(lambda: a_lot(record, **label)) == {field}


def test_a_lot_is_entered_once(record: RecordFile) -> None:
    lot = a_lot(record)
    assert refused(lambda: a_lot(record, product_id=lot.product_id, code="ex26a")) == {"code"}
    a_lot(record, code="EX26A")  # another product may use the same code
    stock.edit_lot(record, replace(lot, received_on=date(2026, 3, 1)))
    assert stored_stock.lot(record, lot.id).received_on == date(2026, 3, 1)


def test_a_product_is_saved_and_undone(record: RecordFile) -> None:
    product = Product(id="p", name="Exo Sample", manufacturer="Sample Biologics")
    stock.add_product(record, product)
    change = stock.edit_product(record, replace(product, name="Exo Other"))
    assert change.undo
    change.undo(record)
    assert stored_stock.products(record) == [product]


def test_the_clinic_page_needs_a_real_zone(record: RecordFile) -> None:
    assert refused(lambda: clinic.save_clinic(record, replace(CLINIC, zone="Mars/Olympus"))) == {"zone"}
    assert refused(lambda: clinic.save_clinic(record, replace(CLINIC, zone="", out_of_hours_phone=""))) == {
        "zone",
        "out_of_hours_phone",
    }
    change = clinic.save_clinic(record, replace(CLINIC, zone="Europe/Berlin"))
    assert record.zone.key == "Europe/Berlin"
    assert change.undo
    change.undo(record)
    assert stored_clinic.get(record) == CLINIC
