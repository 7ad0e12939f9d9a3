"""The list of boosters as a page shows it: one row a patient, in groups, with the reason in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from exodesk.core.booster import why, why_needed
from exodesk.core.dates import show_date
from exodesk.core.reaching import no_contact_because
from exodesk.core.records.list_rules import ListRules
from exodesk.core.records.patient import Patient
from exodesk.core.sentences import mid_sentence
from exodesk.core.to_book import (
    Group,
    Listed,
    consent_lapsed,
    due_in_words,
    group_of,
    leading,
    need_in_words,
    wants_letter,
)
from exodesk.storage import booster_list, clinic
from exodesk.storage.recordfile import RecordFile

DATE_HAS_COME = (Group.OVERDUE, Group.DUE)
MOST_PLANS = booster_list.MOST
"""With more than these due or soon, the list begins with those who are lost first if nobody acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoosterRow:
    """A patient on the list with the plan that leads, and the patient's other plans that are on it."""

    group: Group
    listed: Listed
    others: tuple[Listed, ...]
    rules: ListRules

    @property
    def patient(self) -> Patient:
        return self.listed.patient

    @property
    def where(self) -> str:
        """`Right knee`, `Right knee and 1 more`."""
        more = f" and {len(self.others)} more" if self.others else ""
        return f"{self.listed.where}{more}"

    @property
    def due(self) -> str:
        return due_in_words(self.listed)

    @property
    def need(self) -> str:
        return need_in_words(self.listed.standing)

    @property
    def tried(self) -> str:
        """What came of calls."""
        return self.listed.tries.in_words(self.rules)

    @property
    def next_try(self) -> str:
        """What is next once there were enough calls; "" before."""
        return "Write a letter." if wants_letter(self.listed.tries, self.rules) and not self.no_contact else ""

    @property
    def no_contact(self) -> str:
        """Why nobody calls or writes; "" when both may be."""
        return no_contact_because(self.patient, self.listed.standing.on)

    @property
    def why(self) -> str:
        """The date and the need, each in a sentence, and what is to be renewed or heeded first."""
        listed = self.listed
        sentences = [
            why(listed.standing, listed.forecast),
            why_needed(listed.standing, listed.forecast) or self._relapse(),
            self._consent(),
            self.no_contact,
            "Wants no voicemail." if self.patient.no_voicemail and not self.no_contact else "",
            *(f"Also {mid_sentence(other.where)}: {due_in_words(other)}." for other in self.others),
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    def _relapse(self) -> str:
        """Of a plan with no booster to come, which says nothing of a need."""
        relapse_on = self.listed.forecast.relapse_on
        return f"The pain came back on {show_date(relapse_on)}." if relapse_on else ""

    def _consent(self) -> str:
        signed_on, dose_on = self.listed.consent_on, self.listed.standing.recommended
        if not consent_lapsed(signed_on, dose_on):
            return ""
        return f"The consent is of {show_date(signed_on)}: ask for it anew." if signed_on else "No consent is recorded."


def boosters(record: RecordFile) -> list[BoosterRow]:
    """Everybody on the list today, in the order of the groups."""
    with record.reading():
        rules, today = clinic.list_rules(record), record.today()
        found = booster_list.listed(record, today, today + timedelta(days=rules.soon_days))
    return _rows(found, rules)


def overdue_and_due(record: RecordFile) -> list[BoosterRow]:
    """Those of them whose date has come, for a page that shows the first; what calls came of is not told."""
    with record.reading():
        rules = clinic.list_rules(record)
        found = booster_list.asking(record, record.today())
    return [row for row in _rows(found, rules) if row.group in DATE_HAS_COME]


def _rows(found: Iterable[Listed], rules: ListRules) -> list[BoosterRow]:
    grouped = [(group, each) for each in found if (group := group_of(each, rules))]
    return [
        BoosterRow(group=group, listed=first, others=tuple(others), rules=rules)
        for group, first, others in leading(grouped)
    ]
