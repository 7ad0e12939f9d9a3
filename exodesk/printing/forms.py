"""Pages to write on, made of an open record: the blank visit form, day sheets, lists of whom to call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from exodesk.core.records.appointment import ClosureKind
from exodesk.core.records.clinic import Paper
from exodesk.core.records.printed import PrintedKind
from exodesk.documents.blank_visit import blank_visit
from exodesk.documents.booking_list import Line, Waiting, booking_list
from exodesk.documents.call_list import call_list
from exodesk.documents.page import Document
from exodesk.documents.plain import Printing
from exodesk.documents.plain_lists import plain_bookings, plain_calls, plain_form
from exodesk.documents.wording import CLINICAL
from exodesk.printing.fallback import made_or_plain
from exodesk.printing.flow import lay_out
from exodesk.printing.pages import printing_of
from exodesk.printing.printable import Printable
from exodesk.queries import agenda
from exodesk.queries.agenda import Booking
from exodesk.queries.away import DueInside, reached_on
from exodesk.queries.boosters import BoosterRow
from exodesk.storage import clinic
from exodesk.storage.recordfile import RecordFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A page to write on: about nobody, or about many."""

    document: Document
    paper: Paper
    kind: PrintedKind = PrintedKind.OTHER
    patient: None = None
    visit_id: None = None
    when: str = ""
    warnings: tuple[str, ...] = ()

    def on(self, paper: Paper) -> Printable:
        return lay_out(self.document, paper)

    def sheet(self, _paper: Paper, _pages: int) -> None:
        """The trail alone knows of it: there is no one chart that it belongs to."""


def blank_form(record: RecordFile) -> Form:
    """A visit form for a day without power."""
    home = clinic.giving(record)
    printing = printing_of(record, home)
    make = partial(blank_visit, home, printed_at=printing.printed_at, audit_head=printing.audit_head)
    return _form("visit form", make, partial(plain_form, printing), printing)


def list_form(
    record: RecordFile,
    title: str,
    bookings: Sequence[Booking],
    *,
    plans: Sequence[DueInside] = (),
    days: Sequence[date] = (),
) -> Form:
    """A day sheet, a week sheet or a call list, with room to write. `plans`: due in these days, and not booked.

    `days`: those that the sheet is of, each of which is told, and why it is closed.
    """
    home, today = clinic.giving(record), record.today()
    printing = printing_of(record, home)
    lines = [
        Line(appointment=each.appointment, patient=each.patient, status=each.status, phone=reached_on(each, today))
        for each in bookings
    ]
    waiting = [
        Waiting(patient=each.patient, where=each.where, first=each.first, last=each.last, phone=each.phone)
        for each in plans
    ]
    make = partial(
        booking_list,
        title,
        lines,
        home,
        days=_standing(record, days),
        waiting=waiting,
        printed_at=printing.printed_at,
        audit_head=printing.audit_head,
    )
    return _form("booking list", make, partial(plain_bookings, title, lines, waiting, printing), printing)


def call_form(record: RecordFile, rows: Sequence[BoosterRow]) -> Form:
    """Those of the rows who may be contacted."""
    home = clinic.giving(record)
    printing = printing_of(record, home)
    called = [(row.group, row.listed) for row in rows if not row.no_contact]
    make = partial(
        call_list,
        called,
        clinic.list_rules(record),
        home,
        printed_at=printing.printed_at,
        audit_head=printing.audit_head,
    )
    return _form("call list", make, partial(plain_calls, [listed for _, listed in called], printing), printing)


def _standing(record: RecordFile, days: Sequence[date]) -> dict[date, str]:
    """Why each day is closed; "" for one with hours."""
    if not days:
        return {}
    openings = agenda.openings(record, min(days))
    closures = {day: openings.closure_on(day) for day in days}
    return {
        day: closure.words if closure else "" if openings.spans(day) else ClosureKind.OTHER.label
        for day, closure in closures.items()
    }


def _form(what: str, make: Callable[[], Document], plain: Callable[[], Document], printing: Printing) -> Form:
    document, warnings = made_or_plain(what, make, plain)
    if printing.synthetic:  # invented people are told from real ones on paper too
        document = replace(document, marks=(CLINICAL.sheet.synthetic,))
    return Form(document=document, paper=printing.clinic.paper, warnings=warnings)
