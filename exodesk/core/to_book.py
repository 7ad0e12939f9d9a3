"""The list of boosters: in which group a plan stands, how often its patient was called, and what is next.

A group follows from the plan's standing and from what stands beside it; it blocks nothing. One row a patient: of
several plans the one in the first group leads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.booster import Forecast, Need, Standing, State
from exodesk.core.calendar import add_months
from exodesk.core.codes import Coded, Side
from exodesk.core.dates import show_date
from exodesk.core.records.contact import CallResult
from exodesk.core.records.list_rules import AfterAttempts, ListRules
from exodesk.core.records.patient import Patient
from exodesk.core.sites import Site, sided

CONSENT_MONTHS = 12
"""A consent older than this is asked for anew before the next dose. Source: inferred, CLINICAL 4.2."""


class Group(Coded):
    """In the order of the list."""

    OVERDUE = "overdue", "Overdue"
    DUE = "due", "Due"
    SOON = "soon", "Soon"
    RELAPSE = "relapse", "Possible relapse"
    RENEW = "renew", "Renew plan or consent"
    SUSPENDED = "suspended", "Suspended for review"
    LOST = "lost", "Lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Calls about the booster since the patient was last reached or seen. `last` may be a letter."""

    count: int = 0
    last: CallResult | None = None
    last_on: date | None = None

    def in_words(self, rules: ListRules) -> str:
        """`2 of 3 · no answer 14-Nov-2026`; "" when nobody tried."""
        counted = f"{self.count} of {rules.most_attempts}" if self.count else ""
        last = f"{self.last.label.lower()} {show_date(self.last_on)}" if self.last and self.last_on else ""
        return " · ".join(part for part in (counted, last) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A plan with whose it is and what the list asks of both. Not booked, not hidden, nobody gone."""

    patient: Patient
    plan_id: str
    site: Site
    side: Side
    forecast: Forecast
    standing: Standing
    phone: str = ""
    tries: Tries = Tries()
    consent_on: date | None = None
    reviewed_on: date | None = None

    @property
    def where(self) -> str:
        return sided(self.site, self.side)


def group_of(listed: Listed, rules: ListRules) -> Group | None:
    """The first that fits; None for a plan that asks nothing now."""
    standing, forecast = listed.standing, listed.forecast
    match standing.state:
        case State.OVERDUE | State.DUE if gave_up(listed.tries, rules):
            return Group.LOST
        case State.OVERDUE:
            return Group.OVERDUE
        case State.DUE:
            return Group.DUE
        case State.LOST:
            return Group.LOST
        case State.SUSPENDED:
            return Group.SUSPENDED if standing.review_on else None
        case State.DISCONTINUED | State.CONTRAINDICATED:
            return None
    near = standing.recommended is not None and standing.recommended <= standing.on + timedelta(days=rules.soon_days)
    if near and (standing.state is State.EXPIRED or consent_lapsed(listed.consent_on, standing.recommended)):
        return Group.RENEW
    if standing.state is not State.EXPIRED and _has_open_relapse(forecast, listed.reviewed_on):
        return Group.RELAPSE
    return Group.SOON if near else None


def gave_up(tries: Tries, rules: ListRules) -> bool:
    """Called as often as is called at most, where the practice then lists somebody as lost."""
    return rules.after_attempts is AfterAttempts.LOST and tries.count >= rules.most_attempts


def wants_letter(tries: Tries, rules: ListRules) -> bool:
    """Called as often as is called at most, where the practice then writes, and has not written yet."""
    enough = tries.count >= rules.most_attempts
    return rules.after_attempts is AfterAttempts.LETTER and enough and tries.last is not CallResult.LETTER


def consent_lapsed(signed_on: date | None, dose_on: date | None) -> bool:
    """Whether a consent is to be asked for anew before a dose: there is none, or it is over 12 months old that day."""
    return dose_on is not None and (signed_on is None or add_months(signed_on, CONSENT_MONTHS) < dose_on)


def leading(listed: Iterable[tuple[Group, Listed]]) -> list[tuple[Group, Listed, list[Listed]]]:
    """One row a patient: the plan in the first group, of one group the longest due; the patient's others beside it."""
    order = list(Group)
    by_patient: dict[str, list[tuple[Group, Listed]]] = {}
    for group, each in listed:
        by_patient.setdefault(each.patient.id, []).append((group, each))
    rows = []
    for found in by_patient.values():
        (group, first), *more = sorted(found, key=lambda pair: (order.index(pair[0]), _since(pair[1])))
        rows.append((group, first, [each for _, each in more]))
    return sorted(rows, key=lambda row: (order.index(row[0]), _since(row[1]), row[1].patient.chart_no))


def date_told(standing: Standing) -> date | None:
    """The date that `due_in_words` tells, or counts the days from: a list goes by it."""
    match standing.state:
        case State.OVERDUE | State.LOST:
            return standing.past_due
        case State.SUSPENDED if standing.review_on:
            return standing.review_on
    return standing.recommended


def due_in_words(listed: Listed) -> str:
    """`12 days overdue`, `due 20-Nov-2026`, `review 02-Dec-2026`, `past due 02-Mar-2026`: the date, not the need."""
    standing = listed.standing
    told = date_told(standing)
    if told is None:
        return "no date"
    match standing.state:
        case State.OVERDUE:
            return standing.overdue
        case State.SUSPENDED if standing.review_on:
            return f"review {show_date(told)}"
        case State.LOST:
            return f"past due {show_date(told)}"
    return f"due {show_date(told)}"


def need_in_words(standing: Standing) -> str:
    """The need, and not the date; "" where no booster is next."""
    return standing.need.label if standing.need and standing.need is not Need.UNKNOWN else ""


def _has_open_relapse(forecast: Forecast, reviewed_on: date | None) -> bool:
    return forecast.relapse_on is not None and (reviewed_on is None or reviewed_on < forecast.relapse_on)


def _since(listed: Listed) -> date:
    return date_told(listed.standing) or listed.forecast.relapse_on or listed.standing.on
