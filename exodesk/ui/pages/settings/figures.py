"""The figures that the forecast is computed with, and what the practice usually plans: its own, never a guideline."""

from dataclasses import fields, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.fields import described
from exodesk.core.records.rules import USUAL_RULES, ClinicRules, UsualFigures
from exodesk.queries.clinic import rules_of, usual_of
from exodesk.services.clinic import keep_usual, save_rules
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.boosters.rules import list_rules_dialog


class FiguresCard(parts.Card):
    def __init__(self, session: Session) -> None:
        self._session = session
        self.change = parts.secondary_button("Change the &figures…")
        self.change.clicked.connect(self.change_rules)
        self.usual = parts.secondary_button("Your &usual plan…")
        self.usual.clicked.connect(self.change_usual)
        self.lists = parts.secondary_button("The list of &boosters…")
        self.lists.clicked.connect(self.change_list)
        super().__init__("Figures of the forecast", note="Yours to set. They are not a guideline")
        self._said = parts.words("", wrap=True)
        self.add(self._said)
        self.body.addLayout(parts.row(self.change, self.usual, self.lists, 1))
        self.refresh()

    def refresh(self) -> None:
        rules = rules_of(self._session.record)
        changed = [f.name for f in fields(ClinicRules) if getattr(rules, f.name) != getattr(USUAL_RULES, f.name)]
        labels = described(ClinicRules)
        named = ", ".join(f"“{labels[name].field.label}”" for name in changed)
        self._said.setText(
            f"Changed by you: {named}." if changed else "As a new practice starts with. Nothing was changed."
        )

    def change_rules(self) -> EntryDialog:
        """All figures, with those of a new practice in reach."""
        form = RecordForm(ClinicRules, list(described(ClinicRules)), today=self._session.today, columns=2)
        form.put(rules_of(self._session.record))
        for about in described(ClinicRules).values():
            first = (about.field.unit.show if about.field.unit else str)(getattr(USUAL_RULES, about.name))
            form.hint(about.name, f"A new practice starts with {first}")

        def save(values: dict[str, Any]) -> Change:
            return self._session.run(save_rules, ClinicRules(**values))

        note = "A change computes every forecast anew, in all charts. Nothing that was signed changes."
        return self._open("Figures of the forecast", form, save, "clinic_rules", note)

    def change_list(self) -> None:
        list_rules_dialog(self._session, self).open()

    def change_usual(self) -> EntryDialog:
        form = RecordForm(UsualFigures, list(described(UsualFigures)), today=self._session.today, columns=2)
        form.put(usual_of(self._session.record))

        def save(values: dict[str, Any]) -> Change:
            return self._session.run(keep_usual, replace(UsualFigures(), **values))

        note = "Shown beside the fields of a new plan as what you usually do. Nothing is filled in by itself."
        return self._open("Your usual plan", form, save, "usual_figures", note)

    def _open(self, title: str, form: RecordForm, save: Any, table: str, note: str) -> EntryDialog:
        parent: QWidget = self
        dialog = EntryDialog(title, form, save, kept=KeptForm(self._session, form, table, table), parent=parent)
        dialog.put_above(parts.muted(note, wrap=True))
        dialog.follow("clinic", None)
        dialog.resize(760, 680)
        dialog.open()
        return dialog
