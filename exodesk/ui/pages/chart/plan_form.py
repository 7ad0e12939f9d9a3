"""The form of a plan: its terms, with the usual figures and what a visit says of it put in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from exodesk.core.codes import Side
from exodesk.core.fields import described, show_value
from exodesk.core.places import place_named
from exodesk.core.records.patient import Condition
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.rules import UsualFigures
from exodesk.core.records.visit import Visit
from exodesk.core.sites import Site
from exodesk.queries.clinic import usual_of
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.act_forms import PlanAsked

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


def place_of(visit: Visit | None) -> tuple[Site, Side] | None:
    """The site and side that is written of in a visit."""
    return place_named((visit.reason, visit.history, visit.exam, visit.assessment, visit.plan_text)) if visit else None
