"""How the list of boosters is worked: how far it looks ahead, how often somebody is called, and what happens then."""

from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.fields import described
from exodesk.core.records.list_rules import ListRules
from exodesk.queries.clinic import list_rules_of
from exodesk.services.clinic import save_list_rules
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session


def list_rules_dialog(session: Session, parent: QWidget) -> EntryDialog:
    form = RecordForm(ListRules, list(described(ListRules)), today=session.today)
    form.put(list_rules_of(session.record))

    def save(values: dict[str, Any]) -> Change:
        return session.run(save_list_rules, ListRules(**values))

    kept = KeptForm(session, form, "list_rules", "list_rules")
    dialog = EntryDialog("How the list of boosters is worked", form, save, kept=kept, parent=parent)
    dialog.follow("clinic", None)
    return dialog
