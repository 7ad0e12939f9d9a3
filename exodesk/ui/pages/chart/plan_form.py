"""The form of a plan, with the forecast that its terms would give beside it as one types."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import Chart, PlanView
from exodesk.core.codes import Side
from exodesk.core.errors import InvalidRecord
from exodesk.core.fields import described, show_value
from exodesk.core.places import place_named
from exodesk.core.records.patient import Condition, ConditionStatus, identity_line
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.rules import UsualFigures
from exodesk.core.records.visit import Visit
from exodesk.core.sites import Site
from exodesk.queries.clinic import usual_of
from exodesk.queries.preview import preview
from exodesk.services.clinic import keep_usual
from exodesk.services.plans import add_plan, edit_plan
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.act_forms import PlanAsked
from exodesk.ui.pages.entries import condition_line, standing_conditions

ROWS = (
    ("site", "side"),
    ("goal", "other_therapies"),
    ("kind", "doses", "interval_weeks"),
    ("intended_particles", "intended_volume_ul", "intended_reason"),
    ("planned_on", "valid_until", "deciding_measure"),
    ("booster", "booster_months", "lockout_months", "booster_max"),
    "keep_usual",
)
WIDTH = 860
"""With it all terms of a series with boosters are in sight at once on a small screen."""
OFFERED = tuple(described(UsualFigures))


class PlanForm(RecordForm):
    """Shows of a plan only what its kind and its boosters need, and beside figures what the practice usually does."""

    def __init__(self, session: Session) -> None:
        super().__init__(PlanAsked, ROWS, today=session.today)
        self._usual = usual_of(session.record)
        for name in OFFERED:
            if usual := show_value(described(UsualFigures)[name], getattr(self._usual, name)):
                self.hint(name, f"Your usual: {usual}")
        self.edited.connect(self.fit)

    def begin(self, plan: Plan | None, condition: Condition) -> None:
        if plan:
            for name in described(Plan).keys() & self.raw_texts().keys():
                self.put_value(name, getattr(plan, name))
        else:
            self.put_value("doses", None)  # nothing is answered beforehand
            if condition.site:
                self.put_value("site", condition.site)
            if condition.side:
                self.put_value("side", condition.side)
        self.fit()

    def take_from(self, visit: Visit | None) -> None:
        """The place that it names, where the condition has none. Its reason stands under the goal, as words alone."""
        if visit and visit.reason:
            self.hint("goal", f"Reason for the visit: {visit.reason}")
        if (place := place_of(visit)) and self.value("site") is None:
            for name, value in zip(("site", "side"), place, strict=True):
                self.put_value(name, value)

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
        self.show_field("keep_usual", any(getattr(self._usual, name) is None for name in self._typed()))

    def fill_usual(self) -> None:
        """Put the usual figures into the fields that are shown and empty. Only a person asks for it."""
        for name in OFFERED:
            if self.control(name).isVisibleTo(self) and not self.editor(name).raw():
                self.put_value(name, getattr(self._usual, name))
                self.editor(name).edited.emit()

    def usual_with(self, values: Mapping[str, Any]) -> UsualFigures:
        """What is kept as usual from now on: a figure that is known stays."""
        new = {name: values[name] for name in self._typed() if getattr(self._usual, name) is None}
        return replace(self._usual, **new)

    @property
    def has_usual(self) -> bool:
        return self._usual != UsualFigures()

    def _typed(self) -> list[str]:
        """Figures that are asked for and answered."""
        return [name for name in OFFERED if self.control(name).isVisibleTo(self) and self.value(name) is not None]


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


def place_of(visit: Visit | None) -> tuple[Site, Side] | None:
    """The site and side that is written of in a visit."""
    return place_named((visit.reason, visit.history, visit.exam, visit.assessment, visit.plan_text)) if visit else None


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


def plan_dialog(
    session: Session, chart: Chart, view: PlanView | None, parent: QWidget | None, *, visit: Visit | None = None
) -> EntryDialog:
    """A new plan for one of the patient's conditions, or one to edit. `visit`: where a new one comes from."""
    form, strip = PlanForm(session), Preview()
    first = view.condition if view else _likely(standing_conditions(chart), visit)
    picker = ConditionPicker(standing_conditions(chart), first) if view is None else None
    form.begin(view.plan if view else None, first)
    form.take_from(visit)

    def filled(values: dict[str, Any], key: str) -> Plan:
        if (values["doses"] is None and values["kind"] is not PlanKind.SERIES) or values["kind"] is PlanKind.SINGLE:
            values["doses"] = 1
        if view:
            return replace(view.plan, **values)
        condition = picker.condition if picker else first
        return Plan(id=key, patient_id=condition.patient_id, condition_id=condition.id, **values)

    def save(values: dict[str, Any]) -> Change:
        if values.pop("keep_usual"):
            session.run(keep_usual, form.usual_with(values))
        return session.run(edit_plan if view else add_plan, filled(values, session.record.new_id()))

    def foresee() -> None:
        try:
            values = form.read_values()
            values.pop("keep_usual")
            found = preview(session.record, filled(values, ""), is_new=view is None)
        except InvalidRecord:
            found = None
        strip.say(found.why if found else "")

    title = f"Edit plan: {first.text}" if view else "New plan"
    kept = KeptForm(session, form, "plan", "plan")
    dialog = EntryDialog(title, form, save, about=identity_line(chart.patient), kept=kept, parent=parent)
    if picker:
        form.keep_beside("condition", picker.choice)
        picker.choice.edited.connect(lambda: form.begin(None, picker.condition))
    dialog.resize(WIDTH, dialog.height())
    dialog.put_above(_side_by_side(picker, strip, _filler(form)))
    form.edited.connect(foresee)
    dialog.follow(view.plan.id if view else chart.patient.id, chart.patient.id)
    form.fit()
    foresee()
    return dialog
