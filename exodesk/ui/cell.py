"""One field on a form: its label above, its control, and one line of words under it, a hint or a problem."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from exodesk.ui import theme
from exodesk.ui.controls import Line, LongChoice, TextBox, Tick
from exodesk.ui.editors import Editor
from exodesk.ui.theme import Text

WORDS_HEIGHT = 17
"""Room for one line of words stands ready, so that a problem does not push the form down."""


class Cell(QWidget):
    """Sends `edited` when a person changed the field, and `left` when they went on; both with its name."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, editor: Editor, *, starred: bool) -> None:
        super().__init__()
        self.editor = editor
        self.problem = ""
        self._hint = editor.about.field.help
        name = editor.about.field.label
        star = f' <span style="color:{theme.tokens().danger}">*</span>' if starred else ""
        self._label = QLabel("" if isinstance(editor.widget, Tick) else name + star)
        self._label.setFont(theme.font(Text.HINT))
        self._label.setProperty("tone", "muted")
        self._label.setBuddy(editor.widget)
        self._words = QLabel()
        self._words.setFont(theme.font(Text.HINT))
        self._words.setWordWrap(True)
        self._words.setMinimumHeight(WORDS_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for part in (self._label, editor.widget, self._words):
            column.addWidget(part)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        editor.widget.setAccessibleName(f"{name}, needed" if starred else name)
        editor.edited.connect(self._tell_edited)
        if isinstance(editor.widget, Line | TextBox | LongChoice):
            editor.widget.left.connect(self._tell_left)
        self.show_problem("")

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the field, in words and by its border; "" brings its hint back."""
        self.problem = text
        self._words.setText(text or self._hint)
        self._words.setProperty("tone", "danger" if text else "faint")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        control = self.editor.widget
        control.setProperty("problem", bool(text))
        control.setToolTip(text)
        control.update()

    def set_hint(self, text: str) -> None:
        self._hint = text
        self.show_problem(self.problem)

    def _tell_edited(self) -> None:
        self.edited.emit(self.editor.about.name)

    def _tell_left(self) -> None:
        self.left.emit(self.editor.about.name)
