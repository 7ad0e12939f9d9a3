"""Every page and dialog, walked over: all controls are named, large enough, reached in order; nothing is cut.

Sizes are those of a laptop, 1366×768, at scale 1 here and at scale 2 in a process of its own.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent as Event
from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from exodesk.services.amend import add_addendum
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.cell import Cell
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.pages import SETTINGS
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.shell.window import SMALLEST
from tests.factories import a_lot, give
from tests.ui.pages.full_chart import Full, a_full_chart
from tests.ui.pages.person import LAPTOP, Person, parts_of

CHECKOUT = Path(__file__).resolve().parents[3]


class Chosen(NamedTuple):
    """An entry of a menu; of one of several alike, of the button whose name begins so."""

    words: str
    button: str = ""


LEAST = 24
"""Source: WCAG 2.2, 2.5.8, target size."""

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTabBar)
TABS = ("Timeline", "Visits", "Injections", "Plans", "Scores", "History", "Documents")
STEPS = ("Reason and history", "Exam and scores", "Treatment", "Plan", "Review and sign")
WAYS: dict[str, tuple[str, Sequence[str | Chosen]]] = {
    "Treatment, all fields": ("Visit: Treatment", ["Add injection", "More fields"]),
    "New patient": ("Patients", ["New patient"]),
    "Edit patient": ("Chart: Timeline", ["Edit"]),
    "New allergy": ("Chart: History", ["New allergy"]),
    "New condition": ("Chart: History", ["New condition"]),
    "New consent": ("Chart: History", ["New consent"]),
    "New plan": ("Chart: Plans", ["New plan"]),
    "Add scores": ("Chart: Scores", ["Add scores: Right knee"]),
    "New lot": ("Visit: Treatment", ["Add injection", "New lot"]),
    "Not done": ("Visit: Treatment", ["Say that it was not done: Right knee"]),
    "Another day": ("Chart: Timeline", [Chosen("On another date…")]),
    "Earlier injection": ("Chart: Injections", ["Injection from earlier records"]),
    "Leaving": ("Chart: Timeline", [Chosen("Died, moved away or no contact…")]),
    "Merge": ("Chart: Timeline", [Chosen("Merge with another chart…")]),
    "History of the patient": ("Chart: Timeline", [Chosen("History of the patient’s data…")]),
    "New medicine": ("Chart: History", ["New medicine"]),
    "New treatment": ("Chart: History", ["New earlier treatment"]),
    "New history item": ("Chart: History", ["New history item"]),
    "New contact": ("Chart: History", ["New contact"]),
    "Addendum": ("Signed visit", ["Addendum"]),
    "Late injection": ("Signed visit", [Chosen("An injection…")]),
    "Late vitals": ("Signed visit", [Chosen("Vitals…")]),
    "Late score": ("Signed visit", [Chosen("A score…")]),
    "Correct the visit": ("Signed visit", [Chosen("Correct…", "Amend: Visit")]),
    "Correct the injection": ("Signed visit", [Chosen("Correct…", "Amend: Injection")]),
    "Correct the score": ("Signed visit", [Chosen("Correct…", "Amend: Pain")]),
    "In error": ("Signed visit", [Chosen("Entered in error…", "Amend: Injection")]),
    "Palette": ("Chart: Timeline", ["Search or command"]),
    "Booster asked for": ("Chart: Plans", [Chosen("Booster asked for…")]),
    "Reviewed": ("Chart: Plans", [Chosen("Reviewed…")]),
    "Date by hand": ("Chart: Plans", [Chosen("Set the date by hand…")]),
    "Hidden": ("Chart: Plans", [Chosen("Hide from the lists until…")]),
    "Hold": ("Chart: Plans", [Chosen("Hold…")]),
    "Washout": ("Chart: Plans", [Chosen("Washout…")]),
    "Start value": ("Chart: Plans", [Chosen("Start value by hand…")]),
    "Close the plan": ("Chart: Plans", [Chosen("Close the plan…")]),
    "History of a plan": ("Chart: Plans", [Chosen("History…")]),
    "Close of day": ("Today", ["Close of day"]),
    "Book a dose": ("Chart: Plans", [Chosen("Book…")]),
    "Block time": ("Calendar", [Chosen("Block time…")]),
    "Close days": ("Calendar", [Chosen("Close days, vacation…")]),
    "To confirm": ("Calendar", [Chosen("Patients to confirm…")]),
    "iCalendar": ("Calendar", [Chosen("Save as iCalendar…")]),
}
"""The page that something is opened from, and the buttons and entries of menus that lead to it."""

KEYS = {
    "Booking": (Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier),
    "Phone note": (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier),
    "Task": (Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
}
"""Dialogs that a key opens from everywhere, here from a chart."""

PLACES = [
    "Calendar",
    "Today",
    "Boosters",
    *KEYS,
    "Patients",
    *(f"Chart: {tab}" for tab in TABS),
    *(f"Visit: {step}" for step in STEPS),
    "Signed visit",
    "Settings",
    *WAYS,
]


@pytest.fixture
def full(record: RecordFile) -> Full:
    return a_full_chart(record)


@pytest.fixture(autouse=True)
def close_dialogs() -> Iterator[None]:
    yield
    while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
        dialog.done(0)


def go(person: Person, full: Full, place: str) -> None:
    match place.split(": "):
        case ["Today" | "Calendar" | "Boosters" as on_rail]:
            person.desk.open_page(on_rail.lower())
        case ["Booking" | "Phone note" | "Task" as dialog]:
            person.open_chart(full.patient_id)
            person.key(*KEYS[dialog])
        case ["Patients"]:
            person.open_patients()
        case ["Settings"]:
            person.desk.open_page(SETTINGS)
        case ["Signed visit"]:
            person.open_visit(full.signed_id)
        case ["Chart", tab]:
            person.open_chart(full.patient_id).open_tab(tab)
        case ["Visit", step]:
            person.open_visit(full.open_id)
            person.step(step)
        case _:
            page, acts = WAYS[place]
            go(person, full, page)
            for act in acts:
                if isinstance(act, Chosen):
                    choose(person, act)
                else:
                    person.press(act, person.window)


def choose(person: Person, entry: Chosen) -> None:
    QApplication.processEvents()
    of_buttons = [(button.accessibleName(), button.menu()) for button in person.window.findChildren(QPushButton)]
    menus = [*of_buttons, *(("", menu) for menu in person.window.findChildren(QMenu))]
    found = [action for name, menu in menus if menu and name.startswith(entry.button) for action in menu.actions()]
    next(action for action in found if action.text().replace("&", "") == entry.words).trigger()


@pytest.mark.parametrize("place", PLACES)
def test_everything_is_named_large_in_order_and_whole(person: Person, full: Full, place: str) -> None:
    go(person, full, place)
    window = person.settled_window()
    assert nameless(window) == []
    assert small(window) == []
    assert list(cut(window)) == []
    for form in window.findChildren(RecordForm):
        cells = [cell for cell in form.findChildren(Cell) if cell.isVisible()]
        assert in_tab_order(form, cells) == [_name(cell) for cell in sorted(cells, key=_corner)]
    before = what_is_chosen(window)
    for control in controls(window):
        turn_wheel_over(control)
    assert what_is_chosen(window) == before


def controls(window: QWidget) -> list[QWidget]:
    """What can be pressed, typed into or chosen from, and is in sight."""
    return [widget for widget in _seen(window) if isinstance(widget, CONTROLS)]


def _seen(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.window() is window  # a list that opens is another
        and not isinstance(widget.parentWidget(), QComboBox)
        and not widget.objectName().startswith(("qt_", "Scroll"))
    ]


def named(widget: QWidget) -> str:
    text = widget.text().replace("&", "") if isinstance(widget, QAbstractButton | QLabel) else ""
    return widget.accessibleName() or text


def nameless(window: QWidget) -> list[QWidget]:
    """Controls, and whatever else takes the focus, of which a screen reader could say nothing."""
    takes_focus = [
        widget
        for widget in _seen(window)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
    ]
    return [widget for widget in {*controls(window), *takes_focus} if not named(widget)]


def small(window: QWidget) -> list[tuple[str, int, int]]:
    sizes = [(named(widget), widget.width(), widget.height()) for widget in controls(window)]
    return [(name, width, height) for name, width, height in sizes if min(width, height) < LEAST]


def cut(window: QWidget) -> Iterator[str]:
    """Words that have less room than they need, and what stands out of its page sideways."""
    for widget in parts_of(window):
        if not widget.isVisible() or widget.window() is not window:
            continue
        if isinstance(widget, QLabel) and widget.text():
            yield from _cut_label(widget)
        elif isinstance(widget, QAbstractButton) and widget.text():
            wanted = widget.minimumSizeHint()
            if widget.width() < wanted.width() or widget.height() < min(wanted.height(), LEAST):
                yield f"{widget.text()}: {widget.size().toTuple()} of {wanted.toTuple()}"
        elif isinstance(widget, QScrollArea) and (wide := _too_wide(widget)):
            yield wide
        right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
        if right > window.width():
            yield f"{type(widget).__name__} {named(widget)}: ends at {right} of {window.width()}"


def _too_wide(area: QScrollArea) -> str:
    content, room = area.widget(), area.viewport().width()
    return f"a page of {content.width()} in {room}" if content and content.width() > room else ""


def _cut_label(label: QLabel) -> Iterator[str]:
    margins = label.contentsMargins()
    width = label.width() - margins.left() - margins.right() + 1
    measure = label.fontMetrics().horizontalAdvance
    if label.wordWrap():
        longest = max(measure(word) for word in re.split(r"[ \n-]", label.text()))  # lines may end there
        if longest > width or label.height() < label.heightForWidth(label.width()) - 1:
            yield f"{label.text()!r}: {label.size().toTuple()}, needs {label.heightForWidth(label.width())}"
    elif (wanted := max(measure(line) for line in label.text().splitlines())) > width:
        yield f"{label.text()!r}: {width} of {wanted}"


def in_tab_order(form: RecordForm, cells: list[Cell]) -> list[str]:
    """The fields of a form in the order in which Tab comes to them; the form itself may stand among them."""
    order: list[str] = []
    widget = form.nextInFocusChain()
    while widget and widget is not form:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found = next((_name(cell) for cell in cells if cell.isAncestorOf(widget)), "")
            if found and found not in order[-1:]:
                order.append(found)
        widget = widget.nextInFocusChain()
    first = order.index(_name(min(cells, key=_corner))) if order else 0
    return order[first:] + order[:first]


def _name(cell: Cell) -> str:
    return cell.editor.about.name


def _corner(cell: Cell) -> tuple[int, int]:
    corner = cell.mapTo(cell.window(), QPoint(0, 0))
    return corner.y(), corner.x()


@pytest.mark.parametrize("size", [LAPTOP, SMALLEST])
def test_given_and_next_stay_in_sight(person: Person, full: Full, size: tuple[int, int]) -> None:
    """With everything unfolded, a message above and the window as small as it gets."""
    person.desk.resize(*size)
    go(person, full, "Treatment, all fields")
    person.desk.messages.say("Something was said above the page, over two lines. " * 4)
    window = person.settled_window()
    named_so = {named(widget): widget for widget in controls(window)}
    for name in ("Given", "Next: plan"):
        button = named_so[name]
        box = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        assert window.rect().contains(box), name
        assert button.visibleRegion().boundingRect() == button.rect(), name


def turn_wheel_over(control: QWidget) -> None:
    middle = control.rect().center()
    turn = QWheelEvent(
        QPointF(middle),
        QPointF(control.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # not inverted; Qt takes it by place
    )
    QApplication.sendEvent(control, turn)


def what_is_chosen(window: QWidget) -> list[object]:
    """All that is typed, chosen and pressed, in sight or not."""
    return [
        [form.raw_texts() for form in window.findChildren(RecordForm)],
        [box.currentIndex() for box in window.findChildren(QComboBox)],
        [tabs.currentIndex() for tabs in window.findChildren(QTabBar)],
        [button.isChecked() for button in window.findChildren(QAbstractButton)],
    ]


def test_tab_goes_through_the_whole_window_and_comes_back(person: Person, full: Full) -> None:
    go(person, full, "Visit: Plan")
    stops: list[QWidget] = []
    while person.focus not in stops:
        stops.append(person.focus)
        person.key(Qt.Key.Key_Tab)
    assert person.focus is stops[0]
    names = [named(widget) for widget in stops]
    of_page = ["Chart", "Steps of the visit", "Plan", "Instructions given", "Back", "Save and close"]
    assert [name for name in ["Patients", "Settings", Key.PALETTE.words, *of_page] if name not in names] == []


@pytest.mark.parametrize("step", STEPS)
def test_esc_on_a_page_loses_nothing(person: Person, full: Full, step: str) -> None:
    go(person, full, f"Visit: {step}")
    page = person.at(VisitPage)
    if isinstance(person.focus, QLineEdit | QPlainTextEdit):
        person.type("5")
    before = what_is_chosen(page)
    person.key(Qt.Key.Key_Escape)
    assert person.at(VisitPage) is page
    assert what_is_chosen(page) == before


class Windows(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: Event) -> bool:
        if event.type() is Event.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_comes_up_as_a_window(person: Person, full: Full, qapp: QApplication) -> None:
    """A widget that is told to be visible before it stands on its page would flash up."""
    windows = Windows()
    qapp.installEventFilter(windows)
    for place in (place for place in PLACES if place not in (*WAYS, *KEYS)):
        go(person, full, place)
    qapp.removeEventFilter(windows)
    assert windows.shown == []


@pytest.mark.slow
@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_the_same_on_a_finer_screen(scale: str) -> None:
    test = f"{__file__}::{test_everything_is_named_large_in_order_and_whole.__name__}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    environment = os.environ | {"QT_SCALE_FACTOR": scale}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("place", [place for place in PLACES if place not in (*WAYS, *KEYS)])
def test_in_the_smallest_window_nothing_is_cut(person: Person, full: Full, place: str) -> None:
    person.desk.resize(*SMALLEST)
    go(person, full, place)
    window = person.settled_window()
    person.desk.messages.say("Something was said above the page.")
    window = person.settled_window()
    assert window.size().toTuple() == SMALLEST
    assert list(cut(window)) == []


def test_the_pause_is_whole_beside_many_earlier_doses(person: Person, full: Full) -> None:
    record = person.session.record
    lot = a_lot(record)
    for weeks in range(1, 7):
        give(record, full.plan, lot, given_on=record.today() - timedelta(weeks=weeks))
    person.desk.resize(*SMALLEST)
    go(person, full, "Treatment, all fields")
    person.desk.messages.say("Something was said above the page.")
    assert list(cut(person.settled_window())) == []


def test_a_visit_that_was_amended_often_is_whole_in_the_smallest_window(person: Person, full: Full) -> None:
    for number in range(6):
        add_addendum(person.session.record, full.signed_id, f"Addendum {number}", "Remembered later")
    person.desk.resize(*SMALLEST)
    go(person, full, "Signed visit")
    window = person.settled_window()
    assert window.size().toTuple() == SMALLEST
    assert list(cut(window)) == []
