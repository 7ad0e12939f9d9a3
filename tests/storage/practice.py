"""A small practice written straight through the door, without services: what these tests break and bend."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from exodesk.core.codes import Basis, Side
from exodesk.core.records.injection import Injection, InjectionSource, PauseAnswer, PauseAnswerCode, PauseItem
from exodesk.core.records.patient import Condition, Patient
from exodesk.core.records.plan import Plan, PlanKind
from exodesk.core.records.stock import Lot, Product
from exodesk.core.records.visit import Amendment, AmendmentKind, Instrument, Score, Signature, Visit, VisitKind
from exodesk.core.sites import Site
from exodesk.storage import creating, driver
from exodesk.storage.driver import Connection
from exodesk.storage.keys import Cost
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows
from exodesk.storage.surroundings import Surroundings

PASSPHRASE = "an invented passphrase"
CHEAP = Cost(memory_kib=64, time=1, lanes=1)
DAY = date(2026, 3, 2)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)


def make(path: Path, clock: Clock | None = None, **more: Any) -> RecordFile:
    """A record without forecasts, which have their own tests."""
    world = Surroundings(clock=clock or Clock())
    record = creating.create(path, PASSPHRASE, cost=CHEAP, surroundings=world, **more)
    record.renew = None
    return record


@contextmanager
def raw(record: RecordFile) -> Iterator[Connection]:
    """Somebody else's connection with the right key: none of our settings, no authorizer."""
    with closing(driver.connect(record.path.as_uri(), busy_seconds=1)) as connection:
        driver.set_key(connection, record.key.hexadecimal)
        yield connection


@dataclass
class Practice:
    """One patient with a plan, and what can be written about them."""

    record: RecordFile

    def __post_init__(self) -> None:
        self.patient = self.add_patient()
        self.plan = self.add_plan(self.patient)
        product = Product(id=self.record.new_id(), name="Sample EV", manufacturer="Example Labs")
        self.lot = Lot(
            id=self.record.new_id(),
            product_id=product.id,
            code="A1",
            expires_on=date(2027, 1, 31),
            basis=Basis.UNKNOWN,
            received_on=DAY,
        )
        self.add(product, self.lot)

    def add(self, *records: object) -> None:
        with self.record.write("add") as rows:
            rows.insert(*records)

    def change(self, record: object) -> None:
        with self.record.write("change") as rows:
            rows.update(record)

    def add_patient(self, **values: Any) -> Patient:
        usual: dict[str, Any] = {"family_name": "Sample", "given_name": "Alex", "entered_on": DAY}
        with self.record.write("add patient") as rows:
            patient = Patient(id=self.record.new_id(), chart_no=rows.next_number("chart_no"), **usual | values)
            rows.insert(patient)
        return patient

    def add_plan(self, patient: Patient, **values: Any) -> Plan:
        condition = Condition(id=self.record.new_id(), patient_id=patient.id, text="Osteoarthritis")
        usual: dict[str, Any] = {"site": Site.KNEE_JOINT, "side": Side.RIGHT, "kind": PlanKind.SINGLE}
        plan = Plan(
            id=self.record.new_id(),
            patient_id=patient.id,
            condition_id=condition.id,
            planned_on=DAY,
            **usual | values,
        )
        self.add(condition, plan)
        return plan

    def a_visit(self, **values: Any) -> Visit:
        new = self.record.new_id()
        usual: dict[str, Any] = {"id": new, "entry_id": new, "patient_id": self.patient.id, "kind": VisitKind.INJECTION}
        return Visit(visited_on=DAY, started_at=self.record.now(), **usual | values)

    def an_injection(self, visit: Visit, **values: Any) -> Injection:
        new = self.record.new_id()
        usual: dict[str, Any] = {"id": new, "entry_id": new, "visit_id": visit.entry_id, "plan_id": self.plan.id}
        usual |= {"patient_id": visit.patient_id, "site": Site.KNEE_JOINT, "side": Side.RIGHT, "volume_ul": 2000}
        return Injection(given_on=DAY, **usual | values)

    def a_source(self, injection: Injection) -> InjectionSource:
        return InjectionSource(
            id=self.record.new_id(),
            injection_id=injection.id,
            lot_id=self.lot.id,
            drawn_ul=2000,
            basis=Basis.UNKNOWN,
        )

    def an_answer(self, injection: Injection) -> PauseAnswer:
        return PauseAnswer(
            id=self.record.new_id(),
            injection_id=injection.id,
            item=PauseItem.IDENTITY,
            answer=PauseAnswerCode.YES,
            answered_at=self.record.now(),
        )

    def a_score(self, visit: Visit | None, **values: Any) -> Score:
        new = self.record.new_id()
        usual: dict[str, Any] = {"id": new, "entry_id": new, "occasion_id": new, "plan_id": self.plan.id}
        return Score(
            patient_id=self.patient.id,
            visit_id=visit.entry_id if visit else None,
            instrument=Instrument.PAIN_AVERAGE,
            scored_on=DAY,
            score=Decimal(6),
            entered_at=self.record.now(),
            **usual | values,
        )

    def a_signature(self, visit: Visit, version: int = 1) -> Signature:
        content = f"version {version}".encode()
        return Signature(
            id=self.record.new_id(),
            visit_id=visit.entry_id,
            version=version,
            signed_at=self.record.now(),
            signed_on=DAY,
            signed_by="Robin Example",
            content=content,
            sha256=sha256(content).hexdigest(),
        )

    def an_amendment(self, visit: Visit, kind: AmendmentKind, *, version: int = 2, **values: Any) -> Amendment:
        usual: dict[str, Any] = {"id": self.record.new_id(), "reason": "a slip of the pen", "amended_on": DAY}
        return Amendment(
            visit_id=visit.entry_id,
            version=version,
            kind=kind,
            amended_at=self.record.now(),
            amended_by="Robin Example",
            **usual | values,
        )

    def signed_visit(self) -> "SignedVisit":
        visit = self.a_visit()
        injection = self.an_injection(visit)
        signed = SignedVisit(visit, injection, self.a_source(injection), self.an_answer(injection), self.a_score(visit))
        self.add(visit, injection, signed.source, signed.answer, signed.score, self.a_signature(visit))
        return signed

    def correct(self, rows: Rows, visit: Visit, injection: Injection, *, version: int = 2, **values: Any) -> Injection:
        """Amendment, replacement with its source, signature: the one right order."""
        newer = replace(injection, id=self.record.new_id(), **values)
        rows.insert(
            self.an_amendment(
                visit,
                AmendmentKind.CORRECTION,
                version=version,
                target_table="injection",
                target_id=injection.id,
                replacement_id=newer.id,
            ),
            newer,
            self.a_source(newer),
            self.a_signature(visit, version),
        )
        return newer


@dataclass(frozen=True)
class SignedVisit:
    visit: Visit
    injection: Injection
    source: InjectionSource
    answer: PauseAnswer
    score: Score


def ids(record: RecordFile, sql: str) -> set[str]:
    return {row[0] for row in record.read(sql)}
