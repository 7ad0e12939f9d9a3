"""What is always told about a patient: allergies, conditions, consents."""

from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.planning import side_problems
from exodesk.core.records.patient import (
    Allergy,
    AllergyState,
    AllergyStatement,
    Condition,
    ConditionStatus,
    Consent,
)
from exodesk.services.checks import check, same_person
from exodesk.storage import consents, patients, plans
from exodesk.storage.recordfile import RecordFile


def state_allergies(record: RecordFile, patient_id: str, state: AllergyState) -> Change:
    """Say what is known of a patient's allergies as a whole. Known ones need a substance, and the other way round."""
    before = patients.allergy_statement(record, patient_id)
    charts = _charts(record, patient_id)
    listed = [allergy for allergy in patients.allergies(record, charts) if allergy.ended_on is None]
    problems = []
    if listed and state != AllergyState.KNOWN:
        names = ", ".join(allergy.substance for allergy in listed)
        problems.append(Problem("state", f"Rule out first what is listed: {names}."))
    if not listed and state == AllergyState.KNOWN:
        problems.append(Problem("state", "Add the substance."))
    statement = AllergyStatement(
        id=before.id if before else record.new_id(), patient_id=patient_id, state=state, updated_on=record.today()
    )
    check(record, statement, *problems)
    with record.write("state allergies") as rows:
        (rows.update if before else rows.insert)(statement)
    undo = partial(_restate, statement=before) if before else None
    return Change(frozenset({"allergy_statement"}), patient_id, statement.id, f"{state.label}.", undo)


def _restate(record: RecordFile, statement: AllergyStatement) -> Change:
    """Put back what was said before, with its day; what is listed decides anew whether any are known."""
    with record.write("state allergies") as rows:
        rows.update(statement)
    said = f"{patients.allergy_state(record, _charts(record, statement.patient_id)).label}."
    return Change(frozenset({"allergy_statement"}), statement.patient_id, statement.id, said)


def add_allergy(record: RecordFile, allergy: Allergy) -> Change:
    """Add a substance; from then on the patient has known allergies."""
    check(record, allergy)
    before = patients.allergy_statement(record, allergy.patient_id)
    statement = AllergyStatement(
        id=before.id if before else record.new_id(),
        patient_id=allergy.patient_id,
        state=AllergyState.KNOWN,
        updated_on=record.today(),
    )
    with record.write("add allergy") as rows:
        rows.insert(allergy)
        (rows.update if before else rows.insert)(statement)
    kinds = frozenset({"allergy", "allergy_statement"})
    return Change(kinds, allergy.patient_id, allergy.id, f"Allergic to {allergy.substance}.")


def edit_allergy(record: RecordFile, allergy: Allergy) -> Change:
    before = patients.allergy(record, allergy.id)
    same_person(record, before.patient_id, allergy.patient_id)
    lacks_reason = allergy.ended_on is not None and not allergy.ended_reason
    check(record, allergy, *([Problem("ended_reason", "Type why it was ruled out.")] if lacks_reason else []))
    with record.write("edit allergy") as rows:
        rows.update(allergy)
    said = f"{allergy.substance} saved."
    if allergy.ended_on and before.ended_on is None:
        said = f"{allergy.substance} ruled out.{_left_after(record, allergy.patient_id)}"
    undo = partial(edit_allergy, allergy=before)
    return Change(frozenset({"allergy"}), allergy.patient_id, allergy.id, said, undo)


def _left_after(record: RecordFile, patient_id: str) -> str:
    """What is asked for once nothing is listed any more."""
    state = patients.allergy_state(record, _charts(record, patient_id))
    return " No allergy is listed now: say whether there is none." if state is AllergyState.NOT_RECORDED else ""


def _charts(record: RecordFile, patient_id: str) -> list[str]:
    """All charts of one person."""
    return [chart.id for chart in patients.person(record, patient_id)]


def add_condition(record: RecordFile, condition: Condition) -> Change:
    check(record, condition, *side_problems(condition.site, condition.side))
    with record.write("add condition") as rows:
        rows.insert(condition)
    return Change(frozenset({"condition"}), condition.patient_id, condition.id, f"{condition.text} added.")


def edit_condition(record: RecordFile, condition: Condition) -> Change:
    before = patients.condition(record, condition.id)
    same_person(record, before.patient_id, condition.patient_id)
    check(record, condition, *side_problems(condition.site, condition.side), *_status_problems(record, condition))
    with record.write("edit condition") as rows:
        rows.update(condition)
    undo = partial(edit_condition, condition=before)
    return Change(frozenset({"condition"}), condition.patient_id, condition.id, f"{condition.text} saved.", undo)


def _status_problems(record: RecordFile, condition: Condition) -> list[Problem]:
    """What a plan is for was not entered in error: the plan would hang in the air."""
    if condition.status != ConditionStatus.ENTERED_IN_ERROR or not plans.of_condition(record, condition.id):
        return []
    return [Problem("status", "A plan is for this condition. Edit its words instead, or set it to resolved.")]


def add_consent(record: RecordFile, consent: Consent) -> Change:
    """Write down a signed consent, with the version that was signed."""
    check(record, consent, *_consent_problems(consent))
    with record.write("add consent") as rows:
        rows.insert(consent)
    said = f"Consent {consent.template_version} added."
    return Change(frozenset({"consent"}), consent.patient_id, consent.id, said)


def edit_consent(record: RecordFile, consent: Consent) -> Change:
    """Mend what was written of a consent, or withdraw it: from that day on it is not in force."""
    before = consents.get(record, consent.id)
    same_person(record, before.patient_id, consent.patient_id)
    check(record, consent, *_consent_problems(consent))
    with record.write("edit consent") as rows:
        rows.update(consent)
    said = f"Consent {consent.template_version} saved."
    return Change(frozenset({"consent"}), consent.patient_id, consent.id, said, partial(edit_consent, consent=before))


def _consent_problems(consent: Consent) -> list[Problem]:
    if consent.withdrawn_on and consent.signed_on and consent.withdrawn_on < consent.signed_on:
        return [Problem("withdrawn_on", "It was withdrawn before it was signed.")]
    return []
