"""Signing a visit: what is required is there, and from then on it stays as it is."""

from exodesk.core import signing
from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.quantities import show_date
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.visit import Signature
from exodesk.core.signing import Texts, missing_to_sign, sign, unsaved_to_sign
from exodesk.services.checks import refuse
from exodesk.services.visits import go_on, unsigned
from exodesk.storage import clinic, consents, drafts, patients, plans, views
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows

KINDS = frozenset({"visit", "injection", "score", "signature", "appointment"})


def sign_visit(record: RecordFile, visit_id: str) -> Change:
    """Freeze a visit with everything in it, or say at its fields what is missing. Its appointment is done then."""
    unsigned(record, visit_id)
    unsaved = unsaved_to_sign(draft.form for draft in drafts.of_visit(record, visit_id))
    refuse(Problem(each.field, each.text) for each in unsaved)
    with record.write("sign visit") as rows:
        signature = insert_signature(record, rows, visit_id, version=1)
        visit = views.of_visit(record, visit_id).visit
        go_on(record, rows, visit, AppointmentStatus.DONE)
    return Change(KINDS, visit.patient_id, visit_id, f"Signed on {show_date(signature.signed_on)}.")


def insert_signature(record: RecordFile, rows: Rows, visit_id: str, *, version: int) -> Signature:
    """Seal a visit inside the write that is open, or say what is missing for it."""
    missing = missing_to_sign(views.of_visit(record, visit_id))
    refuse(Problem(each.field, each.text) for each in missing)
    return seal_as_it_is(record, rows, visit_id, version=version)


def seal_as_it_is(record: RecordFile, rows: Rows, visit_id: str, *, version: int) -> Signature:
    """Seal a visit whatever is missing: for one that was begun by mistake, in the write that says so."""
    view = views.of_visit(record, visit_id)
    signature = sign(
        view,
        _texts(record, view.visit.patient_id),
        key=record.new_id(),
        version=version,
        signed_at=record.now(),
        signed_on=record.today(),
    )
    rows.insert(signature)
    return signature


def signer(record: RecordFile) -> str:
    """Who signs: the practitioner of the clinic page."""
    return signing.signer(_home(record))


def _home(record: RecordFile) -> Clinic:
    if clinic.find(record) is None:
        raise InvalidRecord([Problem("", "Fill in the clinic page first: it says who signs.")])
    return clinic.giving(record)


def _texts(record: RecordFile, patient_id: str) -> Texts:
    charts = patients.person(record, patient_id)
    ids = [chart.id for chart in charts]
    return Texts(
        clinic=_home(record),
        patient=patients.get(record, patient_id),
        allergy_state=patients.allergy_state(record, ids),
        allergies=tuple(patients.allergies(record, ids)),
        consents=tuple(consents.of_patients(record, ids)),
        plans=tuple(plans.of_patients(record, ids)),
    )
