"""Who plays which part in the made-up practice: rare fates are dealt out by count, so a small one has them too."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from exodesk.core.calendar import add_months
from exodesk.demo.course import Complaint, draw_complaint, last_workday, workday
from exodesk.demo.names import Person, invent_person

_GROWTH_A_YEAR = 0.04
_SMALLEST_WITH_PARTS, _SMALLEST_WITH_FREQUENT_VISITORS = 20, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One patient to be: the day of the first consult, and what else is dealt to them.

    `namesake`: somebody else of the same name, born a day before: one is easily taken for the other. `twin`: the
    earlier chart of the same person, to be merged into.
    """

    number: int
    joined_on: date
    died_on: date | None = None
    moved_on: date | None = None
    namesake: "Part | None" = None
    twin: "Part | None" = None
    amended: bool = False
    first_dose_on: date | None = None
    waits_for_booster: bool = False
    comes_on_last_day: bool = False
    comes_often: bool = False

    @property
    def is_treated(self) -> bool:
        """Others may leave it at a consult."""
        return any((self.first_dose_on, self.amended, self.comes_on_last_day, self.comes_often))


@dataclass(frozen=True, slots=True)
class Newcomer:
    person: Person
    complaint: Complaint
    born: date


def years_of(patients: int) -> int:
    """How long a practice with so many patients has existed."""
    return 3 if patients < 1000 else 5 if patients < 20_000 else 15


def cast(seed: int, patients: int, today: date) -> list[Part]:
    """All parts, in the order in which the patients join: every year a few more than the year before."""
    parts = [Part(number=number, joined_on=day) for number, day in enumerate(_joining_days(patients, today), start=1)]
    if patients < _SMALLEST_WITH_PARTS:
        return parts
    draw, last_day = Random(f"{seed}/cast"), last_workday(today)  # noqa: S311  # repeatable on purpose, as all of demo
    deal = _Dealer(parts, draw)
    deal.each(0.01, lambda part: replace(part, died_on=_some_day(draw, part.joined_on, today)))
    deal.each(0.01, lambda part: replace(part, moved_on=_some_day(draw, part.joined_on, today)))
    deal.each(0.004, lambda part: replace(part, amended=True), least=6)
    deal.pairs(0.005, lambda later, earlier: replace(later, namesake=earlier))
    deal.pairs(0.003, lambda later, earlier: replace(later, twin=earlier))
    deal.each(0.01, lambda part: replace(part, comes_on_last_day=True), least=2, most=6)
    deal.each(0.01, lambda part: _starts(part, last_day), least=2, most=4)
    deal.each(0.003, lambda part: _waits(part, today, draw.randint(-19, -3)), least=3)
    deal.each(0.003, lambda part: _waits(part, today, draw.randint(10, 60)), least=3)
    if patients >= _SMALLEST_WITH_FREQUENT_VISITORS:
        long_ago = parts[patients // 5].joined_on
        deal.each(0, lambda part: replace(part, joined_on=long_ago, comes_often=True), least=2)
    return parts


class _Dealer:
    """Gives each patient one part at most; a practice that is too small goes without the last ones."""

    def __init__(self, parts: list[Part], draw: Random) -> None:
        self._parts = parts
        self._free = draw.sample(range(len(parts)), len(parts))

    def each(self, share: float, dealt: Callable[[Part], Part], *, least: int = 1, most: int = 10**9) -> None:
        wanted = min(most, max(least, round(len(self._parts) * share)))
        for _ in range(min(wanted, len(self._free))):
            at = self._free.pop()
            self._parts[at] = dealt(self._parts[at])

    def pairs(self, share: float, dealt: Callable[[Part, Part], Part]) -> None:
        """Deal to somebody what refers to somebody who came earlier."""
        for _ in range(min(max(1, round(len(self._parts) * share)), len(self._free) // 2)):
            earlier, later = sorted((self._free.pop(), self._free.pop()))
            self._parts[later] = dealt(self._parts[later], self._parts[earlier])


def newcomer(seed: int, part: Part, draw: Random) -> Newcomer:
    """Who comes. A second chart of somebody tells of the same person, a namesake's of another one."""
    if part.twin:
        return newcomer(seed, part.twin, draw_of(seed, part.twin))
    complaint = draw_complaint(draw)
    person = invent_person(draw, complaint.women)
    age = min(92, max(18, round(draw.gauss(*complaint.age))))
    born = part.joined_on - timedelta(days=round(age * 365.25) + draw.randrange(365))
    if part.namesake:
        same = newcomer(seed, part.namesake, draw_of(seed, part.namesake))
        person = replace(same.person, phone=person.phone)
        born = same.born + timedelta(days=1)
    return Newcomer(person, complaint, born)


def draw_of(seed: int, part: Part) -> Random:
    """Each life has a chance of its own, whatever befell the others."""
    return Random(f"{seed}/{part.number}")  # noqa: S311  # as above


def _joining_days(patients: int, today: date) -> Iterator[date]:
    """Evenly through years of which each brings more patients than the one before; working days, none after today."""
    years, last = years_of(patients), last_workday(today)
    for number in range(patients):
        grown = (number + 0.5) / patients * math.expm1(_GROWTH_A_YEAR * years)
        passed = math.log1p(grown) / _GROWTH_A_YEAR
        yield min(last, workday(today - timedelta(days=round((years - passed) * 365.25))))


def _starts(part: Part, first_dose_on: date) -> Part:
    return replace(part, first_dose_on=first_dose_on, joined_on=last_workday(first_dose_on - timedelta(days=10)))


def _waits(part: Part, today: date, days_past_due: int) -> Part:
    """One dose, so long ago that a booster after 6 months is past due for so many days, or will be."""
    first_dose_on = workday(add_months(today, -7) - timedelta(days=days_past_due))
    return replace(_starts(part, first_dose_on), waits_for_booster=True)


def _some_day(draw: Random, joined_on: date, today: date) -> date | None:
    """A day between a month after joining and yesterday; None for somebody who has only just joined."""
    span = (today - joined_on).days
    return joined_on + timedelta(days=draw.randrange(30, span)) if span > 31 else None
