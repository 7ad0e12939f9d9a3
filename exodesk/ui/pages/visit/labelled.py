"""A control of the treatment step that stands for no field of a record: its label above, a line of words below."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.ui import parts
from exodesk.ui.controls import Line


class Labelled(QWidget):
    """`say` tells where the value comes from, `show_problem` what is wrong with it."""

    def __init__(self, label: str, control: QWidget, *, beside: QWidget | None = None, required: bool = False) -> None:
        super().__init__()
        self.control = control
        self.hint, self._tone = "", "faint"
        self.problem = ""
        control.setAccessibleName(label)
        name = parts.FieldLabel(label, required=required)
        name.setBuddy(control)
        self._words = parts.hint("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(name)
        if beside:
            line = parts.row(control, beside)
            line.setStretch(0, 1)
            column.addLayout(line)
        else:
            column.addWidget(control)
        column.addWidget(self._words)
        column.addStretch()
        self.say("")

    def say(self, hint: str, *, warning: bool = False) -> None:
        self.hint = hint
        self._tone = "warning" if warning else "faint"
        self.show_problem(self.problem)

    def show_problem(self, text: str) -> None:
        self.problem = text
        self._words.setText(text or self.hint)
        self._words.setVisible(bool(text or self.hint))
        parts.set_tone(self._words, "danger" if text else self._tone)
        parts.set_problem(self.control, wrong=bool(text))
        self.control.setAccessibleDescription(text or self.hint)


def line_of(label: str, *, behind: str = "", required: bool = False) -> tuple[Labelled, Line]:
    """A line with its label, and a unit behind it."""
    words: Callable[[str], str] | None = (lambda _: behind) if behind else None
    line = Line(behind=words)
    labelled = Labelled(label, line, required=required)
    line.edited.connect(lambda: labelled.show_problem(""))
    return labelled, line
