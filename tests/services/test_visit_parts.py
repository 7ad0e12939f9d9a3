"""Vitals, phrases, observation and injections from earlier records: written, mended, frozen with their visit."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from exodesk.core.codes import Basis, Side
from exodesk.core.dates import PartialDate
from exodesk.core.errors import InvalidRecord
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Injection, InjectionKind, InjectionSource, NotDoneCause, PauseItem, Reaction
from exodesk.core.records.phrase import Phrase
from exodesk.core.records.visit import Instrument, ScoreMode, VisitKind, Vitals, VitalsWhen
from exodesk.core.sites import Site
from exodesk.queries.chart import read_chart
from exodesk.queries.soundness import findings
from exodesk.services.amend import correct_visit
from exodesk.services.earlier_injections import (
    add_earlier_injection,
    edit_earlier_injection,
    take_out_earlier_injection,
)
from exodesk.services.injections import answer_observation, give_injection, withdraw_injection
from exodesk.services.phrases import add_phrase, remove_phrase
from exodesk.services.scores import record_scores
from exodesk.services.signing import sign_visit
from exodesk.services.visits import save_visit, save_vitals
from exodesk.storage import injections, phrases, scores, visits
from exodesk.storage.driver import IntegrityError
from exodesk.storage.recordfile import RecordFile
from tests.factories import (
    Clock,
    a_condition,
    a_consent,
    a_lot,
    a_patient,
    a_plan,
    a_visit,
    an_injection,
    asked,
    drawn,
    give,
)  # fmt: skip
from tests.storage.practice import raw


def vitals(record: RecordFile, when: VitalsWhen = VitalsWhen.BEFORE, **values: Any) -> Vitals:
    return Vitals(id=record.new_id(), visit_id="", measured=when, **values)


def measured(record: RecordFile, entry_id: str) -> list[Vitals]:
    return visits.vitals(record, [visits.in_force(record, entry_id).id])


def test_vitals_take_the_place_of_those_before_and_empty_ones_go(record: RecordFile) -> None:
    visit = a_visit(record, a_patient(record))
    save_vitals(record, visit.entry_id, vitals(record, systolic=120, diastolic=80, temperature_tenths=368))
    save_vitals(record, visit.entry_id, vitals(record, systolic=130, diastolic=80))
    save_vitals(record, visit.entry_id, vitals(record, VitalsWhen.AFTER, heart_rate=70))
    assert [(v.measured, v.systolic, v.heart_rate) for v in measured(record, visit.entry_id)] == [
        (VitalsWhen.BEFORE, 130, None),
        (VitalsWhen.AFTER, None, 70),
    ]
    save_vitals(record, visit.entry_id, vitals(record))
    assert [v.measured for v in measured(record, visit.entry_id)] == [VitalsWhen.AFTER]


def test_words_of_a_visit_are_saved_in_a_dozen_statements(record: RecordFile) -> None:
    """Its three reads, and what begins, seals and ends; it is not read twice, nor the end of the trail."""
    visit = a_visit(record, a_patient(record))
    save_visit(record, replace(visit, exam="No effusion."))  # whatever is asked once
    asked: list[str] = []
    record._connection.set_trace_callback(asked.append)
    save_visit(record, replace(visit, exam="Mild effusion."))
    record._connection.set_trace_callback(None)
    assert visits.in_force(record, visit.entry_id).exam == "Mild effusion."
    assert len([sql for sql, before in zip(asked, ["", *asked], strict=False) if sql != before]) == 12, asked


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"systolic": 120}, "diastolic"),
        ({"diastolic": 80}, "systolic"),
        ({"systolic": 80, "diastolic": 90}, "systolic"),
        ({"systolic": 301, "diastolic": 90}, "systolic"),
        ({"temperature_tenths": 299}, "temperature_tenths"),
        ({"oxygen_percent": 101}, "oxygen_percent"),
    ],
)
def test_vitals_that_nobody_has_are_refused(record: RecordFile, values: dict[str, Any], field: str) -> None:
    visit = a_visit(record, a_patient(record))
    with pytest.raises(InvalidRecord) as refused:
        save_vitals(record, visit.entry_id, vitals(record, **values))
    assert {problem.field for problem in refused.value.problems} == {field}


def test_vitals_are_signed_with_their_visit_and_go_with_its_correction(record: RecordFile) -> None:
    visit = a_visit(record, a_patient(record))
    save_vitals(record, visit.entry_id, vitals(record, heart_rate=70))
    sign_visit(record, visit.entry_id)
    with pytest.raises(InvalidRecord):
        save_vitals(record, visit.entry_id, vitals(record, heart_rate=71))
    with raw(record) as connection:
        for sql in ("UPDATE vitals SET heart_rate = 71", "DELETE FROM vitals"):
            with pytest.raises(IntegrityError, match="signed"):
                connection.execute(sql)
        with pytest.raises(IntegrityError, match="signed"):
            connection.execute("INSERT INTO vitals (id, visit_id, measured) VALUES ('x', ?, 'after')", [visit.id])
    correct_visit(record, replace(visit, reason="Hip pain"), "Mistyped")
    [after] = measured(record, visit.entry_id)
    assert (after.heart_rate, after.visit_id) == (70, visits.in_force(record, visit.entry_id).id)
    assert after.visit_id != visit.id
    assert findings(record) == []


def test_vitals_that_were_changed_behind_a_signature_are_found(record: RecordFile) -> None:
    visit = a_visit(record, a_patient(record))
    save_vitals(record, visit.entry_id, vitals(record, heart_rate=70))
    sign_visit(record, visit.entry_id)
    with raw(record) as connection:
        for name in ("before_update_vitals", "after_update_vitals"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE vitals SET heart_rate = 71")
    assert "signed_rows" in {finding.code for finding in findings(record)}


def test_a_phrase_has_letters_of_its_own_and_a_removed_one_frees_them(record: RecordFile) -> None:
    phrase = Phrase(id=record.new_id(), shortcut=";KN", text="No warmth, no effusion.")
    add_phrase(record, phrase)
    assert [each.shortcut for each in phrases.standing(record)] == ["kn"]
    twin = Phrase(id=record.new_id(), shortcut="kn", text="Another")
    with pytest.raises(InvalidRecord):
        add_phrase(record, twin)
    undo = remove_phrase(record, phrase.id).undo
    assert undo
    undo(record)
    remove_phrase(record, phrase.id)
    add_phrase(record, twin)
    assert [each.text for each in phrases.standing(record)] == ["Another"]


@pytest.mark.parametrize("letters", ["", "k n", "k;n", "-"])
def test_letters_that_cannot_be_typed_before_a_space_are_refused(record: RecordFile, letters: str) -> None:
    with pytest.raises(InvalidRecord):
        add_phrase(record, Phrase(id=record.new_id(), shortcut=letters, text="Text"))


def test_the_observation_ends_when_it_is_answered(record: RecordFile, clock: Clock) -> None:
    patient_id = a_patient(record)
    dose = give(record, a_plan(record, patient_id), a_lot(record))
    assert (dose.observed_from, dose.observed_to) == (dose.given_at, None)
    clock.pass_by(minutes=15)
    answer_observation(record, dose.entry_id, Reaction.NONE)
    assert injections.in_force(record, dose.entry_id).observed_to == clock.now


def test_why_it_was_not_done_has_a_cause(record: RecordFile) -> None:
    dose = give(record, a_plan(record, a_patient(record)), a_lot(record))
    withdraw_injection(record, dose.entry_id, "Fever this morning", NotDoneCause.HEALTH_SCREEN)
    assert injections.in_force(record, dose.entry_id).not_done_cause is NotDoneCause.HEALTH_SCREEN


def test_severity_and_duration_come_with_the_plan(record: RecordFile) -> None:
    patient_id = a_patient(record)
    condition_id = a_condition(record, patient_id, onset=PartialDate(2024, 3), severity_grade="KL 3")
    dose = give(record, a_plan(record, patient_id, condition_id=condition_id), a_lot(record))
    assert (dose.condition_months, dose.severity_grade) == (24, "KL 3")


def test_an_amount_over_twice_the_last_is_given_once_it_is_confirmed(record: RecordFile, clock: Clock) -> None:
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    plan, lot = a_plan(record, patient_id), a_lot(record)
    give(record, plan, lot, volume_ul=500, sign=True)
    clock.pass_by(days=200)
    visit = a_visit(record, patient_id)
    injection = an_injection(record, visit, plan, volume_ul=1001, dose_reason="Wanted")
    with pytest.raises(InvalidRecord) as refused:
        give_injection(record, injection, [drawn(record, lot, 1001)], asked(record))
    assert [problem.field for problem in refused.value.problems] == ["volume_again"]
    confirmed = [replace(asked(record)[0], id=record.new_id(), item=PauseItem.AMOUNT)]
    give_injection(record, injection, [drawn(record, lot, 1001)], asked(record) + confirmed)
    assert injections.in_force(record, injection.entry_id).volume_ul == 1001


class Earlier:
    def __init__(self, record: RecordFile) -> None:
        self.record = record
        self.patient_id = a_patient(record)
        self.plan = a_plan(record, self.patient_id, planned_on=date(2025, 1, 1))

    def injection(self, **values: Any) -> Injection:
        key = self.record.new_id()
        usual: dict[str, Any] = {
            "plan_id": self.plan.id,
            "given_on": date(2025, 1, 31), "given_in_month": True, "site": Site.KNEE_JOINT, "side": Side.RIGHT,
        }  # fmt: skip
        return Injection(id=key, entry_id=key, visit_id=None, patient_id=self.patient_id, **usual | values)

    def unknown(self, drawn_ul: int = 0) -> InjectionSource:
        return InjectionSource(
            id=self.record.new_id(), injection_id="", drawn_ul=drawn_ul, basis=Basis.UNKNOWN, no_lot_reason="Not known"
        )


def test_an_earlier_injection_counts_and_has_no_visit(record: RecordFile) -> None:
    earlier = Earlier(record)
    injection = earlier.injection()
    add_earlier_injection(record, injection, [earlier.unknown()])
    chart = read_chart(record, earlier.patient_id)
    assert list(chart.plans[0].judged) == [injection.entry_id]
    [given] = chart.injections
    assert given.injection.from_earlier_records
    assert given.particles is None


def test_an_earlier_injection_with_lot_and_volume_has_its_dose(record: RecordFile) -> None:
    earlier, lot = Earlier(record), a_lot(record)
    injection = earlier.injection(volume_ul=500, given_on=date(2025, 2, 3), given_in_month=False)
    add_earlier_injection(record, injection, [drawn(record, lot, 500)])
    edit_earlier_injection(record, replace(injection, volume_ul=1000), [drawn(record, lot, 1000)])
    [given] = read_chart(record, earlier.patient_id).injections
    assert given.particles == 10 * BILLION
    assert len(injections.sources(record, [injection.id])) == 1


@pytest.mark.parametrize(
    ("values", "sources", "field"),
    [
        ({"side": Side.LEFT}, True, "side"),
        ({"side": Side.NONE}, True, "side"),
        ({"given_on": date(2030, 1, 1)}, True, "given_on"),
        ({}, False, "lot_id"),
    ],
)
def test_an_earlier_injection_keeps_to_the_rules_of_place_and_day(
    record: RecordFile, values: dict[str, Any], sources: bool, field: str
) -> None:
    earlier = Earlier(record)
    with pytest.raises(InvalidRecord) as refused:
        add_earlier_injection(record, earlier.injection(**values), [earlier.unknown()] if sources else [])
    assert field in {problem.field for problem in refused.value.problems}


def test_an_earlier_injection_of_another_kind_needs_no_lot(record: RecordFile) -> None:
    earlier = Earlier(record)
    injection = earlier.injection(kind=InjectionKind.STEROID, plan_id=None, lot_text="S-1")
    add_earlier_injection(record, injection, [])
    assert injections.in_force(record, injection.entry_id).lot_text == "S-1"


def test_a_dose_given_in_a_visit_is_not_edited_as_an_earlier_one(record: RecordFile) -> None:
    dose = give(record, a_plan(record, a_patient(record)), a_lot(record), given_on=record.today() - timedelta(days=1))
    with pytest.raises(InvalidRecord):
        edit_earlier_injection(record, dose, [])


def test_an_earlier_injection_entered_in_error_counts_no_more_and_can_be_put_back(record: RecordFile) -> None:
    earlier = Earlier(record)
    injection = earlier.injection()
    entry_id = injection.entry_id
    add_earlier_injection(record, injection, [earlier.unknown()])
    with pytest.raises(InvalidRecord, match="Type why"):
        take_out_earlier_injection(record, entry_id, " ")
    change = take_out_earlier_injection(record, entry_id, "Of her sister")
    assert injections.in_force(record, entry_id).not_done_reason == "Of her sister"
    assert read_chart(record, earlier.patient_id).plans[0].judged == {}
    assert change.undo
    change.undo(record)
    assert list(read_chart(record, earlier.patient_id).plans[0].judged) == [entry_id]


def test_a_dose_of_a_visit_is_not_taken_out_as_an_earlier_one(record: RecordFile) -> None:
    dose = give(record, a_plan(record, a_patient(record)), a_lot(record))
    with pytest.raises(InvalidRecord, match="belongs to a visit"):
        take_out_earlier_injection(record, dose.entry_id, "Of her sister")


@pytest.mark.parametrize(("kind", "mode"), [(VisitKind.PHONE, ScoreMode.PHONE), (VisitKind.REVIEW, ScoreMode.CLINIC)])
def test_a_score_of_a_phone_visit_was_told_by_phone(record: RecordFile, kind: VisitKind, mode: ScoreMode) -> None:
    patient_id = a_patient(record)
    visit = a_visit(record, patient_id, kind)
    record_scores(record, patient_id, {Instrument.PAIN_NOW: Decimal(4)}, visit_id=visit.entry_id)
    assert [score.mode for score in scores.of_visit(record, visit.entry_id)] == [mode]
