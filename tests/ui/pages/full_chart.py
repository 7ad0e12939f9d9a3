"""A patient with something of everything, long words above all, for tests that walk over whole pages."""

from dataclasses import dataclass, replace
from decimal import Decimal

from exodesk.core.codes import Side
from exodesk.core.quantities import BILLION
from exodesk.core.records.patient import Allergy
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.visit import Instrument
from exodesk.core.sites import Site
from exodesk.services.background import add_allergy
from exodesk.services.scores import record_scores
from exodesk.services.visits import save_visit
from exodesk.storage import visits
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_condition, a_consent, a_lot, a_patient, a_plan, a_visit, give

WORDS = {
    "family_name": "Featherstonehaugh-Cholmondeley",
    "given_name": "Maximiliana Theodora",
    "preferred_name": "Theo",
    "occupation": "Restorer of church organs",
    "notes": "Comes with her brother, who drives; speaks quietly",
    "condition": "Chondromalacia of the patella with an old tear of the medial meniscus",
    "allergy": "Latex and adhesive plasters",
    "reason": "Pain under the kneecap on stairs and after sitting through a whole service, worse since the autumn",
    "exam": "Crepitus, no effusion, full extension",
    "goal": "Climb to the organ loft without holding on to the rail",
    "lot": "LOT-2026-0427-B",
}


@dataclass(frozen=True)
class Full:
    patient_id: str
    plan: Plan
    signed_id: str
    open_id: str
    """A visit of today with one injection, its observation still open."""


def a_full_chart(record: RecordFile) -> Full:
    words = {name: WORDS[name] for name in ("family_name", "given_name", "preferred_name", "occupation", "notes")}
    patient_id = a_patient(record, title="Prof.", **words)
    a_consent(record, patient_id)
    allergy = Allergy(
        id=record.new_id(),
        patient_id=patient_id,
        substance=WORDS["allergy"],
        updated_on=record.today(),
        reaction="Rash",
    )
    add_allergy(record, allergy)
    plan = a_plan(
        record,
        patient_id,
        condition_id=a_condition(record, patient_id, text=WORDS["condition"], site=Site.KNEE_JOINT, side=Side.RIGHT),
        goal=WORDS["goal"],
        kind=PlanKind.SERIES,
        doses=2,
        interval_weeks=6,
        intended_particles=10 * BILLION,
        booster=BoosterRule.AS_NEEDED,
    )
    a_plan(record, patient_id, site=Site.HIP_JOINT, side=Side.LEFT)
    lot = a_lot(record, code=WORDS["lot"])
    signed_id = _a_visit(record, plan)
    give(record, plan, lot, visit=visits.in_force(record, signed_id), sign=True, no_consent_reason=None)
    open_id = _a_visit(record, plan)
    give(record, plan, lot, visit=visits.in_force(record, open_id), no_consent_reason=None)
    return Full(patient_id, plan, signed_id, open_id)


def _a_visit(record: RecordFile, plan: Plan) -> str:
    visit = a_visit(record, plan.patient_id, reason=WORDS["reason"])
    save_visit(record, replace(visit, exam=WORDS["exam"]))
    answers = {Instrument.PAIN_AVERAGE: Decimal(7), Instrument.PGIC: Decimal(4)}
    record_scores(record, plan.patient_id, answers, plan_id=plan.id, visit_id=visit.entry_id)
    return visit.entry_id
