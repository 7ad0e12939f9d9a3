"""The chart: the banner, and the patient's records by tab. It reads once, in one snapshot, and hands it to its tabs."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Self, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from exodesk.core.changes import Change
from exodesk.core.chart import Chart
from exodesk.core.occasions import by_plan
from exodesk.core.records.patient import identity_line
from exodesk.core.records.visit import VisitKind
from exodesk.queries.chart import read_chart
from exodesk.queries.history import of_patient
from exodesk.ui import parts
from exodesk.ui.banner.banner import Banner
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.keyboard.keys import TAB_KEYS, Key, bind
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import Page
from exodesk.ui.pages.chart.documents import DocumentsTab
from exodesk.ui.pages.chart.history import HistoryTab
from exodesk.ui.pages.chart.injections import InjectionsTab
from exodesk.ui.pages.chart.opener import Opener
from exodesk.ui.pages.chart.patient_menu import PatientMenu
from exodesk.ui.pages.chart.plans import PlansTab
from exodesk.ui.pages.chart.scores import ScoresTab
from exodesk.ui.pages.chart.starting import StartMenu
from exodesk.ui.pages.chart.visits import VisitsTab
from exodesk.ui.pages.patient_dialog import birth_date_dialog, edit_patient_dialog
from exodesk.ui.parts.record_history import HistoryDialog
from exodesk.ui.timeline.acts import print_timeline
from exodesk.ui.timeline.memory import memory_of
from exodesk.ui.timeline.view import TimelineView

Tab = TimelineView | VisitsTab | InjectionsTab | PlansTab | ScoresTab | HistoryTab | DocumentsTab
T = TypeVar("T", TimelineView, VisitsTab, InjectionsTab, PlansTab, ScoresTab, HistoryTab, DocumentsTab)


class ChartPage(Page):
    """Made blank, then given one patient, once: nothing of another can remain in it."""

    visit_opened = Signal(str)  # a visit's entry
    past_asked = Signal(str)  # the patient's id
    trail_asked = Signal(str)  # the patient's id

    def __init__(self, session: Session) -> None:
        """Blank: it reads nothing, and may be made before anybody asks."""
        super().__init__()
        self._session = session
        self._asked_for = ""
        self._chart: Chart | None = None
        self._made: list[Tab] = []
        self.banner = Banner()
        edit = parts.secondary_button("Edit", glyph="pencil")
        edit.clicked.connect(self._edit_patient)
        self.start = parts.primary_button("Start visit", glyph="plus", keys=Key.NEW.shown)
        self.starting = StartMenu(session, self)
        self.starting.begun.connect(self.visit_opened)
        self.opener = Opener(session, self)
        self.opener.visit_opened.connect(self.visit_opened)
        self.opener.listed.connect(self._go_to)
        self.starting.earlier_asked.connect(self.opener.enter_earlier)
        self.start.setMenu(self.starting)
        self.menu = PatientMenu(session, self)
        self.menu.history_asked.connect(self.show_history)
        self.menu.past_asked.connect(self._ask_past)
        self.menu.trail_asked.connect(self._ask_trail)
        self.more = parts.icon_button("ellipsis", "More acts on this patient")
        self.more.clicked.connect(self._open_menu)
        self.banner.offer_birth_date(self._add_birth_date)
        for act in (edit, self.more, self.start):
            self.banner.add_act(act)
        self.tabs = parts.SectionTabs("Parts of the chart")
        self._pages = parts.Stack()
        for title, key in zip(_TABS, TAB_KEYS, strict=False):
            self.tabs.add(title)
            bind(key, self, partial(self.open_tab, title))
        self.tabs.currentChanged.connect(self._show_tab)
        bind(Key.NEW, self, self.start.showMenu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self._show_tab(0)

    @classmethod
    def of(cls, session: Session, patient_id: str) -> Self:
        page = cls(session)
        page.tell_of(patient_id)
        return page

    def tell_of(self, target: str) -> None:
        """Show the chart of this patient; a page of one is never another's."""
        if self._chart is not None:
            raise RuntimeError("This page is another patient's already.")
        self._asked_for = target
        self._show(read_chart(self._session.record, target))

    @property
    def chart(self) -> Chart:
        if self._chart is None:
            raise RuntimeError("Nobody has said yet whose page this is.")
        return self._chart

    # Tabs, each made when it is first seen: a chart opens on one of them

    @cached_property
    def timeline(self) -> TimelineView:
        tab = TimelineView(memory_of(self._session))
        tab.opened.connect(self.opener.open)
        tab.acted.connect(self.opener.act)
        tab.print_asked.connect(self._print_timeline)
        tab.start_visit.connect(self._start_consult)
        return self._added(tab)

    @cached_property
    def visits(self) -> VisitsTab:
        tab = VisitsTab()
        tab.opened.connect(self.visit_opened)
        return self._added(tab)

    @cached_property
    def injections(self) -> InjectionsTab:
        tab = InjectionsTab()
        tab.opened.connect(self.visit_opened)
        tab.earlier_opened.connect(self.opener.open_earlier)
        tab.earlier_asked.connect(self.opener.enter_earlier)
        return self._added(tab)

    @cached_property
    def plans(self) -> PlansTab:
        return self._added(PlansTab(self._session))

    @cached_property
    def scores(self) -> ScoresTab:
        tab = ScoresTab(self._session)
        tab.visit_opened.connect(self.visit_opened)
        return self._added(tab)

    @cached_property
    def history(self) -> HistoryTab:
        return self._added(HistoryTab(self._session))

    @cached_property
    def documents(self) -> DocumentsTab:
        return self._added(DocumentsTab(self._session))

    def _added(self, tab: T) -> T:
        self._pages.addWidget(tab)
        self._made.append(tab)
        if self._chart is not None:
            tab.show_chart(self._chart)
        return tab

    def _show_tab(self, index: int) -> None:
        tab = _TABS[self.tabs.tabText(index)]
        self._pages.setCurrentWidget(tab(self))
        in_reading_order(self)

    def open_tab(self, title: str) -> None:
        """Show the part of the chart with this title."""
        self.tabs.setCurrentIndex(list(_TABS).index(title))

    @property
    def patient_id(self) -> str | None:
        return self._chart.patient.id if self._chart else None

    def refresh(self, change: Change | None = None) -> None:
        """Read again what may have changed. Lots and the clinic touch every chart, and so may a merge."""
        charts = (None, self._asked_for, self.chart.patient.id, *(each.id for each in self.chart.merged))
        if change is None or change.patient_id in charts or change.touches("patient"):
            self._show(read_chart(self._session.record, self._asked_for))
            in_reading_order(self)

    def begin(self) -> None:
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, chart: Chart) -> None:
        """All that it shows is of this one chart."""
        self._chart = chart
        self.banner.show_chart(chart, made_up=self._session.record.is_made_up)
        self.menu.show_chart(chart)
        self.opener.show_chart(chart)
        self.starting.show_patient(chart.patient)
        for tab in self._made:
            tab.show_chart(chart)
        counted = {
            "Visits": chart.visits,
            "Injections": chart.injections,
            "Plans": chart.plans,
            "Scores": [each for told in by_plan(chart).values() for each in told if not each.is_taken_back],
        }
        for title, told in counted.items():
            self.tabs.set_count(list(_TABS).index(title), len(told))

    def _start_consult(self) -> None:
        self.starting.start(VisitKind.CONSULT)

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask_past(self) -> None:
        self.past_asked.emit(self.chart.patient.id)

    def _ask_trail(self) -> None:
        self.trail_asked.emit(self.chart.patient.id)

    def _edit_patient(self) -> None:
        edit_patient_dialog(self._session, self.chart.patient, self).open()

    def _add_birth_date(self) -> None:
        birth_date_dialog(self._session, self.chart.patient, self).open()

    def show_history(self) -> None:
        """Who changed what is always told of the patient, when, and why."""
        found = of_patient(self._session.record, self.chart.patient.id)
        about = identity_line(self.chart.patient)
        HistoryDialog("History of the patient’s data", about, found, self).open()

    def _go_to(self, title: str, record_id: str) -> None:
        """To a record where it is listed: the rows of a part, or the table of the timeline."""
        self.open_tab(title)
        match title:
            case "Plans":
                self.plans.go_to(record_id)
            case "Scores":
                self.scores.go_to(record_id)
            case "Timeline":
                self.timeline.show_table(shown=True)

    def _print_timeline(self) -> None:
        print_timeline(self._session, self.chart, self.timeline.shot, self)


_TABS: Mapping[str, Callable[[ChartPage], Tab]] = {
    "Timeline": lambda page: page.timeline,
    "Visits": lambda page: page.visits,
    "Injections": lambda page: page.injections,
    "Plans": lambda page: page.plans,
    "Scores": lambda page: page.scores,
    "History": lambda page: page.history,
    "Documents": lambda page: page.documents,
}
"""In the order of the bar."""
