"""A made-up patient's chart for printed pages, and ways to change it. Names are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from exodesk.core.booster import DoseKind, Place, Standing, State
from exodesk.core.chart import Chart, DrawnSource, GivenInjection, PlanView, VisitView
from exodesk.core.codes import Basis, Route, Side
from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.quantities import BILLION
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.injection import Guidance, Injection, InjectionKind, InjectionSource, Reaction
from exodesk.core.records.patient import AllergyState, Condition, Language, Patient
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.stock import DonorType, Lot, Product, SourceTissue
from exodesk.core.records.visit import Amendment, AmendmentKind, Instrument, Score, Visit, VisitKind
from exodesk.core.response import Response
from exodesk.core.signing import Texts, sign
from exodesk.core.sites import Site
from exodesk.core.versions import Former
from exodesk.documents.letter import letter
from exodesk.documents.page import Document
from exodesk.documents.summary import visit_summary
from exodesk.documents.texts import BUILT_IN, PracticeTexts
from exodesk.documents.visit_record import visit_record

DAY = date(2026, 12, 4)
AT = datetime(2026, 12, 4, 18, 5, tzinfo=UTC)
PRINTED = datetime(2026, 12, 4, 10, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
AUDIT_HEAD = "9b1c77aa03de" + "4" * 52
VISIT_HASH = "3fa9d02c61be" + "5" * 52

CLINIC = Clinic(
    name="Harbor Joint Practice",
    address="1200 Harbor Drive, Suite 4\nOceanside, CA 92054",
    phone="(760) 555-0142",
    out_of_hours_phone="(760) 555-0199",
    giver_name="Dana Reyes",
    giver_title="MD",
    zone="America/Los_Angeles",
)
PATIENT = Patient(
    id="p1",
    chart_no=1482,
    family_name="Alvarez",
    given_name="Marisol",
    title="Ms",
    birth_date=PartialDate(1962, 3, 14),
    entered_on=date(2025, 9, 22),
)
PRODUCT = Product(
    id="product1",
    name="Exovia Plus",
    manufacturer="Larkspur Biologics",
    manufacturer_place="Austin, Texas",
    donor=DonorType.ALLOGENEIC,
    source_tissue=SourceTissue.UMBILICAL_CORD,
)
LOT = Lot(
    id="lot1",
    product_id="product1",
    code="XP-2291",
    expires_on=date(2027, 3, 31),
    basis=Basis.LABEL_CONCENTRATION,
    particles_per_ml=10 * BILLION,
    received_on=date(2026, 9, 1),
)
SOURCE = InjectionSource(
    id="s1",
    injection_id="i1",
    lot_id="lot1",
    drawn_ul=500,
    basis=Basis.LABEL_CONCENTRATION,
    particles_per_ml=10 * BILLION,
    particles=5 * BILLION,
)
DRAWN = DrawnSource(SOURCE, LOT, PRODUCT)
INJECTION = Injection(
    id="i1",
    entry_id="i1",
    visit_id="v1",
    patient_id="p1",
    plan_id="plan1",
    given_at=AT,
    given_on=DAY,
    giver_name="Dana Reyes",
    giver_title="MD",
    site=Site.KNEE_JOINT,
    side=Side.RIGHT,
    route=Route.INTRA_ARTICULAR,
    guidance=Guidance.ULTRASOUND,
    volume_ul=500,
    reaction=Reaction.NONE,
)
GIVEN = GivenInjection(INJECTION, (DRAWN,))
VISIT = Visit(
    id="v1",
    entry_id="v1",
    patient_id="p1",
    kind=VisitKind.INJECTION,
    visited_on=DAY,
    started_at=AT,
    reason="Pain of the right knee on stairs",
    plan_text="Gentle walking, physiotherapy from next week, then we talk again.",
    instructions="Rest the knee today. Walk as usual tomorrow, no running for a week.\nIce for ten minutes if sore.",
)
CONDITION = Condition(id="c1", patient_id="p1", text="Osteoarthritis")
PLAN = Plan(
    id="plan1",
    patient_id="p1",
    condition_id="c1",
    site=Site.KNEE_JOINT,
    side=Side.RIGHT,
    goal="Walk the dog along the pier again",
    kind=PlanKind.SERIES,
    doses=2,
    interval_weeks=6,
    planned_on=date(2026, 10, 23),
    booster=BoosterRule.AS_NEEDED,
)
STANDING = Standing(
    on=DAY,
    state=State.MONITORING,
    earliest=None,
    recommended=None,
    past_due=None,
    days_overdue=None,
    review_on=None,
    next=Place(DoseKind.BOOSTER, 1),
    booked=False,
    need=None,
    lockout_ends=date(2027, 4, 4),
    hold=None,
)
PLAN_VIEW = PlanView(
    plan=PLAN, condition=CONDITION, standing=STANDING, why="", why_needed=None, judged={}, response=Response()
)
APPOINTMENT = Appointment(
    id="a1", patient_id="p1", starts_at=WallTime.parse("2027-03-12T09:30"), zone="America/Los_Angeles", minutes=30
)


def score(
    day: date, value: int, instrument: Instrument = Instrument.PAIN_AVERAGE, plan_id: str | None = "plan1"
) -> Score:
    key = f"{instrument}-{plan_id}-{day}"
    at = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
    return Score(
        id=key,
        entry_id=key,
        occasion_id=str(day),
        patient_id="p1",
        plan_id=plan_id,
        instrument=instrument,
        scored_on=day,
        score=Decimal(value),
        entered_at=at,
    )


SCORES = (
    score(date(2026, 9, 22), 8),
    score(date(2026, 9, 22), 7, Instrument.PAIN_NOW),
    score(date(2026, 10, 23), 7),
    score(date(2026, 10, 23), 6, Instrument.PAIN_NOW),
    score(DAY, 5),
    score(DAY, 3, Instrument.PAIN_NOW),
    score(DAY, 3, Instrument.PGIC),
)
DRAFT = VisitView(visit=VISIT, signatures=(), amendments=(), injections=(GIVEN,), scores=SCORES[-3:])
TEXTS = Texts(
    clinic=CLINIC,
    patient=PATIENT,
    allergy_state=AllergyState.NONE_KNOWN,
    allergies=(),
    consents=(),
    plans=(PLAN,),
)


def signed(**changes: Any) -> VisitView:
    """The visit with changes, signed as it stands; its hash stays the same, so that printed pages can be compared."""
    visit = replace(DRAFT, **changes)
    signature = sign(visit, TEXTS, key="sig1", version=1, signed_at=AT, signed_on=DAY)
    return replace(visit, signatures=(replace(signature, sha256=VISIT_HASH),))


SIGNED = signed()
CHART = Chart(
    patient=PATIENT,
    today=DAY,
    zone="America/Los_Angeles",
    allergy_state=AllergyState.NONE_KNOWN,
    allergies=(),
    conditions=(CONDITION,),
    consents=(),
    plans=(PLAN_VIEW,),
    appointments=(APPOINTMENT,),
    visits=(SIGNED,),
    injections=(GIVEN,),
    scores=SCORES,
)


def drawn(basis: Basis, particles: int | None, code: str = "XP-2291", **lot: object) -> DrawnSource:
    """A source of another kind, from a lot of its own."""
    source = replace(SOURCE, id=f"s-{code}", lot_id=f"lot-{code}", basis=basis, particles=particles)
    return DrawnSource(source, replace(LOT, id=f"lot-{code}", code=code, **lot), PRODUCT)  # type: ignore[arg-type]  # by name


def injected(*sources: DrawnSource, **changes: object) -> GivenInjection:
    return GivenInjection(replace(INJECTION, **changes), sources)  # type: ignore[arg-type]  # by name


LEFT_KNEE = injected(DRAWN, id="i2", entry_id="i2", side=Side.LEFT, plan_id="plan2")
ANAESTHETIC = injected(
    id="i3", entry_id="i3", kind=InjectionKind.ANAESTHETIC, volume_ul=2000, guidance=None, reaction=Reaction.NONE
)
TWO_JOINTS = replace(
    CHART,
    plans=(PLAN_VIEW, replace(PLAN_VIEW, plan=replace(PLAN, id="plan2", side=Side.LEFT, goal="Kneel in the garden"))),
    injections=(GIVEN, LEFT_KNEE),
    scores=(*SCORES, score(date(2026, 9, 22), 6, plan_id="plan2"), score(DAY, 6, plan_id="plan2")),
)


def summary(
    visit: VisitView = SIGNED,
    chart: Chart = CHART,
    clinic: Clinic = CLINIC,
    *,
    synthetic: bool = False,
    language: Language | None = None,
    texts: PracticeTexts = BUILT_IN,
) -> Document:
    return visit_summary(
        chart,
        visit,
        clinic,
        printed_at=PRINTED,
        audit_head=AUDIT_HEAD,
        synthetic=synthetic,
        language=language,
        texts=texts,
    )


def in_spanish() -> Document:
    """The summary of a patient who reads Spanish."""
    return summary(chart=replace(CHART, patient=replace(PATIENT, language=Language.SPANISH)))


RECIPIENT = "Dr. Helen Brandt\n12 Mill Road\nOceanside, CA 92054"


def to_physician(
    visit: VisitView = SIGNED, chart: Chart = CHART, *, synthetic: bool = False, texts: PracticeTexts = BUILT_IN
) -> Document:
    return letter(
        chart,
        visit,
        CLINIC,
        recipient=RECIPIENT,
        printed_at=PRINTED,
        audit_head=AUDIT_HEAD,
        synthetic=synthetic,
        texts=texts,
    )


EXAMINED = signed(
    visit=replace(
        VISIT,
        history="Pain on stairs for two years, worse since spring.",
        exam="Mild effusion, flexion 120 degrees.",
        assessment="Osteoarthritis of the right knee, moderate.",
    )
)
BEFORE = replace(VISIT, id="v0", reason="Pain of the left knee on stairs", exam="No effusion")
CORRECTION = Amendment(
    id="am1",
    visit_id="v1",
    version=2,
    kind=AmendmentKind.CORRECTION,
    target_table="visit",
    target_id="v0",
    replacement_id="v1",
    reason="Wrong knee was typed",
    amended_at=AT,
    amended_on=DAY,
    amended_by="Dana Reyes, MD",
)
ADDENDUM = replace(
    CORRECTION,
    id="am2",
    version=3,
    kind=AmendmentKind.ADDENDUM,
    target_table=None,
    target_id=None,
    replacement_id=None,
    text="Called the next day: sore, no fever.",
    reason="Came in after signing",
)
ERROR = replace(
    CORRECTION, id="am3", version=4, kind=AmendmentKind.ENTERED_IN_ERROR, target_table="injection", target_id="i9"
)
LATE = replace(CORRECTION, id="am4", version=5, kind=AmendmentKind.LATE_ENTRY, target_table=None, replacement_id="i1")
AMENDED = replace(EXAMINED, amendments=(CORRECTION, ADDENDUM, ERROR, LATE))
FORMERS = (
    Former(BEFORE, CORRECTION),
    Former(replace(LEFT_KNEE, injection=replace(LEFT_KNEE.injection, id="i9", entry_id="i9")), ERROR),
)


def whole_record(
    visit: VisitView = AMENDED, formers: tuple[Former, ...] = FORMERS, chart: Chart = CHART, *, synthetic: bool = False
) -> Document:
    return visit_record(chart, visit, formers, CLINIC, printed_at=PRINTED, audit_head=AUDIT_HEAD, synthetic=synthetic)
