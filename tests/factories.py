"""Builders that tests share: a real encrypted record with its own clock and ids, and what is in it. All invented."""

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from exodesk.core.changes import Change
from exodesk.core.codes import Basis, Side
from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.quantities import BILLION
from exodesk.core.records.adverse_event import AdverseEvent, AdverseTerm, Grade
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.core.records.injection import (
    Injection,
    InjectionSource,
    PauseAnswer,
    PauseAnswerCode,
    PauseItem,
    Reaction,
)
from exodesk.core.records.patient import Condition, Consent, Patient
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.stock import Lot, Product
from exodesk.core.records.visit import Instrument, Visit, VisitKind
from exodesk.core.sites import Site
from exodesk.services.background import add_condition, add_consent
from exodesk.services.clinic import save_clinic
from exodesk.services.injections import answer_observation, give_injection
from exodesk.services.patients import add_patient
from exodesk.services.plans import add_plan
from exodesk.services.scores import record_scores
from exodesk.services.signing import sign_visit
from exodesk.services.stock import add_lot, add_product, edit_lot
from exodesk.services.visits import start_visit
from exodesk.storage import creating, injections, opening, stock, visits
from exodesk.storage.keys import Cost, keys_path
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings

PASSPHRASE = "an invented passphrase"
START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
CLINIC = Clinic(
    name="Made-up Practice",
    address="1 Example Street\nSpringfield",
    phone="555 0100",
    out_of_hours_phone="555 0199",
    giver_name="Robin Example",
    giver_title="MD",
    zone="America/Los_Angeles",
    consent_version="2026-1",
    sheet_edition="3",
)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: date, hour: int = 17) -> None:
        """To an hour of a day in UTC: 17 is morning at the made-up practice."""
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)


def cheap_cost() -> Cost:
    return Cost(memory_kib=64, time=1, lanes=1)


@cache
def _blank() -> Path:
    """An empty record, made once a test run: making one takes longer than a copy of it."""
    folder = Path(tempfile.mkdtemp(prefix="exodesk-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "blank.exodesk"
    creating.create(path, PASSPHRASE, cost=cheap_cost(), surroundings=Surroundings(clock=Clock())).close()
    return path


def new_record(folder: Path, clock: Clock | None = None, *, name: str = "practice.exodesk") -> RecordFile:
    """A record with a filled-in clinic page, ids in the order of making, and a key that costs nothing to derive."""
    numbers, path = count(1), folder / name
    shutil.copy(_blank(), path)
    shutil.copy(keys_path(_blank()), keys_path(path))
    record = opening.open_record(
        path,
        opening.unlock(path, PASSPHRASE).key,
        surroundings=Surroundings(clock=clock or Clock(), make_id=lambda _: str(UUID(int=next(numbers)))),
    )
    save_clinic(record, CLINIC)
    return record


def a_patient(record: RecordFile, *, mobile: str | None = None, **values: Any) -> str:
    """A new patient, reached by `mobile`; their id."""
    usual: dict[str, Any] = {
        "family_name": "Sample",
        "given_name": "Alex",
        "birth_date": PartialDate(1961, 5, 17),
        "entered_on": record.today(),
    }
    patient = Patient(id=record.new_id(), chart_no=0, **usual | values)
    add_patient(record, patient, [a_contact(record, patient.id, value=mobile)] if mobile else [])
    return patient.id


def a_contact(record: RecordFile, patient_id: str, **values: Any) -> Contact:
    """A way to reach somebody, not yet written."""
    usual: dict[str, Any] = {"kind": ContactKind.MOBILE, "value": "555 0100"}
    return Contact(id=record.new_id(), patient_id=patient_id, **usual | values)


def a_condition(record: RecordFile, patient_id: str, **values: Any) -> str:
    condition = Condition(id=record.new_id(), patient_id=patient_id, **{"text": "Osteoarthritis"} | values)
    add_condition(record, condition)
    return condition.id


def a_plan(record: RecordFile, patient_id: str, **values: Any) -> Plan:
    """A plan for the right knee: one dose and boosters as needed, unless said otherwise."""
    usual: dict[str, Any] = {
        "site": Site.KNEE_JOINT,
        "side": Side.RIGHT,
        "kind": PlanKind.SINGLE,
        "planned_on": record.today(),
        "booster": BoosterRule.AS_NEEDED,
    }
    condition_id = values.pop("condition_id", None) or a_condition(record, patient_id)
    plan = Plan(id=record.new_id(), patient_id=patient_id, condition_id=condition_id, **usual | values)
    add_plan(record, plan)
    return plan


def a_plan_with_consent(record: RecordFile, *, family_name: str = "", given_name: str = "", **values: Any) -> Plan:
    """A patient who has signed a consent, and a plan for the right knee; with a name where it is read."""
    named = {"family_name": family_name, "given_name": given_name} if family_name else {}
    patient_id = a_patient(record, **named)
    a_consent(record, patient_id)
    return a_plan(record, patient_id, **values)


def a_consent(record: RecordFile, patient_id: str, **values: Any) -> Consent:
    usual: dict[str, Any] = {
        "template_version": "2026-1",
        "signed_on": record.today(),
        "sheet_edition": "3",
        "sheet_given_on": record.today(),
        "paper_filed": True,
    }
    consent = Consent(id=record.new_id(), patient_id=patient_id, **usual | values)
    add_consent(record, consent)
    return consent


def a_lot(record: RecordFile, **values: Any) -> Lot:
    """A lot of a new product, 10 billion/mL by its label, good for two years."""
    product_id = values.pop("product_id", None)
    if product_id is None:
        product = Product(id=record.new_id(), name="Exo Sample", manufacturer="Sample Biologics")
        add_product(record, product)
        product_id = product.id
    usual: dict[str, Any] = {
        "code": "EX26A",
        "expires_on": record.today() + timedelta(days=730),
        "basis": Basis.LABEL_CONCENTRATION,
        "particles_per_ml": 10 * BILLION,
        "received_on": record.today(),
    }
    lot = Lot(id=record.new_id(), product_id=product_id, **usual | values)
    add_lot(record, lot)
    return lot


def recall_lot(record: RecordFile, lot_id: str, day: date) -> Change:
    return edit_lot(record, replace(stock.lot(record, lot_id), recalled_on=day, recall_reason="Maker’s letter"))


def an_appointment(record: RecordFile, patient_id: str | None, starts_at: WallTime, **more: Any) -> Appointment:
    """Half an hour for an injection, not yet booked."""
    usual: dict[str, Any] = {"zone": record.zone.key, "minutes": 30, "type_id": "injection", "type": "Injection"}
    return Appointment(id=record.new_id(), patient_id=patient_id, starts_at=starts_at, **usual | more)


def a_visit(record: RecordFile, patient_id: str, kind: VisitKind = VisitKind.INJECTION, **values: Any) -> Visit:
    change = start_visit(record, patient_id, kind, **{"reason": "Knee pain"} | values)
    assert change.record_id
    return visits.in_force(record, change.record_id)


def drawn(record: RecordFile, lot: Lot | None, drawn_ul: int = 1000, **values: Any) -> InjectionSource:
    usual: dict[str, Any] = {"lot_id": lot.id if lot else None, "basis": Basis.UNKNOWN}
    return InjectionSource(id=record.new_id(), injection_id="", drawn_ul=drawn_ul, **usual | values)


def asked(record: RecordFile) -> list[PauseAnswer]:
    """The pause, answered: who is here."""
    return [
        PauseAnswer(
            id=record.new_id(),
            injection_id="",
            item=PauseItem.IDENTITY,
            answer=PauseAnswerCode.YES,
            answered_at=record.now(),
        )
    ]


def an_injection(record: RecordFile, visit: Visit, plan: Plan | None, **values: Any) -> Injection:
    """1 mL into the plan's site, not yet given."""
    new_id = record.new_id()
    usual: dict[str, Any] = {
        "given_at": record.now(),
        "given_on": record.today(),
        "site": plan.site if plan else Site.KNEE_JOINT,
        "side": plan.side if plan else Side.RIGHT,
        "volume_ul": 1000,
    }
    return Injection(
        id=new_id,
        entry_id=new_id,
        visit_id=visit.entry_id,
        patient_id=visit.patient_id,
        plan_id=plan.id if plan else None,
        **usual | values,
    )


def give(
    record: RecordFile, plan: Plan, lot: Lot, *, visit: Visit | None = None, sign: bool = False, **values: Any
) -> Injection:
    """Give a dose of a plan, today unless said otherwise, whatever its rules say; a visit is begun for it."""
    day = values.pop("given_on", None) or record.today()
    here = visit or a_visit(record, plan.patient_id, visited_on=day)
    reasons = {"dose_reason": "Asked for by the test", "no_consent_reason": "Not part of the test"}
    given_at = None if day != record.today() else record.now()
    injection = an_injection(record, here, plan, **reasons | {"given_on": day, "given_at": given_at} | values)
    give_injection(record, injection, [drawn(record, lot, injection.volume_ul or 0)], asked(record))
    if sign:
        sign_it(record, injection)
    return injections.in_force(record, injection.entry_id)


def sign_it(record: RecordFile, *of_one_visit: Injection) -> None:
    """Answer the observation of a visit's injections and sign it."""
    for injection in of_one_visit:
        answer_observation(record, injection.entry_id, Reaction.NONE)
    assert of_one_visit[0].visit_id
    sign_visit(record, of_one_visit[0].visit_id)


def score(record: RecordFile, plan: Plan, pain: int, *, on: date | None = None, pgic: int | None = None) -> None:
    answers = {Instrument.PAIN_AVERAGE: Decimal(pain)} | ({Instrument.PGIC: Decimal(pgic)} if pgic else {})
    record_scores(record, plan.patient_id, answers, plan_id=plan.id, scored_on=on)


def an_event(record: RecordFile, patient_id: str, **values: Any) -> AdverseEvent:
    """A mild swelling since today, not yet written."""
    usual: dict[str, Any] = {"term": AdverseTerm.SWELLING, "grade": Grade.MILD, "began_on": record.today()}
    return AdverseEvent(id=record.new_id(), patient_id=patient_id, entered_at=record.now(), **usual | values)
