"""Finding patients: while one types, and those seen last; who may be meant twice, and who may be taken for another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.dates import PartialDate, read_partial_date
from exodesk.core.errors import NotFound
from exodesk.core.folding import digits_of, fold
from exodesk.core.likeness import Typed, likeness, taken_for
from exodesk.core.reaching import phone_of
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Patient, show_name
from exodesk.storage import background, patients, search
from exodesk.storage.fact_rows import grouped
from exodesk.storage.recordfile import RecordFile

MOST_FOUND = 50
"""A list longer than this is searched by typing more, not by scrolling."""

MOST_DUPLICATES = 3
_CANDIDATES = 40
_LEAST_DIGITS = 3

_CHART_NO = re.compile(r"(?:ex-?)?0*(\d{1,9})", re.IGNORECASE)
_NUMBER = re.compile(r"[\d\s()+./-]+")


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient in a list: with the number to call, and a mark where another one may be taken for them."""

    patient: Patient
    phone: str = ""
    has_double: bool = False


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A patient who may be the one that is being entered, and what speaks for it."""

    patient: Patient
    phone: str
    why: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    """One thing that the typed text may mean: words of names, a birth date, the end of a phone number."""

    words: tuple[str, ...] = ()
    born: PartialDate | None = None
    digits: str = ""


def find(record: RecordFile, typed: str, limit: int = MOST_FOUND) -> Sequence[Patient]:
    """Patients by the start of any of their names in any order, birth date, end of a phone number, chart number.

    Each patient once, best match first: the chart number, then birth dates, then names and numbers in alphabetical
    order. Of a name, which has one meaning, only who is looked at is made of its row: a letter waits for no more.
    """
    parts: list[Sequence[Patient]] = []
    if number := _CHART_NO.fullmatch(typed.strip()):
        parts.append(search.with_chart_no(record, int(number[1])))
    for meaning in _meanings(typed, record):
        if parts and len(_once(parts)) >= limit:
            break
        parts.append(search.matching(record, meaning.words, meaning.born, limit, number_end=meaning.digits))
    return parts[0] if len(parts) == 1 and parts[0] else _once(parts)[:limit]


def rows(record: RecordFile, found: Sequence[Patient]) -> list[PatientRow]:
    """Patients as a list shows them, in the same order."""
    phones = _phones(record, found)
    doubles = {patient.id: taken_for(patient) for patient in found}
    born = search.born_on(record, (day for keys in doubles.values() for _, day in keys))
    near = grouped(((fold(family), day), patient_id) for patient_id, family, day in born)
    return [
        PatientRow(
            patient,
            _number(phones.get(patient.id, ())),
            any(other != patient.id for key in doubles[patient.id] for other in near.get(key, ())),
        )
        for patient in found
    ]


def duplicates(record: RecordFile, typed: Typed, *, but_not: str = "") -> list[Duplicate]:
    """Who may already be the person that is being typed in, the likeliest first. Nobody, while little is typed."""
    candidates: dict[str, Patient] = {}
    if typed.has_whole_name:
        _keep(candidates, search.matching(record, typed.words, None, _CANDIDATES))
    if typed.birth_date and typed.birth_date.exact:
        _keep(candidates, search.matching(record, (), typed.birth_date, _CANDIDATES))
    for end in typed.number_ends:
        _keep(candidates, search.matching(record, (), None, _CANDIDATES, number_end=end))
    candidates.pop(but_not, None)
    phones = _phones(record, list(candidates.values()))
    judged = [(likeness(typed, each, _numbers(phones.get(each.id, ()))), each) for each in candidates.values()]
    likely = sorted((rank, patient.chart_no, why, patient) for (rank, why), patient in judged if why)
    return [
        Duplicate(patient, _number(phones.get(patient.id, ())), why) for _, _, why, patient in likely[:MOST_DUPLICATES]
    ]


def doubles_of(record: RecordFile, patient: Patient) -> list[Duplicate]:
    """Other charts that may be of the same person as this one."""
    phones = _numbers(background.phones(record, [chart.id for chart in patients.person(record, patient.id)]))
    typed = Typed(
        family_name=patient.family_name,
        given_name=patient.given_name,
        birth_date=patient.birth_date,
        phones=tuple(phones),
    )
    return duplicates(record, typed, but_not=patient.id)


def recent(record: RecordFile, limit: int = 20) -> list[Patient]:
    """The patients whose records were written to last, the latest first."""
    return patients.latest_changed(record, limit)


def with_ids(record: RecordFile, patient_ids: Sequence[str]) -> dict[str, Patient]:
    """Charts that count, by id; one that was merged into another is left out."""
    found = patients.with_ids(record, patient_ids)
    return {key: patient for key, patient in found.items() if patient.merged_into is None}


def get(record: RecordFile, patient_id: str) -> Patient:
    return patients.get(record, patient_id)


def told_of(record: RecordFile, patient_id: str, said: str) -> str:
    """What is said of a patient, after the name; with the birth date where another chart bears the same name.

    What names them already stays as it is.
    """
    patient = patients.person(record, patient_id)[0]
    name = show_name(patient)
    if name in said:
        return said
    has_double = len(search.matching(record, (fold(patient.family_name), fold(patient.given_name)), None, 2)) > 1
    born = f", born {patient.birth_date.show()}" if has_double and patient.birth_date else ""
    return f"{name}{born}: {said}"


def by_id_or_chart_no(record: RecordFile, typed: str) -> Patient:
    """The patient of an id, or of a chart number such as 1482 or EX-01482."""
    if number := _CHART_NO.fullmatch(typed.strip()):
        return patients.by_chart_no(record, int(number[1]))
    found = patients.with_ids(record, [typed.strip()])
    if not found:
        raise NotFound("patient", typed)
    return found[typed.strip()]


def _once(parts: Iterable[Iterable[Patient]]) -> list[Patient]:
    """Each patient where it comes first."""
    found: dict[str, Patient] = {}
    for part in parts:
        _keep(found, part)
    return list(found.values())


def _keep(found: dict[str, Patient], more: Iterable[Patient]) -> None:
    for patient in more:
        found.setdefault(patient.id, patient)


def _phones(record: RecordFile, found: Sequence[Patient]) -> dict[str, list[Contact]]:
    """By the chart that counts: the numbers on every chart of a person."""
    person = patients.people(record, [patient.id for patient in found])
    return grouped((person[phone.patient_id], phone) for phone in background.phones(record, list(person)))


def _number(phones: Iterable[Contact]) -> str:
    found = phone_of(phones)
    return found.value if found else ""


def _numbers(phones: Iterable[Contact]) -> list[str]:
    return [phone.value for phone in phones]


def _meanings(typed: str, record: RecordFile) -> Iterator[_Meaning]:
    """A date first; then names, with the parts that hold digits read as a birth date or as the end of a number."""
    words = typed.split()
    if any(letter.isdigit() for letter in typed):
        yield from (_Meaning(born=whole) for whole in _birth_dates(typed, record.today()))
    names = tuple(folded for word in words if not _has_digit(word) if (folded := fold(word)))
    numbers = " ".join(word for word in words if _has_digit(word))
    if names and not numbers:
        yield _Meaning(words=names)
    if names and numbers:
        yield from (_Meaning(words=names, born=born) for born in _birth_dates(numbers, record.today()))
    digits = digits_of(numbers)
    if len(digits) >= _LEAST_DIGITS and _NUMBER.fullmatch(numbers):
        yield _Meaning(words=names, digits=digits)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _birth_dates(typed: str, today: date) -> list[PartialDate]:
    """What somebody alive may have been born on by this text; month before day too, as half the world writes it."""
    parts = re.findall(r"[^\W\d_]+|\d+", typed)
    readings = [typed]
    if len(parts) == 3 and len(parts[0]) <= 2 and not parts[0].isalpha():
        readings.append(f"{parts[1]} {parts[0]} {parts[2]}")
    found: dict[PartialDate, None] = {}
    for reading in readings:
        try:
            born = read_partial_date(reading, today)
        except ValueError:
            continue
        if born.earliest <= today:
            found.setdefault(born)
    return list(found)
