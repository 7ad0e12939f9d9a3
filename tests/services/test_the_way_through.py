"""The main job, from a new patient to the signature, through the services and a real file."""

from decimal import Decimal

from exodesk.core.booster import State
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Reaction
from exodesk.core.records.visit import Instrument
from exodesk.queries.chart import read_chart
from exodesk.services.injections import answer_observation, give_injection
from exodesk.services.scores import record_scores
from exodesk.services.signing import sign_visit
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_consent, a_lot, a_patient, a_plan, a_visit, an_injection, asked, drawn


def test_a_visit_with_its_injection_is_written_signed_and_read(record: RecordFile) -> None:
    patient_id = a_patient(record)
    plan = a_plan(record, patient_id)
    consent = a_consent(record, patient_id)
    lot = a_lot(record)
    visit = a_visit(record, patient_id)
    record_scores(record, patient_id, {Instrument.PAIN_AVERAGE: Decimal(7)}, plan_id=plan.id, visit_id=visit.entry_id)
    injection = an_injection(record, visit, plan, volume_ul=500, discarded_ul=500)
    give_injection(record, injection, [drawn(record, lot, 1000)], asked(record))
    answer_observation(record, injection.entry_id, Reaction.NONE)
    sign_visit(record, visit.entry_id)

    chart = read_chart(record, patient_id)
    view = chart.visits[0]
    given = view.injections[0]
    assert view.is_signed
    assert given.particles == 5 * BILLION
    assert given.injection.given_on == record.today()
    assert given.injection.consent_id == consent.id
    assert given.injection.indication == "Osteoarthritis"
    assert given.injection.giver_name == "Robin Example"
    assert chart.plans[0].standing.state == State.MONITORING
    assert chart.plans[0].response.baseline == 7
