"""The outcome of a consult, and the plan that follows from it by one act."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy

from exodesk.core.chart import PlanView
from exodesk.core.sentences import counted
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key


class OutcomeCard(parts.Card):
    """`new_plan` is offered while the outcome is to treat; beside the title stands what is planned already."""

    def __init__(self) -> None:
        self.new_plan = parts.secondary_button("New plan…", glyph="plus", keys=Key.NEW.shown)
        room = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        room.setRetainSizeWhenHidden(True)  # the fields below stay where they are
        self.new_plan.setSizePolicy(room)
        super().__init__("Outcome", self.new_plan)

    def show_plans(self, plans: Sequence[PlanView], *, treats: bool) -> None:
        self.new_plan.setVisible(treats)
        standing = [each.where for each in plans if each.plan.closed_on is None]
        if self.heading:
            self.heading.set_note(f"{counted(len(standing), 'plan')}: {', '.join(standing)}" if standing else "")
