"""Every shortcut in one table, with the words that F1 lists. Signing and deleting have no single-letter key."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from exodesk.ui.keyboard.letters_first import let_letters_arrive


class Key(Enum):
    """The keys and what they do. Qt gives no default for several of them on every platform, so all stand here."""

    PALETTE = "Ctrl+K", "Search or command"
    NEW = "Ctrl+N", "New entry of this page"
    NEW_PATIENT = "Ctrl+Shift+N", "New patient"
    BOOK = "Ctrl+B", "Book an appointment"
    PHONE_NOTE = "F7", "Phone note: a patient calls"
    TASK = "Ctrl+Shift+T", "Task"
    PAGE_1 = "Ctrl+1", "First page in the list at the left"
    PAGE_2 = "Ctrl+2", "Second page in the list at the left"
    PAGE_3 = "Ctrl+3", "Third page in the list at the left"
    PAGE_4 = "Ctrl+4", "Fourth page in the list at the left"
    PAGE_5 = "Ctrl+5", "Fifth page in the list at the left"
    PAGE_6 = "Ctrl+6", "Sixth page in the list at the left"
    PAGE_7 = "Ctrl+7", "Seventh page in the list at the left"
    SETTINGS = "Ctrl+,", "Settings"
    TAB_1 = "Alt+1", "First tab of the chart, step of the visit, or section"
    TAB_2 = "Alt+2", "Second tab or step"
    TAB_3 = "Alt+3", "Third tab or step"
    TAB_4 = "Alt+4", "Fourth tab or step"
    TAB_5 = "Alt+5", "Fifth tab or step"
    TAB_6 = "Alt+6", "Sixth tab or step"
    TAB_7 = "Alt+7", "Seventh tab or step"
    BACK = "Alt+Left", "Back"
    FORWARD = "Alt+Right", "Forward"
    NEXT_REGION = "F6", "Next part of the window"
    SAVE = "Ctrl+S", "Save"
    NEXT_STEP = "Ctrl+Return", "Next step"
    AS_NEW = "Ctrl+Shift+Return", "Somebody new, although somebody alike is entered already"
    GIVEN = "Ctrl+G", "Given"
    BACK_TO_VISIT = "Ctrl+J", "Back to the visit"
    SIGN = "Ctrl+Shift+S", "Sign"
    PRINT = "Ctrl+P", "Print, or save as PDF"
    PREVIEW = "Ctrl+Shift+P", "Look at the page before it is printed"
    CHECK_PAGE = "Ctrl+Shift+V", "Check a printed page by its codes"
    TABLE = "Ctrl+T", "Timeline or calendar as a table"
    TODAY = "T", "In the calendar: today"
    EARLIER = "PgUp", "In the calendar: the day, week or month before"
    LATER = "PgDown", "In the calendar: the day, week or month after"
    MOVE = "M", "In the calendar: move by the arrows"
    ARRIVED = "A", "In the calendar: arrived"
    CONFIRMED = "C", "In the calendar: confirmed"
    NO_SHOW = "N", "In the calendar and on Today: did not come"
    CANCEL = "Del", "In the calendar: cancel the appointment"
    CUT = "Ctrl+X", "In the calendar: take an appointment along"
    PASTE = "Ctrl+V", "In the calendar: put it at the chosen time"
    UNDO = "Ctrl+Z", "Undo the last act"
    WELL = "W", "Asked after an injection: well"
    NOT_WELL = "X", "Asked after an injection: not well"
    REACHED = "1", "Called: reached"
    LEFT_WORD = "2", "Called: left word"
    NO_ANSWER = "3", "Called: no answer"
    REFUSED = "4", "Called: refused"
    WRONG_NUMBER = "5", "Called: wrong number"
    SNOOZE = "S", "Hide from the lists until a day"
    SET_DATE = "D", "Set the date by hand"
    LETTER = "L", "Letter to the patient"
    LETTERS = "Shift+L", "Letters to several patients"
    CURTAIN = "F12", "Curtain: hide all but the open chart"
    LOCK = "Ctrl+L", "Lock"
    QUIT = "Ctrl+Q", "Quit; drafts are kept"
    HELP = "F1", "These keys"

    def __init__(self, keys: str, words: str) -> None:
        self.keys = keys
        self.words = words

    @property
    def shown(self) -> str:
        """As people read it, such as Ctrl+Enter."""
        return self.keys.replace("Return", "Enter")


TAB_KEYS = (Key.TAB_1, Key.TAB_2, Key.TAB_3, Key.TAB_4, Key.TAB_5, Key.TAB_6, Key.TAB_7)
"""In the order of the tabs, steps or sections of a page."""


def bind(
    key: Key,
    owner: QWidget,
    act: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Let `key` do `act` in the owner's window; with another context, only while the owner has the focus."""
    shortcut = QShortcut(QKeySequence(key.keys), owner)
    shortcut.setObjectName(key.name)
    shortcut.setWhatsThis(key.words)
    shortcut.setContext(context)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(let_letters_arrive)
    shortcut.activated.connect(act)
    return shortcut


def bound_in(window: QWidget) -> list[Key]:
    """The keys that do something in a window now, in the order of the table."""
    shortcuts = [each for each in window.findChildren(QShortcut) if each.isEnabled()]
    names = {each.objectName() for each in shortcuts if _is_in_sight(each)}
    return [key for key in Key if key.name in names]


def _is_in_sight(shortcut: QShortcut) -> bool:
    owner = shortcut.parent()
    return isinstance(owner, QWidget) and owner.isVisible()
