"""The recovery code, to keep on paper. What makes a new one ends when two of its groups are typed back."""

import secrets
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from exodesk.ui import parts
from exodesk.ui.look import theme
from exodesk.ui.look.theme import Text
from exodesk.ui.unlock.frame import Sheet

COLUMNS = 5


class RecoveryPage(Sheet):
    done = Signal()
    print_asked = Signal()
    save_asked = Signal()
    left = Signal()

    def __init__(self, title: str, says: str, ends: str) -> None:
        """`ends`: the words of the button that leads on."""
        super().__init__(title, says)
        self._groups: Sequence[str] = ()
        self._asked: tuple[int, int] = (0, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        card = QWidget()
        card.setLayout(self._grid)
        self.body.addWidget(card)
        print_it = parts.secondary_button("&Print…", glyph="printer")
        save = parts.secondary_button("&Save as PDF…", glyph="save")
        print_it.clicked.connect(self.print_asked)
        save.clicked.connect(self.save_asked)
        self.body.addLayout(parts.row(print_it, save, 1))
        self.body.addSpacing(10)
        self._lines = [parts.named(QLineEdit(), name) for name in ("First group", "Second group")]
        self._labels = [parts.FieldLabel(""), parts.FieldLabel("")]
        self._typed = QWidget()
        self._ask_two_groups()
        self.body.addWidget(self._typed)
        self._open = parts.primary_button(ends)
        self._open.clicked.connect(self._go_on)
        self._back = parts.quiet_button("&Leave it as it was")
        self._back.clicked.connect(self.left)
        self._back.hide()
        self.acts.addWidget(self._back)
        self.acts.addStretch()
        self.acts.addWidget(self._open)

    def _ask_two_groups(self) -> None:
        asks = QVBoxLayout(self._typed)
        asks.setContentsMargins(0, 0, 0, 0)
        asks.addWidget(parts.strong("Type two of its groups from your copy"))
        typed = QHBoxLayout()
        typed.setSpacing(12)
        for label, line in zip(self._labels, self._lines, strict=True):
            label.setBuddy(line)
            line.setMaximumWidth(120)
            line.returnPressed.connect(self._go_on)
            typed.addLayout(parts.column(label, line, spacing=2))
        typed.addStretch()
        asks.addLayout(typed)

    @property
    def asked(self) -> tuple[int, int]:
        """Which groups are to be typed back, counted from 1."""
        return self._asked[0] + 1, self._asked[1] + 1

    @property
    def lines(self) -> Sequence[QLineEdit]:
        return self._lines

    def show_code(self, code: str, *, ask: bool = True, can_leave: bool = False) -> None:
        """`ask`: two groups are to be typed back. `can_leave`: nothing depends on this code yet."""
        self._typed.setVisible(ask)
        self._back.setVisible(can_leave)
        self._groups = code.split("-")
        numbers = sorted(secrets.SystemRandom().sample(range(len(self._groups)), 2))
        self._asked = (numbers[0], numbers[1])
        figure = theme.font(Text.SECTION, figures=True)
        for number, group in enumerate(self._groups):
            row, column = number // COLUMNS, 2 * (number % COLUMNS)
            cell = parts.words(group)
            cell.setFont(figure)
            cell.setAccessibleName(f"Group {number + 1} {group}")
            self._grid.addWidget(parts.muted(str(number + 1)), row, column, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(cell, row, column + 1)
            self._grid.setColumnStretch(column + 1, 1)
        for label, line, number in zip(self._labels, self._lines, self.asked, strict=True):
            label.setText(f"Group {number}")
            line.setAccessibleName(f"Group {number} typed back")

    def forget(self) -> None:
        """Keep no secret in a widget."""
        self._groups = ()
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                if isinstance(widget, QLabel):
                    widget.clear()
                    widget.setAccessibleName("")
                widget.hide()
                widget.deleteLater()
        for line in self._lines:
            line.clear()
        self.say("")

    def begin(self) -> None:
        (self._open if self._typed.isHidden() else self._lines[0]).setFocus()

    def _go_on(self) -> None:
        if self._typed.isHidden():
            self.done.emit()
            return
        for line, number in zip(self._lines, self._asked, strict=True):
            if line.text().strip().upper() != self._groups[number]:
                parts.set_problem(line, wrong=True)
                self.say(f"Group {number + 1} of the code is another one. Look at your copy and type it again.")
                line.setFocus()
                line.selectAll()
                return
            parts.set_problem(line, wrong=False)
        self.done.emit()
