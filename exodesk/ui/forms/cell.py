"""One field on a form: its label above, its control, and one line of words under it, a hint or a problem."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from exodesk.ui import parts
from exodesk.ui.forms.choices import LongChoice
from exodesk.ui.forms.controls import Line, TextBox, Tick
from exodesk.ui.forms.editors import Editor

WORDS_HEIGHT = 17
"""Room for one line of words stands ready, so that a problem does not push the form down."""


class Cell(QWidget):
    """Sends `edited` when a person changed the field, and `left` when they went on; both with its name."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, editor: Editor, *, starred: bool, low: bool) -> None:
        """`low`: nothing but ticks in its row, which carry their own words and need no room for a label."""
        super().__init__()
        self.editor = editor
        self.problem = ""
        self.hint, self._tone = editor.about.field.help, "faint"
        self._about = editor.widget.accessibleDescription() or ("required" if starred else "")
        name = editor.about.field.label
        is_tick = isinstance(editor.widget, Tick)
        label = parts.FieldLabel("" if is_tick else name, required=starred)
        label.setBuddy(editor.widget)
        if low:
            label.hide()
        self._words = parts.hint("", wrap=True)
        self._words.setMinimumHeight(WORDS_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (label, editor.widget, self._words):
            column.addWidget(part)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        editor.widget.setAccessibleName(name)
        editor.edited.connect(self._tell_edited)
        if isinstance(editor.widget, Line | TextBox | LongChoice):
            editor.widget.left.connect(self._tell_left)
        self.show_problem("")

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the field, in words and by its border; "" brings its hint back."""
        self.problem = text
        self._words.setText(text or self.hint)
        parts.set_tone(self._words, "danger" if text else self._tone)
        parts.set_problem(self.editor.widget, wrong=bool(text))
        self.editor.widget.setAccessibleDescription(text or self._about)

    def set_hint(self, text: str, *, warning: bool = False) -> None:
        self.hint = text
        self._tone = "warning" if warning else "faint"
        self.show_problem(self.problem)

    def _tell_edited(self) -> None:
        self.edited.emit(self.editor.about.name)

    def _tell_left(self) -> None:
        self.left.emit(self.editor.about.name)
