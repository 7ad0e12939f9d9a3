"""How a made-up patient fares: who comes, for what, and how the pain goes. Shapes are invented; evidence of nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from exodesk.core.codes import Side
from exodesk.core.sites import FACTS, Site


@dataclass(frozen=True, slots=True)
class Complaint:
    """One reason why people come, with its share of all, its sites, ages (mean and spread) and the share of women.

    `icd10cm` is a code for either side, or one for the right and one for the left.
    """

    text: str
    share: int
    sites: tuple[Site, ...]
    volumes_ul: tuple[int, ...]
    age: tuple[int, int]
    women: float
    icd10cm: tuple[str, str] | tuple[str] | None = None
    hurts: bool = True

    def code(self, side: Side) -> str | None:
        if self.icd10cm is None:
            return None
        return self.icd10cm[-1] if side is Side.LEFT else self.icd10cm[0]


COMPLAINTS = (
    Complaint("Osteoarthritis", 34, (Site.KNEE_JOINT,), (2000, 2000, 3000, 5000), (60, 10), 0.55, ("M17.11", "M17.12")),
    Complaint("Rotator cuff disease", 15, (Site.SUBACROMIAL, Site.SHOULDER_JOINT), (2000, 3000, 4000), (57, 11), 0.5),
    Complaint("Low back pain", 14, (Site.LUMBAR_FACET, Site.SI_JOINT), (500, 1000), (55, 12), 0.52, ("M54.50",)),
    Complaint("Osteoarthritis", 8, (Site.HIP_JOINT,), (2000, 3000, 5000), (62, 10), 0.55, ("M16.11", "M16.12")),
    Complaint(
        "Tendon pain",
        13,
        (Site.LATERAL_EPICONDYLE, Site.ACHILLES, Site.PLANTAR_FASCIA),
        (1000, 1500, 2000),
        (47, 12),
        0.5,
    ),
    Complaint("Osteoarthritis", 4, (Site.THUMB_BASE,), (500, 1000), (61, 9), 0.7),
    Complaint("Fibromyalgia", 6, (Site.SYSTEMIC_IV,), (2000, 5000, 10000), (50, 12), 0.88, ("M79.7",)),
    Complaint("Symptoms after Lyme disease", 2, (Site.SYSTEMIC_IV,), (2000, 5000), (46, 15), 0.55),
    Complaint("Thinning hair", 3, (Site.SCALP,), (2000, 4000), (43, 10), 0.5, hurts=False),
    Complaint("Osteoarthritis", 1, (Site.ANKLE_JOINT,), (1000, 2000), (52, 12), 0.45),
)
_SHARES = [complaint.share for complaint in COMPLAINTS]


def draw_complaint(draw: Random) -> Complaint:
    return draw.choices(COMPLAINTS, _SHARES)[0]


def draw_side(draw: Random, site: Site) -> Side:
    """The midline where it has one, else right a little more often than left, where there is a side to have."""
    sides = FACTS[site].sides
    if Side.MIDLINE in sides:
        return Side.MIDLINE
    if Side.RIGHT in sides:
        return Side.RIGHT if draw.random() < 0.52 else Side.LEFT
    return sides[0]


@dataclass(frozen=True, slots=True)
class Fate:
    """Pain before, the share of it that is gone at best (negative: worse), and when it comes back after a dose."""

    baseline: int
    gain: float
    relapses_after_days: int | None

    @property
    def helped(self) -> bool:
        return self.gain >= 0.3


_GAINS = ((0.5, 0.8), (0.3, 0.49), (0.1, 0.29), (-0.08, 0.09), (-0.4, -0.1))
_GAIN_SHARES = (28, 22, 22, 20, 8)


def draw_fate(draw: Random, age: int) -> Fate:
    """About half gain 30 % or more, as arms that got a placebo do too; never an effect of the dose."""
    gain = draw.uniform(*draw.choices(_GAINS, _GAIN_SHARES)[0])
    if gain > 0:
        gain *= min(1.3, max(0.5, 1 - 0.004 * (age - 55)))
    relapses = gain >= 0.3 and draw.random() < 0.25
    return Fate(
        baseline=min(10, max(2, round(draw.gauss(6.6, 1.5)))),
        gain=gain,
        relapses_after_days=draw.randint(240, 420) if relapses else None,
    )


def pain_on(draw: Random, fate: Fate, *, since_first: int, since_last: int) -> int:
    """Pain from 0 to 10, so many days after the first and after the last dose."""
    reached = min(1.0, 0.25 + since_first / 120)
    if fate.relapses_after_days is not None and since_last > fate.relapses_after_days:
        reached *= 0.15
    return min(10, max(0, round(fate.baseline * (1 - fate.gain * reached) + draw.gauss(0, 0.6))))


def global_change(draw: Random, baseline: int, now: int) -> int:
    """1 very much improved to 7 very much worse, as the change in pain suggests; one in twelve says otherwise."""
    gain = (baseline - now) / baseline if baseline else 0
    said = 1 if gain >= 0.7 else 2 if gain >= 0.5 else 3 if gain >= 0.25 else 4 if gain > -0.15 else 6
    return min(7, max(1, said + (draw.choice((-1, 1)) if draw.random() < 0.08 else 0)))


_FOLLOW_UPS = ((3, 0.12), (42, 0.20), (112, 0.28), (182, 0.38), (273, 0.47), (365, 0.52))
"""Days after a dose when somebody asks how it is, and the share that is not reached."""


def follow_up_days(draw: Random, dose_on: date, until: date) -> Iterator[date]:
    """The days on which this patient answered, before `until`."""
    for offset, missing in _FOLLOW_UPS:
        day = workday(dose_on + timedelta(days=offset + (draw.randint(-6, 10) if offset > 7 else 0)))
        reached = draw.random() >= missing
        if day >= until:
            return
        if reached:
            yield day


def workday(day: date) -> date:
    """The same day; one of a weekend goes into the next week, to another day each week: no day is fuller."""
    over = day.weekday() - 5
    if over < 0:
        return day
    monday = day + timedelta(days=2 - over)
    return monday + timedelta(days=(monday.toordinal() // 7 + 2 * over) % 5)


def last_workday(day: date) -> date:
    """The same day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
