"""Pages about a patient who does not exist, to see a text of the practice where it will stand before it is kept."""

from datetime import datetime, timedelta

from exodesk.core.chart import Chart, DrawnSource, GivenInjection, VisitView
from exodesk.core.codes import Basis, Route, Side
from exodesk.core.dates import PartialDate
from exodesk.core.quantities import BILLION
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.injection import Guidance, Injection, InjectionSource, Reaction
from exodesk.core.records.patient import AllergyState, Language, Patient
from exodesk.core.records.printed import PrintedKind, TextPlace
from exodesk.core.records.stock import Lot, Product
from exodesk.core.records.visit import Visit, VisitKind
from exodesk.core.sites import Site
from exodesk.documents.invitation import invitation
from exodesk.documents.letter import letter
from exodesk.documents.page import Document
from exodesk.documents.summary import visit_summary
from exodesk.documents.texts import PracticeTexts, page_of

JOINT = (Site.KNEE_JOINT, Side.RIGHT)
RECIPIENT = "Dr. Example\n1 Example Street"
NOTHING = "0" * 64
"""In place of a hash: a page like this is never printed."""


def sample_page(
    place: TextPlace, language: Language, texts: PracticeTexts, clinic: Clinic, printed_at: datetime
) -> Document:
    """The page that a place is on, marked as made up. `printed_at` is in the clinic's zone."""
    chart = _chart(clinic, printed_at)
    match page_of(place):
        case PrintedKind.INVITATION:
            return invitation(
                chart.patient, (), JOINT, clinic,
                language=language, texts=texts, printed_at=printed_at, audit_head=NOTHING, synthetic=True,
            )  # fmt: skip
        case PrintedKind.LETTER:
            return letter(
                chart, chart.visits[0], clinic,
                recipient=RECIPIENT, texts=texts, printed_at=printed_at, audit_head=NOTHING, synthetic=True,
            )  # fmt: skip
        case _:
            return visit_summary(
                chart, chart.visits[0], clinic,
                language=language, texts=texts, printed_at=printed_at, audit_head=NOTHING, synthetic=True,
            )  # fmt: skip


def _chart(clinic: Clinic, at: datetime) -> Chart:
    today = at.date()
    patient = Patient(
        id="patient",
        chart_no=1,
        family_name="Sample",
        given_name="Robin",
        birth_date=PartialDate(1970, 1, 15),
        entered_on=today,
    )
    visit = Visit(
        id="visit", entry_id="visit", patient_id=patient.id, kind=VisitKind.INJECTION, visited_on=today, started_at=at
    )
    given = _injection(clinic, at)
    view = VisitView(visit=visit, signatures=(), amendments=(), injections=(given,), scores=())
    return Chart(
        patient=patient,
        today=today,
        zone=clinic.zone,
        allergy_state=AllergyState.NONE_KNOWN,
        allergies=(),
        conditions=(),
        consents=(),
        plans=(),
        appointments=(),
        visits=(view,),
        injections=(given,),
        scores=(),
    )


def _injection(clinic: Clinic, at: datetime) -> GivenInjection:
    product = Product(id="product", name="Sample product", manufacturer="Sample maker")
    lot = Lot(
        id="lot", product_id=product.id, code="SAMPLE-1", expires_on=at.date() + timedelta(days=200),
        basis=Basis.LABEL_CONCENTRATION, particles_per_ml=10 * BILLION, received_on=at.date(),
    )  # fmt: skip
    source = InjectionSource(
        id="source", injection_id="injection", lot_id=lot.id, drawn_ul=500,
        basis=lot.basis, particles_per_ml=lot.particles_per_ml, particles=5 * BILLION,
    )  # fmt: skip
    injection = Injection(
        id="injection",
        entry_id="injection",
        visit_id="visit",
        patient_id="patient",
        given_at=at,
        given_on=at.date(),
        giver_name=clinic.giver_name,
        giver_title=clinic.giver_title,
        site=JOINT[0],
        side=JOINT[1],
        route=Route.INTRA_ARTICULAR,
        guidance=Guidance.ULTRASOUND,
        volume_ul=500,
        reaction=Reaction.NONE,
    )
    return GivenInjection(injection, (DrawnSource(source, lot, product),))
