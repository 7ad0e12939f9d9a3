"""Who comes today, each with the one next act; who is seen next, with the chart; and what is not signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from exodesk.core.chart import Chart
from exodesk.core.day import Begun, NextAct, comes_next, next_act, unanswered
from exodesk.core.records.appointment import Serves
from exodesk.core.records.visit import VisitKind
from exodesk.core.sentences import counted
from exodesk.queries.agenda import Booking, day_of
from exodesk.queries.chart import read_chart
from exodesk.queries.unsigned import UnsignedVisit, unsigned_visits
from exodesk.storage.recordfile import RecordFile


@dataclass(frozen=True, slots=True)
class Coming:
    """An appointment of the day with its one next act."""

    booking: Booking
    act: NextAct | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """`coming` holds blocks of time too, in order of time. `unsigned`: those that no appointment of today shows.

    `next` is who is to be seen next, with the chart of theirs.
    """

    day: date
    coming: Sequence[Coming]
    unsigned: Sequence[UnsignedVisit]
    next: Coming | None
    chart: Chart | None

    @property
    def seen(self) -> list[Booking]:
        """Patients who are booked and not cancelled."""
        return [each.booking for each in self.coming if each.booking.patient and each.booking.appointment.takes_time]

    def in_words(self) -> str:
        """`7 appointments · 3 treatments · first 09:00, last 16:30`."""
        seen = self.seen
        if not seen:
            return ""
        treatments = sum(1 for each in seen if _is_treatment(each))
        first, last = (each.appointment.starts_at.at for each in (seen[0], seen[-1]))
        told = [
            counted(len(seen), "appointment"),
            counted(treatments, "treatment") if treatments else "",
            f"first {first:%H:%M}, last {last:%H:%M}" if len(seen) > 1 else f"at {first:%H:%M}",
        ]
        return " · ".join(part for part in told if part)

    def unanswered(self, now: datetime) -> list[Booking]:
        """Whose time is over, and nobody said whether they came."""
        ids = {each.id for each in unanswered((each.booking.appointment for each in self.coming), now)}
        return [each.booking for each in self.coming if each.booking.appointment.id in ids]


def _is_treatment(booking: Booking) -> bool:
    if booking.type and booking.type.kind is VisitKind.INJECTION:
        return True
    return booking.appointment.serves in (Serves.DOSE, Serves.BOOSTER)


def read_today(record: RecordFile) -> Today:
    """All of it in one snapshot."""
    with record.reading():
        today = record.today()
        coming = [_coming(each) for each in day_of(record, today)]
        shown = {each.booking.visit_id for each in coming}
        following = comes_next([(each.booking.appointment, each.act) for each in coming], record.now())
        seen_next = next((each for each in coming if each.booking.appointment is following), None)
        patient = seen_next.booking.patient if seen_next else None
        return Today(
            day=today,
            coming=coming,
            unsigned=[each for each in unsigned_visits(record) if each.visit.entry_id not in shown],
            next=seen_next,
            chart=read_chart(record, patient.id) if patient else None,
        )


def _coming(booking: Booking) -> Coming:
    begun = Begun(
        has_visit=booking.visit_id is not None,
        is_open=booking.is_open,
        is_signed=booking.is_signed,
        by_phone=booking.type is not None and booking.type.kind is VisitKind.PHONE,
    )
    return Coming(booking, next_act(booking.appointment, begun), booking.is_open)
