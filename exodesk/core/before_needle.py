"""What is read aloud before the needle from what is recorded: allergies, consent, lots, time since the last dose.

It answers nothing and stops nothing: what asks for a reason is in `safety`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exodesk.core.calendar import days_from
from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.dates import show_date
from exodesk.core.records.patient import AllergyState
from exodesk.core.records.stock import Lot
from exodesk.core.safety import consent_in_force, unusable_because


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One line. `warns`: it is not as it should be, or must not be missed."""

    label: str
    text: str
    warns: bool = False


def read_back(chart: Chart, day: date, lots: Iterable[Lot], last: GivenInjection | None) -> list[ReadBack]:
    """In the order in which the pause asks. `last`: the last dose of the plan that is injected for, if any."""
    known = [*_birth_date(chart), _allergies(chart), _consent(chart, day)]
    return [*known, *(_lot(lot, day) for lot in lots), *_interval(last, day)]


def _birth_date(chart: Chart) -> Iterable[ReadBack]:
    """Who is here is asked by name and birth date: it stands there only where that cannot be held against anything."""
    if chart.patient.birth_date is None:
        yield ReadBack("Birth date", "missing", warns=True)


def _allergies(chart: Chart) -> ReadBack:
    standing = ", ".join(each.substance for each in chart.allergies if each.ended_on is None)
    state = chart.allergy_state
    text = standing if state is AllergyState.KNOWN and standing else state.after_heading
    return ReadBack("Allergies", text, warns=state is not AllergyState.NONE_KNOWN)


def _consent(chart: Chart, day: date) -> ReadBack:
    consent = consent_in_force(chart.consents, day)
    if consent is None:
        return ReadBack("Consent", "none in force", warns=True)
    return ReadBack("Consent", f"signed {show_date(consent.signed_on)}")


def _lot(lot: Lot, day: date) -> ReadBack:
    against = unusable_because(lot, day)
    return ReadBack(
        "Lot",
        against.removeprefix("Lot ").removesuffix(".") or f"{lot.code}, expires {show_date(lot.expires_on)}",
        warns=bool(against),
    )


def _interval(last: GivenInjection | None, day: date) -> Iterable[ReadBack]:
    if last is None:
        return
    given_on = last.injection.given_on
    days = days_from(given_on, day)
    told = {0: "today", 1: "yesterday"}.get(days, f"{days} days before")
    yield ReadBack("Last dose", f"{show_date(given_on)}, {told}")
