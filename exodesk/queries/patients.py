"""Finding patients: while one types, and those seen last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exodesk.core.dates import PartialDate, read_partial_date
from exodesk.core.errors import NotFound
from exodesk.core.records.patient import Patient
from exodesk.storage import patients, search
from exodesk.storage.recordfile import RecordFile

MOST_FOUND = 50
"""A list longer than this is searched by typing more, not by scrolling."""

_CHART_NO = re.compile(r"(?:ex-?)?0*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """One thing that the typed text may mean: words of names, a birth date, or both."""

    words: tuple[str, ...] = ()
    born: PartialDate | None = None


def find(record: RecordFile, typed: str, limit: int = MOST_FOUND) -> list[Patient]:
    """Patients by the start of any of their names in any order, by birth date, or by chart number.

    Each patient once, best match first: the chart number, then birth dates, then names in alphabetical order.
    """
    found: dict[str, Patient] = {}
    if number := _CHART_NO.fullmatch(typed.strip()):
        _keep(found, search.with_chart_no(record, int(number[1])))
    for meaning in _meanings(typed, record.today()):
        if len(found) >= limit:
            break
        _keep(found, search.matching(record, meaning.words, meaning.born, limit))
    return list(found.values())[:limit]


def recent(record: RecordFile, limit: int = 20) -> list[Patient]:
    """The patients whose records were written to last, the latest first."""
    return patients.latest_changed(record, limit)


def get(record: RecordFile, patient_id: str) -> Patient:
    return patients.get(record, patient_id)


def by_id_or_chart_no(record: RecordFile, typed: str) -> Patient:
    """The patient of an id, or of a chart number such as 1482 or EX-01482."""
    if number := _CHART_NO.fullmatch(typed.strip()):
        return patients.by_chart_no(record, int(number[1]))
    found = patients.with_ids(record, [typed.strip()])
    if not found:
        raise NotFound("patient", typed)
    return found[typed.strip()]


def _keep(found: dict[str, Patient], more: list[Patient]) -> None:
    for patient in more:
        found.setdefault(patient.id, patient)


def _meanings(typed: str, today: date) -> Iterator[_Meaning]:
    """A date first; then names, with the parts that hold digits read as a birth date."""
    words = typed.split()
    if any(letter.isdigit() for letter in typed) and (whole := _birth_date(typed, today)):
        yield _Meaning(born=whole)
    names = tuple(folded for word in words if not _has_digit(word) if (folded := search.fold(word)))
    numbers = " ".join(word for word in words if _has_digit(word))
    born = _birth_date(numbers, today)
    if names and (born or not numbers):
        yield _Meaning(words=names, born=born)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _birth_date(typed: str, today: date) -> PartialDate | None:
    """A day, month or year that somebody alive may have been born on; None for anything else."""
    try:
        found = read_partial_date(typed, today)
    except ValueError:
        return None
    return found if found.earliest <= today else None
