"""Day sheets and call lists on paper: everybody is on them, with what tells them apart and how they are reached."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pypdf
import pytest

from exodesk.core.dates import WallTime, show_date, show_weekday
from exodesk.core.records.appointment import Appointment, AppointmentStatus, Closure, ClosureKind
from exodesk.core.records.clinic import Paper
from exodesk.documents.page import Document
from exodesk.printing.flow import lay_out
from exodesk.printing.forms import call_form, list_form
from exodesk.printing.leaving import free_path, save_page
from exodesk.printing.printable import DPI
from exodesk.queries import agenda, away
from exodesk.services import booking
from exodesk.services.practice_times import close_days
from exodesk.storage.recordfile import RecordFile
from tests.documents import lists
from tests.factories import Clock, a_patient, a_plan

pytestmark = pytest.mark.usefixtures("qapp")


def booked(record: RecordFile, patient_id: str | None, starts_at: WallTime, **more: object) -> None:
    made = Appointment(
        id=record.new_id(),
        patient_id=patient_id,
        starts_at=starts_at,
        zone=record.zone.key,
        minutes=30,
        **more,  # type: ignore[arg-type]
    )
    booking.book(record, made)


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.fixture
def lived_in(record: RecordFile) -> RecordFile:
    alex = a_patient(record, mobile="555 0100")
    booked(record, alex, WallTime(date(2026, 3, 10), time(9)), type="Review", reason="Six weeks")
    booked(record, None, WallTime(date(2026, 3, 10), time(12)), reason="Lunch")
    blair = a_patient(record, given_name="Blair", mobile="555 0101", do_not_contact=True)
    booked(record, blair, WallTime(date(2026, 3, 11), time(9)), type="Review")
    casey = a_patient(record, given_name="Casey", mobile="555 0102")
    a_plan(record, casey, planned_on=date(2026, 3, 9))
    return record


def test_a_list_names_everybody_with_birth_date_number_and_phone(lived_in: RecordFile, tmp_path: Path) -> None:
    found = agenda.between(lived_in, date(2026, 3, 9), date(2026, 3, 13))
    path = tmp_path / "list.pdf"
    save_page(lived_in, list_form(lived_in, "Week sheet", found), path)
    assert len(pypdf.PdfReader(path).pages) == 1
    words = text_of(path)
    for told in (
        "Week sheet",
        "Tue 10-Mar-2026",
        "09:00–09:30",
        "SAMPLE, Alex",
        "Born 17-May-1961",
        "EX-00001",
        "555 0100",
        "Six weeks",
        "Lunch",
    ):
        assert told in words, told
    assert "Asked not to be contacted." in words
    assert "555 0101" not in words
    assert "save as PDF: week sheet" in [row[0] for row in lived_in.read("SELECT operation FROM audit_unit")]


def test_no_day_stands_alone_at_the_foot_of_a_sheet(record: RecordFile, tmp_path: Path) -> None:
    alex = a_patient(record)
    days = [date(2026, 3, 2) + timedelta(days=count) for count in range(60)]
    for day in days:
        booked(record, alex, WallTime(day, time(9)), type="Review")
    path = tmp_path / "list.pdf"
    save_page(record, list_form(record, "Days", agenda.between(record, days[0], days[-1])), path)
    sheets = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]
    assert len(sheets) > 2
    for day in days:
        [sheet] = [sheet for sheet in sheets if show_weekday(day) in sheet]
        assert "09:00" in sheet.partition(show_weekday(day))[2].partition("Printed")[0]


def test_a_visit_that_waits_for_its_signature_says_so_on_paper_too(record: RecordFile, clock: Clock) -> None:
    """As on Today and in the calendar, where the one that one is in says “With you”."""
    day = record.today()
    keys = []
    for at in (time(9), time(10)):
        booked(record, a_patient(record), WallTime(day, at), type="Review")
        keys.append(agenda.day_of(record, day)[-1].appointment.id)
        booking.set_status(record, keys[-1], AppointmentStatus.ARRIVED)
        booking.start_booked(record, keys[-1])
        clock.pass_by(minutes=5)
    html = list_form(record, "Day sheet", agenda.day_of(record, day)).document.html
    assert re.findall("Unsigned|With you", html) == ["Unsigned", "With you"]


def test_a_call_list_is_saved_under_its_day(record: RecordFile) -> None:
    """Tomorrow's is another file."""
    assert call_form(record, []).document.name == f"Call list {show_date(record.today())}"


def test_a_place_is_free_however_many_pages_went_there(record: RecordFile, tmp_path: Path) -> None:
    """The letters of one day to more than a thousand patients: none may take the place of another."""
    form = list_form(record, "Day sheet", [])
    for number in range(1, 1002):
        (tmp_path / ("Day sheet.pdf" if number == 1 else f"Day sheet ({number}).pdf")).touch()
    assert free_path(tmp_path, form, "Day sheet").name == "Day sheet (1002).pdf"


def test_a_list_without_anybody_says_so(record: RecordFile, tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    save_page(record, list_form(record, "Day sheet", []), path)
    assert "Nobody is booked." in text_of(path)


def test_each_day_of_a_sheet_is_told_and_why_it_is_closed(record: RecordFile, tmp_path: Path) -> None:
    """A day that was left out would be looked for on another sheet."""
    alex = a_patient(record)
    close_days(
        record,
        Closure(
            id=record.new_id(),
            kind=ClosureKind.HOLIDAY,
            from_on=date(2026, 3, 11),
            until_on=date(2026, 3, 12),
            note="Founders",
        ),
    )
    booked(record, alex, WallTime(date(2026, 3, 12), time(9)), type="Review")
    week = [date(2026, 3, 9) + timedelta(days=number) for number in range(7)]
    path = tmp_path / "list.pdf"
    found = agenda.between(record, week[0], week[-1])
    save_page(record, list_form(record, "Week sheet", found, days=week), path)
    words = text_of(path)
    for told in (
        "Mon 09-Mar-2026 · Nobody is booked",
        "Wed 11-Mar-2026 · Public holiday: Founders",
        "Thu 12-Mar-2026 · Public holiday: Founders 09:00–09:30",
        "Sun 15-Mar-2026 · Closed",
        "1 booked",
    ):
        assert told in words, told


def test_who_does_not_come_is_struck_through_and_not_counted(record: RecordFile) -> None:
    booked(record, a_patient(record, given_name="Blair"), WallTime(date(2026, 3, 10), time(9)), type="Review")
    booked(record, a_patient(record, given_name="Casey"), WallTime(date(2026, 3, 10), time(10)), type="Review")
    found = agenda.between(record, date(2026, 3, 10), date(2026, 3, 10))
    booking.cancel(record, found[1].appointment.id, "Has a cold")
    html = list_form(record, "Day sheet", agenda.between(record, date(2026, 3, 10), date(2026, 3, 10))).document.html
    assert re.findall("<s>(.*?)</s>", html) == ["<b>10:00–10:30</b>", "<b>SAMPLE, Casey</b>"]
    assert "<b>Cancelled</b>" in html
    assert "1 booked" in html


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("make", [lists.week_sheet, lists.calls])
def test_no_words_of_a_list_run_into_those_beside_them(make: Callable[[], Document], paper: Paper) -> None:
    """What is read as one word on paper is one: hours do not touch a name, nor a reason the phone."""
    sheets = lay_out(make(), paper)
    apart = 8 * DPI / 96
    layout = sheets.body.documentLayout()
    ends: list[tuple[float, float, float]] = []
    block = sheets.body.begin()
    while block.isValid():
        box = layout.blockBoundingRect(block)
        ends += [
            (box.left(), box.top() + line.y(), box.left() + line.x() + line.naturalTextWidth())
            for line in (block.layout().lineAt(number) for number in range(block.layout().lineCount()))
        ]
        block = block.next()
    for left, top, right in ends:
        assert all(right + apart <= other for other, level, _ in ends if level == top and other > left)


def test_who_is_due_only_while_it_is_closed_is_found(lived_in: RecordFile) -> None:
    """A first dose is due from its day for 41 days: only a closure that holds all of them is one to call about."""
    few = away.under(lived_in, date(2026, 3, 9), date(2026, 3, 13))
    assert [each.patient.given_name for each in few.bookings if each.patient] == ["Alex", "Blair"]
    assert few.plans == ()
    whole = away.under(lived_in, date(2026, 3, 9), date(2026, 4, 19))
    assert [(each.patient.given_name, each.first, each.last, each.where) for each in whole.plans] == [
        ("Casey", date(2026, 3, 9), date(2026, 4, 19), "Right knee")
    ]
    [due] = whole.plans
    booked(lived_in, due.patient.id, WallTime(date(2026, 4, 21), time(9)), plan_id=due.plan.id)
    assert away.under(lived_in, date(2026, 3, 9), date(2026, 4, 19)).plans == ()


def test_a_list_of_real_people_bears_no_mark(lived_in: RecordFile) -> None:
    assert list_form(lived_in, "Tue 10-Mar-2026", []).document.marks == ()
