"""What stands over a timeline: the sites to choose from, the plan and its reason, and its bar at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from exodesk.core.timeline import Entry, Panel, PlanHeading
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.timeline.bar import TimelineBar

ALL_SITES = ""
BESIDE_THE_BAR = 430
"""Pixels; more sites than fit there have a line of their own."""


class TimelineHead:
    """Its lines stand in the sheet of the timeline. `choose` takes the id of a plan, "" for all of them."""

    def __init__(self, bar: TimelineBar, sheet: QBoxLayout, choose: Callable[[str], None]) -> None:
        self._choose = choose
        self._offered: list[tuple[str, str]] = []
        self._sites: parts.ChoiceRow | None = None
        self._title = parts.section_title("")
        self._title.setWordWrap(True)
        self._terms = parts.Chip()
        self._counted_from = parts.hint("")
        self._why = parts.muted("", wrap=True)
        self._wide, self._first, reason = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        sheet.addLayout(self._wide)
        for line, named, *beside in (
            (self._first, self._title, bar),
            (reason, self._why, self._counted_from, self._terms),
        ):
            line.setSpacing(12)
            line.addWidget(named, 1)
            for part in beside:
                line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
            sheet.addLayout(line)
        self._stand_level()

    def offer(self, plans: tuple[PlanHeading, ...], chosen: str | None) -> bool:
        """The sites to choose from; one alone needs no choice. The same ones stay, and the focus among them.

        Whether there are new ones.
        """
        offered = [(plan.id, plan.where) for plan in plans]
        if offered == self._offered:
            return False
        self._offered = offered
        if self._sites is not None:
            self._sites.hide()
            self._sites.deleteLater()
            self._sites = None
        if len(offered) > 1:
            self._sites = parts.ChoiceRow([(ALL_SITES, "All sites"), *offered], chosen or ALL_SITES, name="Site")
            self._sites.chosen.connect(self._choose)
            is_short = self._sites.sizeHint().width() <= BESIDE_THE_BAR
            (self._first if is_short else self._wide).insertWidget(0, self._sites, 1, Qt.AlignmentFlag.AlignLeft)
            self._sites.show()
        return self._sites is not None

    def mark(self, plan_id: str) -> None:
        """The site that is shown."""
        if self._sites is not None:
            self._sites.choose(plan_id)

    def tell(self, panel: Panel) -> None:
        heading = panel.heading
        several = "All sites" if len(self._offered) > 1 else "No plan yet" if panel.entries else ""
        has_title = self._sites is None or self._first.indexOf(self._sites) < 0
        self._title.setText(heading.title if heading else several)
        self._title.setVisible(has_title)
        self._terms.setVisible(heading is not None)
        self._why.setVisible(heading is not None)
        if heading:
            self._terms.say(heading.terms, Tone.NEUTRAL)
            self._why.setText(heading.why if has_title else f"{heading.title}. {heading.why}")

    def _stand_level(self) -> None:
        """The first line of the reason, the hint and the words on the chip, each in letters of its own size."""
        height = self._terms.sizeHint().height()
        self._counted_from.setFixedHeight(height)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._why.setContentsMargins(0, (height - self._why.fontMetrics().height()) // 2, 0, 0)

    def tell_dose(self, dose: Entry | None) -> None:
        self._counted_from.setText(f"Reviews counted from the injection of {dose.when}" if dose else "")
