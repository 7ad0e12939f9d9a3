"""The made-up practice's days by the quarter of an hour: nobody is booked where somebody else is."""

from collections import defaultdict
from datetime import date, time
from itertools import count

from exodesk.core.hours import minute_of, time_at
from exodesk.core.records.visit import VisitKind

OPENS = time(8)
QUARTERS = 36
"""From eight to five."""

TYPES = {kind: kind.value for kind in (VisitKind.CONSULT, VisitKind.INJECTION, VisitKind.REVIEW, VisitKind.PHONE)}
"""The types that every practice starts with, by the kind of visit that begins from them."""

WITHOUT_APPOINTMENT = "Came without an appointment"


class Diary:
    """What is taken, day by day, as a bit for each quarter."""

    def __init__(self) -> None:
        self._taken: defaultdict[date, int] = defaultdict(int)

    def take(self, day: date, wanted: int, minutes: int, *, last: int = QUARTERS - 1) -> tuple[time, str | None]:
        """The quarter that is free nearest to the one wanted, begun by `last`; on a full day the wanted one.

        The second is the reason why it overlaps, on a day without room.
        """
        length = -(-minutes // 15)
        last = min(last, QUARTERS - length)
        mask = (1 << length) - 1
        for quarter in _near(min(wanted, last), last):
            if not self._taken[day] & mask << quarter:
                self._taken[day] |= mask << quarter
                return time_of(quarter), None
        return time_of(min(wanted, last)), WITHOUT_APPOINTMENT


def _near(wanted: int, last: int) -> list[int]:
    """Every quarter up to the last, those nearest first."""
    found = [wanted]
    for away in count(1):
        if len(found) > last:
            return found
        found += [quarter for quarter in (wanted + away, wanted - away) if 0 <= quarter <= last]
    raise AssertionError


def time_of(quarter: int) -> time:
    return time_at(minute_of(OPENS) + 15 * quarter)
