"""Giving an injection: what stops it, what takes a reason, what is written; mending it until the visit is signed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from exodesk.core.codes import Basis, Route, Side
from exodesk.core.errors import InvalidRecord
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Injection, InjectionKind, InjectionStatus, Reaction
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason, Plan, PlanKind
from exodesk.core.records.stock import Lot
from exodesk.core.records.visit import Visit
from exodesk.core.sites import Site
from exodesk.services import injections as act
from exodesk.services.plan_acts import hold
from exodesk.services.plans import close_plan
from exodesk.services.signing import sign_visit
from exodesk.storage import injections
from exodesk.storage.recordfile import RecordFile
from tests.factories import (
    Clock,
    a_consent,
    a_lot,
    a_patient,
    a_plan,
    a_plan_with_consent,
    a_visit,
    an_injection,
    asked,
    drawn,
    give,
    recall_lot,
)


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    return a_plan_with_consent(record)


@pytest.fixture
def visit(record: RecordFile, plan: Plan) -> Visit:
    return a_visit(record, plan.patient_id)


@pytest.fixture
def lot(record: RecordFile) -> Lot:
    return a_lot(record)


def problems(error: pytest.ExceptionInfo[InvalidRecord]) -> dict[str, str]:
    """By field; a field is told one thing at a time."""
    told = {problem.field: problem.text for problem in error.value.problems}
    assert len(told) == len(error.value.problems)
    return told


def refused(give_it: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(InvalidRecord) as error:
        give_it()
    return problems(error)


def test_what_nobody_types_is_filled_in(record: RecordFile, plan: Plan, visit: Visit, lot: Lot) -> None:
    injection = an_injection(record, visit, plan)
    act.give_injection(record, injection, [drawn(record, lot)], asked(record))
    found = injections.in_force(record, injection.entry_id)
    assert (found.giver_name, found.giver_title) == ("Robin Example", "MD")
    assert found.office_address == "1 Example Street\nSpringfield"
    assert (found.indication, found.route) == ("Osteoarthritis", Route.INTRA_ARTICULAR)
    assert (found.sheet_edition, found.sheet_given_on) == ("3", record.today())
    assert found.consent_id is not None


def test_the_day_is_the_day_at_the_clinic(record: RecordFile, clock: Clock, plan: Plan, visit: Visit, lot: Lot) -> None:
    clock.now = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # six in the evening of the 2nd in California
    injection = an_injection(record, visit, plan, given_on=date(2026, 3, 3))
    act.give_injection(record, injection, [drawn(record, lot)], asked(record))
    assert injections.in_force(record, injection.entry_id).given_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"site": None}, "site"),
        ({"side": None}, "side"),
        ({"side": Side.NONE}, "side"),
        ({"side": Side.LEFT}, "side"),
        ({"site": Site.HIP_JOINT}, "side"),
        ({"volume_ul": None}, "volume_ul"),
        ({"volume_ul": 60_000}, "volume_ul"),
        ({"discarded_ul": 200}, "discarded_ul"),
        ({"diluent_ul": 1}, "discarded_ul"),
        ({"given_on": date(2026, 3, 3), "given_at": None}, "given_on"),
        ({"given_at": datetime(2026, 3, 2, 17, 6, tzinfo=UTC)}, "given_at"),
    ],
)
def test_no_reason_overrides(
    record: RecordFile, *, plan: Plan, visit: Visit, lot: Lot, values: dict[str, Any], field: str
) -> None:
    reasons = {"dose_reason": "Wanted", "no_consent_reason": "Wanted"}
    injection = an_injection(record, visit, plan, **reasons | values)
    sources = [drawn(record, lot, 60_000 if injection.volume_ul == 60_000 else 1000)]
    assert set(refused(lambda: act.give_injection(record, injection, sources, asked(record)))) == {field}
    assert record.read("SELECT * FROM injection") == []


def test_nobody_is_injected_whose_identity_was_not_asked(
    record: RecordFile, plan: Plan, visit: Visit, lot: Lot
) -> None:
    injection = an_injection(record, visit, plan, dose_reason="Wanted")
    assert set(refused(lambda: act.give_injection(record, injection, [drawn(record, lot)], []))) == {"identity"}


def test_every_microlitre_is_accounted_for(record: RecordFile, plan: Plan, visit: Visit, lot: Lot) -> None:
    injection = an_injection(record, visit, plan, volume_ul=1500, diluent_ul=1000, discarded_ul=501)
    sources = [drawn(record, lot, 1000)]
    text = refused(lambda: act.give_injection(record, injection, sources, asked(record)))["discarded_ul"]
    assert text == "2\u00a0mL was drawn and mixed, 2.001\u00a0mL was given and discarded: make them equal."
    act.give_injection(record, replace(injection, discarded_ul=500), sources, asked(record))
    assert injections.sources(record, [injection.id])[0].particles == 7_500_000_000


@pytest.mark.parametrize(
    ("label", "source", "particles"),
    [
        ({"basis": Basis.LABEL_CONCENTRATION, "particles_per_ml": 10 * BILLION}, {}, 10 * BILLION),
        (
            {"basis": Basis.MEASURED, "particles_per_ml": 10 * BILLION, "measured_particles_per_ml": 7 * BILLION},
            {},
            7 * BILLION,
        ),
        (
            {"basis": Basis.LABEL_TOTAL, "particles_per_ml": None, "total_particles": 20 * BILLION},
            {"reconstituted_ul": 5000},
            4 * BILLION,
        ),
        ({"basis": Basis.LABEL_TOTAL, "particles_per_ml": None, "total_particles": 20 * BILLION}, {}, None),
        ({"basis": Basis.UNKNOWN, "particles_per_ml": None}, {}, None),
    ],
)
def test_the_dose_comes_from_the_lot_and_never_from_the_page(
    record: RecordFile,
    *,
    plan: Plan,
    visit: Visit,
    label: dict[str, Any],
    source: dict[str, Any],
    particles: int | None,
) -> None:
    lot = a_lot(record, **label)
    injection = an_injection(record, visit, plan)
    typed = drawn(record, lot, particles=1, particles_per_ml=999, **source)
    act.give_injection(record, injection, [typed], asked(record))
    found = injections.sources(record, [injection.id])[0]
    assert found.particles == particles
    assert found.basis == lot.basis


def test_an_unknown_lot_takes_a_reason(record: RecordFile, plan: Plan, visit: Visit) -> None:
    injection = an_injection(record, visit, plan)
    assert set(refused(lambda: act.give_injection(record, injection, [], asked(record)))) == {"lot_id"}
    unknown = drawn(record, None)
    assert set(refused(lambda: act.give_injection(record, injection, [unknown], asked(record)))) == {"no_lot_reason"}
    act.give_injection(record, injection, [replace(unknown, no_lot_reason="Label lost")], asked(record))
    assert injections.sources(record, [injection.id])[0].particles is None


def test_no_consent_takes_a_reason(record: RecordFile, lot: Lot) -> None:
    patient_id = a_patient(record)
    a_consent(record, patient_id, withdrawn_on=record.today())
    plan = a_plan(record, patient_id)
    injection = an_injection(record, a_visit(record, patient_id), plan)
    text = refused(lambda: act.give_injection(record, injection, [drawn(record, lot)], asked(record)))
    assert text == {"no_consent_reason": "There is no consent in force. Type the reason."}
    given = replace(injection, no_consent_reason="Asked by word of mouth")
    act.give_injection(record, given, [drawn(record, lot)], asked(record))
    assert injections.in_force(record, given.entry_id).consent_id is None


def _recalled(record: RecordFile, _plan: Plan, lot: Lot) -> None:
    recall_lot(record, lot.id, record.today())


def _on_hold(record: RecordFile, plan: Plan, _lot: Lot) -> None:
    day = record.today()
    hold(record, Hold(id="h", patient_id=plan.patient_id, reason=HoldReason.INFECTION, from_on=day))


def _contraindicated(record: RecordFile, plan: Plan, _lot: Lot) -> None:
    day = record.today()
    hold(record, Hold(id="h", patient_id=plan.patient_id, reason=HoldReason.CONTRAINDICATION, from_on=day))


def _closed(record: RecordFile, plan: Plan, _lot: Lot) -> None:
    close_plan(record, plan.id, record.today(), "Moved")


def _early(record: RecordFile, plan: Plan, lot: Lot) -> None:
    give(record, plan, lot, given_on=record.today() - timedelta(days=30))


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (_recalled, "Lot EX26A was recalled on 02-Mar-2026."),
        (_on_hold, "The plan is on hold."),
        (_contraindicated, "A contraindication is recorded."),
        (_closed, "The plan is closed."),
        (_early, "It is 86 days too early for the plan."),
    ],
)
def test_a_dose_outside_the_rules_is_told_and_recorded_with_a_reason(
    record: RecordFile,
    *,
    plan: Plan,
    visit: Visit,
    lot: Lot,
    prepare: Callable[[RecordFile, Plan, Lot], None],
    said: str,
) -> None:
    prepare(record, plan, lot)
    injection, sources = an_injection(record, visit, plan), [drawn(record, lot)]
    assert [concern.text for concern in act.concerns_of(record, injection, sources)] == [said]
    told = refused(lambda: act.give_injection(record, injection, sources, asked(record)))
    assert told == {"dose_reason": f"{said} Type the reason."}
    with_reason = replace(injection, dose_reason="Patient travels")
    act.give_injection(record, with_reason, sources, asked(record))
    assert injections.in_force(record, injection.entry_id).dose_reason == "Patient travels"


def test_an_expired_lot_and_a_second_dose_are_told_together(record: RecordFile, visit: Visit, plan: Plan) -> None:
    lot = a_lot(record, code="OLD", expires_on=record.today() - timedelta(days=1))
    single = a_plan(record, plan.patient_id, booster=BoosterRule.NONE, site=Site.HIP_JOINT)
    give(record, single, a_lot(record), given_on=record.today() - timedelta(days=60))
    injection = an_injection(record, visit, single)
    told = refused(lambda: act.give_injection(record, injection, [drawn(record, lot)], asked(record)))
    assert told == {"dose_reason": "Lot OLD expired on 01-Mar-2026. The plan has no further dose. Type the reason."}


def test_a_few_days_of_grace_need_no_reason(record: RecordFile, clock: Clock, plan: Plan, lot: Lot) -> None:
    series = a_plan(record, plan.patient_id, kind=PlanKind.SERIES, doses=2, interval_weeks=4, site=Site.HIP_JOINT)
    give(record, series, lot)
    clock.pass_by(days=17)  # three weeks less four days
    injection = an_injection(record, a_visit(record, plan.patient_id), series)
    act.give_injection(record, injection, [drawn(record, lot)], asked(record))
    assert injections.in_force(record, injection.entry_id).dose_reason is None


def test_without_a_plan_the_indication_is_typed(record: RecordFile, visit: Visit, lot: Lot) -> None:
    injection = an_injection(record, visit, None)
    told = refused(lambda: act.give_injection(record, injection, [drawn(record, lot)], asked(record)))
    assert told == {"indication": "Without a plan, type the indication."}
    act.give_injection(record, replace(injection, indication="Knee pain"), [drawn(record, lot)], asked(record))


def test_other_kinds_need_no_lot(record: RecordFile, visit: Visit) -> None:
    injection = an_injection(record, visit, None, kind=InjectionKind.ANAESTHETIC, volume_ul=2000)
    act.give_injection(record, injection, [], asked(record))
    assert injections.in_force(record, injection.entry_id).kind == InjectionKind.ANAESTHETIC


def test_a_plan_that_cannot_be_computed_never_stops_a_dose(
    record: RecordFile, plan: Plan, visit: Visit, lot: Lot
) -> None:
    with record.write("past the services") as rows:
        rows.update(replace(plan, doses=2))
    injection = an_injection(record, visit, plan)
    act.give_injection(record, injection, [drawn(record, lot)], asked(record))
    assert injections.in_force(record, injection.entry_id).plan_id == plan.id


def test_records_of_two_patients_are_never_joined(record: RecordFile, plan: Plan, lot: Lot) -> None:
    stranger = a_visit(record, a_patient(record))
    injection = an_injection(record, stranger, plan)
    with pytest.raises(ValueError, match="two different patients"):
        act.give_injection(record, injection, [drawn(record, lot)], asked(record))
    assert record.read("SELECT * FROM injection") == []


def test_an_unsigned_injection_is_mended_in_place(record: RecordFile, plan: Plan, visit: Visit, lot: Lot) -> None:
    given = give(record, plan, lot, visit=visit)
    after = replace(given, volume_ul=500, discarded_ul=500)
    act.edit_injection(record, after, injections.sources(record, [given.id]))
    assert injections.in_force(record, given.entry_id).id == given.id
    assert [source.particles for source in injections.sources(record, [given.id])] == [5 * BILLION]
    assert len(injections.pause_answers(record, [given.id])) == 1


def test_a_dose_does_not_stand_in_its_own_way(record: RecordFile, plan: Plan, visit: Visit, lot: Lot) -> None:
    """Moved by a day it is still the first dose, and no second one that comes too early."""
    given = give(record, plan, lot, visit=visit, dose_reason=None)
    day_before = replace(given, given_at=record.now() - timedelta(days=1))
    act.edit_injection(record, day_before, injections.sources(record, [given.id]))
    assert injections.in_force(record, given.entry_id).given_on == record.today() - timedelta(days=1)


def test_editing_is_refused_like_giving(record: RecordFile, plan: Plan, visit: Visit, lot: Lot) -> None:
    given = give(record, plan, lot, visit=visit)
    sources = injections.sources(record, [given.id])
    assert set(refused(lambda: act.edit_injection(record, replace(given, volume_ul=None), sources))) == {"volume_ul"}
    assert set(refused(lambda: act.edit_injection(record, given, sources, []))) == {"identity"}
    assert injections.in_force(record, given.entry_id) == given


def test_an_injection_stays_with_its_visit(record: RecordFile, plan: Plan, visit: Visit, lot: Lot) -> None:
    given = give(record, plan, lot, visit=visit)
    elsewhere = replace(given, visit_id=a_visit(record, plan.patient_id).entry_id)
    with pytest.raises(ValueError, match="stays with its patient and visit"):
        act.edit_injection(record, elsewhere, [drawn(record, lot)])


def test_withdrawing_keeps_the_row_and_takes_a_reason(record: RecordFile, plan: Plan, visit: Visit, lot: Lot) -> None:
    given = give(record, plan, lot, visit=visit)
    assert set(refused(lambda: act.withdraw_injection(record, given.entry_id, " "))) == {"not_done_reason"}
    change = act.withdraw_injection(record, given.entry_id, "Fainted before")
    assert injections.in_force(record, given.entry_id).status == InjectionStatus.NOT_DONE
    assert change.undo
    change.undo(record)
    assert injections.in_force(record, given.entry_id) == given


def test_the_observation_is_one_answer_and_a_reaction_takes_words(
    record: RecordFile, plan: Plan, visit: Visit, lot: Lot
) -> None:
    given = give(record, plan, lot, visit=visit)
    assert given.reaction is None
    told = refused(lambda: act.answer_observation(record, given.entry_id, Reaction.VASOVAGAL))
    assert told == {"reaction_text": "Type what was seen."}
    act.answer_observation(record, given.entry_id, Reaction.VASOVAGAL, "Pale for a minute")
    assert injections.in_force(record, given.entry_id).reaction_text == "Pale for a minute"


def _edit(record: RecordFile, given: Injection) -> None:
    act.edit_injection(record, replace(given, note="Later"), injections.sources(record, [given.id]))


def _give_another(record: RecordFile, given: Injection) -> None:
    another = replace(given, id="another", entry_id="another", dose_reason="Wanted")
    act.give_injection(record, another, [replace(each, id="s") for each in injections.sources(record, [given.id])], [])


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _give_another,
        lambda record, given: act.withdraw_injection(record, given.entry_id, "Not done"),
        lambda record, given: act.answer_observation(record, given.entry_id, Reaction.NONE),
        lambda record, given: sign_visit(record, given.visit_id),
    ],
    ids=["edit", "give another", "withdraw", "answer", "sign again"],
)
def test_what_is_signed_is_not_edited(
    record: RecordFile, plan: Plan, lot: Lot, change: Callable[[RecordFile, Injection], object]
) -> None:
    given = give(record, plan, lot, sign=True)
    told = refused(lambda: change(record, given))
    assert told == {"": "This visit is signed. Add an addendum or a correction."}
    assert injections.in_force(record, given.entry_id) == given
