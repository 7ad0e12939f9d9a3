"""What is told of a patient, as lines under headings: the same words in the History tab and beside a visit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.medicines import flags_of, is_taken
from exodesk.core.reaching import in_use
from exodesk.core.records.background import EarlierTreatment, HistoryItem, Medication
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Allergy, AllergyState, Condition, ConditionStatus, Consent
from exodesk.core.sites import sided
from exodesk.ui.look.tokens import Tone

TITLES = {
    "allergy": "Allergies",
    "medication": "Medicines",
    "condition": "Conditions",
    "earlier_treatment": "Earlier treatments",
    "history_item": "Other history",
    "contact": "Contacts",
    "consent": "Consents",
}
"""By kind, in the order in which they are told."""

Told = Allergy | Medication | Condition | EarlierTreatment | HistoryItem | Contact | Consent


@dataclass(frozen=True, slots=True)
class Line:
    """`stands`: it is of today; the others are over, ruled out or taken back, and come last."""

    record: Told
    title: str
    note: str = ""
    tail: str = ""
    tone: Tone = Tone.NEUTRAL
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind. `summary` says it in a word where nothing is listed; `kind` is the record's table name."""

    kind: str
    lines: Sequence[Line]
    summary: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.kind]


def groups_of(chart: Chart) -> list[Group]:
    """Everything, in the order of `TITLES`."""
    lines: dict[str, Iterable[Line]] = {
        "allergy": map(_allergy, chart.allergies),
        "medication": (_medication(each, chart.today) for each in chart.medications),
        "condition": map(_condition, chart.conditions),
        "earlier_treatment": (_treatment(each, chart) for each in chart.treatments),
        "history_item": map(_history_item, chart.history),
        "contact": map(_contact, _contacts(chart)),
        "consent": map(_consent, reversed(chart.consents)),
    }
    summaries = {"allergy": _allergies_summary(chart)}
    return [_group(kind, lines[kind], summaries.get(kind, "")) for kind in TITLES]


def _group(kind: str, lines: Iterable[Line], summary: str) -> Group:
    ordered = sorted(lines, key=lambda line: not line.stands)
    return Group(kind, ordered, summary or ("" if ordered else "None recorded"))


def _allergies_summary(chart: Chart) -> str:
    return "" if chart.allergy_state is AllergyState.KNOWN else chart.allergy_state.label


def _allergy(allergy: Allergy) -> Line:
    note = _joined(allergy.reaction, allergy.severity)
    if allergy.ended_on:
        note = _joined(note, allergy.ended_reason)
        return Line(allergy, allergy.substance, note, f"Ruled out {show_date(allergy.ended_on)}", stands=False)
    return Line(allergy, allergy.substance, note, f"Updated {show_date(allergy.updated_on)}")


def _medication(medication: Medication, today: date) -> Line:
    since = f"since {medication.since.show()}" if medication.since else ""
    until = f"until {medication.until.show()}" if medication.until else ""
    note = _joined(medication.dose_text, since, until)
    taken = is_taken(medication, today)
    if medication.withdrawn_on:
        return _taken_back(medication, medication.name, note, medication.withdrawn_on)
    tail = ", ".join(flags_of(medication)) if taken else "Stopped"
    return Line(medication, medication.name, note, tail, Tone.WARNING if taken else Tone.NEUTRAL, stands=taken)


def _condition(condition: Condition) -> Line:
    where = sided(condition.site, condition.side) if condition.site and condition.side else ""
    since = f"since {condition.onset.show()}" if condition.onset else "since: not known"
    graded = _joined(condition.severity_scale, condition.severity_grade, by=" ")
    note = _joined(where, since, graded, condition.icd10cm)
    is_active = condition.status is ConditionStatus.ACTIVE
    over = f" {show_date(condition.resolved_on)}" if condition.resolved_on and not is_active else ""
    tone = Tone.ACCENT if is_active else Tone.NEUTRAL
    return Line(condition, condition.text, note, f"{condition.status.label}{over}", tone, stands=is_active)


def _treatment(treatment: EarlierTreatment, chart: Chart) -> Line:
    condition = chart.condition(treatment.condition_id)
    note = _joined(condition.text if condition else "", treatment.place, treatment.result, treatment.text)
    if treatment.withdrawn_on:
        return _taken_back(treatment, treatment.kind.label, note, treatment.withdrawn_on)
    return Line(treatment, treatment.kind.label, note, treatment.dated.show() if treatment.dated else "")


def _history_item(item: HistoryItem) -> Line:
    if item.withdrawn_on:
        return _taken_back(item, item.text, item.kind.label, item.withdrawn_on)
    return Line(item, item.text, item.kind.label, item.dated.show() if item.dated else "")


def _contacts(chart: Chart) -> list[Contact]:
    return [*in_use(chart.contacts), *(contact for contact in chart.contacts if contact.ended_on)]


def _contact(contact: Contact) -> Line:
    confirmed = f"confirmed {show_date(contact.confirmed_on)}" if contact.confirmed_on else "not confirmed"
    if contact.ended_on:
        tail = f"Not valid since {show_date(contact.ended_on)}"
        return Line(contact, contact.value, contact.kind.label, tail, stands=False)
    tail, tone = ("Preferred", Tone.ACCENT) if contact.preferred else ("", Tone.NEUTRAL)
    return Line(contact, contact.value, _joined(contact.kind.label, confirmed), tail, tone)


def _consent(consent: Consent) -> Line:
    sheet = f"sheet {consent.sheet_edition}" if consent.sheet_edition else "no information sheet recorded"
    filed = "paper filed" if consent.paper_filed else "paper not filed"
    note, title = _joined(consent.sites_covered, sheet, filed), f"Consent {consent.template_version}"
    if consent.withdrawn_on:
        return Line(consent, title, note, f"Withdrawn {show_date(consent.withdrawn_on)}", Tone.DANGER, stands=False)
    return Line(consent, title, note, show_date(consent.signed_on), Tone.ACCENT)


def _taken_back(record: Told, title: str, note: str, day: date) -> Line:
    return Line(record, title, note, f"Entered in error, taken back {show_date(day)}", stands=False)


def _joined(*parts: str | None, by: str = " · ") -> str:
    return by.join(part for part in parts if part)
