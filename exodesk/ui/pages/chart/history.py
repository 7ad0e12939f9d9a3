"""What is always told of a patient: allergies, conditions, consents. Adds and edits through services."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.patient import Allergy, AllergyState, Condition, ConditionStatus, Consent
from exodesk.core.sites import sided
from exodesk.queries.clinic import clinic_of
from exodesk.services.background import state_allergies
from exodesk.ui import parts
from exodesk.ui.pages.chart.dialogs import allergy_dialog, condition_dialog, consent_dialog
from exodesk.ui.session import Session
from exodesk.ui.tokens import Tone


class HistoryTab(QWidget):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._chart: Chart | None = None
        self._state = parts.ChoiceRow(
            [(state.value, state.label) for state in AllergyState],
            AllergyState.NOT_RECORDED.value,
            name="Allergies as a whole",
        )
        self._state.chosen.connect(self._state_allergies)
        self._problem = parts.words("", tone="danger", wrap=True)
        self._problem.hide()
        self.allergies = parts.Card("Allergies", _adding("New allergy", self.new_allergy))
        self.allergies.body.addLayout(parts.row(self._state, 1))
        self.allergies.add(self._problem)
        self.conditions = parts.Card("Conditions", _adding("New condition", self.new_condition))
        self.consents = parts.Card("Consents", _adding("New consent", self.new_consent))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.allergies, self.conditions, self.consents):
            column.addWidget(card)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts.scrolling(inner))

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self._state.choose(chart.allergy_state.value)
        self._problem.hide()
        for card in (self.allergies, self.conditions, self.consents):
            card.clear_rows()
        for allergy in chart.allergies:
            self._add(self.allergies, allergy, _allergy_row(allergy))
        for condition in chart.conditions:
            self._add(self.conditions, condition, _condition_row(condition))
        for consent in reversed(chart.consents):
            self._add(self.consents, consent, _consent_row(consent))
        _note(self.conditions, "" if chart.conditions else "None recorded")
        _note(self.consents, "" if chart.consents else "None recorded")

    def new_allergy(self) -> None:
        if self._chart:
            allergy_dialog(self._session, self._chart.patient, None, self).open()

    def new_condition(self) -> None:
        if self._chart:
            condition_dialog(self._session, self._chart.patient, None, self).open()

    def new_consent(self) -> None:
        self._open_consent(None)

    def _add(self, card: parts.Card, record: Allergy | Condition | Consent, row: parts.ListRow) -> None:
        row.setProperty("record", record.id)
        row.clicked.connect(self._open)
        card.add_row(row)

    def _open(self) -> None:
        chart, sender = self._chart, self.sender()
        if chart is None or sender is None:
            return
        key = sender.property("record")
        for allergy in chart.allergies:
            if allergy.id == key:
                allergy_dialog(self._session, chart.patient, allergy, self).open()
        for condition in chart.conditions:
            if condition.id == key:
                condition_dialog(self._session, chart.patient, condition, self).open()
        for consent in chart.consents:
            if consent.id == key:
                self._open_consent(consent)

    def _open_consent(self, consent: Consent | None) -> None:
        if self._chart:
            clinic = clinic_of(self._session.record)
            version, edition = clinic.consent_version or "", clinic.sheet_edition or ""
            consent_dialog(self._session, self._chart.patient, consent, self, version=version, edition=edition).open()

    def _state_allergies(self, state: str) -> None:
        """Say what is known as a whole; known allergies are named one by one."""
        chart = self._chart
        if chart is None:
            return
        if state == AllergyState.KNOWN and chart.allergy_state is not AllergyState.KNOWN:
            self._state.choose(chart.allergy_state.value)
            self.new_allergy()
            return
        try:
            self._session.run(state_allergies, chart.patient.id, AllergyState(state))
        except InvalidRecord as refused:
            self._state.choose(chart.allergy_state.value)
            self._problem.setText(" ".join(problem.text for problem in refused.problems))
            self._problem.show()


def _note(card: parts.Card, text: str) -> None:
    if card.heading:
        card.heading.set_note(text)


def _adding(text: str, act: Callable[[], None]) -> QWidget:
    button = parts.secondary_button(text, glyph="plus")
    button.clicked.connect(act)
    return button


def _allergy_row(allergy: Allergy) -> parts.ListRow:
    note = " · ".join(part for part in (allergy.reaction, allergy.severity) if part)
    if allergy.ended_on:
        return parts.ListRow(allergy.substance, note, f"Ruled out {show_date(allergy.ended_on)}")
    return parts.ListRow(allergy.substance, note, f"Updated {show_date(allergy.updated_on)}", Tone.DANGER)


def _condition_row(condition: Condition) -> parts.ListRow:
    where = sided(condition.site, condition.side) if condition.site and condition.side else ""
    since = f"since {condition.onset.show()}" if condition.onset else "since: not known"
    note = " · ".join(part for part in (where, since, condition.icd10cm) if part)
    tone = Tone.NEUTRAL if condition.status is ConditionStatus.RESOLVED else Tone.ACCENT
    return parts.ListRow(condition.text, note, condition.status.label, tone)


def _consent_row(consent: Consent) -> parts.ListRow:
    sheet = f"sheet {consent.sheet_edition}" if consent.sheet_edition else "no information sheet recorded"
    filed = "paper filed" if consent.paper_filed else "paper not filed"
    tail = f"Withdrawn {show_date(consent.withdrawn_on)}" if consent.withdrawn_on else show_date(consent.signed_on)
    tone = Tone.DANGER if consent.withdrawn_on else Tone.ACCENT
    return parts.ListRow(f"Consent {consent.template_version}", f"{sheet} · {filed}", tail, tone)
