"""Signing freezes a visit; amending adds beside it. What was signed stays readable, word for word."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from exodesk.core.chart import VisitView
from exodesk.core.errors import InvalidRecord
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Injection, InjectionStatus, Reaction
from exodesk.core.records.patient import Allergy, Patient
from exodesk.core.records.plan import Plan
from exodesk.core.records.stock import Lot
from exodesk.core.records.visit import AmendmentKind, Instrument, Score, Visit, Vitals, VitalsWhen
from exodesk.core.signing import canonical, seal
from exodesk.core.sites import Site
from exodesk.core.versions import corrected
from exodesk.queries.chart import read_chart
from exodesk.queries.history import of_visit
from exodesk.queries.soundness import findings
from exodesk.queries.unsigned import unsigned_visits
from exodesk.queries.versions import formers_of
from exodesk.services import amend
from exodesk.services.background import add_allergy, edit_consent
from exodesk.services.injections import give_injection, withdraw_injection
from exodesk.services.patients import edit_patient
from exodesk.services.scores import record_scores
from exodesk.services.signing import sign_visit
from exodesk.services.stock import edit_lot
from exodesk.services.visits import save_visit
from exodesk.storage import injections, patients, scores, stock, views, visits
from exodesk.storage.driver import IntegrityError
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Value, to_row
from tests.factories import (
    a_consent,
    a_lot,
    a_patient,
    a_plan,
    a_visit,
    an_injection,
    asked,
    drawn,
    give,
    sign_it,
)


class Signed:
    """A signed visit with one injection and one score."""

    def __init__(self, record: RecordFile) -> None:
        self.record = record
        self.patient_id = a_patient(record, family_name="Sample", given_name="Alex")
        self.consent = a_consent(record, self.patient_id)
        self.plan: Plan = a_plan(record, self.patient_id)
        self.lot: Lot = a_lot(record)
        visit = a_visit(record, self.patient_id)
        answers = {Instrument.PAIN_AVERAGE: Decimal(7)}
        record_scores(record, self.patient_id, answers, plan_id=self.plan.id, visit_id=visit.entry_id)
        self.dose: Injection = give(record, self.plan, self.lot, visit=visit, no_consent_reason=None, sign=True)
        self.visit: Visit = visits.in_force(record, visit.entry_id)
        self.score = scores.of_visit(record, visit.entry_id)[0]

    @property
    def view(self) -> VisitView:
        return views.of_visit(self.record, self.visit.entry_id)

    def content(self, version: int = -1) -> dict[str, object]:
        loaded: dict[str, object] = json.loads(self.view.signatures[version].content)
        return loaded


@pytest.fixture
def signed(record: RecordFile) -> Signed:
    return Signed(record)


def test_a_signature_seals_who_what_and_from_which_lot(signed: Signed) -> None:
    content = signed.content()
    given = content["injections"][0]  # type: ignore[index]  # JSON
    assert content["patient"]["birth_date"] == "1961-05-17"  # type: ignore[index]  # JSON
    assert content["signed_by"] == "Robin Example, MD"
    assert given["sources"][0]["lot"]["code"] == "EX26A"
    assert given["sources"][0]["product"]["manufacturer"] == "Sample Biologics"
    assert given["sources"][0]["source"]["particles"] == 10 * BILLION
    assert given["consent"]["template_version"] == "2026-1"
    assert given["pause"][0]["item"] == "identity"
    assert content["scores"][0]["score"] == "7"  # type: ignore[index]  # JSON
    assert content["allergies"] == {"state": "not_recorded", "substances": []}
    signature = signed.view.signatures[0]
    assert signature.content == canonical(json.loads(signature.content))
    assert signature.sha256 == seal(signature.content)


def test_what_is_signed_says_for_ever_what_it_said(signed: Signed) -> None:
    before = signed.view.signatures[0]
    patient: Patient = patients.get(signed.record, signed.patient_id)
    edit_patient(signed.record, replace(patient, family_name="Other"))
    edit_lot(signed.record, replace(stock.lot(signed.record, signed.lot.id), code="EX26B"))
    edit_consent(signed.record, replace(signed.consent, withdrawn_on=signed.record.today()))
    allergy = Allergy(id="allergy", patient_id=signed.patient_id, substance="Latex", updated_on=signed.record.today())
    add_allergy(signed.record, allergy)
    assert signed.view.signatures == (before,)
    assert findings(signed.record) == []


def test_an_unfinished_visit_says_at_its_fields_what_is_missing(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    visit = a_visit(record, plan.patient_id, reason=None)
    give(record, plan, a_lot(record), visit=visit)
    with pytest.raises(InvalidRecord) as error:
        sign_visit(record, visit.entry_id)
    assert [(each.field, each.text) for each in error.value.problems] == [
        ("reason", "Type the reason for the visit."),
        ("reaction", "Right knee: answer the observation."),
    ]
    assert not visits.is_signed(record, visit.entry_id)


def test_a_withdrawn_injection_is_signed_with_its_reason(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    visit = a_visit(record, plan.patient_id)
    dose = give(record, plan, a_lot(record), visit=visit)
    withdraw_injection(record, dose.entry_id, "Fainted before")
    sign_visit(record, visit.entry_id)
    assert injections.in_force(record, dose.entry_id).status == InjectionStatus.NOT_DONE
    assert findings(record) == []


def test_an_addendum_adds_words_and_changes_none(signed: Signed) -> None:
    amend.add_addendum(signed.record, signed.visit.entry_id, "Called the next day: well.", "Follow-up")
    view = signed.view
    assert [each.version for each in view.signatures] == [1, 2]
    assert (view.amendments[0].kind, view.amendments[0].text) == (
        AmendmentKind.ADDENDUM,
        "Called the next day: well.",
    )
    assert view.visit == signed.visit
    assert signed.content()["amendments"][0]["text"] == "Called the next day: well."  # type: ignore[index]  # JSON
    assert findings(signed.record) == []


def test_a_correction_of_a_correction_leaves_the_newest_in_force(signed: Signed) -> None:
    for volume in (900, 800):
        dose = injections.in_force(signed.record, signed.dose.entry_id)
        sources = [replace(source, drawn_ul=volume) for source in injections.sources(signed.record, [dose.id])]
        amend.correct_injection(signed.record, replace(dose, volume_ul=volume), sources, "Read wrong")
    (given,) = signed.view.injections
    assert given.injection.entry_id == signed.dose.entry_id
    assert given.injection.volume_ul == 800
    assert given.particles == 8 * BILLION
    assert len(given.pause) == 1
    assert [each.version for each in signed.view.signatures] == [1, 2, 3]
    first = signed.content(0)["injections"][0]["injection"]  # type: ignore[index]  # JSON
    assert first["volume_ul"] == 1000
    assert findings(signed.record) == []


def test_a_visit_and_a_score_are_corrected(signed: Signed) -> None:
    amend.correct_visit(signed.record, replace(signed.visit, history="Left knee too"), "Left out")
    amend.correct_score(signed.record, replace(signed.score, score=Decimal(8)), "Misheard")
    assert signed.view.visit.history == "Left knee too"
    assert [score.score for score in signed.view.scores] == [Decimal(8)]
    assert signed.view.scores[0].occasion_id == signed.score.occasion_id
    assert findings(signed.record) == []


def test_entered_in_error_takes_out_what_it_names(signed: Signed) -> None:
    amend.enter_in_error(signed.record, signed.score, "Another patient’s sheet")
    assert signed.view.scores == ()
    amend.enter_in_error(signed.record, signed.dose, "Another patient")
    assert signed.view.injections == ()
    amend.enter_in_error(signed.record, signed.visit, "Another patient")
    assert visits.of_patients(signed.record, [signed.patient_id]) == []
    assert [each.version for each in signed.view.signatures] == [1, 2, 3, 4]
    assert findings(signed.record) == []


def test_a_dose_on_the_wrong_visit_is_moved_by_two_amendments(signed: Signed) -> None:
    right = a_visit(signed.record, signed.patient_id)
    sign_visit(signed.record, right.entry_id)
    amend.enter_in_error(signed.record, signed.dose, "Wrong visit")
    moved = replace(signed.dose, id="moved", entry_id="moved", visit_id=right.entry_id, dose_reason="Moved")
    sources = [drawn(signed.record, signed.lot)]
    amend.add_late_injection(signed.record, moved, sources, asked(signed.record), "Moved from the wrong visit")
    assert signed.view.injections == ()
    (given,) = views.of_visit(signed.record, right.entry_id).injections
    assert given.injection.entry_id == "moved"
    assert findings(signed.record) == []


def test_a_correction_is_checked_like_giving(signed: Signed) -> None:
    sources = injections.sources(signed.record, [signed.dose.id])
    before = signed.view
    with pytest.raises(InvalidRecord) as error:
        amend.correct_injection(signed.record, replace(signed.dose, volume_ul=None), sources, "Read wrong")
    assert [problem.field for problem in error.value.problems] == ["volume_ul"]
    with pytest.raises(InvalidRecord):  # it would no longer be fit to be signed
        amend.correct_injection(signed.record, replace(signed.dose, reaction=None), sources, "Read wrong")
    assert signed.view == before


@pytest.mark.parametrize(
    "amending",
    [
        lambda s, reason: amend.add_addendum(s.record, s.visit.entry_id, "Words", reason),
        lambda s, reason: amend.correct_visit(s.record, replace(s.visit, exam="Warm"), reason),
        lambda s, reason: amend.enter_in_error(s.record, s.dose, reason),
    ],
)
def test_every_amendment_takes_a_reason(signed: Signed, amending: Callable[[Signed, str], object]) -> None:
    with pytest.raises(InvalidRecord) as error:
        amending(signed, "")
    assert [problem.field for problem in error.value.problems] == ["reason"]
    assert len(signed.view.signatures) == 1


def test_an_unsigned_visit_is_edited_and_not_amended(record: RecordFile) -> None:
    visit = a_visit(record, a_patient(record))
    with pytest.raises(InvalidRecord, match="not signed"):
        amend.correct_visit(record, replace(visit, exam="Warm"), "Left out")
    save_visit(record, replace(visit, exam="Warm"))
    assert visits.in_force(record, visit.entry_id).exam == "Warm"


def test_a_signed_visit_is_amended_and_not_edited(signed: Signed) -> None:
    with pytest.raises(InvalidRecord, match="signed"):
        save_visit(signed.record, replace(signed.visit, exam="Warm"))
    answers = {Instrument.PAIN_NOW: Decimal(3)}
    with pytest.raises(InvalidRecord, match="signed"):
        record_scores(signed.record, signed.patient_id, answers, visit_id=signed.visit.entry_id)
    with pytest.raises(IntegrityError, match="amend it"), signed.record.write("past the services") as rows:
        rows.update(replace(signed.visit, exam="Warm"))
    assert signed.view.visit == signed.visit


def past_the_guards(record: RecordFile, trigger: str, sql: str, parameters: list[Value]) -> None:
    """What only somebody with the key and tools of their own can do."""
    connection = record._connection
    connection.set_authorizer(None)
    connection.execute("PRAGMA query_only=OFF")
    (text,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [trigger]).fetchone()
    connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(sql, parameters)
    connection.execute(text)


def test_check_finds_a_row_that_is_not_as_signed(signed: Signed) -> None:
    sql = "UPDATE visit SET exam = 'Never said' WHERE id = ?"
    past_the_guards(signed.record, "before_update_visit", sql, [signed.visit.id])
    assert ("signed_rows", signed.visit.id) in {(finding.code, finding.id) for finding in findings(signed.record)}


def test_check_finds_a_signed_row_that_is_gone(signed: Signed) -> None:
    sql = "DELETE FROM score WHERE id = ?"
    past_the_guards(signed.record, "before_delete_score", sql, [signed.score.id])
    assert ("signed_rows", signed.score.id) in {(finding.code, finding.id) for finding in findings(signed.record)}


def test_check_finds_a_row_that_was_never_signed(signed: Signed) -> None:
    extra = replace(signed.score, id="extra", entry_id="extra", instrument=Instrument.PAIN_NOW)
    columns = to_row(extra)
    sql = f"INSERT INTO score ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    past_the_guards(signed.record, "before_insert_score", sql, list(columns.values()))
    assert ("signed_rows", "extra") in {(finding.code, finding.id) for finding in findings(signed.record)}


def test_a_late_entry_is_signed_with_its_visit(signed: Signed) -> None:
    late = an_injection(
        signed.record, signed.visit, None, indication="Knee pain", reaction=Reaction.NONE, no_consent_reason="Paper"
    )
    amend.add_late_injection(signed.record, late, [drawn(signed.record, signed.lot)], asked(signed.record), "Left out")
    assert {given.injection.entry_id for given in signed.view.injections} == {signed.dose.entry_id, late.entry_id}
    with pytest.raises(InvalidRecord):
        give_injection(signed.record, replace(late, id="x", entry_id="x"), [drawn(signed.record, signed.lot)], [])


def test_two_visits_are_signed_one_by_one(signed: Signed) -> None:
    other = give(signed.record, signed.plan, signed.lot)
    sign_it(signed.record, other)
    assert len(signed.view.signatures) == 1
    assert findings(signed.record) == []


def vitals(signed: Signed, when: VitalsWhen = VitalsWhen.BEFORE, **values: int) -> Vitals:
    return Vitals(id=signed.record.new_id(), visit_id=signed.visit.id, measured=when, **values)


def measured(signed: Signed) -> dict[VitalsWhen, int | None]:
    return {each.measured: each.heart_rate for each in signed.view.vitals}


def test_vitals_are_entered_late_corrected_and_taken_out_each_with_its_signature(signed: Signed) -> None:
    entry_id = signed.visit.entry_id
    amend.correct_vitals(signed.record, entry_id, vitals(signed, heart_rate=70), "Not entered then")
    amend.correct_vitals(signed.record, entry_id, vitals(signed, VitalsWhen.AFTER, heart_rate=90), "Not entered then")
    assert measured(signed) == {VitalsWhen.BEFORE: 70, VitalsWhen.AFTER: 90}
    amend.correct_vitals(signed.record, entry_id, vitals(signed, heart_rate=72), "Read wrong")
    assert measured(signed) == {VitalsWhen.BEFORE: 72, VitalsWhen.AFTER: 90}
    amend.correct_vitals(signed.record, entry_id, vitals(signed), "Of somebody else")
    assert measured(signed) == {VitalsWhen.AFTER: 90}
    assert [signature.version for signature in signed.view.signatures] == [1, 2, 3, 4, 5]
    assert findings(signed.record) == []


def test_what_was_measured_stays_readable_after_its_correction(signed: Signed) -> None:
    entry_id = signed.visit.entry_id
    amend.correct_vitals(signed.record, entry_id, vitals(signed, heart_rate=70), "Not entered then")
    amend.correct_vitals(signed.record, entry_id, vitals(signed, heart_rate=72), "Read wrong")
    formers = corrected(formers_of(signed.record, signed.view), signed.view.visit)
    assert [[each.heart_rate for each in former.vitals] for former in formers] == [[], [70]]
    told = [field for act in of_visit(signed.record, entry_id) for each in act.records for field in each.fields]
    assert {field.after for field in told if field.label == "Heart rate"} == {
        "70/min",
        "72/min",
    }


@pytest.mark.parametrize("upper", [80, 120])
def test_vitals_that_cannot_be_are_refused_after_signing_too(signed: Signed, upper: int) -> None:
    with pytest.raises(InvalidRecord, match="the first figure is the higher one"):
        amend.correct_vitals(
            signed.record, signed.visit.entry_id, vitals(signed, systolic=upper, diastolic=120), "Read wrong"
        )
    assert len(signed.view.signatures) == 1


def test_a_visit_begun_by_mistake_waits_no_more_and_stays_readable(record: RecordFile) -> None:
    patient_id = a_patient(record)
    visit = a_visit(record, patient_id, reason=None)
    amend.set_aside(record, visit.entry_id, "Wrong chart")
    view = views.of_visit(record, visit.entry_id)
    assert [signature.version for signature in view.signatures] == [1, 2]
    assert view.amendments[0].reason == "Wrong chart"
    assert unsigned_visits(record) == []
    assert [each.visit.entry_id for each in read_chart(record, patient_id).in_error] == [visit.entry_id]
    assert findings(record) == []


def test_a_visit_in_which_something_was_given_is_not_set_aside(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    dose = give(record, plan, a_lot(record))
    assert dose.visit_id
    with pytest.raises(InvalidRecord, match="An injection was given in it"):
        amend.set_aside(record, dose.visit_id, "Wrong chart")
    withdraw_injection(record, dose.entry_id, "Of somebody else")
    amend.set_aside(record, dose.visit_id, "Wrong chart")
    assert read_chart(record, plan.patient_id).visits == ()
    assert findings(record) == []


def test_a_signed_visit_is_not_begun_by_mistake(signed: Signed) -> None:
    with pytest.raises(InvalidRecord, match="signed"):
        amend.set_aside(signed.record, signed.visit.entry_id, "Wrong chart")


def late_score(signed: Signed, **values: Any) -> Score:
    key = signed.record.new_id()
    usual: dict[str, Any] = {
        "plan_id": signed.plan.id,
        "instrument": Instrument.PGIC,
        "score": Decimal(2),
        "scored_on": signed.visit.visited_on,
    }
    return Score(
        id=key,
        entry_id=key,
        occasion_id=signed.record.new_id(),
        patient_id=signed.patient_id,
        visit_id=signed.visit.entry_id,
        entered_at=signed.record.now(),
        **usual | values,
    )


def test_a_score_that_was_left_out_is_entered_late_with_those_of_its_occasion(signed: Signed) -> None:
    amend.add_late_score(signed.record, late_score(signed), "Not entered then")
    told = {score.instrument: score for score in signed.view.scores}
    assert told[Instrument.PGIC].score == 2
    assert told[Instrument.PGIC].occasion_id == told[Instrument.PAIN_AVERAGE].occasion_id
    assert signed.view.amendments[-1].kind is AmendmentKind.LATE_ENTRY
    assert findings(signed.record) == []


def test_a_score_that_is_there_is_corrected_and_not_entered_again(signed: Signed) -> None:
    with pytest.raises(InvalidRecord, match="entered already"):
        amend.add_late_score(signed.record, late_score(signed, instrument=Instrument.PAIN_AVERAGE), "Forgotten")
    with pytest.raises(InvalidRecord, match="from 1 to 7"):
        amend.add_late_score(signed.record, late_score(signed, score=Decimal(9)), "Forgotten")
    assert len(signed.view.signatures) == 1


def test_a_score_under_the_wrong_joint_is_taken_out_there_and_entered_here(signed: Signed) -> None:
    amend.enter_in_error(signed.record, signed.score, "Of the hip")
    hip = a_plan(signed.record, signed.patient_id, site=Site.HIP_JOINT)
    moved = late_score(signed, plan_id=hip.id, instrument=Instrument.PAIN_AVERAGE, score=Decimal(7))
    amend.add_late_score(signed.record, moved, "Of the hip")
    assert [(score.plan_id, score.score) for score in signed.view.scores] == [(hip.id, Decimal(7))]
    assert findings(signed.record) == []
