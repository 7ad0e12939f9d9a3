"""What a signed visit said before it was amended, beside what it says now. Nothing signed is ever hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exodesk.core.chart import GivenInjection
from exodesk.core.records.visit import Amendment, AmendmentKind, Score, Visit, Vitals, VitalsWhen

Entered = Visit | GivenInjection | Score


@dataclass(frozen=True, slots=True)
class Former:
    """A signed version, and the amendment that corrected it or took it out. `vitals`: of a visit, what it held."""

    entered: Entered
    amendment: Amendment
    vitals: tuple[Vitals, ...] = ()

    @property
    def entry_id(self) -> str:
        return entry_of(self.entered)

    @property
    def is_in_error(self) -> bool:
        return self.amendment.kind is AmendmentKind.ENTERED_IN_ERROR


@dataclass(frozen=True, slots=True)
class Line:
    """A label with what stands there now, and what stood there before, oldest first, to be struck through."""

    label: str
    now: str
    struck: tuple[str, ...] = ()


def entry_of(entered: Entered) -> str:
    """The id of the first version, which all later ones share."""
    return entered.injection.entry_id if isinstance(entered, GivenInjection) else entered.entry_id


def corrected(formers: Iterable[Former], entered: Entered) -> list[Former]:
    """The earlier versions of one entry, oldest first."""
    found = [former for former in formers if former.entry_id == entry_of(entered) and former.entered != entered]
    return sorted(found, key=lambda former: former.amendment.version)


def measured(vitals: Iterable[Vitals], when: VitalsWhen) -> Vitals | None:
    """What was measured before, or after."""
    return next((each for each in vitals if each.measured is when), None)


def amended_by(formers: Sequence[Former], versions: Sequence[Mapping[str, str]]) -> list[Former]:
    """Of the earlier versions of one entry, those whose successor says something else here.

    `versions`: what each says here, and after them what is said now.
    """
    return [former for former, (then, after) in zip(formers, pairwise(versions), strict=True) if then != after]


def lines(now: Mapping[str, str], before: Sequence[Mapping[str, str]] = ()) -> list[Line]:
    """Every label that ever held something. `before`: the earlier versions, oldest first. "" is nothing."""
    labels = dict.fromkeys(label for version in (now, *reversed(before)) for label in version)
    told = [Line(label, now.get(label, ""), _struck(label, now, before)) for label in labels]
    return [line for line in told if line.now or line.struck]


def _struck(label: str, now: Mapping[str, str], before: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    values = [version.get(label, "") for version in (*before, now)]
    return tuple(value for value, after in pairwise(values) if value and value != after)
