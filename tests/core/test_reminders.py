"""What a visit may be signed without, and is reminded of."""

from dataclasses import replace

import pytest

from exodesk.core.records.visit import ConsultOutcome, VisitKind
from exodesk.core.reminders import BIRTH_DATE, NO_PLAN
from exodesk.core.signing import INJECTIONS
from exodesk.queries.visit import read_visit
from exodesk.services.plans import close_plan
from exodesk.services.visits import save_visit
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_lot, a_patient, a_plan, a_visit, give


def reminded(record: RecordFile, patient_id: str, kind: VisitKind, outcome: ConsultOutcome | None = None) -> list[str]:
    visit = a_visit(record, patient_id, kind)
    save_visit(record, replace(visit, outcome=outcome))
    return of_visit(record, visit.entry_id)


def of_visit(record: RecordFile, entry_id: str) -> list[str]:
    return [each.field for each in read_visit(record, entry_id).reminders]


@pytest.mark.parametrize("kind", VisitKind)
def test_only_an_injection_visit_reminds_of_an_injection(record: RecordFile, kind: VisitKind) -> None:
    assert reminded(record, a_patient(record), kind) == ([INJECTIONS] if kind is VisitKind.INJECTION else [])


def test_an_injection_that_is_written_down_is_not_reminded_of(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    visit = a_visit(record, plan.patient_id)
    give(record, plan, a_lot(record), visit=visit)
    assert of_visit(record, visit.entry_id) == []


def test_every_visit_reminds_of_a_birth_date_that_is_missing(record: RecordFile) -> None:
    assert reminded(record, a_patient(record, birth_date=None), VisitKind.REVIEW) == [BIRTH_DATE]


def test_whoever_is_to_be_treated_needs_a_plan_that_is_open(record: RecordFile) -> None:
    patient_id = a_patient(record)
    assert reminded(record, patient_id, VisitKind.CONSULT, ConsultOutcome.WAIT) == []
    assert reminded(record, patient_id, VisitKind.CONSULT, ConsultOutcome.TREAT) == [NO_PLAN]
    plan = a_plan(record, patient_id)
    assert reminded(record, patient_id, VisitKind.CONSULT, ConsultOutcome.TREAT) == []
    close_plan(record, plan.id, record.today(), "Not wanted")
    assert reminded(record, patient_id, VisitKind.CONSULT, ConsultOutcome.TREAT) == [NO_PLAN]
