"""Pages made of an open record, ready to be shown, printed and kept: which page, about whom, under which hashes.

A page that a bug stands in the way of is made plain: what was given and whom to call must reach paper all the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from exodesk.core.calendar import add_months
from exodesk.core.errors import ExodeskError
from exodesk.core.records.clinic import Clinic, Paper
from exodesk.core.records.contact import ContactKind
from exodesk.core.records.patient import Language, Patient, show_chart_no
from exodesk.core.records.printed import PrintedKind, PrintedPage
from exodesk.documents.account import account
from exodesk.documents.invitation import invitation
from exodesk.documents.kept import language_of_page, packed, unpacked
from exodesk.documents.letter import letter
from exodesk.documents.page import Document
from exodesk.documents.plain import Printing, plain_visit
from exodesk.documents.plain_lists import plain_account, plain_invitation
from exodesk.documents.summary import visit_summary
from exodesk.documents.texts import PracticeTexts, page_of
from exodesk.documents.visit_record import visit_record
from exodesk.documents.wording import wording_in
from exodesk.printing.fallback import made_or_plain
from exodesk.printing.flow import lay_out
from exodesk.printing.printable import Printable
from exodesk.queries.chart import read_chart
from exodesk.queries.visit import VisitPage, read_visit
from exodesk.services.printed import Sheet
from exodesk.storage import background, clinic, patients, plans, printed
from exodesk.storage.recordfile import RecordFile

TEXT_LEFT_OUT = "Your text for “{place}” cannot be printed as it stands; the built-in one is. Settings shows why."


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page about one patient. `warnings` are for the practitioner and are not on it."""

    document: Document
    kind: PrintedKind
    patient: Patient
    visit_id: str | None
    paper: Paper
    when: str
    warnings: tuple[str, ...] = ()

    @property
    def numbered(self) -> str:
        """What its file is called among those of many patients, whom it does not name."""
        return f"{self.document.name} {show_chart_no(self.patient.chart_no)}"

    def on(self, paper: Paper) -> Printable:
        return lay_out(self.document, paper)

    def sheet(self, paper: Paper, pages: int) -> Sheet:
        """What is noted of it once it has been printed or saved."""
        footer = self.document.footer
        return Sheet(
            patient_id=self.patient.id,
            visit_id=self.visit_id,
            kind=self.kind,
            language=language_of_page(self.document),
            paper=paper,
            pages=pages,
            visit_hash=footer.visit_hash or None,
            audit_head=footer.audit_head,
            content=packed(self.document),
        )


def summary_page(record: RecordFile, visit_id: str, language: Language | None = None) -> Made:
    """What the patient takes home, in their language unless another is asked for."""
    page, texts = read_visit(record, visit_id), _texts(record, PrintedKind.SUMMARY)
    make = partial(visit_summary, page.chart, page.view, page.clinic, language=language, texts=texts)
    return _made(record, page, PrintedKind.SUMMARY, make, texts)


def letter_page(record: RecordFile, visit_id: str, recipient: str) -> Made:
    """To the physician who referred the patient."""
    page, texts = read_visit(record, visit_id), _texts(record, PrintedKind.LETTER)
    make = partial(letter, page.chart, page.view, page.clinic, recipient=recipient, texts=texts)
    return _made(record, page, PrintedKind.LETTER, make, texts)


def record_page(record: RecordFile, visit_id: str) -> Made:
    """The whole visit, with what was corrected."""
    page = read_visit(record, visit_id)
    make = partial(visit_record, page.chart, page.view, page.formers, page.clinic)
    return _made(record, page, PrintedKind.VISIT_RECORD, make, PracticeTexts())


def invitation_page(record: RecordFile, plan_id: str, language: Language | None = None) -> Made:
    """A letter to the patient of a plan, who is invited to a review of its joint."""
    plan, home = plans.get(record, plan_id), clinic.giving(record)
    charts, texts = patients.person(record, plan.patient_id), _texts(record, PrintedKind.INVITATION)
    place, printing = (plan.site, plan.side), printing_of(record, home)
    make = partial(
        invitation,
        charts[0],
        background.contacts(record, [chart.id for chart in charts]),
        place,
        home,
        language=language,
        printed_at=printing.printed_at,
        audit_head=printing.audit_head,
        synthetic=printing.synthetic,
        texts=texts,
    )
    where = wording_in(language or charts[0].language).where(*place)
    plain = partial(plain_invitation, charts[0], where, printing, language)
    document, warnings = made_or_plain("invitation", make, plain)
    return Made(
        document=document,
        kind=PrintedKind.INVITATION,
        patient=charts[0],
        visit_id=None,
        paper=home.paper,
        when=record.today().isoformat(),
        warnings=(*_left_out(texts), *warnings),
    )


def account_page(
    record: RecordFile,
    patient_id: str,
    language: Language | None = None,
    *,
    years: int | None = None,
    only_accounted: bool = False,
) -> Made:
    """What left the house about a patient, in so many years up to today or ever."""
    chart, home, today = read_chart(record, patient_id), clinic.giving(record), record.today()
    printing = printing_of(record, home)
    make = partial(
        account,
        chart,
        home,
        since=add_months(today, -12 * years) if years else None,
        only_accounted=only_accounted,
        language=language,
        printed_at=printing.printed_at,
        audit_head=printing.audit_head,
        synthetic=printing.synthetic,
    )
    document, warnings = made_or_plain("account", make, partial(plain_account, chart, printing, language))
    return Made(
        document=document,
        kind=PrintedKind.ACCOUNT,
        patient=chart.patient,
        visit_id=None,
        paper=home.paper,
        when=today.isoformat(),
        warnings=warnings,
    )


def kept_page(record: RecordFile, page: PrintedPage) -> Made:
    """A page once more as it was printed then."""
    return Made(
        document=unpacked(content_of(record, page)),
        kind=page.kind,
        patient=patients.get(record, page.patient_id),
        visit_id=page.visit_id,
        paper=page.paper,
        when=page.printed_on.isoformat(),
    )


def content_of(record: RecordFile, page: PrintedPage) -> bytes:
    """A page as it was packed when it was printed."""
    if page.content_sha256 is None:
        raise PageNotKept(page)
    return printed.content(record, page.content_sha256)


class PageNotKept(ExodeskError):
    def __init__(self, page: PrintedPage) -> None:
        super().__init__(f"Of the {page.kind.label.lower()} only its line is kept, not the page. Print it anew.")


def recipients_of(record: RecordFile, visit_id: str) -> list[str]:
    """Whom a letter may go to: referring clinicians and family doctors among the contacts, the referrer as told."""
    chart = read_visit(record, visit_id).chart
    kinds = (ContactKind.REFERRER, ContactKind.FAMILY_DOCTOR)
    standing = [each for each in chart.contacts if each.kind in kinds and each.ended_on is None]
    standing.sort(key=lambda each: (kinds.index(each.kind), not each.preferred))
    names = [each.value for each in standing]
    if chart.patient.referred_by and not any(chart.patient.referred_by in name for name in names):
        names.append(chart.patient.referred_by)
    return list(dict.fromkeys(names))


def went_to(record: RecordFile, page: PrintedPage) -> str:
    """To whom a page went, as it is noted; "" for one that stayed in the house."""
    found = printed.disclosures_of_patients(record, [page.patient_id])
    return next((each.recipient for each in reversed(found) if each.printed_page_id == page.id), "")


def printing_of(record: RecordFile, home: Clinic) -> Printing:
    """What a page says of the record as it stands now."""
    return Printing(
        clinic=home,
        printed_at=record.now().astimezone(record.zone),
        audit_head=record.head().sha256.hex(),
        synthetic=record.is_made_up,
    )


def _texts(record: RecordFile, kind: PrintedKind) -> PracticeTexts:
    """The practice's own texts for one page."""
    return PracticeTexts(tuple(each for each in printed.texts(record) if page_of(each.place) is kind))


def _left_out(texts: PracticeTexts) -> list[str]:
    return [TEXT_LEFT_OUT.format(place=each.place.label) for each in texts.unusable()]


def _made(
    record: RecordFile, page: VisitPage, kind: PrintedKind, make: Callable[..., Document], texts: PracticeTexts
) -> Made:
    printing = printing_of(record, page.clinic)
    usual = partial(make, printed_at=printing.printed_at, audit_head=printing.audit_head, synthetic=printing.synthetic)
    plain = partial(plain_visit, page.chart, page.view, printing, kind)
    document, warnings = made_or_plain(f"{kind.value} of visit {page.view.visit.entry_id}", usual, plain)
    return Made(
        document=document,
        kind=kind,
        patient=page.chart.patient,
        visit_id=page.view.visit.entry_id,
        paper=page.clinic.paper,
        when=page.view.visit.visited_on.isoformat(),
        warnings=(*_left_out(texts), *warnings),
    )
