"""G10 and the week of G11: a week of a hundred appointments painted anew, and weeks of an archive read."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from functools import partial
from statistics import median

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage

from exodesk.core.dates import WallTime
from exodesk.core.hours import Openings
from exodesk.core.records.appointment import Appointment, AppointmentType, ClinicHours, Colour
from exodesk.core.records.patient import Patient
from exodesk.core.records.visit import VisitKind
from exodesk.queries import agenda
from exodesk.queries.agenda import Booking
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.calendar.layout import Shown
from exodesk.ui.calendar.widget import DayGrid
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.desk import application
from tests.bench.goals import Measured
from tests.bench.measure import Times, in_turn, least, milliseconds, p95, typical

SIZE = QSize(1200, 800)
REPAINTS, READS, A_DAY, DAYS = 40, 20, 20, 5
TIMES = 12
"""A week is read in a few milliseconds, so it is read more often, and its least counts."""
MONDAY = date(2026, 11, 23)


def measure(small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    application()
    week = Week()
    repaints, empty, first = in_turn(pairs, week.repaints, week.blank, week.first_paints)
    note = f"the first of a layout {p95(typical(first)):.1f} ms"
    yield Measured(goals.WEEK_PAINT, p95(typical(repaints)), p95(typical(empty)), note=note)
    with closing(large.open()) as many, closing(small.open()) as few:
        reads, small_reads = in_turn(pairs, Reading(many).reads, Reading(few).reads)
    figure, floor = median(least(reads)), median(least(small_reads))
    yield Measured(goals.WEEK_GROWTH, figure, floor, figure / floor)


class Week:
    """A painted week of a hundred appointments, and one without any."""

    def __init__(self) -> None:
        self._full, self._bare = _grid(tuple(_bookings())), _grid(())
        self._picture = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)

    def repaints(self) -> Times:
        return [milliseconds(lambda: self._full.render(self._picture, QPoint())) for _ in range(REPAINTS)]

    def first_paints(self) -> Times:
        """After a change: everything is laid out and dressed anew."""
        return [milliseconds(self._paint_anew) for _ in range(REPAINTS)]

    def _paint_anew(self) -> None:
        self._full.forget_layout()
        self._full.render(self._picture, QPoint())

    def blank(self) -> Times:
        return [milliseconds(lambda: self._bare.render(self._picture, QPoint())) for _ in range(REPAINTS)]


class Reading:
    """Weeks of an archive back from its last day, in milliseconds an appointment: the larger one has fuller weeks."""

    def __init__(self, record: RecordFile) -> None:
        self._record = record
        today = record.today()
        monday = today - timedelta(days=today.weekday())
        self._weeks = [monday - timedelta(weeks=number) for number in range(READS)]

    def reads(self) -> Times:
        return [self._read(monday) for monday in self._weeks]

    def _read(self, monday: date) -> float:
        """As it is read again after every change: the first time, out of the file, does not count."""
        find = partial(agenda.between, self._record, monday, monday + _SIX)
        found = find()
        return min(milliseconds(find) for _ in range(TIMES)) / max(1, len(found))


_SIX = timedelta(days=6)


def _grid(bookings: tuple[Booking, ...]) -> DayGrid:
    grid = DayGrid()
    grid.resize(SIZE)
    days = tuple(MONDAY + timedelta(days=number) for number in range(DAYS))
    openings = Openings(ClinicHours(), (), "America/Los_Angeles")
    grid.show_days(Shown(days, bookings, openings, WallTime(MONDAY, time(10, 26))))
    return grid


def _bookings() -> Iterator[Booking]:
    kind = AppointmentType(id="t", name="Injection", kind=VisitKind.INJECTION, minutes=20, colour=Colour.TEAL)
    for number in range(A_DAY * DAYS):
        day, place = divmod(number, A_DAY)
        minute = 8 * 60 + place * 25
        appointment = Appointment(
            id=str(number),
            patient_id="p",
            starts_at=WallTime(MONDAY + timedelta(days=day), time(minute // 60, minute % 60)),
            zone="America/Los_Angeles",
            minutes=25,
            type="Injection",
            reason="Right knee",
        )
        patient = Patient(
            id="p", chart_no=number + 1, family_name=f"Family{number}", given_name="Given", entered_on=MONDAY
        )
        yield Booking(appointment=appointment, patient=patient, type=kind)
