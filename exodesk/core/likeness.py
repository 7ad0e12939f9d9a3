"""Whether two charts may be taken for one another, or be of one person. Rules; the records come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from exodesk.core.dates import PartialDate
from exodesk.core.folding import digits_of, fold, words_of
from exodesk.core.records.patient import Patient

LAST_DIGITS = 7
"""As much of a phone number as people tell without area code. Source: the subscriber number of North America."""

_DAY, _NONE = timedelta(days=1), timedelta()
_LETTERS_OF_A_NAME = 2


def taken_for(patient: Patient) -> set[tuple[str, str]]:
    """Folded family name and birth date, as stored, of whoever may be taken for this patient. Source: UX C2.

    The same family name, born within a day; where only a month or a year is known, in the same one.
    """
    born = patient.birth_date
    if born is None:
        return set()
    days = [born] if born.exact is None else [PartialDate.of(born.exact + step) for step in (-_DAY, _NONE, _DAY)]
    return {(fold(patient.family_name), str(day)) for day in days}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is known so far of somebody who is being entered."""

    family_name: str = ""
    given_name: str = ""
    birth_date: PartialDate | None = None
    phones: tuple[str, ...] = ()

    @property
    def words(self) -> set[str]:
        typed = f"{self.family_name} {self.given_name}".replace("-", " ").split()
        return {folded for word in typed if (folded := fold(word))}

    @property
    def has_whole_name(self) -> bool:
        return min(len(fold(self.family_name)), len(fold(self.given_name))) >= _LETTERS_OF_A_NAME

    @property
    def number_ends(self) -> set[str]:
        return {end for number in self.phones if (end := number_end(number))}


def number_end(number: str) -> str:
    """The last seven digits; "" while there are fewer."""
    digits = digits_of(number)
    return digits[-LAST_DIGITS:] if len(digits) >= LAST_DIGITS else ""


def likeness(typed: Typed, patient: Patient, numbers: Iterable[str]) -> tuple[int, str]:
    """How likely they are one person, the likeliest 0, and why in words; "" when nothing speaks for it."""
    named = typed.has_whole_name and _fits(typed.words, patient)
    theirs = [number for number in numbers if number_end(number) in typed.number_ends]
    called = bool(theirs)
    born = _same_birth(typed.birth_date, patient.birth_date)
    partly = any(_fits({fold(part)}, patient) for part in _long_enough(typed))
    found = [
        (named and born, "same name and birth date"),
        (named and called, "same name and phone"),
        (partly and born, "same birth date, similar name"),
        (called, "same phone" if _same_number(typed.phones, theirs) else "phone ends the same"),
        (named and _nearly_born(typed.birth_date, patient.birth_date), "same name, birth date nearly the same"),
        (named and not (typed.birth_date and patient.birth_date), "same name"),
        (named, "same name, another birth date"),
    ]
    return next(((rank, why) for rank, (holds, why) in enumerate(found) if holds), (len(found), ""))


def _same_number(typed: Iterable[str], theirs: Iterable[str]) -> bool:
    """The same digits, or one told without the area or country code of the other."""
    pairs = [(digits_of(one), digits_of(other)) for one, other in product(typed, theirs)]
    return any(number_end(one) and (one.endswith(other) or other.endswith(one)) for one, other in pairs)


def _long_enough(typed: Typed) -> list[str]:
    return [part for part in (typed.family_name, typed.given_name) if len(fold(part)) >= _LETTERS_OF_A_NAME]


def _fits(words: set[str], patient: Patient) -> bool:
    """Whether each typed word begins one of the patient's names."""
    theirs = words_of(patient)
    return all(any(name.startswith(word) for name in theirs) for word in words)


def _same_birth(one: PartialDate | None, other: PartialDate | None) -> bool:
    """The same day, or a month or year that holds the other."""
    if one is None or other is None:
        return False
    return one.earliest <= other.latest and other.earliest <= one.latest


def _nearly_born(one: PartialDate | None, other: PartialDate | None) -> bool:
    """A day off, or day and month exchanged: slips of the hand."""
    if one is None or other is None or not (one.exact and other.exact):
        return False
    exchanged = (one.exact.day, one.exact.month) == (other.exact.month, other.exact.day)
    return abs(one.exact - other.exact) <= _DAY or (exchanged and one.year == other.year)
