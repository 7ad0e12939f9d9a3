"""A line for a passphrase: hidden, with a button that shows it. It takes a paste, and nothing is cut or counted."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exodesk.ui import parts


class SecretLine(QWidget):
    def __init__(self, label: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(label)
        self._show = parts.icon_button("eye", f"Show the {label.lower()}")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._reveal)
        name = parts.FieldLabel(label)
        name.setBuddy(self.line)
        self._words = parts.hint("", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(name)
        column.addLayout(row)
        column.addWidget(self._words)
        self.setFocusProxy(self.line)
        self.say("")

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()
        self._show.setChecked(False)
        self.say("")

    def say(self, text: str, *, wrong: bool = False) -> None:
        """A hint, or what is wrong."""
        self._words.setText(text)
        parts.set_tone(self._words, "danger" if wrong else "faint")
        parts.set_problem(self.line, wrong)

    def _reveal(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.set_glyph("eye-off" if shown else "eye")
