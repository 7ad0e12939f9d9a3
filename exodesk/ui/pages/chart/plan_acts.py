"""The dialogs of a plan's acts. Each asks what its service needs; the forecast follows at once behind it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from exodesk.core.chart import Chart, GivenInjection, PlanView
from exodesk.core.dates import show_date
from exodesk.core.fields import Record
from exodesk.core.planning import usual_washout_end
from exodesk.core.records.patient import identity_line
from exodesk.core.records.plan import BaselineByHand, Hold, HoldReason, LotAnswerWhat, PlanAct, Washout
from exodesk.core.sentences import mid_sentence
from exodesk.queries import history
from exodesk.queries.clinic import rules_of
from exodesk.services import plan_acts, plans
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.rows import Row
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.chart.act_forms import Closing, Done, LotAnswered, Released, SetByHand, Snoozed
from exodesk.ui.pages.chart.hold_form import HoldForm
from exodesk.ui.pages.chart.plan_dialog import PlanDialog
from exodesk.ui.parts.record_history import HistoryDialog

Noted = PlanAct | Hold | Washout | BaselineByHand


class PlanActs:
    """All that can be done to one plan of a chart. Dialogs belong to `parent` and are returned opened."""

    def __init__(self, session: Session, chart: Chart, view: PlanView, parent: QWidget) -> None:
        self._session, self._chart, self.view, self._parent = session, chart, view, parent

    def edit(self) -> QDialog:
        return self._opened(PlanDialog(self._session, self._chart, self.view, self._parent))

    def show_history(self) -> QDialog:
        found = history.of_plan(self._session.record, self.view.plan.id)
        title = f"History of the plan, {self._where}"
        return self._opened(HistoryDialog(title, identity_line(self._chart.patient), found, self._parent))

    def book(self) -> QDialog:
        """The next dose of the plan, from the day on which it is due."""
        plan = self.view.plan
        return self._opened(BookingDialog(self._session, self._parent, patient_id=plan.patient_id, plan_id=plan.id))

    # Requests, reviews, dates

    def ask(self) -> QDialog:
        form = self._form(Done, ("acted_on", "reason"), acted_on=self._session.today())
        return self._ask("Booster asked for", form, self._noting(plan_acts.ask_for_booster))

    def review(self) -> QDialog:
        form = self._form(Done, ("acted_on", "reason"), acted_on=self._session.today())
        return self._ask("Plan reviewed", form, self._noting(plan_acts.review_plan))

    def set_date(self) -> QDialog:
        form = self._form(SetByHand, ("target_on", "reason"))
        by_rule = self.view.by_rule or self.view.standing.recommended
        said = f"By the rules: {show_date(by_rule)}" if by_rule else "The rules give no date now."
        if any(judged.given_on == self._session.today() for judged in self.view.judged.values()):
            said += "\nA dose was given today, and a dose ends a date set on its day: set the date from tomorrow on."

        def save(values: dict[str, Any]) -> None:
            self._session.run(plan_acts.set_date, self.view.plan.id, values["target_on"], values["reason"])

        return self._ask("Set the date by hand", form, save, said=said)

    def snooze(self) -> QDialog:
        form = self._form(Snoozed, ("target_on", "reason"))

        def save(values: dict[str, Any]) -> None:
            self._session.run(plan_acts.snooze, self.view.plan.id, values["target_on"], values["reason"])

        said = "The plan is on no list until that day, and then again. Its dates do not move."
        return self._ask("Hide from the lists until a day", form, save, said=said)

    def answer_lot(self, given: GivenInjection) -> QDialog:
        form = self._form(LotAnswered, ("what", ("acted_on",), "reason"), acted_on=self._session.today())
        codes = ", ".join(drawn.lot.code for drawn in given.sources if drawn.lot)
        said = f"{show_date(given.injection.given_on)}: {given.amount}, lot {codes or 'not known'}"

        def save(values: dict[str, Any]) -> None:
            act = partial(plan_acts.answer_lot, what=LotAnswerWhat(values["what"]), answered_on=values["acted_on"])
            self._session.run(act, given.injection.entry_id, reason=values["reason"])

        return self._ask("The lot had expired or was recalled", form, save, said=said)

    # Holds and washouts

    def hold(self, reason: HoldReason | None = None) -> QDialog:
        form = HoldForm(self._session, rules_of(self._session.record))
        form.begin(reason)

        def save(values: dict[str, Any]) -> None:
            held = form.hold(values, self.view.plan, self._session.record.new_id())
            self._session.run(plan_acts.hold, held)

        title = "Patient declines for now" if reason is HoldReason.DECLINED else "Hold"
        return self._ask(title, form, save)

    def edit_hold(self, hold: Hold) -> QDialog:
        form = HoldForm(self._session, rules_of(self._session.record))
        form.show_hold(hold)

        def save(values: dict[str, Any]) -> None:
            self._session.run(plan_acts.edit_hold, form.hold(values, self.view.plan, hold.id))

        return self._ask("Edit hold", form, save, target=hold.id)

    def release(self, hold: Hold) -> QDialog:
        form = self._form(Released, ("free_on",), free_on=self._session.today())
        said = f"On hold since {show_date(hold.from_on)}: {hold.reason.label.lower()}"

        def save(values: dict[str, Any]) -> None:
            self._session.run(plan_acts.release_hold, hold.id, values["free_on"])

        return self._ask("Release the hold", form, save, said=said, target=hold.id)

    def wash_out(self) -> QDialog:
        plan = self.view.plan
        form = self._form(Washout, (("from_on", "until_on"), "cause"))
        rules = rules_of(self._session.record)

        def propose(name: str) -> None:
            begins = form.value("from_on")
            if name == "from_on" and begins:
                usual = usual_washout_end(begins, rules)
                form.hint("until_on", f"Usual after a steroid: {show_date(usual)}")
                if not form.editor("until_on").raw():
                    form.put_value("until_on", usual)

        def save(values: dict[str, Any]) -> None:
            washout = Washout(
                id=self._session.record.new_id(),
                patient_id=plan.patient_id,
                site=plan.site,
                side=plan.side,
                **values,
            )
            self._session.run(plan_acts.wash_out, washout)

        form.edited.connect(propose)
        return self._ask("Washout", form, save, said="Nothing is given before its end; the plan is not on hold.")

    # The start value, closing, taking back

    def set_baseline(self) -> QDialog:
        form = self._form(BaselineByHand, (("nrs", "baseline_on"), "source"))

        def save(values: dict[str, Any]) -> None:
            record, plan = self._session.record, self.view.plan
            made = BaselineByHand(
                id=record.new_id(), plan_id=plan.id, patient_id=plan.patient_id, entered_at=record.now(), **values
            )
            self._session.run(plan_acts.set_baseline, made)

        return self._ask("Start value by hand", form, save)

    def close(self) -> QDialog:
        form = self._form(Closing, ("closed_on", "closed_reason"), closed_on=self._session.today())

        def save(values: dict[str, Any]) -> None:
            self._session.run(plans.close_plan, self.view.plan.id, values["closed_on"], values["closed_reason"])

        return self._ask("Close the plan", form, save)

    def reopen(self) -> None:
        self._session.run(plans.reopen_plan, self.view.plan.id)

    def take_back(self, entered: Noted) -> None:
        """It counts no more; the bar offers to put it back."""
        self._session.run(plan_acts.withdraw, entered)

    @property
    def open_questions(self) -> list[GivenInjection]:
        """Doses from a bad lot that nobody has decided about."""
        asked = {key for key, judged in self.view.judged.items() if judged.question_from}
        return [given for given in self._chart.injections if given.injection.entry_id in asked]

    @property
    def _where(self) -> str:
        return mid_sentence(self.view.where)

    def _noting(self, act: Callable[..., Any]) -> Callable[[dict[str, Any]], None]:
        def save(values: dict[str, Any]) -> None:
            self._session.run(act, self.view.plan.id, values["acted_on"], values["reason"])

        return save

    def _form(self, kind: type[Record], rows: Sequence[Row], **proposed: object) -> RecordForm:
        form = RecordForm(kind, rows, today=self._session.today)
        for name, value in proposed.items():
            form.put_value(name, value)
        return form

    def _ask(
        self,
        title: str,
        form: RecordForm,
        save: Callable[[dict[str, Any]], None],
        *,
        said: str = "",
        target: str | None = None,
    ) -> QDialog:
        """`said` stands above the fields: what the act is about."""
        kept = KeptForm(self._session, form, f"plan.{title.lower()}", "plan")
        about = identity_line(self._chart.patient)
        dialog = EntryDialog(f"{title}: {self._where}", form, save, about=about, kept=kept, parent=self._parent)
        lines = [parts.words(self.view.why, wrap=True)]
        if said:
            lines.append(parts.muted(said, wrap=True))
        dialog.put_above(*lines)
        dialog.follow(target or self.view.plan.id, self._chart.patient.id)
        return self._opened(dialog)

    def _opened(self, dialog: QDialog) -> QDialog:
        dialog.open()
        return dialog
