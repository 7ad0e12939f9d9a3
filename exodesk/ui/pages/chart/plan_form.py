"""The form of a plan, with the forecast that its terms would give beside it as one types."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import Chart, PlanView
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.patient import Condition, identity_line
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.queries.preview import preview
from exodesk.services.plans import add_plan, edit_plan
from exodesk.ui import parts
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.form import RecordForm
from exodesk.ui.kept import KeptForm
from exodesk.ui.session import Session

ROWS = (
    ("site", "side"),
    "goal",
    ("kind", "planned_on"),
    ("doses", "interval_weeks"),
    ("intended_particles", "intended_volume_ul"),
    "intended_reason",
    "booster",
    ("booster_months", "lockout_months", "booster_max"),
    ("valid_until", "deciding_measure"),
    "other_therapies",
)


class PlanForm(RecordForm):
    """Shows of a plan only what its kind and its boosters need."""

    def __init__(self, session: Session) -> None:
        super().__init__(Plan, ROWS, today=session.today)
        self.edited.connect(self.fit)

    def begin(self, plan: Plan | None, condition: Condition) -> None:
        if plan:
            self.put(plan)
        else:
            self.put_value("doses", None)  # nothing is answered beforehand
            if condition.site:
                self.put_value("site", condition.site)
            if condition.side:
                self.put_value("side", condition.side)
        self.fit()

    def fit(self) -> None:
        is_series = self.value("kind") is PlanKind.SERIES
        booster = self.value("booster")
        for name, shown in (
            ("doses", is_series),
            ("interval_weeks", is_series),
            ("booster_months", booster is BoosterRule.FIXED),
            ("lockout_months", booster is BoosterRule.AS_NEEDED),
            ("booster_max", booster in (BoosterRule.FIXED, BoosterRule.AS_NEEDED)),
        ):
            self.show_field(name, shown)


class ConditionPicker(QWidget):
    """Which of the patient's conditions a new plan is for."""

    def __init__(self, conditions: tuple[Condition, ...]) -> None:
        super().__init__()
        self._conditions = {condition.id: condition for condition in conditions}
        latest = conditions[-1]
        self.row = parts.ChoiceRow(
            [(condition.id, condition.text) for condition in conditions], latest.id, name="For which condition"
        )
        self.setLayout(parts.row(parts.muted("For"), self.row, 1))

    @property
    def condition(self) -> Condition:
        return self._conditions[self.row.current()]


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


def plan_dialog(session: Session, chart: Chart, view: PlanView | None, parent: QWidget | None) -> EntryDialog:
    """A new plan for one of the patient's conditions, or one to edit."""
    form, strip = PlanForm(session), Preview()
    picker = ConditionPicker(chart.conditions) if view is None else None
    first = view.condition if view else chart.conditions[-1]
    form.begin(view.plan if view else None, first)

    def filled(values: dict[str, Any], key: str) -> Plan:
        if (values["doses"] is None and values["kind"] is not PlanKind.SERIES) or values["kind"] is PlanKind.SINGLE:
            values["doses"] = 1
        if view:
            return replace(view.plan, **values)
        condition = picker.condition if picker else first
        return Plan(id=key, patient_id=condition.patient_id, condition_id=condition.id, **values)

    def save(values: dict[str, Any]) -> Change:
        return session.run(edit_plan if view else add_plan, filled(values, session.record.new_id()))

    def foresee() -> None:
        try:
            found = preview(session.record, filled(form.read_values(), ""), is_new=view is None)
        except InvalidRecord:
            found = None
        strip.say(found.why if found else "")

    title = f"Edit plan: {first.text}" if view else "New plan"
    kept = KeptForm(session, form, "plan", "plan")
    dialog = EntryDialog(title, form, save, about=identity_line(chart.patient), kept=kept, parent=parent)
    if picker:
        picker.row.chosen.connect(lambda: form.begin(None, picker.condition))
        dialog.put_above(picker)
    dialog.put_above(strip)
    form.edited.connect(foresee)
    dialog.follow(view.plan.id if view else first.id, chart.patient.id)
    form.fit()
    foresee()
    return dialog
