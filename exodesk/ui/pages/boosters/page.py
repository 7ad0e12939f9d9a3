"""The page of boosters: who is to be booked, called or written to, and every act on a row by one key.

It decides nothing: queries list, services write. Filter, order and the chosen row survive every change.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableView, QVBoxLayout

from exodesk.core.booster import DoseKind
from exodesk.core.changes import Change
from exodesk.core.records.appointment import Serves
from exodesk.core.records.contact import CallAbout, CallResult
from exodesk.core.records.plan import HoldReason
from exodesk.core.to_book import Group
from exodesk.queries.boosters import DATE_HAS_COME, MOST_PLANS, BoosterRow, boosters
from exodesk.queries.chart import read_chart
from exodesk.services.contact import log_call_now
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.boosters.chosen import CALLS, ChosenCard
from exodesk.ui.pages.boosters.model import BoosterRows, GroupPainter
from exodesk.ui.pages.boosters.rules import list_rules_dialog
from exodesk.ui.pages.chart.plan_acts import PlanActs
from exodesk.ui.pages.reading_page import ReadingPage
from exodesk.ui.printing.acts import print_call_list, print_invitation, print_letters

ALL = "all"
_READ = (
    "forecast",
    "appointment",
    "patient",
    "call_attempt",
    "plan_act",
    "consent",
    "hold",
    "contact",
    "list_rules",
    "clinic_rules",
)
_WIDTHS = {1: 112, 3: 168, 4: 100, 5: 252}
"""Of the columns whose longest words are known; patient and site share what is left."""


class BoostersPage(ReadingPage):
    chart_opened = Signal(str)  # a patient's id
    counted = Signal(int)  # how many are overdue or due

    def __init__(self, session: Session) -> None:
        super().__init__(session, boosters)
        self._found: list[BoosterRow] = []
        self._noted: str | None = None
        """Of whom a call was noted since the list was read."""
        self.settings = parts.quiet_button("How the list is worked", glyph="settings")
        self.settings.clicked.connect(self.change_rules)
        self.call_list = parts.secondary_button("Call list", glyph="printer", keys=Key.PRINT.shown)
        self.call_list.clicked.connect(self.print_call_list)
        self.letters = parts.secondary_button("Letters", glyph="mail", keys=Key.LETTERS.shown)
        self.letters.clicked.connect(self.write_letters)
        self.heading = parts.page_heading("Boosters", "", self.settings, self.letters, self.call_list)
        bind(Key.PRINT, self, self.print_call_list)
        self.filter = parts.SearchField("Name", "Show only patients of this name")
        self.filter.setFixedWidth(200)
        self.filter.textChanged.connect(self._type)
        self.groups = parts.ChoiceRow(
            [(ALL, "All"), *((group.value, group.label) for group in Group)], ALL, name="Groups"
        )
        self.groups.chosen.connect(self._choose_group)
        self.table = QTableView()
        self.rows = BoosterRows(self.table)
        self._dress()
        self.chosen = ChosenCard(session)
        self._empty = parts.EmptyState("Nobody is to be booked. Who comes due or asks for a booster stands here.")
        self._bodies = QStackedWidget()
        card = parts.Card(padding=(16, 8, 8))
        card.add(self.table)
        for body in (card, self._empty):
            self._bodies.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addLayout(parts.row(self.groups, 1, self.filter))
        column.addWidget(self._bodies, 1)
        column.addWidget(self.chosen)
        self._connect()
        self._show_chosen()  # nobody yet

    def _dress(self) -> None:
        self.table.setModel(self.rows)
        parts.dress_table(self.table, "Boosters")
        self.table.setItemDelegate(GroupPainter(self.table, self.rows))
        columns = self.table.horizontalHeader()
        columns.setStretchLastSection(False)
        for column in range(self.rows.columnCount()):
            if width := _WIDTHS.get(column):
                self.table.setColumnWidth(column, width)
            else:
                columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setSortIndicator(self.rows.column, Qt.SortOrder.AscendingOrder)
        columns.sortIndicatorChanged.connect(self._sort)

    def _connect(self) -> None:
        card = self.chosen
        self._reading.told.connect(self._show)
        self._reading.over.connect(self.made_whole)
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        self.table.activated.connect(self.book)
        card.called.connect(self.log)
        snooze, set_date = partial(self._act, PlanActs.snooze), partial(self._act, PlanActs.set_date)
        acts = {
            card.book: self.book,
            card.hide_until: snooze,
            card.set_date: set_date,
            card.letter: self.write_letter,
            card.decline: partial(self._act, partial(PlanActs.hold, reason=HoldReason.DECLINED)),
            card.review: partial(self._act, PlanActs.review),
            card.close_plan: partial(self._act, PlanActs.close),
            card.chart: self.open_chart,
        }
        for button, act in acts.items():
            button.clicked.connect(act)
        here = Qt.ShortcutContext.WidgetShortcut
        for result, key in CALLS.items():
            bind(key, self.table, partial(self.log, result), here)
        bind(Key.SNOOZE, self.table, snooze, here)
        bind(Key.SET_DATE, self.table, set_date, here)
        bind(Key.LETTER, self.table, self.write_letter, here)
        bind(Key.LETTERS, self.table, self.write_letters, here)

    # Reading

    def refresh(self, change: Change | None = None) -> None:
        if change is None or change.touches(*_READ):
            super().refresh(change)

    def begin(self) -> None:
        if not self._is_read:
            self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: list[BoosterRow]) -> None:
        self._found = found
        self._noted = None
        counts = Counter(row.group for row in self._found)
        for group in Group:
            self.groups.say(group.value, f"{group.label} {counts[group]}" if counts[group] else group.label)
        waiting = sum(counts[group] for group in DATE_HAS_COME)
        is_cut = sum(1 + len(row.others) for row in self._found if row.group is not Group.LOST) >= MOST_PLANS
        longest = ", those who wait longest; more follow" if is_cut else ""
        self.heading.set_note(f"{waiting} overdue or due{longest}" if waiting else "")
        self.counted.emit(waiting)
        self._keep_choice(partial(self.rows.show, self._found))

    def _keep_choice(self, arrange: "partial[None]") -> None:
        """Stay on the same patient; where they are gone, on who stands there now."""
        line, row = self.table.currentIndex().row(), self._row()
        arrange()
        self.table.clearSpans()
        for head in self.rows.heads():
            self.table.setSpan(head, 0, 1, self.rows.columnCount())
        found = max(self.rows.line_of(row.listed.plan_id), self.rows.line_of_patient(row.patient.id)) if row else -1
        self.table.selectRow(found if found >= 0 else self.rows.nearest(line))
        self._bodies.setCurrentIndex(0 if self.rows.shown() else 1)
        self._show_chosen()

    def _row(self) -> BoosterRow | None:
        return self.rows.booster(self.table.currentIndex().row())

    def _show_chosen(self) -> None:
        self.chosen.show_row(self._row())

    # Filter and order

    def _type(self, text: str) -> None:
        self.rows.typed = text
        self._keep_choice(partial(self.rows.arrange))

    def _choose_group(self, value: str) -> None:
        self.rows.group = None if value == ALL else Group(value)
        self._keep_choice(partial(self.rows.arrange))

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.rows.column, self.rows.descending = column, order is Qt.SortOrder.DescendingOrder
        self._keep_choice(partial(self.rows.arrange))

    # Acts on the chosen row

    def book(self, _index: QModelIndex | None = None) -> None:
        """At the first free time on or after the recommended date."""
        if (row := self._row()) and (place := row.listed.standing.next):
            serves = Serves.BOOSTER if place.kind is DoseKind.BOOSTER else Serves.DOSE
            BookingDialog(
                self._session, self, patient_id=row.patient.id, plan_id=row.listed.plan_id, serves=serves
            ).open()

    def log(self, result: CallResult) -> None:
        """What came of a call made now; a second key for the same one waits until the list is read again."""
        row = self._row()
        if row and row.patient.id != self._noted and self.chosen.may_call(row, result):
            self._note(row.patient.id, result)

    def write_letter(self) -> None:
        """It invites to a review; once it has been printed or saved it counts as a try to reach the patient."""
        if (row := self._row()) and not row.no_contact:
            dialog = print_invitation(self._session, row.listed.plan_id, self)
            dialog.accepted.connect(partial(self._note, row.patient.id, CallResult.LETTER))

    def write_letters(self) -> None:
        """To the group that is in sight; of all groups, to those whom calls did not reach."""
        rows = self.rows.shown()
        print_letters(self._session, rows, [row for row in rows if self.rows.group or row.next_try], self)

    def _note(self, patient_id: str, result: CallResult) -> None:
        self._noted = patient_id
        self._session.run(log_call_now, patient_id, CallAbout.BOOSTER, result)

    def change_rules(self) -> None:
        list_rules_dialog(self._session, self).open()

    def print_call_list(self) -> None:
        """What is in sight."""
        print_call_list(self._session, self.rows.shown(), self)

    def open_chart(self) -> None:
        if row := self._row():
            self.chart_opened.emit(row.patient.id)

    def _act(self, act: Callable[[PlanActs], object]) -> None:
        """On the plan of the chosen row."""
        if row := self._row():
            chart = read_chart(self._session.record, row.patient.id)
            if view := chart.plan(row.listed.plan_id):
                act(PlanActs(self._session, chart, view, self))
