"""What the palette finds beside patients: visits, lots, and who received a lot. Patients: `queries.patients.find`."""

import re
from dataclasses import dataclass
from datetime import date

from exodesk.core.chart import GivenInjection
from exodesk.core.dates import read_date
from exodesk.core.folding import fold
from exodesk.core.records.patient import Patient
from exodesk.core.records.visit import Visit
from exodesk.core.safety import unusable_because
from exodesk.queries import patients as finding
from exodesk.queries.lots import LotChoice
from exodesk.storage import injections, patients, stock, views, visits
from exodesk.storage.recordfile import RecordFile

MOST_NAMESAKES = 3
"""With more people found, their visits would be a list of everybody's."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class FoundVisit:
    """`patient`: of a merged chart, the one that it counts as."""

    visit: Visit
    patient: Patient
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who received a lot, and what of it."""

    patient: Patient
    given: GivenInjection


def visits_of(record: RecordFile, typed: str, limit: int) -> list[FoundVisit]:
    """Visits of a day, of a few people by name, or of both: `23nov`, `roe`, `roe 23nov`. The latest first."""
    words = typed.split()
    names = " ".join(word for word in words if not _DIGIT.search(word))
    numbers = " ".join(word for word in words if _DIGIT.search(word))
    day = _day(numbers, record.today())
    if not names:
        return _with_patients(record, visits.on_day(record, day, limit)) if day else []
    if numbers and day is None:
        return []
    found = finding.find(record, names, finding.MOST_FOUND if day else MOST_NAMESAKES + 1)
    if day is None and len(found) > MOST_NAMESAKES:
        return []
    charts = [chart.id for patient in found for chart in patients.person(record, patient.id)]
    if day is None:
        return _with_patients(record, visits.latest_of(record, charts, limit))
    return _with_patients(record, [each for each in visits.of_patients(record, charts) if each.visited_on == day])


def lots_of(record: RecordFile, typed: str, limit: int) -> list[LotChoice]:
    """Lots by the start of their code or of a word of their product; what is used now stands first."""
    products = {product.id: product for product in stock.products(record)}
    start = fold(typed)
    named = [key for key, product in products.items() if start and _begins(product.name, start)]
    today = record.today()
    found = [
        LotChoice(lot, products[lot.product_id], unusable_because(lot, today))
        for lot in stock.lots_beginning(record, typed.strip(), named, limit)
    ]
    return sorted(found, key=lambda choice: bool(choice.unusable))


def receivers(record: RecordFile, lot_id: str, limit: int) -> list[Receiver]:
    """Who received a lot, one line an injection, the latest first."""
    with record.reading():
        found = injections.from_lot(record, lot_id, limit)
        people = patients.people(record, list({each.patient_id for each in found}))
        named = patients.with_ids(record, list(set(people.values())))
        return [Receiver(named[people[each.injection.patient_id]], each) for each in views.given(record, found)]


def _with_patients(record: RecordFile, found: list[Visit]) -> list[FoundVisit]:
    people = patients.people(record, list({visit.patient_id for visit in found}))
    named = patients.with_ids(record, list(set(people.values())))
    return [
        FoundVisit(visit, named[people[visit.patient_id]], visits.is_signed(record, visit.entry_id)) for visit in found
    ]


def _begins(name: str, start: str) -> bool:
    return any(fold(word).startswith(start) for word in name.split())


def _day(text: str, today: date) -> date | None:
    try:
        return read_date(text, today)
    except ValueError:
        return None
