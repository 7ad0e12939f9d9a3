"""Somebody at the open window, over a real record: goes from page to page, types where the focus is, and reads."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.look.theme import Scheme
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import CHART, SETTINGS, VISIT, Desk, Page, Place
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.patients import PatientsPage
from exodesk.ui.pages.places import places_of_patients
from exodesk.ui.pages.settings import SettingsPage
from exodesk.ui.pages.visit.notes import NotesStep
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.pages.visit.review import ReviewStep
from exodesk.ui.pages.visit.treatment import TreatmentStep
from exodesk.ui.shell.workspace import Workspace
from tests.ui.quiet import is_quiet

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LAPTOP = (1366, 768)
FEWEST_TURNS, MOST_TURNS = 2, 20
"""Of the event loop, until nothing in the window moves any more."""

W = TypeVar("W", bound=QWidget)


class Person:
    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.bot = qtbot
        self.session = session
        settings = Place(key=SETTINGS, text="Settings", glyph="settings", at_foot=True, make=_settings)
        self.desk = Workspace(session, [*places_of_patients(), settings])
        self.desk.resize(*LAPTOP)
        with qtbot.waitActive(self.desk):
            self.desk.show()
            self.desk.activateWindow()

    def asked_by_the_window(self, act: Callable[[], object]) -> list[str]:
        """The statements that the window's own connection is asked while something is done and comes to rest."""
        asked: list[str] = []
        connection = self.session.record._connection
        connection.set_trace_callback(asked.append)
        act()
        self.settle()
        connection.set_trace_callback(None)
        return asked

    def go_home(self) -> None:
        """The window closes before its record does."""
        self.desk.leave()
        self.desk.close()
        self.desk.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # Going

    def open_patients(self) -> PatientsPage:
        self.desk.open_page("patients")
        return self.at(PatientsPage)

    def open_chart(self, patient_id: str) -> ChartPage:
        self.desk.open_page(CHART, patient_id)
        return self.at(ChartPage)

    def open_visit(self, entry_id: str) -> VisitPage:
        self.desk.open_page(VISIT, entry_id)
        return self.at(VisitPage)

    def at(self, kind: type[W]) -> W:
        """The page in sight, which is of this kind."""
        page = self.desk.page
        assert isinstance(page, kind)
        return page

    def step(self, title: str) -> NotesStep | TreatmentStep | ReviewStep:
        """Go to a step of the visit by its key."""
        visit = self.at(VisitPage)
        titles = [visit.tabs.tabText(index) for index in range(visit.tabs.count())]
        self.key(Qt.Key(Qt.Key.Key_1 + titles.index(title)), ALT)
        assert visit.in_sight
        return visit.in_sight

    def notes(self, title: str) -> NotesStep:
        step = self.step(title)
        assert isinstance(step, NotesStep)
        return step

    def treatment(self) -> TreatmentStep:
        step = self.step("Treatment")
        assert isinstance(step, TreatmentStep)
        return step

    def review(self) -> ReviewStep:
        step = self.step("Review and sign")
        assert isinstance(step, ReviewStep)
        return step

    def settle(self) -> None:
        """Wait until all that is read aside stands on the page."""
        self.bot.waitUntil(lambda: is_quiet(self.session.aside) and bool(self.desk.page and self.desk.page.is_whole))

    # Acting

    @property
    def focus(self) -> QWidget:
        """Where the keys go."""
        self._look_at_window()
        return QApplication.focusWidget() or self.window

    def _look_at_window(self) -> None:
        """The dialog that is open, or the window once it has closed: what a window manager sees to."""
        window = self.window
        if not window.isActiveWindow():
            window.activateWindow()
            self.bot.waitUntil(window.isActiveWindow)

    def type(self, text: str) -> None:
        self.bot.keyClicks(self.focus, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.focus, key, modifier)

    def hold_enter(self) -> None:
        """Enter, which went down before, comes again by itself, wherever the focus is by now."""
        for _ in range(3):
            again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
            QApplication.sendEvent(self.focus, again)

    def fill(self, name: str, text: str) -> None:
        """Type into the field of this name, over what stands there, and go on with Tab."""
        self.field(name).setFocus()
        self.key(Qt.Key.Key_A, CTRL)
        self.bot.keyClicks(self.focus, text)
        self.key(Qt.Key.Key_Tab)

    def pick(self, name: str, label: str) -> None:
        """Pick an entry of a list, by how it begins."""
        box = self.field(name)
        assert isinstance(box, QComboBox)
        index = box.findText(label, Qt.MatchFlag.MatchStartsWith)
        assert index >= 0, label
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def press(self, words: str, within: QWidget | None = None) -> None:
        """Press the one button in sight that a person would read, or a screen reader say."""
        QApplication.processEvents()  # what was just made comes in sight
        found = [
            button
            for button in (within or self.window).findChildren(QAbstractButton)
            if button.isVisible() and words in (button.text().replace("&", ""), button.accessibleName())
        ]
        assert len(found) == 1, f"{words}: {len(found)} of {buttons(within or self.window)}"
        assert found[0].isEnabled(), words
        self.bot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    @property
    def window(self) -> QWidget:
        """The dialog that is open, else the window."""
        return QApplication.activeModalWidget() or self.desk

    @property
    def dialog(self) -> EntryDialog:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, EntryDialog)
        return dialog

    # Reading

    def reads(self, words: str) -> bool:
        """Whether these words stand in sight, in the dialog or the window."""
        QApplication.processEvents()
        return any(words in text for text in seen(self.window))

    def settled_window(self) -> QWidget:
        """The window as it stands once everything has come into sight."""
        self._look_at_window()
        before: list[object] = []
        for turn in range(MOST_TURNS):  # a layout asks for another, from the inside out
            QApplication.processEvents()
            now: list[object] = [each.geometry().getRect() for each in self.window.findChildren(QWidget)]
            if turn >= FEWEST_TURNS and now == before:
                break
            before = now
        return self.window

    def field(self, name: str) -> QWidget:
        """The one field in sight that a screen reader calls so; of a list that is typed into, its line."""
        self.settled_window()
        kinds = (QLineEdit, QPlainTextEdit, QComboBox)
        found = [field for kind in kinds for field in self.window.findChildren(kind) if field.accessibleName() == name]
        shown = [field for field in found if field.isVisible()]
        assert shown, f"{name}: not in sight"
        return shown[0]

    def text(self, name: str) -> str:
        """What stands in a field."""
        return next(texts_of(self.field(name)))

    def problem(self, name: str) -> str:
        """What is said to be wrong with a field; "" when nothing is."""
        field = self.field(name)
        box = field.parentWidget()
        told = box if isinstance(box, QComboBox) and isinstance(field, QLineEdit) else field
        return told.accessibleDescription() if told.property("problem") else ""

    def says(self) -> str:
        """What the bar at the top says."""
        return self.desk.messages.text.text() if self.desk.messages.isVisible() else ""


def _settings(session: Session, _desk: Desk, _target: str | None) -> Page:
    return SettingsPage(session, Scheme.LIGHT)


def seen(root: QWidget) -> list[str]:
    """Every text in sight."""
    return [text for widget in parts_of(root) if widget.isVisible() for text in texts_of(widget) if text]


def held(root: QWidget) -> list[str]:
    """Every text that a window holds anywhere, in sight or not, in models, names and tips too."""
    more = ("accessibleName", "accessibleDescription", "toolTip", "windowTitle", "statusTip", "whatsThis")
    found = [text for widget in parts_of(root) for text in texts_of(widget)]
    found += [str(getattr(widget, name)()) for widget in parts_of(root) for name in more]
    return [text for text in found if text]


def parts_of(root: QWidget) -> list[QWidget]:
    return [root, *root.findChildren(QWidget)]


def buttons(root: QWidget) -> list[str]:
    return [
        button.text() or button.accessibleName() for button in root.findChildren(QAbstractButton) if button.isVisible()
    ]


def texts_of(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QLineEdit():
            yield widget.text()
        case QAbstractButton():
            yield widget.text().replace("&", "")
            yield widget.accessibleName()
        case QPlainTextEdit():
            yield widget.toPlainText()
        case QComboBox():
            yield from (widget.itemText(index) for index in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(index) for index in range(widget.count()))
        case QTableView():
            yield from _cells(widget.model())
        case _:
            pass


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        for column in range(model.columnCount(QModelIndex())):
            yield str(model.index(row, column, QModelIndex()).data() or "")


def under_the_pointer(dialog: QWidget, part: QWidget) -> QWidget | None:
    """What a click in the middle of a part would meet."""
    return dialog.childAt(part.mapTo(dialog, part.rect().center()))
