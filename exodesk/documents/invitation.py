"""The letter that invites a patient to a review, in their language: long dates, plain words, no claim, no pressure."""

from collections.abc import Sequence
from datetime import datetime

from exodesk.core.codes import Side
from exodesk.core.reaching import in_use
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.core.records.patient import Language, Patient, show_chart_no
from exodesk.core.records.printed import TextPlace
from exodesk.core.sentences import mid_sentence
from exodesk.core.sites import Site
from exodesk.documents import page
from exodesk.documents.html import Markup, bold, cell, filled, fixed, free, joined, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer, boxed
from exodesk.documents.summary import full_name
from exodesk.documents.texts import BUILT_IN, PracticeTexts
from exodesk.documents.wording import Wording, language_of, wording_in

ROOM_TO_SIGN = "\N{NO-BREAK SPACE}"


def invitation(
    patient: Patient,
    contacts: Sequence[Contact],
    place: tuple[Site, Side],
    clinic: Clinic,
    *,
    language: Language | None = None,
    printed_at: datetime,
    audit_head: str,
    synthetic: bool,
    texts: PracticeTexts = BUILT_IN,
) -> Document:
    """`place`: the joint it is about. In the patient's language unless another is asked for."""
    words = wording_in(language or language_of(patient.language))
    marks = (words.sheet.synthetic,) if synthetic else ()
    return Document(
        title=words.invitation.title,
        name="Invitation",
        header=page.header(clinic, patient, marks, words),
        blocks=(
            Block(_addresses(patient, contacts, clinic, printed_at, words), whole=True),
            Block(_letter(patient, place, clinic, words, texts), whole=True),
            Block(_heed(clinic, words), whole=True),
        ),
        footer=Footer(printed_at=printed_at, visit_hash=None, audit_head=audit_head, words=words),
        marks=marks,
    )


def _addresses(
    patient: Patient, contacts: Sequence[Contact], clinic: Clinic, printed_at: datetime, words: Wording
) -> Markup:
    """To whom, where they live if that is known; from whom, and on which day."""
    homes = [each for each in in_use(contacts) if each.kind is ContactKind.ADDRESS]
    theirs = [full_name(patient), *(homes[0].value.splitlines() if homes else [])]
    ours = [bold(free(clinic.name)), *(free(line) for line in clinic.address.splitlines()), free(clinic.phone)]
    return table(
        row(
            cell(*(paragraph(free(line)) for line in theirs), width=55),
            cell(*(paragraph(line) for line in ours), paragraph(fixed(words.long_date(printed_at.date()))), width=45),
        ),
        kind="opening far",
    )


def _letter(patient: Patient, place: tuple[Site, Side], clinic: Clinic, words: Wording, texts: PracticeTexts) -> Markup:
    told, joint = words.invitation, mid_sentence(words.where(*place))
    practitioner = joined([free(clinic.giver_name), free(clinic.giver_title)], ", ")
    values = {
        "patient": free(full_name(patient)),
        "birth_date": fixed(words.partial_date(patient.birth_date) if patient.birth_date else words.sheet.not_recorded),
        "chart": fixed(show_chart_no(patient.chart_no)),
        "joint": fixed(joint),
        "practitioner": practitioner,
        "practice": free(clinic.name),
        "phone": bold(free(clinic.phone)),
        "out_of_hours": bold(free(clinic.out_of_hours_phone)),
    }
    above = (bold(fixed(told.about.format(where=joint))), filled(told.greeting, name=free(full_name(patient))))
    below = (fixed(told.regards), fixed(ROOM_TO_SIGN), practitioner)
    return table(
        row(
            cell(
                *(paragraph(line, kind="letter") for line in above),
                texts.at(TextPlace.INVITATION, words.language, values, kind="letter"),
                *(paragraph(line, kind="letter") for line in below),
            )
        ),
        kind="around far",
    )


def _heed(clinic: Clinic, words: Wording) -> Markup:
    """When to call at once and whom, and what is not known: it stands on every page that a patient takes home."""
    call = words.call
    phones = (
        fixed(f"{call.phone} ") + free(clinic.phone),
        fixed(f"{words.sheet.out_of_hours} ") + free(clinic.out_of_hours_phone),
    )
    lines = (
        paragraph(bold(fixed(f"{call.same_day}: ")), fixed(f"{call.flags_in_line}.")),
        paragraph(joined(phones, " · ")),
        paragraph(fixed(words.product.long_term)),
        paragraph(fixed(words.product.exosomes_not_approved)),
    )
    return boxed(*lines)
