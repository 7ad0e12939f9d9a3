"""What a visit needs before it is signed, and the content that its signature seals. Pure.

Nothing asks for what cannot be answered: every point takes an answer or a reason, so what was given can be signed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from exodesk.core.chart import DrawnSource, GivenInjection, VisitView
from exodesk.core.dates import utc_text
from exodesk.core.fields import Record
from exodesk.core.records.clinic import Clinic, FormerGiver
from exodesk.core.records.injection import Injection, InjectionKind, InjectionStatus
from exodesk.core.records.patient import Allergy, AllergyState, Consent, Patient
from exodesk.core.records.plan import Plan
from exodesk.core.records.visit import Signature

Plain: TypeAlias = "str | int | list[Plain] | dict[str, Plain] | None"

CONTENT_FORMAT = 1
INJECTIONS = "injections"
OF_INJECTION = "visit.injection"
"""The draft of an injection that is not given yet."""

_STEPS = {
    "reason": "Reason and history", "exam": "Exam", "plan": "Plan", "call": "Call", "notes": "Notes",
    "scores": "Scores", "vitals": "Vitals", "injection": "Treatment",
}  # fmt: skip
_UNREAD = "what is typed is not saved. Look at it there."
_WHAT_NOW = {OF_INJECTION: "what is typed is not written down as given. Give or discard it."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What a visit refers to, as it reads on the day of signing."""

    clinic: Clinic
    patient: Patient
    allergy_state: AllergyState
    allergies: tuple[Allergy, ...]
    consents: tuple[Consent, ...]
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to fill in before signing; `injection_id` is the entry of the injection that lacks it.

    A `field` of INJECTIONS is none of a form: it stands for the whole of what was given. `is_unsaved`: it was typed,
    and `field` is the name of its draft.
    """

    field: str
    text: str
    injection_id: str | None = None
    is_unsaved: bool = False


def missing_to_sign(view: VisitView) -> list[Missing]:
    """Everything that stands between this visit and its signature, in the order of the page."""
    found = [] if view.visit.reason else [Missing("reason", "Type the reason for the visit.")]
    for given in view.injections:
        found += _missing_of(given)
    return found


def unsaved_to_sign(forms: Iterable[str]) -> list[Missing]:
    """What was typed into the visit and neither saved nor discarded, by the names of the drafts that hold it.

    Once it is signed no form would be there to bring it back.
    """
    return [Missing(form, f"{step_of(form)}: {_WHAT_NOW.get(form, _UNREAD)}", is_unsaved=True) for form in forms]


def step_of(form: str) -> str:
    """The step of a visit that a draft is of, by its name: `visit.exam` is "Exam"."""
    return _STEPS.get(form.split(".")[1], "A step")


def _missing_of(given: GivenInjection) -> Iterator[Missing]:
    injection = given.injection
    if injection.status == InjectionStatus.NOT_DONE:
        if not injection.not_done_reason:
            yield Missing("not_done_reason", f"{given.where}: type why it was not done.", injection.entry_id)
        return
    for field, is_missing, text in (
        ("given_at", injection.given_at is None, "type the time it was given"),
        ("giver_name", not injection.giver_name, "type who gave it"),
        ("indication", not injection.indication, "type the indication"),
        ("route", injection.route is None, "choose the route"),
        ("volume_ul", not injection.volume_ul, "type the volume given"),
        ("lot_id", _lacks_lot(given), "pick the lot, or say why it is not known"),
        ("consent_id", _lacks_consent(injection), "pick the consent, or say why there is none"),
        ("sheet_edition", _lacks_sheet(injection), "type the edition of the information sheet that was given"),
        ("reaction", injection.reaction is None, "answer the observation"),
    ):
        if is_missing:
            yield Missing(field, f"{given.where}: {text}.", injection.entry_id)


def _lacks_lot(given: GivenInjection) -> bool:
    if not given.sources:
        return given.injection.kind == InjectionKind.EXOSOME
    return any(drawn.source.lot_id is None and not drawn.source.no_lot_reason for drawn in given.sources)


def _lacks_consent(injection: Injection) -> bool:
    return injection.consent_id is None and not injection.no_consent_reason


def _lacks_sheet(injection: Injection) -> bool:
    """The sheet comes with the consent; where that is lacking for a reason, so is the sheet."""
    return not injection.sheet_edition and not injection.no_consent_reason


def signer(clinic: Clinic | FormerGiver) -> str:
    """Who signs: the practitioner of the clinic page, or who was before."""
    return f"{clinic.giver_name}, {clinic.giver_title}"


def sign(view: VisitView, texts: Texts, *, key: str, version: int, signed_at: datetime, signed_on: date) -> Signature:
    """The signature of a visit as it stands; what is missing is asked for before."""
    signed_by = signer(texts.clinic)
    content = content_to_sign(view, texts, version=version, signed_at=signed_at, signed_by=signed_by)
    return Signature(
        id=key,
        visit_id=view.visit.entry_id,
        version=version,
        signed_at=signed_at,
        signed_on=signed_on,
        signed_by=signed_by,
        content=content,
        sha256=seal(content),
    )


def content_to_sign(view: VisitView, texts: Texts, *, version: int, signed_at: datetime, signed_by: str) -> bytes:
    """The canonical JSON of all that a signature freezes, with the texts of what it refers to as they read today."""
    patient, clinic = texts.patient, texts.clinic
    return canonical(
        {
            "format": CONTENT_FORMAT,
            "version": version,
            "signed_at": utc_text(signed_at),
            "signed_by": signed_by,
            "clinic": {"name": clinic.name, "address": clinic.address, "zone": clinic.zone},
            "patient": {
                "id": patient.id,
                "chart_no": patient.chart_no,
                "family_name": patient.family_name,
                "given_name": patient.given_name,
                "middle_name": patient.middle_name,
                "birth_date": _plain(patient.birth_date),
                "sex": _plain(patient.sex),
            },
            "allergies": {
                "state": texts.allergy_state.value,
                "substances": [allergy.substance for allergy in texts.allergies if allergy.ended_on is None],
            },
            "visit": plain_record(view.visit),
            "injections": [_injection_content(given, texts) for given in view.injections],
            "scores": [plain_record(score) for score in view.scores],
            "vitals": [plain_record(vitals) for vitals in view.vitals],
            "amendments": [plain_record(amendment) for amendment in view.amendments],
        }
    )


def _injection_content(given: GivenInjection, texts: Texts) -> Plain:
    injection = given.injection
    consent = next((each for each in texts.consents if each.id == injection.consent_id), None)
    plan = next((each for each in texts.plans if each.id == injection.plan_id), None)
    return {
        "injection": plain_record(injection),
        "sources": [_source_content(drawn) for drawn in given.sources],
        "pause": [plain_record(answer) for answer in given.pause],
        "consent": _consent_content(consent) if consent else None,
        "plan": {"goal": plan.goal, "intended_reason": plan.intended_reason} if plan else None,
    }


def _source_content(drawn: DrawnSource) -> Plain:
    lot, product = drawn.lot, drawn.product
    return {
        "source": plain_record(drawn.source),
        "lot": {"code": lot.code, "expires_on": _plain(lot.expires_on), "recalled_on": _plain(lot.recalled_on)}
        if lot
        else None,
        "product": {
            "name": product.name,
            "manufacturer": product.manufacturer,
            "manufacturer_place": product.manufacturer_place,
            "regulatory_status": product.regulatory_status.value,
            "regulatory_reference": product.regulatory_reference,
        }
        if product
        else None,
    }


def _consent_content(consent: Consent) -> Plain:
    return {
        "template_version": consent.template_version,
        "signed_on": _plain(consent.signed_on),
        "sheet_edition": consent.sheet_edition,
        "sheet_given_on": _plain(consent.sheet_given_on),
        "sites_covered": consent.sites_covered,
    }


def canonical(content: Plain) -> bytes:
    """One spelling for one content: sorted keys, no blanks, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def frozen_in(content: bytes) -> Iterator[tuple[str, Mapping[str, Plain]]]:
    """Table and columns of each row that a signed content froze, for the comparison with the rows as stored."""
    signed = json.loads(content)
    yield "visit", signed["visit"]
    for injection in signed["injections"]:
        yield "injection", injection["injection"]
        for drawn in injection["sources"]:
            yield "injection_source", drawn["source"]
        for answer in injection["pause"]:
            yield "pause_answer", answer
    for score in signed["scores"]:
        yield "score", score
    for vitals in signed.get("vitals", []):
        yield "vitals", vitals
    for amendment in signed["amendments"]:
        yield "amendment", amendment


def plain_record(record: Record) -> dict[str, Plain]:
    """A record's columns in JSON: text, whole numbers, lists, nothing."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: object) -> Plain:
    match value:
        case None:
            return None
        case bool() | int():
            return int(value)
        case datetime():
            return utc_text(value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [_plain(part) for part in value]
        case _:
            return str(value)
