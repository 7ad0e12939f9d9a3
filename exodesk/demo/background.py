"""What lies behind a made-up patient's complaint: how they are reached, medicines, illnesses, what was tried before.

It draws from a chance of its own, so that the fates of the practice stay what they are.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from exodesk.core.dates import PartialDate
from exodesk.core.folding import fold
from exodesk.core.records.background import EarlierTreatment, HistoryItem, HistoryKind, Medication, TreatmentKind
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.core.records.patient import Condition
from exodesk.demo.cast import Newcomer, Part
from exodesk.demo.chronicle import Chronicle

_MEDICINES: Sequence[tuple[float, str, str, dict[str, Any]]] = (
    (0.07, "Apixaban", "5 mg twice a day", {"anticoagulant": True}),
    (0.02, "Warfarin", "by INR", {"anticoagulant": True}),
    (0.14, "Aspirin", "81 mg a day", {"antiplatelet": True}),
    (0.02, "Clopidogrel", "75 mg a day", {"antiplatelet": True}),
    (0.09, "Metoprolol", "50 mg a day", {"beta_blocker": True}),
    (0.03, "Prednisone", "5 mg a day", {"steroid": True}),
    (0.01, "Methotrexate", "15 mg a week", {"immunosuppressant": True}),
    (0.20, "Lisinopril", "10 mg a day", {}),
    (0.12, "Metformin", "500 mg twice a day", {}),
    (0.15, "Atorvastatin", "20 mg in the evening", {}),
)
_HISTORY = (
    (0.30, HistoryKind.ILLNESS, "Hypertension"),
    (0.12, HistoryKind.ILLNESS, "Type 2 diabetes"),
    (0.10, HistoryKind.SURGERY, "Appendectomy"),
    (0.06, HistoryKind.SURGERY, "Knee arthroscopy"),
    (0.05, HistoryKind.IMPLANT, "Total hip replacement"),
    (0.02, HistoryKind.IMPLANT, "Pacemaker"),
    (0.04, HistoryKind.CANCER, "Breast cancer, treated"),
    (0.12, HistoryKind.FAMILY, "Osteoarthritis, mother"),
    (0.15, HistoryKind.HABIT, "Smokes 10 a day"),
)
_TRIED = (
    (0.55, TreatmentKind.PHYSIOTHERAPY, "Some relief"),
    (0.45, TreatmentKind.NSAID, "Helps for hours"),
    (0.20, TreatmentKind.STEROID, "Weeks of relief"),
    (0.10, TreatmentKind.HYALURONATE, "No change"),
    (0.06, TreatmentKind.PRP, "Helped for half a year"),
    (0.40, TreatmentKind.IMAGING, "Moderate changes"),
)
_PLACES = ("Millbrook Physio", "County Hospital", "Dr Example", None)


def tell_background(told: Chronicle, seed: int, part: Part, who: Newcomer) -> None:
    """Written down on the day of the first consult, as the patient told it."""
    draw = Random(f"{seed}/{part.number}/background")  # noqa: S311  # repeatable on purpose, as all of demo
    _reach(told, draw, part.joined_on, who)
    if part.twin:
        return  # a second chart knows next to nothing
    for share, name, dose, flags in _MEDICINES:
        if draw.random() < share:
            since = _years_before(draw, part.joined_on)
            told.write(Medication(**_ids(told), name=name, dose_text=dose, since=since, **flags))
    for share, kind, text in _HISTORY:
        if draw.random() < share:
            told.write(HistoryItem(**_ids(told), kind=kind, text=text, dated=_years_before(draw, part.joined_on)))
    conditions: list[Condition] = told.records[Condition]
    for share, tried, result in _TRIED:
        if conditions and draw.random() < share:
            when, place = _years_before(draw, part.joined_on), draw.choice(_PLACES)
            ids = _ids(told) | {"condition_id": conditions[0].id}
            told.write(EarlierTreatment(**ids, kind=tried, dated=when, place=place, result=result))


def _reach(told: Chronicle, draw: Random, day: date, who: Newcomer) -> None:
    """The phone always; more of some."""
    person = who.person
    mail = f"{fold(person.given_name)}.{fold(person.family_name)}@example.invalid"
    confirmed = day if draw.random() < 0.7 else None
    mobile = Contact(
        **_ids(told),
        kind=ContactKind.MOBILE,
        value=person.phone,
        preferred=draw.random() < 0.6,
        confirmed_on=confirmed,
    )
    told.write(mobile)
    for share, kind, value in (
        (0.4, ContactKind.EMAIL, mail),
        (0.2, ContactKind.HOME, f"({draw.randint(201, 989)}) 555-{draw.randint(100, 199):04}"),
        (0.3, ContactKind.ADDRESS, f"{draw.randint(1, 99)} Example Street, Millbrook"),
        (0.2, ContactKind.EMERGENCY, f"{draw.choice(('Sam', 'Kim', 'Robin'))}, (555) 555-{draw.randint(100, 199):04}"),
        (0.2, ContactKind.FAMILY_DOCTOR, f"Dr {draw.choice(('Maple', 'Birch', 'Alder'))}, Millbrook"),
    ):
        if draw.random() < share:
            told.write(Contact(**_ids(told), kind=kind, value=value))


def _ids(told: Chronicle) -> dict[str, Any]:
    return {"id": told.new_id(), "patient_id": told.patient.id}


def _years_before(draw: Random, day: date) -> PartialDate:
    """A year or a month, as people remember it."""
    then = day - timedelta(days=draw.randint(200, 5000))
    return PartialDate(then.year, then.month if draw.random() < 0.4 else None)
