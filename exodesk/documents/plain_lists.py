"""Plain pages of what is no visit: a letter, an account, a timeline, a form, lists. Line by line, no rules."""

from collections.abc import Sequence

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date, show_time
from exodesk.core.records.patient import Language, Patient, identity_line
from exodesk.core.sentences import mid_sentence
from exodesk.core.timeline import Entry
from exodesk.core.to_book import Listed
from exodesk.documents.booking_list import Line, Waiting
from exodesk.documents.call_list import TITLE, name_of_calls
from exodesk.documents.html import Markup, fixed, free, joined
from exodesk.documents.page import Document
from exodesk.documents.plain import Printing, heed, labelled, plain_page
from exodesk.documents.wording import wording_in

ROOM_TO_WRITE = "_" * 40
FORM = (
    "Name", "Birth date", "Chart", "Date of the visit", "Reason", "Scores", "Exam", "Identity asked", "Allergies",
    "Consent", "Site and side", "Product", "Lot and expiry", "Volume, mL", "Time given", "Reaction", "Plan",
    "Signature",
)  # fmt: skip


def plain_invitation(patient: Patient, where: str, printing: Printing, language: Language | None) -> Document:
    """To whom, about which joint, whom to call."""
    words = wording_in(language or patient.language)
    lines = [
        fixed(words.invitation.about.format(where=mid_sentence(where))),
        *heed(printing.clinic, words),
        fixed(f"{words.product.long_term} {words.product.exosomes_not_approved}"),
        free(printing.clinic.giver_name),
    ]
    return plain_page(words.invitation.title, "Invitation", patient, lines, printing, words=words)


def plain_account(chart: Chart, printing: Printing, language: Language | None) -> Document:
    """All that is noted as having left the house, whatever was asked for: rather too much than too little."""
    words = wording_in(language or chart.patient.language)
    lines = [
        joined(
            (
                fixed(words.long_date(each.disclosed_on)),
                free(each.recipient),
                free(each.description),
                fixed(words.account.purposes[each.purpose]),
            ),
            "; ",
        )
        for each in chart.disclosures
        if each.withdrawn_on is None
    ]
    told = lines or [fixed(words.account.nothing)]
    return plain_page(words.account.title, "Account of disclosures", chart.patient, told, printing, words=words)


def plain_timeline(patient: Patient, entries: Sequence[Entry], printing: Printing) -> Document:
    """What the picture shows, in words, oldest first."""
    lines = [labelled(each.when, each.text) for each in sorted(entries, key=lambda each: each.on)]
    return plain_page("Timeline", "Timeline", patient, lines, printing)


def plain_form(printing: Printing) -> Document:
    """What a visit must hold, a line to write on for each."""
    return plain_page(
        "Visit form", "Visit form", None, [fixed(f"{label}: {ROOM_TO_WRITE}") for label in FORM], printing
    )


def plain_bookings(title: str, lines: Sequence[Line], waiting: Sequence[Waiting], printing: Printing) -> Document:
    """When, who, and how they are reached."""
    booked = [
        fixed(f"{show_date(each.appointment.starts_at.day)} {show_time(each.appointment.starts_at.at)} ")
        + _who(each.patient, each.phone)
        + fixed(f" · {each.status}" if each.patient else "")
        for each in lines
    ]
    due = [
        fixed(f"{each.where}, {show_date(each.first)} to {show_date(each.last)} ") + _who(each.patient, each.phone)
        for each in waiting
    ]
    return plain_page(title, title, None, [*booked, *due], printing)


def plain_calls(listed: Sequence[Listed], printing: Printing) -> Document:
    """Whom to call about which joint."""
    lines = [fixed(f"{each.where} ") + _who(each.patient, each.phone) for each in listed]
    return plain_page(TITLE, name_of_calls(printing.printed_at), None, lines, printing)


def _who(patient: Patient | None, phone: str) -> Markup:
    return joined((free(identity_line(patient)), free(phone)), " · ") if patient else fixed("Blocked")
