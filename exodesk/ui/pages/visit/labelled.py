"""A control of the treatment step that stands for no field of a record: its label above, a line of words below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.quantities import Unit
from exodesk.ui import parts
from exodesk.ui.forms.controls import Line


class Labelled(QWidget):
    """`say` tells where the value comes from, `show_problem` what is wrong with it."""

    def __init__(self, label: str, control: QWidget, *, required: bool = False) -> None:
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


class Typed(Labelled):
    """A line to type into. What was said to be wrong with it goes as soon as it is typed into again."""

    def __init__(self, label: str, line: Line | None = None, *, required: bool = False) -> None:
        self.line = line or Line()
        super().__init__(label, self.line, required=required)
        self.line.edited.connect(self._forget_problem)

    def _forget_problem(self) -> None:
        self.show_problem("")


class Amounted(Typed):
    """A volume, or a number of particles, in its unit. What cannot be read is told when the line is left."""

    def __init__(self, label: str, unit: Unit, *, required: bool = False) -> None:
        super().__init__(label, Line(behind=lambda _: unit.symbol), required=required)
        self._unit = unit
        self.line.left.connect(self._check)

    @property
    def value(self) -> int | None:
        """In the stored unit; None while nothing stands there that can be read."""
        return self._read()[0]

    @property
    def unread(self) -> str:
        """Why what stands there cannot be read; "" when it can, or when nothing does."""
        return self._read()[1]

    def _read(self) -> tuple[int | None, str]:
        text = self.line.raw()
        try:
            return (self._unit.read(text) if text.strip() else None), ""
        except ValueError as unread:
            return None, str(unread)

    def _check(self) -> None:
        if unread := self.unread:
            self.show_problem(unread)
