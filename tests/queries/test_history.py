"""The history of a record tells each act once: who, when, why, and old and new side by side."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.history import Columns, Entry, acts_of
from exodesk.core.records.plan import Hold, HoldReason
from exodesk.core.records.visit import Instrument
from exodesk.queries import history
from exodesk.queries.history import ChangedField, Happening
from exodesk.services import amend
from exodesk.services.injections import edit_injection
from exodesk.services.patients import edit_patient
from exodesk.services.plan_acts import hold, release_hold, withdraw
from exodesk.services.scores import record_scores
from exodesk.storage import injections, patients, plans, scores
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_lot, a_patient, a_plan, a_visit, drawn, give, sign_it

COLUMNS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))


@given(st.lists(COLUMNS, min_size=1))
def test_the_changes_of_a_row_lead_from_nothing_to_how_it_stands(versions: list[Columns]) -> None:
    """Replaying what is told gives the last version: nothing that changed is left out."""
    entries = [
        Entry(
            unit=number,
            at="",
            actor="",
            operation="",
            reason=None,
            table="plan",
            row_id="p",
            op="update" if number else "insert",
            old=versions[number - 1] if number else {},
            new=version,
        )
        for number, version in enumerate(versions)
    ]
    replayed: dict[str, object] = {}
    for act in acts_of(entries):
        (change,) = act.changes
        for column in change.columns:
            assert change.before.get(column) == replayed.get(column)
            replayed[column] = change.after.get(column)
    assert {name: value for name, value in replayed.items() if value is not None} == versions[-1]


def fields(happening: Happening, what: str) -> set[ChangedField]:
    return {field for record in happening.records if record.what == what for field in record.fields}


def test_a_correction_is_told_as_what_it_changed(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    dose = give(record, plan, a_lot(record), sign=True)
    sources = [replace(source, drawn_ul=500) for source in injections.sources(record, [dose.id])]
    amend.correct_injection(record, replace(dose, volume_ul=500), sources, "Read wrong")
    latest = history.of_injection(record, dose.entry_id)[0]
    assert (latest.by, latest.reason) == (record.actor, "Read wrong")
    assert fields(latest, "Injection") == {ChangedField("Volume given", "1\u00a0mL", "0.5\u00a0mL")}
    assert fields(latest, "Drawn for it") == {
        ChangedField("Drawn", "1\u00a0mL", "0.5\u00a0mL"),
        ChangedField("Particles given", "10\u00a0billion", "5\u00a0billion"),
    }
    assert history.of_visit(record, str(dose.visit_id))[0].reason == "Read wrong"


def test_another_lot_is_told_though_its_row_was_replaced(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    dose = give(record, plan, a_lot(record))
    for code in ("EX26B", "EX26C"):
        edit_injection(record, dose, [drawn(record, a_lot(record, code=code))])
    told = [fields(happening, "Drawn for it") for happening in history.of_injection(record, dose.entry_id)]
    assert told[:2] == [{ChangedField("Lot", "EX26B", "EX26C")}, {ChangedField("Lot", "EX26A", "EX26B")}]


def test_a_correction_of_two_lots_sets_each_beside_its_own(record: RecordFile) -> None:
    lots = [a_lot(record, code=code) for code in ("EX26A", "EX26B")]
    dose = give(record, a_plan(record, a_patient(record)), lots[0])
    edit_injection(record, dose, [drawn(record, lots[0], 400), drawn(record, lots[1], 600)])
    sign_it(record, dose)
    signed, sources = injections.in_force(record, dose.entry_id), injections.sources(record, [dose.id])
    corrected = [replace(each, drawn_ul=500 if each.lot_id == lots[1].id else each.drawn_ul) for each in sources]
    amend.correct_injection(record, replace(signed, volume_ul=900), corrected, "Read wrong")
    latest = history.of_injection(record, dose.entry_id)[0]
    assert fields(latest, "Drawn for it") == {
        ChangedField("Drawn", "0.6\u00a0mL", "0.5\u00a0mL"),
        ChangedField("Particles given", "6\u00a0billion", "5\u00a0billion"),
    }


def test_a_corrected_score_stands_beside_the_old(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    visit = a_visit(record, plan.patient_id)
    record_scores(record, plan.patient_id, {Instrument.PAIN_AVERAGE: Decimal(7)}, visit_id=visit.entry_id)
    sign_it(record, give(record, plan, a_lot(record), visit=visit))
    (score,) = scores.of_visit(record, visit.entry_id)
    amend.correct_score(record, replace(score, score=Decimal(8)), "Misheard")
    latest, first = history.of_score(record, score.entry_id)
    assert fields(latest, "Score") == {ChangedField("Score", "7", "8")}
    assert ChangedField("Score", "", "7") in fields(first, "Score")


def test_a_plan_tells_its_holds_taken_back_ones_too(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    other = a_plan(record, a_patient(record))
    today = record.today()
    held = Hold(
        id=record.new_id(), patient_id=plan.patient_id, plan_id=plan.id, reason=HoldReason.INFECTION, from_on=today
    )
    hold(record, held)
    release_hold(record, held.id, today + timedelta(days=14))
    withdraw(record, plans.hold(record, held.id))
    told = [fields(happening, "Hold") for happening in history.of_plan(record, plan.id)]
    assert told[0] == {ChangedField("Taken back on", "", "02-Mar-2026")}
    assert told[1] == {ChangedField("Until", "", "16-Mar-2026")}
    assert not any(fields(happening, "Hold") for happening in history.of_plan(record, other.id))


def test_a_patient_tells_what_was_changed_and_nothing_of_another(record: RecordFile) -> None:
    patient_id = a_patient(record)
    a_patient(record, family_name="Other")
    edit_patient(record, replace(patients.get(record, patient_id), family_name="Changed"))
    latest, first = history.of_patient(record, patient_id)
    assert fields(latest, "Patient") == {ChangedField("Family name", "Sample", "Changed")}
    assert first.operation == "Add patient"
