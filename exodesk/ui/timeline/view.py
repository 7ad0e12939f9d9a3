"""The timeline as a page shows it: plans to choose from, their cards and reason, the picture and its twins."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from exodesk.core.booster import State
from exodesk.core.chart import Chart
from exodesk.core.timeline import Card, Entry, Kind, Panel, Timeline, cards_of, timeline_of
from exodesk.core.timeline.details import Details, details_of
from exodesk.core.timeline.story import stories_of
from exodesk.ui import parts
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.timeline.bar import TimelineBar
from exodesk.ui.timeline.card_row import CardRow
from exodesk.ui.timeline.head import TimelineHead
from exodesk.ui.timeline.memory import Memory, Shown, Sight
from exodesk.ui.timeline.shot import Shot
from exodesk.ui.timeline.story import StoryView
from exodesk.ui.timeline.table import TimelineTable
from exodesk.ui.timeline.viewport import PRESETS, Preset, Viewport
from exodesk.ui.timeline.widget import TimelineWidget

NOTE_EVENT, IN_ERROR, ITS_HISTORY = "Adverse event\u2026", "Entered in error\u2026", "History"
ACTS = {Kind.INJECTION: (NOTE_EVENT,), Kind.ADVERSE_EVENT: (IN_ERROR, ITS_HISTORY)}
"""What else than opening is done with an entry, in the words of its buttons."""


class TimelineView(QWidget):
    """One plan at a time, or all of them; what belongs to no plan stands with each."""

    opened = Signal(str, str)
    """The kind of record (visit, injection, score, appointment, plan, adverse_event, phone_note) and its id."""
    acted = Signal(str, str)
    """The words of one of `ACTS`, and the id of the record."""
    print_asked = Signal()
    start_visit = Signal()
    """Asked for where nothing is recorded yet."""

    def __init__(self, memory: Memory | None = None, *, offers_acts: bool = True) -> None:
        """Without acts it is for reading only, such as a chart of a past day."""
        super().__init__()
        self._offers_acts = offers_acts
        self._memory = memory or Memory()
        self._chart: Chart | None = None
        self._timeline: Timeline | None = None
        self._panel: Panel | None = None
        self._plan_id: str | None = None
        self._told: tuple[Card, ...] = ()
        self._has_table = self._has_story = False
        self.picture = TimelineWidget(self._tell)
        self.picture.unfold(self._memory.unfolded)
        self.bar = TimelineBar(self._memory.preset)
        self._cards = CardRow()
        self._sheet = self._make_sheet()
        self._arrange()
        self.bar.presets.chosen.connect(self._show_preset)
        self.bar.align.clicked.connect(self._realign)
        self.bar.shown_chosen.connect(self._show_twin)
        self.bar.print.clicked.connect(self.print_asked)
        self.picture.opened.connect(self.opened)
        self.picture.acted.connect(self._act)
        self.picture.dose_chosen.connect(self._tell_dose)
        self.picture.moved.connect(self._keep_sight)
        self.picture.moved.connect(self._let_preset_go)
        bind(Key.TABLE, self, self._turn)
        self.bar.print.setVisible(offers_acts)
        if offers_acts:
            bind(Key.PRINT, self, self.bar.print.click)

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
    def story(self) -> StoryView:
        story = StoryView()
        story.opened.connect(self.opened)
        self._twins.addWidget(story)
        self._has_story = True
        self._show_story(story)
        return story

    @cached_property
    def _empty(self) -> parts.EmptyState:
        start = parts.primary_button("Start visit")
        start.clicked.connect(self.start_visit)
        empty = parts.EmptyState("Nothing is recorded yet. The first visit opens the timeline.", start)
        empty.sentence.setMinimumWidth(empty.sentence.maximumWidth())
        self._twins.addWidget(empty)
        return empty

    def show_chart(self, chart: Chart) -> None:
        """Show a patient's chart as it was looked at last; read again, plan, stretch of time and mark stay."""
        same = self._chart is not None and self._chart.patient.id == chart.patient.id
        self._chart = chart
        self._timeline = timeline_of(chart)
        if same:
            before = self._plan_id
            self._plan_id = _plan_to_show(chart, before)
            self._fill_plans()
            self._show(again=self._plan_id == before)
            return
        sight = self._memory.of(chart.patient.id)
        self._plan_id = _plan_to_show(chart, sight.plan_id if sight else _first_plan(chart))
        self.bar.align.setChecked(sight is not None and sight.aligned)
        self.bar.choose_shown(sight.shown if sight else Shown.PICTURE)
        self._fill_plans()
        self._show(again=False, sight=sight.viewport if sight else None)

    def show_plan(self, plan_id: str) -> None:
        """One plan; "" is all of them."""
        self._plan_id = plan_id or None
        self._head.mark(plan_id)
        self._show(again=False)

    def show_table(self, shown: bool) -> None:
        """The table, or the picture: the same entries, standing on the same one."""
        self.bar.choose_shown(Shown.TABLE if shown else Shown.PICTURE)
        self._show_twin(focused=True)

    @property
    def shot(self) -> Shot:
        """What is in sight, for whoever prints it."""
        if self._panel is None:
            raise RuntimeError("No chart is shown yet.")
        return Shot(
            panel=self._panel,
            viewport=self.picture.viewport,
            dose=self.picture.chosen_dose,
            cards=self._told,
        )

    def _make_sheet(self) -> parts.Card:
        sheet = parts.Card(padding=(16, 12, 6))
        self._head = TimelineHead(self.bar, sheet.body, self.show_plan)
        twins = QWidget()
        self._twins = QStackedLayout(twins)
        self._window = parts.scrolling(self.picture)  # many joints, one below the other
        for ground in (self._window.viewport(), self.picture):
            ground.setAutoFillBackground(False)  # the sheet's
        self._twins.addWidget(self._window)
        sheet.add(twins, 1)
        return sheet

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._cards)
        column.addWidget(self._sheet, 1)

    def _fill_plans(self) -> None:
        if self._timeline and self._head.offer(self._timeline.plans, self._plan_id):
            in_reading_order(self)

    def _show(self, *, again: bool, sight: Viewport | None = None) -> None:
        if self._chart is None or self._timeline is None:
            return
        self._panel = self._panel_now(self._timeline)
        self._head.tell(self._panel)
        if not (again or sight):
            self.bar.presets.choose(self._preset.label)
        self.picture.show_panel(self._panel, sight or self._preset, again=again)
        self._tell_dose(self.picture.chosen_dose)
        if self._has_table:
            self.table.show_entries(self._panel.entries, self.picture.focus_entry)
        if self._has_story:
            self._show_story(self.story)
        is_empty = not self._timeline.entries
        self.bar.setEnabled(not is_empty)
        self.bar.align.setEnabled(bool(self._timeline.first_doses))
        self._told = () if is_empty else cards_of(self._chart, self._chart.plan(self._plan_id))
        self._cards.fill(self._told)
        self._show_twin()

    def _panel_now(self, timeline: Timeline) -> Panel:
        if self.bar.align.isChecked() and (aligned := timeline.from_first_injection(self._plan_id)).aligned:
            return aligned
        return timeline.of_plan(self._plan_id) if self._plan_id else timeline.of_all()

    def _show_story(self, story: StoryView) -> None:
        if self._chart:
            story.show_stories(stories_of(self._chart, self._plan_id))

    @property
    def _preset(self) -> Preset:
        return self._memory.preset

    def _turn(self) -> None:
        """From the picture to the table, and back."""
        self.show_table(shown=self.bar.shown != Shown.TABLE)

    def _show_twin(self, chosen: str = "", *, focused: bool = False) -> None:
        """The picture, or one of its twins; where nothing is recorded, what to do first."""
        if self._timeline is None or not self._timeline.entries:
            self._twins.setCurrentWidget(self._empty)
            return
        shown = self._twin(self.bar.shown)
        if self._has_table and shown is self.table:
            self.table.go_to(self.picture.focus_entry)
        self._twins.setCurrentWidget(self._window if shown is self.picture else shown)
        self.bar.presets.setEnabled(shown is self.picture)
        if chosen or focused:
            shown.setFocus()
            self._keep_sight()

    def _twin(self, shown: Shown) -> QWidget:
        match shown:
            case Shown.PICTURE:
                return self.picture
            case Shown.TABLE:
                return self.table
            case Shown.STORY:
                return self.story

    def _show_preset(self, label: str) -> None:
        self._memory.preset = next(preset for preset in PRESETS if preset.label == label)
        self.picture.show_preset(self._preset)

    def _let_preset_go(self) -> None:
        """Zoomed or moved by hand, it is no longer what is in sight. A frame asks only until then."""
        if self.bar.presets.current() and not self.picture.shows(self._preset):
            self.bar.presets.choose("")

    def _realign(self) -> None:
        """Time from day 0, or by the calendar: what was in sight by the one means nothing by the other."""
        self._show(again=False)
        self._keep_sight()

    def _keep_sight(self) -> None:
        self._memory.unfolded = self.picture.unfolded
        if self._chart is not None and self._panel is not None:
            sight = Sight(
                viewport=self.picture.viewport,
                plan_id=self._plan_id,
                shown=self.bar.shown,
                aligned=self.bar.align.isChecked(),
            )
            self._memory.keep(self._chart.patient.id, sight)

    def _tell(self, entry: Entry) -> tuple[Details, tuple[str, ...]]:
        if self._chart is None:
            raise RuntimeError("No chart is shown yet.")
        return details_of(entry, self._chart), ACTS.get(entry.kind, ()) if self._offers_acts else ()

    def _act(self, entry: Entry, words: str) -> None:
        self.acted.emit(words, entry.id)

    def _tell_dose(self, dose: Entry | None) -> None:
        self._head.tell_dose(dose)

    def _follow(self, entry: Entry) -> None:
        """The row that the table stands on is the mark that the picture stands on."""
        if self._twins.currentWidget() is self.table:
            self.picture.take(entry)


def _first_plan(chart: Chart) -> str | None:
    """The first that goes on, else the first."""
    going_on = [view.plan.id for view in chart.plans if view.standing.state is not State.DISCONTINUED]
    return next(iter([*going_on, *(view.plan.id for view in chart.plans)]), None)


def _plan_to_show(chart: Chart, before: str | None) -> str | None:
    """The one shown before, or all where all were shown and there still are several."""
    if before in [view.plan.id for view in chart.plans] or (before is None and len(chart.plans) > 1):
        return before
    return _first_plan(chart)
