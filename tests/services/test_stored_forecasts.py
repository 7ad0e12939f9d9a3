"""The stored forecast of every plan is what its raw facts say, after any acts in any order, on any later day."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from exodesk.core.booster import evaluate
from exodesk.core.changes import Change
from exodesk.core.codes import Side
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult, PhoneAct, PhoneNote
from exodesk.core.records.injection import Injection
from exodesk.core.records.plan import (
    BaselineByHand,
    BoosterRule,
    Hold,
    HoldReason,
    LotAnswerWhat,
    Plan,
    PlanKind,
    Washout,
)
from exodesk.core.records.stock import Lot
from exodesk.core.sites import Site
from exodesk.services import amend, contact, injections, patients, phone_notes, plan_acts, plans
from exodesk.storage import forecasts, scores, visits
from exodesk.storage import injections as stored_injections
from exodesk.storage import plans as stored_plans
from exodesk.storage.facts import facts_of
from exodesk.storage.recordfile import RecordFile
from tests import factories
from tests.factories import Clock, recall_lot

USUAL_UL = st.integers(600, 1000)
"""Within half and twice any other dose: an unusual one is typed again, which is tested elsewhere."""
DAYS_BACK = st.integers(min_value=0, max_value=60)


class Practice(RuleBasedStateMachine):
    """Two charts that may become one, a plan each at the same site, a good lot and a bad one."""

    doses: Bundle[Injection] = Bundle("doses")
    holds: Bundle[Hold] = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.record: RecordFile = factories.new_record(Path(self.folder.name), self.clock)

    def teardown(self) -> None:
        self.record.close()
        self.folder.cleanup()

    @initialize(
        kind=st.sampled_from(PlanKind),
        booster=st.sampled_from(BoosterRule),
        weeks=st.integers(min_value=1, max_value=8),
    )
    def begin(self, kind: PlanKind, booster: BoosterRule, weeks: int) -> None:
        one, other = (factories.a_patient(self.record) for _ in range(2))
        months = 6 if booster == BoosterRule.FIXED else None
        terms = {"kind": kind, "booster": booster, "booster_months": months}
        terms |= {"doses": 2, "interval_weeks": weeks} if kind == PlanKind.SERIES else {}
        self.plan: Plan = factories.a_plan(self.record, one, **terms)
        self.other_plan: Plan = factories.a_plan(self.record, other, **terms)
        soon = self.record.today() + timedelta(days=45)
        self.lots: list[Lot] = [
            factories.a_lot(self.record),
            factories.a_lot(self.record, code="SOON", expires_on=soon),
        ]

    @rule(days=st.integers(min_value=1, max_value=120))
    def time_passes(self, days: int) -> None:
        self.clock.pass_by(days=days)

    @rule(target=doses, back=DAYS_BACK, lot=st.integers(0, 1), other=st.booleans(), sign=st.booleans())
    def give(self, back: int, lot: int, other: bool, sign: bool) -> Injection:
        plan = self.other_plan if other else self.plan
        day = self.record.today() - timedelta(days=back)
        return factories.give(self.record, plan, self.lots[lot], given_on=day, sign=sign and back == 0)

    @rule(dose=doses)
    def take_back(self, dose: Injection) -> None:
        found = self._in_force(dose)
        if found and self._is_signed(dose):
            amend.enter_in_error(self.record, found, "Wrong patient")
        elif found:
            injections.withdraw_injection(self.record, dose.entry_id, "Not done after all")

    @rule(dose=doses, back=DAYS_BACK, volume=USUAL_UL)
    def change(self, dose: Injection, back: int, volume: int) -> None:
        found = self._in_force(dose)
        if found is None:
            return
        day = self.record.today() - timedelta(days=back)
        after = replace(found, given_on=day, given_at=found.given_at if self._is_signed(dose) else None)
        after = replace(after, volume_ul=volume, dose_reason="Changed")
        if after.given_at:
            after = replace(after, given_on=found.given_on)
        sources = [replace(source, drawn_ul=volume) for source in stored_injections.sources(self.record, [found.id])]
        if self._is_signed(dose):
            amend.correct_injection(self.record, after, sources, "Typed wrong")
        else:
            injections.edit_injection(self.record, after, sources)

    @rule(dose=doses)
    def enter_the_visit_in_error(self, dose: Injection) -> None:
        if self._in_force(dose) and self._is_signed(dose) and dose.visit_id:
            visit = visits.in_force(self.record, dose.visit_id)
            amend.enter_in_error(self.record, visit, "Another patient's visit")

    @rule(pain=st.integers(0, 10), pgic=st.sampled_from([None, 1, 4, 6]), back=DAYS_BACK, other=st.booleans())
    def score(self, pain: int, pgic: int | None, back: int, other: bool) -> None:
        plan = self.other_plan if other else self.plan
        factories.score(self.record, plan, pain, on=self.record.today() - timedelta(days=back), pgic=pgic)

    @rule(pain=st.integers(0, 10))
    def correct_the_last_score(self, pain: int) -> None:
        found = scores.of_patients(self.record, [self.plan.patient_id])
        signed = [score for score in found if score.visit_id and visits.is_signed(self.record, score.visit_id)]
        if signed:
            amend.correct_score(self.record, replace(signed[-1], score=Decimal(pain)), "Misheard")

    @rule(
        target=holds,
        reason=st.sampled_from(HoldReason),
        back=DAYS_BACK,
        length=st.sampled_from([None, 0, 30, 400]),
        where=st.sampled_from(["plan", "site", "elsewhere", "patient"]),
    )
    def hold(self, reason: HoldReason, back: int, length: int | None, where: str) -> Hold:
        begins = self.record.today() - timedelta(days=back)
        hold = Hold(
            id=self.record.new_id(),
            patient_id=self.plan.patient_id,
            plan_id=self.plan.id if where == "plan" else None,
            site={"site": Site.KNEE_JOINT, "elsewhere": Site.HIP_JOINT}.get(where),
            side={"site": Side.RIGHT, "elsewhere": Side.RIGHT}.get(where),
            reason=reason,
            from_on=begins,
            until_on=None if length is None else begins + timedelta(days=length),
        )
        plan_acts.hold(self.record, hold)
        return hold

    @rule(hold=holds, undo=st.booleans())
    def release(self, hold: Hold, undo: bool) -> None:
        change = plan_acts.release_hold(self.record, hold.id, self.record.today())
        if undo and change.undo:
            change.undo(self.record)

    @rule(hold=holds)
    def take_hold_back(self, hold: Hold) -> None:
        plan_acts.withdraw(self.record, stored_plans.hold(self.record, hold.id))

    @rule(days=st.integers(1, 90))
    def wash_out(self, days: int) -> None:
        day = self.record.today()
        washout = Washout(
            id=self.record.new_id(),
            patient_id=self.plan.patient_id,
            site=Site.KNEE_JOINT,
            side=Side.RIGHT,
            from_on=day,
            until_on=day + timedelta(days=days),
        )
        plan_acts.wash_out(self.record, washout)

    @rule(
        act=st.sampled_from([plan_acts.ask_for_booster, plan_acts.review_plan]),
        back=DAYS_BACK,
        undo=st.booleans(),
    )
    def ask_or_review(self, act: Callable[..., Change], back: int, undo: bool) -> None:
        change = act(self.record, self.plan.id, self.record.today() - timedelta(days=back))
        if undo and change.undo:
            change.undo(self.record)

    @rule(ahead=st.integers(-30, 200))
    def set_the_date(self, ahead: int) -> None:
        plan_acts.set_date(self.record, self.plan.id, self.record.today() + timedelta(days=ahead), "Asked to")

    @rule(pain=st.integers(0, 10), back=DAYS_BACK)
    def set_the_baseline(self, pain: int, back: int) -> None:
        baseline = BaselineByHand(
            id=self.record.new_id(),
            plan_id=self.plan.id,
            patient_id=self.plan.patient_id,
            nrs=pain,
            baseline_on=self.record.today() - timedelta(days=back),
            source="Letter",
            entered_at=self.record.now(),
        )
        plan_acts.set_baseline(self.record, baseline)

    @rule(lot=st.integers(0, 1), back=DAYS_BACK, undo=st.booleans())
    def recall(self, lot: int, back: int, undo: bool) -> None:
        day = self.record.today() - timedelta(days=back)
        change = recall_lot(self.record, self.lots[lot].id, day)
        if undo and change.undo:
            change.undo(self.record)

    @rule(dose=doses, what=st.sampled_from(LotAnswerWhat))
    def answer_the_lot(self, dose: Injection, what: LotAnswerWhat) -> None:
        if self._in_force(dose):
            plan_acts.answer_lot(self.record, dose.entry_id, what, self.record.today(), "Looked into")

    @rule(result=st.sampled_from(CallResult), from_them=st.booleans(), undo=st.booleans())
    def call(self, result: CallResult, from_them: bool, undo: bool) -> None:
        now, patient_id = self.record.now(), self.plan.patient_id
        new_id, today = self.record.new_id(), self.record.today()
        if from_them:
            note = PhoneNote(id=new_id, patient_id=patient_id, called_at=now, called_on=today, act=PhoneAct.REASSURED)
            change = phone_notes.add_phone_note(self.record, note)
        else:
            attempt = CallAttempt(
                id=new_id,
                patient_id=patient_id,
                called_at=now,
                called_on=today,
                about=CallAbout.BOOSTER,
                result=result,
            )
            change = contact.log_call(self.record, attempt)
        if undo and change.undo:
            change.undo(self.record)

    @rule(close=st.booleans(), planned=st.integers(-90, 90))
    def edit_the_plan(self, close: bool, planned: int) -> None:
        plan = stored_plans.get(self.record, self.plan.id)
        plans.edit_plan(self.record, replace(plan, planned_on=self.record.today() + timedelta(days=planned)))
        if close:
            change = plans.close_plan(self.record, self.plan.id, self.record.today(), "Moved")
            assert change.undo
            change.undo(self.record)

    @precondition(lambda self: hasattr(self, "plan"))
    @rule(undo=st.booleans())
    def merge(self, undo: bool) -> None:
        try:
            change = patients.merge_patients(
                self.record, self.plan.patient_id, self.other_plan.patient_id, "One person, entered twice"
            )
        except InvalidRecord:
            return  # merged already
        if undo and change.undo:
            change.undo(self.record)

    @invariant()
    def stored_is_computed(self) -> None:
        assert list(forecasts.differing(self.record)) == []

    @precondition(lambda self: hasattr(self, "plan"))
    @invariant()
    def a_batch_is_its_plans(self) -> None:
        """Facts gathered for many plans at once are those of each by itself."""
        for plan_id, row in forecasts.stored(self.record, [self.plan.id, self.other_plan.id]).items():
            assert row.forecast == evaluate(facts_of(self.record, plan_id), self.record.today()).forecast

    def _in_force(self, dose: Injection) -> Injection | None:
        found = stored_injections.of_patients(self.record, [dose.patient_id])
        return next((each for each in found if each.entry_id == dose.entry_id), None)

    def _is_signed(self, dose: Injection) -> bool:
        return dose.visit_id is not None and visits.is_signed(self.record, dose.visit_id)


Practice.TestCase.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
test_stored_forecasts = Practice.TestCase
