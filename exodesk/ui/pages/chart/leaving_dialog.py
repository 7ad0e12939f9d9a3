"""Somebody died, moved away or wants no contact: what is asked, and what will end with it, said before it is done."""

from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import Chart
from exodesk.core.leaving import Leaving, Why, open_plans, still_booked
from exodesk.core.records.patient import identity_line
from exodesk.core.sentences import counted
from exodesk.core.sites import sided
from exodesk.services.leaving import leave
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session


class LeavingDialog(EntryDialog):
    def __init__(self, session: Session, chart: Chart, parent: QWidget | None) -> None:
        self._session = session
        self._chart = chart
        form = RecordForm(Leaving, ("why", "on"), today=session.today)
        about = identity_line(chart.patient)
        super().__init__("Died, moved away or no contact", form, self._leave, about=about, parent=parent)
        self.told = parts.muted("", wrap=True)
        self.put_below(self.told)
        form.edited.connect(self._tell)
        self._tell()

    def _leave(self, values: dict[str, Any]) -> Change:
        return self._session.run(leave, self._chart.patient.id, Leaving(**values))

    def _tell(self) -> None:
        why = self.form.value("why")
        self.form.show_field("on", isinstance(why, Why) and Leaving(why=why).ends_treatment)
        self.told.setText(" ".join(what_ends(self._chart, why)) if isinstance(why, Why) else "")


def what_ends(chart: Chart, why: Why) -> list[str]:
    """What the act will do, a sentence each."""
    told = []
    if Leaving(why=why).ends_treatment:
        closing = open_plans(view.plan for view in chart.plans)
        if closing:
            where = ", ".join(sided(plan.site, plan.side) for plan in closing)
            told.append(f"Closes {counted(len(closing), 'plan')}: {where}.")
        if booked := still_booked(chart.appointments, chart.today):
            when = ", ".join(each.starts_at.show() for each in booked)
            told.append(f"Cancels {counted(len(booked), 'booking')}: {when}.")
    return [*told, "Stops letters and calls. Undo puts everything back."]
