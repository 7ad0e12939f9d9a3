"""Which backups may go. It asks no clock: days are only told apart, and what is newer is known by the number of making.

A clock that runs a year ahead, falls back or stands still therefore wipes nothing: it only names other days.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

FEWEST = 3
WHOLE_DAYS, MOST_OF_WHOLE_DAYS = 2, 48
DAYS, WEEKS, MONTHS = 14, 10, 12
"""All of the last two days that have backups, but at most 48; then one of each of 14 days, 10 weeks and 12 months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup as far as keeping it goes. `number` grows with every one made, `last_seq` with what the record holds."""

    number: int
    day: date
    last_seq: int
    proven: bool


def superfluous(backups: Iterable[Kept]) -> list[Kept]:
    """Those that may be deleted, oldest first.

    Never among them: the three newest, the newest proven one, and the proven one whose record had come furthest.
    """
    newest_first = sorted(backups, key=lambda each: each.number, reverse=True)
    wanted = set(newest_first[:FEWEST])
    wanted.update(_of_whole_days(newest_first))
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        wanted.update(_first_of_each(newest_first, most, period))
    proven = [each for each in newest_first if each.proven]
    if proven:
        wanted |= {proven[0], max(proven, key=lambda each: (each.last_seq, each.number))}
    return [each for each in reversed(newest_first) if each not in wanted]


def _of_whole_days(newest_first: Sequence[Kept]) -> list[Kept]:
    days = list(dict.fromkeys(each.day for each in newest_first))[:WHOLE_DAYS]
    return [each for each in newest_first if each.day in days][:MOST_OF_WHOLE_DAYS]


def _first_of_each(newest_first: Sequence[Kept], most: int, period: Callable[[Kept], Hashable]) -> list[Kept]:
    """One of each of the last periods: its newest proven one. A period without any comes after all that have one.

    So what stays once stays the next time too: a damaged one that goes changes nobody's place.
    """
    found: dict[Hashable, Kept] = {}
    for each in newest_first:
        kept = found.setdefault(period(each), each)
        if each.proven and not kept.proven:
            found[period(each)] = each
    return sorted(found.values(), key=lambda each: (each.proven, each.number), reverse=True)[:most]


def _day(backup: Kept) -> Hashable:
    return backup.day


def _week(backup: Kept) -> Hashable:
    return backup.day.isocalendar()[:2]


def _month(backup: Kept) -> Hashable:
    return backup.day.year, backup.day.month
