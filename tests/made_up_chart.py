"""A patient's chart made by hand for tests, its forecasts by the real rules. Everything in it is invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count

from exodesk.core.booster import DoseFact, PlanFacts, PlanTerms, evaluate, state_at, why, why_needed
from exodesk.core.chart import Chart, DrawnSource, EventView, GivenInjection, PlanView, VisitView
from exodesk.core.codes import Basis, Side
from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.quantities import BILLION
from exodesk.core.records.adverse_event import AdverseEvent, AdverseTerm, Grade
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.contact import PhoneNote
from exodesk.core.records.injection import Injection, InjectionKind, InjectionSource, InjectionStatus
from exodesk.core.records.patient import AllergyState, Condition, Patient
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.stock import Lot
from exodesk.core.records.visit import Instrument, Score, ScoreMode, Signature, Visit, VisitKind
from exodesk.core.response import ScoreFact
from exodesk.core.sites import Site

PATIENT = "patient"
_number = count(1)


def _id(kind: str) -> str:
    return f"{kind}-{next(_number):05}"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def plan(
    site: Site = Site.KNEE_JOINT,
    side: Side = Side.RIGHT,
    *,
    planned_on: date = date(2025, 10, 14),
    doses: int = 2,
    booster: BoosterRule = BoosterRule.AS_NEEDED,
    booster_months: int | None = None,
) -> Plan:
    return Plan(
        id=_id("plan"),
        patient_id=PATIENT,
        condition_id=_id("condition"),
        site=site,
        side=side,
        kind=PlanKind.SERIES if doses > 1 else PlanKind.SINGLE,
        doses=doses,
        interval_weeks=4 if doses > 1 else None,
        planned_on=planned_on,
        booster=booster,
        booster_months=booster_months,
    )


def visit(
    day: date, kind: VisitKind = VisitKind.CONSULT, *, signed: bool = True, reason: str | None = None
) -> VisitView:
    visit_id = _id("visit")
    signature = Signature(
        id=_id("signature"), visit_id=visit_id, version=1, signed_at=_noon(day), signed_on=day,
        signed_by="Dr. Made Up", content=b"", sha256="",
    )  # fmt: skip
    record = Visit(
        id=visit_id, entry_id=visit_id, patient_id=PATIENT, kind=kind, visited_on=day, started_at=_noon(day),
        reason=reason,
    )  # fmt: skip
    return VisitView(visit=record, signatures=(signature,) if signed else (), amendments=(), injections=(), scores=())


def injection(
    day: date,
    of: Plan | None = None,
    *,
    volume_ul: int = 1000,
    billions: int | None = 10,
    kind: InjectionKind = InjectionKind.EXOSOME,
    status: InjectionStatus = InjectionStatus.GIVEN,
    earlier: bool = False,
    in_month: bool = False,
    lot: str = "XP-2291",
) -> GivenInjection:
    injection_id = _id("injection")
    record = Injection(
        id=injection_id, entry_id=injection_id, visit_id=None, patient_id=PATIENT, plan_id=of.id if of else None,
        kind=kind, status=status, given_on=day, site=of.site if of else Site.KNEE_JOINT,
        side=of.side if of else Side.RIGHT, volume_ul=volume_ul, from_earlier_records=earlier or in_month,
        given_in_month=in_month,
    )  # fmt: skip
    source = InjectionSource(
        id=_id("source"), injection_id=injection_id, drawn_ul=volume_ul, basis=Basis.LABEL_CONCENTRATION,
        particles=billions * BILLION if billions else None,
    )  # fmt: skip
    drawn_from = Lot(
        id=_id("lot"), product_id="product", code=lot, expires_on=date(2099, 12, 31), received_on=day,
        basis=Basis.LABEL_CONCENTRATION, particles_per_ml=10 * BILLION,
    )  # fmt: skip
    return GivenInjection(injection=record, sources=(DrawnSource(source, drawn_from, None),))


def score(
    day: date,
    value: int,
    of: Plan | None = None,
    *,
    instrument: Instrument = Instrument.PAIN_AVERAGE,
    mode: ScoreMode = ScoreMode.CLINIC,
    occasion: str = "",
    hour: int = 12,
) -> Score:
    score_id = _id("score")
    return Score(
        id=score_id, entry_id=score_id, occasion_id=occasion or score_id, patient_id=PATIENT,
        plan_id=of.id if of else None, instrument=instrument, scored_on=day, score=Decimal(value), mode=mode,
        entered_at=_noon(day).replace(hour=hour),
    )  # fmt: skip


def appointment(
    day: date,
    *,
    of: Plan | None = None,
    status: AppointmentStatus = AppointmentStatus.DONE,
    what: str | None = "Review",
) -> Appointment:
    return Appointment(
        id=_id("appointment"), patient_id=PATIENT, plan_id=of.id if of else None, minutes=30, type=what, status=status,
        starts_at=WallTime(day, time(10, 30)), zone="America/Los_Angeles",
    )  # fmt: skip


def chart(
    today: date,
    *,
    plans: Sequence[Plan] = (),
    visits: Sequence[VisitView] = (),
    injections: Sequence[GivenInjection] = (),
    scores: Sequence[Score] = (),
    appointments: Sequence[Appointment] = (),
    events: Sequence[EventView] = (),
    calls: Sequence[PhoneNote] = (),
    facts: PlanFacts | None = None,
) -> Chart:
    """`facts` adds to the plans what this chart does not carry, such as holds and requests."""
    return Chart(
        patient=Patient(
            id=PATIENT, chart_no=1482, family_name="Alvarez", given_name="Marisol", entered_on=date(2025, 9, 1)
        ),
        today=today,
        zone="America/Los_Angeles",
        allergy_state=AllergyState.NOT_RECORDED,
        allergies=(),
        conditions=(),
        consents=(),
        plans=tuple(_view(each, today, injections, scores, facts) for each in plans),
        appointments=tuple(appointments),
        visits=tuple(visits),
        injections=tuple(injections),
        scores=tuple(scores),
        adverse_events=tuple(events),
        phone_notes=tuple(calls),
    )


def event(day: date, *suspects: GivenInjection, grade: Grade = Grade.MILD, ended_on: date | None = None) -> EventView:
    record = AdverseEvent(
        id=_id("event"), patient_id=PATIENT, term=AdverseTerm.SWELLING, began_on=day, ended_on=ended_on, grade=grade,
        entered_at=_noon(day),
    )  # fmt: skip
    return EventView(record, tuple(each.injection.entry_id for each in suspects))


def call(day: date, of: Plan | None = None, *, said: str = "Sore since the injection") -> PhoneNote:
    return PhoneNote(
        id=_id("call"), patient_id=PATIENT, called_at=_noon(day), called_on=day, said=said,
        site=of.site if of else None, side=of.side if of else None,
    )  # fmt: skip


def _view(
    each: Plan, today: date, injections: Sequence[GivenInjection], scores: Sequence[Score], facts: PlanFacts | None
) -> PlanView:
    doses = [
        given
        for given in injections
        if given.injection.plan_id == each.id
        and given.injection.kind is InjectionKind.EXOSOME
        and given.injection.status is not InjectionStatus.NOT_DONE
    ]
    terms = PlanTerms(
        kind=each.kind, doses=each.doses, interval_weeks=each.interval_weeks, planned_on=each.planned_on,
        booster=each.booster, booster_months=each.booster_months,
    )  # fmt: skip
    own = replace(
        facts or PlanFacts(plan=terms),
        plan=terms,
        doses=tuple(DoseFact(given_on=given.injection.given_on) for given in doses),
        scores=tuple(
            ScoreFact(on=score.scored_on, nrs=int(score.score))
            for score in scores
            if score.plan_id == each.id and score.instrument is Instrument.PAIN_AVERAGE
        ),
    )
    judged = evaluate(own, today)
    standing = state_at(judged.forecast, own.dated_holds, own.appointments, today)
    by_day = {dose.given_on: dose for dose in judged.doses}
    return PlanView(
        plan=each,
        condition=Condition(
            id=each.condition_id, patient_id=PATIENT, text="Osteoarthritis", site=each.site, side=each.side,
            onset=PartialDate(2019),
        ),
        standing=standing,
        why=why(standing, judged.forecast),
        why_needed=why_needed(standing, judged.forecast),
        judged={given.injection.entry_id: by_day[given.injection.given_on] for given in doses},
        response=judged.response,
    )  # fmt: skip


def alvarez(today: date = date(2026, 11, 23)) -> Chart:
    """A knee with a series of two, a booster when the pain came back, and a gap in its scores; all lanes are used."""
    knee = plan()
    days = {
        VisitKind.CONSULT: [date(2025, 9, 22)],
        VisitKind.INJECTION: [date(2025, 10, 14), date(2025, 11, 11), date(2026, 8, 4)],
        VisitKind.REVIEW: [date(2026, 2, 18), date(2026, 7, 28)],
        VisitKind.PHONE: [date(2026, 11, 2)],
    }
    curve = {
        date(2025, 9, 22): 8, date(2025, 10, 14): 8, date(2025, 10, 17): 6, date(2025, 11, 11): 6,
        date(2025, 12, 20): 5, date(2026, 2, 18): 4, date(2026, 6, 2): 2, date(2026, 7, 28): 6, date(2026, 8, 4): 6,
        date(2026, 8, 7): 4, date(2026, 9, 20): 3,
    }  # fmt: skip
    visited = sorted((day, kind) for kind, found in days.items() for day in found)
    return chart(
        today,
        plans=[knee],
        visits=[
            *(visit(day, kind) for day, kind in visited if day <= today),
            visit(today, VisitKind.REVIEW, signed=False, reason="Knee feels stiff in the morning"),
        ],
        injections=[
            injection(date(2025, 10, 14), knee),
            injection(date(2025, 11, 11), knee),
            injection(date(2026, 8, 4), knee, volume_ul=500, billions=5),
        ],
        scores=[
            *(score(day, value, knee) for day, value in curve.items()),
            score(date(2026, 11, 2), 2, knee, mode=ScoreMode.PHONE, occasion="call"),
            score(date(2026, 11, 2), 2, knee, instrument=Instrument.PGIC, mode=ScoreMode.PHONE, occasion="call"),
        ],
        appointments=[
            *(appointment(day) for day, _ in visited),
            appointment(date(2026, 1, 15), status=AppointmentStatus.NO_SHOW),
            appointment(date(2026, 12, 4), status=AppointmentStatus.BOOKED),
        ],
    )
