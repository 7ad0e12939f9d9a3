"""Every kind of fact moves the stored forecast in the write that records it: nothing waits, nothing is missed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from exodesk.core.booster import Forecast
from exodesk.core.changes import Change
from exodesk.core.codes import Side
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult, PhoneAct, PhoneNote
from exodesk.core.records.injection import Injection, InjectionKind, Reaction
from exodesk.core.records.plan import (
    BaselineByHand,
    BoosterRule,
    Hold,
    HoldReason,
    LotAnswerWhat,
    Measure,
    Plan,
    Washout,
)
from exodesk.core.records.stock import Lot
from exodesk.core.records.visit import Instrument
from exodesk.core.sites import Site
from exodesk.services import amend, contact, injections, patients, phone_notes, plan_acts, plans
from exodesk.services.scores import record_scores
from exodesk.storage import forecasts, scores, visits
from exodesk.storage import injections as stored_injections
from exodesk.storage.recordfile import RecordFile
from tests import factories
from tests.factories import START, Clock, a_lot, a_patient, a_plan, give, recall_lot, score

FIRST_DAY = START.date()
LATER = FIRST_DAY + timedelta(days=250)


class Case:
    """A plan with fixed boosters of 6 months, its dose given and signed; 250 days later it is overdue."""

    def __init__(self, record: RecordFile, clock: Clock, booster: BoosterRule) -> None:
        self.record = record
        months = 6 if booster == BoosterRule.FIXED else None
        self.patient_id = a_patient(record)
        self.plan: Plan = a_plan(record, self.patient_id, booster=booster, booster_months=months)
        self.lot: Lot = a_lot(record)
        visit = factories.a_visit(record, self.patient_id)
        record_scores(
            record,
            self.patient_id,
            {Instrument.PAIN_AVERAGE: Decimal(8)},
            plan_id=self.plan.id,
            visit_id=visit.entry_id,
        )
        self.dose: Injection = give(record, self.plan, self.lot, visit=visit, sign=True)
        clock.go_to(LATER)
        self.row = self.now()

    def now(self) -> Forecast:
        """The stored row, proved to be what the facts say."""
        assert list(forecasts.differing(self.record)) == []
        return forecasts.stored(self.record, [self.plan.id])[self.plan.id].forecast

    def hold(self, **values: object) -> Hold:
        usual: dict[str, object] = {"reason": HoldReason.INFECTION, "from_on": LATER}
        hold = Hold(id=self.record.new_id(), patient_id=self.patient_id, **usual | values)  # type: ignore[arg-type]  # a builder of tests
        plan_acts.hold(self.record, hold)
        return hold


@pytest.fixture
def fixed(record: RecordFile, clock: Clock) -> Case:
    return Case(record, clock, BoosterRule.FIXED)


@pytest.fixture
def as_needed(record: RecordFile, clock: Clock) -> Case:
    return Case(record, clock, BoosterRule.AS_NEEDED)


def test_a_dose_gives_the_date_of_the_booster(fixed: Case) -> None:
    assert fixed.row.recommended == date(2026, 9, 2)


def test_a_dose_entered_in_error_is_taken_out(fixed: Case) -> None:
    amend.enter_in_error(fixed.record, fixed.dose, "Another patient")
    assert fixed.now().next_number == 1
    assert fixed.now().reference_on is None


def test_a_visit_entered_in_error_takes_its_dose_with_it(fixed: Case) -> None:
    assert fixed.dose.visit_id
    amend.enter_in_error(fixed.record, visits.in_force(fixed.record, fixed.dose.visit_id), "Another patient")
    assert fixed.now().reference_on is None


def test_a_correction_moves_the_dose(fixed: Case) -> None:
    earlier = replace(fixed.dose, given_at=None, given_on=FIRST_DAY - timedelta(days=7))
    sources = stored_injections.sources(fixed.record, [fixed.dose.id])
    with pytest.raises(InvalidRecord):  # a signed injection has its time
        amend.correct_injection(fixed.record, earlier, sources, "Typed wrong")
    week_before = replace(fixed.dose, given_at=START - timedelta(days=7))
    amend.correct_injection(fixed.record, week_before, sources, "Typed wrong")
    assert fixed.now().reference_on == FIRST_DAY - timedelta(days=7)


def test_a_late_entry_counts(fixed: Case) -> None:
    assert fixed.dose.visit_id
    visit = visits.in_force(fixed.record, fixed.dose.visit_id)
    late = factories.an_injection(
        fixed.record,
        visit,
        fixed.plan,
        given_at=START,
        no_consent_reason="Paper",
        dose_reason="Second",
        reaction=Reaction.NONE,
    )
    other_plan = a_plan(fixed.record, fixed.patient_id, site=Site.KNEE_JOINT)
    sources = [factories.drawn(fixed.record, fixed.lot)]
    amend.add_late_injection(
        fixed.record, replace(late, plan_id=other_plan.id), sources, factories.asked(fixed.record), "Left out"
    )
    row = forecasts.stored(fixed.record, [other_plan.id])[other_plan.id].forecast
    assert row.reference_on == FIRST_DAY
    assert list(forecasts.differing(fixed.record)) == []


def test_an_unsigned_dose_counts_until_it_is_withdrawn(fixed: Case) -> None:
    second = give(fixed.record, fixed.plan, fixed.lot)
    assert fixed.now().reference_on == LATER
    change = injections.withdraw_injection(fixed.record, second.entry_id, "Needle never went in")
    assert fixed.now().reference_on == FIRST_DAY
    assert change.undo
    change.undo(fixed.record)
    assert fixed.now().reference_on == LATER


def test_only_exosomes_are_doses(fixed: Case) -> None:
    give(fixed.record, fixed.plan, fixed.lot, kind=InjectionKind.PRP)
    assert fixed.now().reference_on == FIRST_DAY


def test_editing_the_day_of_an_unsigned_dose_moves_the_reference(fixed: Case) -> None:
    second = give(fixed.record, fixed.plan, fixed.lot)
    sources = stored_injections.sources(fixed.record, [second.id])
    day_before = replace(second, given_at=fixed.record.now() - timedelta(days=1))
    injections.edit_injection(fixed.record, day_before, sources)
    assert fixed.now().reference_on == LATER - timedelta(days=1)


def test_another_lot_in_an_unsigned_dose_asks_the_question(fixed: Case) -> None:
    old = a_lot(fixed.record, code="OLD", expires_on=LATER - timedelta(days=1))
    second = give(fixed.record, fixed.plan, fixed.lot)
    injections.edit_injection(fixed.record, second, [factories.drawn(fixed.record, old)])
    assert fixed.now().question_from == LATER


def test_a_recall_asks_until_it_is_answered(fixed: Case) -> None:
    recall_lot(fixed.record, fixed.lot.id, LATER)
    assert fixed.now().question_from == LATER
    plan_acts.answer_lot(fixed.record, fixed.dose.entry_id, LotAnswerWhat.COUNTS, LATER, "Looked into")
    assert fixed.now().question_from is None


def test_a_recall_undone_asks_nothing(fixed: Case) -> None:
    change = recall_lot(fixed.record, fixed.lot.id, LATER)
    assert change.undo
    change.undo(fixed.record)
    assert fixed.now() == fixed.row


@pytest.mark.parametrize(
    "where",
    [
        lambda case: {"plan_id": case.plan.id},
        lambda _: {"site": Site.KNEE_JOINT, "side": Side.RIGHT},
        lambda _: {},
    ],
    ids=["plan", "site and side", "patient"],
)
def test_a_hold_suspends_until_it_is_released_or_taken_back(
    fixed: Case, where: Callable[[Case], dict[str, object]]
) -> None:
    hold = fixed.hold(**where(fixed))
    assert fixed.now().open_hold_from == LATER
    plan_acts.release_hold(fixed.record, hold.id, LATER + timedelta(days=10))
    assert fixed.now().recommended == LATER + timedelta(days=10)
    plan_acts.withdraw(fixed.record, hold)
    assert fixed.now() == fixed.row


def test_a_hold_elsewhere_changes_nothing(fixed: Case) -> None:
    fixed.hold(site=Site.KNEE_JOINT, side=Side.LEFT)
    fixed.hold(plan_id=a_plan(fixed.record, fixed.patient_id).id)
    assert fixed.now() == fixed.row


def test_a_contraindication_is_told_apart_from_a_hold(fixed: Case) -> None:
    fixed.hold(reason=HoldReason.CONTRAINDICATION)
    assert fixed.now().contraindicated_from == LATER
    assert fixed.now().open_hold_from is None


def test_a_washout_moves_the_date(fixed: Case) -> None:
    washout = Washout(
        id=fixed.record.new_id(),
        patient_id=fixed.patient_id,
        site=Site.KNEE_JOINT,
        side=Side.RIGHT,
        from_on=LATER,
        until_on=LATER + timedelta(days=28),
    )
    change = plan_acts.wash_out(fixed.record, washout)
    assert fixed.now().recommended == LATER + timedelta(days=28)
    assert change.undo
    change.undo(fixed.record)
    assert fixed.now() == fixed.row


def test_a_request_triggers_an_as_needed_booster(as_needed: Case) -> None:
    assert as_needed.row.trigger_on is None
    plan_acts.ask_for_booster(as_needed.record, as_needed.plan.id, LATER)
    assert as_needed.now().trigger_on == LATER


def test_scores_hold_a_booster_until_a_review(fixed: Case) -> None:
    score(fixed.record, fixed.plan, 8, on=FIRST_DAY + timedelta(days=112), pgic=5)
    assert fixed.now().open_hold_reason == "non_response"
    plan_acts.review_plan(fixed.record, fixed.plan.id, LATER)
    assert fixed.now().open_hold_from is None


def test_the_global_change_of_the_occasion_is_heard(fixed: Case) -> None:
    score(fixed.record, fixed.plan, 8, on=FIRST_DAY + timedelta(days=112), pgic=2)
    assert fixed.now().open_hold_from is None


def test_a_baseline_by_hand_is_measured_against(fixed: Case) -> None:
    score(fixed.record, fixed.plan, 6, on=FIRST_DAY + timedelta(days=112))
    assert fixed.now().open_hold_from is not None
    baseline = BaselineByHand(
        id=fixed.record.new_id(),
        plan_id=fixed.plan.id,
        patient_id=fixed.patient_id,
        nrs=10,
        baseline_on=FIRST_DAY,
        source="Referral letter",
        entered_at=fixed.record.now(),
    )
    change = plan_acts.set_baseline(fixed.record, baseline)
    assert fixed.now().open_hold_from is None
    assert change.undo
    change.undo(fixed.record)
    assert fixed.now().open_hold_from is not None


def test_a_corrected_score_is_the_one_that_counts(fixed: Case) -> None:
    score(fixed.record, fixed.plan, 6, on=FIRST_DAY + timedelta(days=112))
    assert fixed.now().open_hold_from is not None
    before = scores.of_patients(fixed.record, [fixed.patient_id])[0]
    amend.correct_score(fixed.record, replace(before, score=Decimal(10)), "Misheard")
    assert fixed.now().open_hold_from is None


def test_of_two_scores_on_one_day_the_later_entry_counts_even_when_the_earlier_is_corrected(
    fixed: Case, clock: Clock
) -> None:
    clock.pass_by(minutes=5)
    score(fixed.record, fixed.plan, 10, on=FIRST_DAY)  # the baseline, entered after the visit's 8
    score(fixed.record, fixed.plan, 7, on=FIRST_DAY + timedelta(days=112))
    assert fixed.now().open_hold_from is None
    of_visit = scores.of_visit(fixed.record, str(fixed.dose.visit_id))[0]
    clock.pass_by(minutes=5)
    amend.correct_score(fixed.record, replace(of_visit, score=Decimal(7)), "Misheard")
    assert fixed.now().open_hold_from is None


def test_a_date_set_by_hand_stands(fixed: Case) -> None:
    plan_acts.set_date(fixed.record, fixed.plan.id, LATER + timedelta(days=9), "Asked to come later")
    assert fixed.now().recommended == LATER + timedelta(days=9)


def test_being_reached_puts_off_losing_from_view(fixed: Case) -> None:
    for reached in (_call(fixed, CallResult.REACHED), _phone_note(fixed)):
        change = reached()
        assert fixed.now().lost_after == LATER + timedelta(days=90)
        assert change.undo
        change.undo(fixed.record)
        assert fixed.now() == fixed.row
    _call(fixed, CallResult.NO_ANSWER)()
    assert fixed.now() == fixed.row
    factories.a_visit(fixed.record, fixed.patient_id)
    assert fixed.now().lost_after == LATER + timedelta(days=90)


def test_terms_of_the_plan_count_at_once(fixed: Case) -> None:
    plans.edit_plan(fixed.record, replace(fixed.plan, booster_months=12))
    assert fixed.now().recommended == date(2027, 3, 2)
    plans.close_plan(fixed.record, fixed.plan.id, LATER, "Moved away")
    assert fixed.now().closed_on == LATER
    plans.reopen_plan(fixed.record, fixed.plan.id)
    assert fixed.now().closed_on is None


def test_merging_shares_what_belongs_to_the_person(fixed: Case) -> None:
    twin = a_patient(fixed.record)
    hold = Hold(id=fixed.record.new_id(), patient_id=twin, reason=HoldReason.PREGNANCY, from_on=LATER)
    plan_acts.hold(fixed.record, hold)
    assert fixed.now() == fixed.row
    change = patients.merge_patients(fixed.record, twin, fixed.patient_id, "One person, entered twice")
    assert fixed.now().open_hold_from == LATER
    assert change.undo
    change.undo(fixed.record)
    assert fixed.now() == fixed.row


def test_a_measure_of_none_switches_the_rules_off(fixed: Case) -> None:
    score(fixed.record, fixed.plan, 8, on=FIRST_DAY + timedelta(days=112))
    assert fixed.now().open_hold_from is not None
    plans.edit_plan(fixed.record, replace(fixed.plan, deciding_measure=Measure.NONE))
    assert fixed.now().open_hold_from is None


def _call(case: Case, result: CallResult) -> Callable[[], Change]:
    call = CallAttempt(
        id=case.record.new_id(),
        patient_id=case.patient_id,
        called_at=case.record.now(),
        called_on=LATER,
        about=CallAbout.BOOSTER,
        result=result,
    )
    return lambda: contact.log_call(case.record, call)


def _phone_note(case: Case) -> Callable[[], Change]:
    note = PhoneNote(
        id=case.record.new_id(),
        patient_id=case.patient_id,
        called_at=case.record.now(),
        called_on=LATER,
        act=PhoneAct.REASSURED,
    )
    return lambda: phone_notes.add_phone_note(case.record, note)
