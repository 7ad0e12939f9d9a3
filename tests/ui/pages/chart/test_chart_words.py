"""What a chart tells of its records in a line: figures that count, in words where a figure alone misleads."""

from decimal import Decimal

from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.core.timeline import timeline_of
from exodesk.core.timeline.details import details_of
from exodesk.core.timeline.entries import Kind
from exodesk.queries.chart import read_chart
from exodesk.services.injections import withdraw_injection
from exodesk.services.scores import record_scores
from exodesk.storage.recordfile import RecordFile
from tests.factories import Clock, a_lot, a_patient, a_plan, a_visit, give
from tests.ui.pages.person import Person


def test_the_list_of_visits_tells_a_change_in_words(person: Person, record: RecordFile) -> None:
    patient_id = a_patient(record)
    plan = a_plan(record, patient_id)
    visit = a_visit(record, patient_id, kind=VisitKind.REVIEW)
    record_scores(record, patient_id, {Instrument.PGIC: Decimal(6)}, plan_id=plan.id, visit_id=visit.entry_id)
    person.open_chart(patient_id).open_tab("Visits")
    assert person.reads("global change 6 (much worse)")


def test_an_injection_that_was_not_done_is_not_the_one_before(record: RecordFile, clock: Clock) -> None:
    plan = a_plan(record, a_patient(record))
    lot = a_lot(record)
    give(record, plan, lot)
    clock.pass_by(days=10)
    withdraw_injection(record, give(record, plan, lot).entry_id, "Fainted before it")
    clock.pass_by(days=5)
    last = give(record, plan, lot)
    chart = read_chart(record, plan.patient_id)
    entry = next(each for each in timeline_of(chart).entries if (each.kind, each.id) == (Kind.INJECTION, last.entry_id))
    assert dict(details_of(entry, chart).lines)["After the one before"] == "15 days"
