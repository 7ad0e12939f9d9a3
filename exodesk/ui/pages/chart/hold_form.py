"""The form of a hold: what is held, why, from when, and the end that is usual for the reason. What is typed stays."""

from typing import Any

from exodesk.core.dates import show_date
from exodesk.core.planning import ENDS_WHEN_RESOLVED, usual_end
from exodesk.core.records.plan import Hold, HoldReason, Plan
from exodesk.core.records.rules import ClinicRules
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.act_forms import HoldAsked, Scope

ROWS = ("reason", "scope", ("from_on", "resolved_on"), "until_on", "cause", "note")


class HoldForm(RecordForm):
    def __init__(self, session: Session, rules: ClinicRules) -> None:
        super().__init__(HoldAsked, ROWS, today=session.today)
        self._session = session
        self._rules = rules
        self._proposed = ""
        self._before: Hold | None = None
        self.edited.connect(self._propose)

    def begin(self, reason: HoldReason | None) -> None:
        """A hold of the plan from today on, unless changed."""
        self.put_value("reason", reason)
        self.put_value("scope", Scope.PLAN)
        self.put_value("from_on", self._session.today())
        self._propose()

    def show_hold(self, hold: Hold) -> None:
        self._before = hold
        self.put_value("scope", Scope.PLAN if hold.plan_id else Scope.PLACE if hold.site else Scope.PERSON)
        for name in ("reason", "from_on", "until_on", "cause", "note"):
            self.put_value(name, getattr(hold, name))
        self._propose()

    def hold(self, values: dict[str, Any], plan: Plan, key: str) -> Hold:
        """The hold that the values say, about this plan, its place or its person."""
        values = dict(values)
        scope = values.pop("scope")
        values.pop("resolved_on")
        if self._before and self._before.plan_id and scope is Scope.PLAN:
            plan_id: str | None = self._before.plan_id
        else:
            plan_id = plan.id if scope is Scope.PLAN else None
        is_place = scope is Scope.PLACE
        return Hold(
            id=key,
            patient_id=self._before.patient_id if self._before else plan.patient_id,
            plan_id=plan_id,
            site=plan.site if is_place else None,
            side=plan.side if is_place else None,
            **values,
        )

    def _propose(self) -> None:
        """Put the usual end into a new hold while nobody typed another one, and say what it is."""
        reason = self.value("reason")
        self.show_field("resolved_on", reason in ENDS_WHEN_RESOLVED)
        if not isinstance(reason, HoldReason):
            return
        usual = usual_end(reason, self.value("from_on"), self.value("resolved_on"), self._rules)
        if self._before is None and self.editor("until_on").raw() in ("", self._proposed):
            self.put_value("until_on", usual)
            self._proposed = self.editor("until_on").raw()
        self.hint("until_on", self._words(reason, usual is not None, show_date(usual) if usual else ""))

    def _words(self, reason: HoldReason, has_end: bool, shown: str) -> str:
        if has_end:
            return f"The first free day. Usual for this reason: {shown}"
        if reason is HoldReason.INFECTION:
            return f"Open until it is resolved; then usually {self._rules.infection_hold_days} days more"
        if reason is HoldReason.CONTRAINDICATION:
            return "A contraindication has no end"
        return "The first free day. Empty: open, until you release it"
