"""The timeline as a page shows it: plans to choose from, their cards and reason, the picture and its table."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from exodesk.core.booster import State
from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.quantities import NBSP
from exodesk.core.timeline import Card, Entry, Panel, Timeline, cards_of, timeline_of
from exodesk.ui import parts
from exodesk.ui.keys import Key, bind
from exodesk.ui.timeline.table import TimelineTable
from exodesk.ui.timeline.viewport import PRESETS, USUAL_PRESET
from exodesk.ui.timeline.widget import TimelineWidget
from exodesk.ui.tokens import Tone

TONES = {State.DUE: Tone.WARNING, State.OVERDUE: Tone.DANGER, State.LOST: Tone.DANGER, State.SUSPENDED: Tone.WARNING}
"""Beside the words, which say it too."""
MOST_CARDS, CARD_SIDES = 4, 32
LONG_HEADLINE = 30
WORD_JOINER = "\u2060"


class TimelineView(QWidget):
    """One plan at a time; what belongs to no plan stands with each. `bar` may be put beside the page's tabs."""

    opened = Signal(str, str)
    """The kind of record (visit, injection, score, appointment, plan) and its id."""
    start_visit = Signal()
    """Asked for where nothing is recorded yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._timeline: Timeline | None = None
        self._panel: Panel | None = None
        self._plan_id: str | None = None
        self._preset = USUAL_PRESET
        self._offered: list[tuple[str, str]] = []
        self._has_table = False
        self.picture = TimelineWidget()
        self.bar = self._make_bar()
        self.plans = QWidget()
        self._plan_row = QHBoxLayout(self.plans)
        self._plan_row.setContentsMargins(0, 0, 0, 0)
        self._cards = [_fact_card() for _ in range(MOST_CARDS)]
        self._card_row = parts.row(*self._cards, spacing=10)
        self._sheet = self._make_sheet()
        self._arrange()
        self.picture.opened.connect(self.opened)
        self.picture.dose_chosen.connect(self._tell_dose)
        bind(Key.TABLE, self, self._table_button.click)

    # Made when they are first seen: a chart opens on the picture

    @cached_property
    def table(self) -> TimelineTable:
        table = TimelineTable()
        table.opened.connect(self.opened)
        self._twins.addWidget(table)
        self._has_table = True
        if self._panel:
            table.show_entries(self._panel.entries, self.picture.focus_entry)
        table.selected.connect(self._follow)
        return table

    @cached_property
    def _empty(self) -> parts.EmptyState:
        start = parts.primary_button("Start visit")
        start.clicked.connect(self.start_visit)
        empty = parts.EmptyState("Nothing is recorded yet. The first visit opens the timeline.", start)
        empty.sentence.setMinimumWidth(empty.sentence.maximumWidth())
        self._twins.addWidget(empty)
        return empty

    def show_chart(self, chart: Chart) -> None:
        """Show a patient's chart, or the same one read again: plan, stretch of time and mark stay as they were."""
        same = self._chart is not None and self._chart.patient.id == chart.patient.id
        if not same:
            self._preset = USUAL_PRESET
            self._presets.choose(self._preset.label)
        before = self._plan_id if same else None
        self._chart = chart
        self._timeline = timeline_of(chart)
        self._plan_id = _plan_to_show(chart, before)
        self._fill_plans()
        self._show(again=same and self._plan_id == before)

    def show_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self._show(again=False)

    def show_table(self, shown: bool) -> None:
        """The table, or the picture: the same entries, standing on the same one."""
        self._table_button.setChecked(shown)

    def _make_bar(self) -> QWidget:
        self._presets = parts.ChoiceRow(
            [(preset.label, preset.label) for preset in PRESETS], USUAL_PRESET.label, name="Time in sight"
        )
        self._presets.chosen.connect(self._show_preset)
        self._table_button = parts.Button("Table", "choice")
        self._table_button.setCheckable(True)
        self._table_button.setToolTip(f"{Key.TABLE.words}  {Key.TABLE.shown}")
        self._table_button.toggled.connect(self._swap)
        bar = QWidget()
        bar.setLayout(parts.row(self._presets, self._table_button, spacing=8))
        return bar

    def _make_sheet(self) -> parts.Card:
        self._title = parts.section_title("")
        self._terms = parts.Chip()
        self._counted_from = parts.hint("")
        self._why = parts.muted("", wrap=True)
        sheet = parts.Card(padding=(16, 12, 6))
        self._title.setWordWrap(True)
        head, reason = QHBoxLayout(), QHBoxLayout()
        for line, named, beside in ((head, self._title, self._counted_from), (reason, self._why, self._terms)):
            line.setSpacing(12)
            line.addWidget(named, 1)
            line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
            sheet.body.addLayout(line)
        twins = QWidget()
        self._twins = QStackedLayout(twins)
        self._twins.addWidget(self.picture)
        sheet.add(twins, 1)
        return sheet

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(parts.row(self.plans, 1, self.bar))
        column.addLayout(self._card_row)
        column.addWidget(self._sheet, 1)

    def _fill_plans(self) -> None:
        """The plans to choose from; one alone needs no choice. The same ones stay, and the focus among them."""
        plans = [(plan.id, plan.where) for plan in self._timeline.plans] if self._timeline else []
        if plans == self._offered:
            return
        self._offered = plans
        while (item := self._plan_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.plans.setVisible(len(plans) > 1)
        if len(plans) > 1 and self._plan_id:
            choice = parts.ChoiceRow(plans, self._plan_id, name="Plan")
            choice.chosen.connect(self.show_plan)
            self._plan_row.addWidget(choice)
            choice.show()

    def _show(self, *, again: bool) -> None:
        if self._chart is None or self._timeline is None:
            return
        self._panel = self._timeline.of_plan(self._plan_id)
        heading = self._panel.heading
        self._title.setText(heading.title if heading else "No plan yet" if self._panel.entries else "")
        self._terms.setVisible(heading is not None)
        self._why.setVisible(heading is not None)
        if heading:
            self._terms.say(heading.terms, Tone.NEUTRAL)
            self._why.setText(heading.why)
        self.picture.show_panel(self._panel, self._preset, again=again)
        self._tell_dose(self.picture.chosen_dose)
        if self._has_table:
            self.table.show_entries(self._panel.entries, self.picture.focus_entry)
        is_empty = not self._panel.entries
        self.bar.setEnabled(not is_empty)
        self._fill_cards(() if is_empty else cards_of(self._chart, self._chart.plan(self._plan_id)))
        if is_empty:
            self._twins.setCurrentWidget(self._empty)
        else:
            self._twins.setCurrentWidget(self.table if self._table_button.isChecked() else self.picture)

    def _fill_cards(self, cards: tuple[Card, ...]) -> None:
        """Each as wide as its words ask for; those that this plan has no use for are away."""
        for place, fact in enumerate(self._cards):
            fact.setVisible(place < len(cards))
            if place >= len(cards):
                continue
            card = cards[place]
            fact.caption.setText(card.title)
            fact.say(_unbroken(card.headline), _unbroken(card.detail), TONES.get(card.state, "") if card.state else "")
            fact.value.setWordWrap(len(card.headline) > LONG_HEADLINE)
            for label, text in ((fact.value, card.headline), (fact.note, card.detail)):
                label.setAccessibleName(text)
            wide = (label.fontMetrics().horizontalAdvance(label.text()) for label in (fact.value, fact.note))
            self._card_row.setStretch(place, max(wide) + CARD_SIDES)

    def _swap(self, table_shown: bool) -> None:
        if table_shown:
            self.table.go_to(self.picture.focus_entry)
        shown = self.table if table_shown else self.picture
        self._twins.setCurrentWidget(shown)
        self._presets.setEnabled(not table_shown)
        shown.setFocus()

    def _show_preset(self, label: str) -> None:
        self._preset = next(preset for preset in PRESETS if preset.label == label)
        self.picture.show_preset(self._preset)

    def _tell_dose(self, dose: Entry | None) -> None:
        words = f"Review months counted from the injection of {show_date(dose.on)}" if dose else ""
        self._counted_from.setText(words)

    def _follow(self, entry: Entry) -> None:
        """The row that the table stands on is the mark that the picture stands on."""
        if self._twins.currentWidget() is self.table:
            self.picture.take(entry)


def _fact_card() -> parts.FactCard:
    """In a narrow window it grows down, and the page never across."""
    fact = parts.FactCard("")
    fact.note.setWordWrap(True)
    fact.body.addStretch()
    return fact


def _plan_to_show(chart: Chart, before: str | None) -> str | None:
    """The one shown before, else the first that goes on, else the first."""
    plans = chart.plans
    going_on = [view.plan.id for view in plans if view.standing.state is not State.DISCONTINUED]
    all_ids = [view.plan.id for view in plans]
    return before if before in all_ids else next(iter([*going_on, *all_ids]), None)


def _unbroken(text: str) -> str:
    """Lines break between words, never inside a date or between a lot and its number."""
    return text.replace("-", f"-{WORD_JOINER}").replace("lot ", f"lot{NBSP}")
