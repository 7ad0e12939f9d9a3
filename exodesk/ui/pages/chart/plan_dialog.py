"""A plan in a window of its own: for which condition, its form, and what it would come to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import Chart, PlanView
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.patient import Condition, ConditionStatus, identity_line
from exodesk.core.records.plan import Plan, PlanKind
from exodesk.core.records.visit import Visit
from exodesk.queries.preview import preview
from exodesk.services.clinic import keep_usual
from exodesk.services.plans import add_plan, edit_plan
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.plan_form import WIDTH, PlanForm, place_of
from exodesk.ui.pages.entries import condition_line, standing_conditions


class ConditionPicker(QWidget):
    """Which of the patient's conditions a new plan is for."""

    def __init__(self, conditions: Sequence[Condition], first: Condition) -> None:
        """`first` is chosen until another one is."""
        super().__init__()
        self._conditions = {condition.id: condition for condition in conditions}
        self._first = first
        self.choice = Choice([(condition.id, condition_line(condition)) for condition in conditions], optional=False)
        self.choice.put_raw(first.id)
        self.choice.setAccessibleName("Condition")
        label = parts.FieldLabel("Condition", required=True)
        label.setBuddy(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(self.choice)

    @property
    def condition(self) -> Condition:
        return self._conditions.get(self.choice.raw(), self._first)


class Preview(parts.Card):
    """When the next dose would be, and why, by the terms as they stand."""

    def __init__(self) -> None:
        super().__init__(padding=(14, 8, 10))
        self.setProperty("strip", True)
        self._why = parts.words("", wrap=True)
        self.add(parts.hint("By these terms"))
        self.add(self._why)

    def say(self, text: str) -> None:
        self._why.setText(text or "The forecast stands here once the terms make sense.")
        parts.set_tone(self._why, "" if text else "muted")


def _likely(conditions: Sequence[Condition], visit: Visit | None) -> Condition:
    """The one whose place the visit names; else the one entered last, of the active ones if there are any."""
    place = place_of(visit)
    there = [each for each in conditions if place and (each.site, each.side) == place]
    active = [each for each in conditions if each.status is ConditionStatus.ACTIVE]
    return (there or active or conditions)[-1]


def _filler(form: PlanForm) -> QWidget | None:
    """What fills in the usual figures, where there are any."""
    if not form.has_usual:
        return None
    fill = parts.quiet_button("Fill in your usual figures")
    fill.clicked.connect(form.fill_usual)
    return fill


def _side_by_side(picker: QWidget | None, strip: QWidget, fill: QWidget | None) -> QWidget:
    across = QWidget()
    line = parts.row(*(each for each in (picker, strip, fill) if each), spacing=12)
    line.setContentsMargins(0, 0, 0, 0)
    for each in filter(None, (picker, strip)):
        line.setStretchFactor(each, 1)
    across.setLayout(line)
    return across


class PlanDialog(EntryDialog):
    """A new plan for one of the patient's conditions, or one to edit. `visit`: where a new one comes from."""

    def __init__(
        self,
        session: Session,
        chart: Chart,
        view: PlanView | None,
        parent: QWidget | None,
        *,
        visit: Visit | None = None,
    ) -> None:
        conditions = standing_conditions(chart)
        self._session, self._view = session, view
        self._first = view.condition if view else _likely(conditions, visit)
        self._picker = None if view else ConditionPicker(conditions, self._first)
        self._plan = form = PlanForm(session)
        form.begin(view.plan if view else None, self._first)
        form.take_from(visit)
        title = f"Edit plan: {self._first.text}" if view else "New plan"
        kept = KeptForm(session, form, "plan", "plan")
        super().__init__(title, form, self._write, about=identity_line(chart.patient), kept=kept, parent=parent)
        self._strip = Preview()
        if self._picker:
            form.keep_beside("condition", self._picker.choice)
            self._picker.choice.edited.connect(self._take_condition)
        self.resize(WIDTH, self.height())
        self.put_above(_side_by_side(self._picker, self._strip, _filler(form)))
        form.edited.connect(self._foresee)
        self.follow(view.plan.id if view else chart.patient.id, chart.patient.id)
        form.fit()
        self._foresee()

    @property
    def _condition(self) -> Condition:
        return self._picker.condition if self._picker else self._first

    def _take_condition(self) -> None:
        self._plan.begin(None, self._condition)

    def _filled(self, values: dict[str, Any], key: str) -> Plan:
        """The plan with what stands in the form; only a series asks how many doses it has."""
        if (values["doses"] is None and values["kind"] is not PlanKind.SERIES) or values["kind"] is PlanKind.SINGLE:
            values["doses"] = 1
        if self._view:
            return replace(self._view.plan, **values)
        about = self._condition
        return Plan(id=key, patient_id=about.patient_id, condition_id=about.id, **values)

    def _write(self, values: dict[str, Any]) -> Change:
        if values.pop("keep_usual"):
            self._session.run(keep_usual, self._plan.usual_with(values))
        filled = self._filled(values, self._session.record.new_id())
        return self._session.run(edit_plan if self._view else add_plan, filled)

    def _foresee(self) -> None:
        """What the plan would come to, while one types."""
        try:
            values = self._plan.read_values()
            values.pop("keep_usual")
            found = preview(self._session.record, self._filled(values, ""), is_new=self._view is None)
        except InvalidRecord:
            found = None
        self._strip.say(found.why if found else "")
