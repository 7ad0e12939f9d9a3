"""Settings of the lock: after how long without a key or the mouse, and a PIN for the rest of the day."""

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from exodesk.storage.pin import LONGEST, SHORTEST, is_pin
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.unlock.secret import SecretLine

ALSO = (
    ", and so does a locked screen, sleep, or another user at the screen."
    if sys.platform == "linux"
    else ". A locked screen or another user is not noticed on this system: the minutes below count, sleep among them."
)
"""What the desktop tells is told on Linux only."""

MINUTES = (1, 2, 5, 10, 20, 30, 60)


class LockCard(parts.Card):
    minutes_chosen = Signal(int)
    pin_chosen = Signal(str)
    pin_forgotten = Signal()

    def __init__(self, minutes: int, *, has_pin: bool) -> None:
        super().__init__("Lock", note="On this computer")
        self.add(
            parts.muted(
                f"{Key.LOCK.shown} locks at once{ALSO} "
                "An observation or a pause that runs is not covered. What you type is kept, and after unlock you are "
                "where you were.",
                wrap=True,
            )
        )
        self.minutes = parts.ChoiceRow(
            [(str(each), f"{each} min") for each in MINUTES], str(minutes), name="Lock after so long without use"
        )
        self.minutes.chosen.connect(self._choose_minutes)
        self.add(parts.strong("Without use, lock after"))
        self.body.addLayout(parts.row(self.minutes, 1))
        self._says = parts.muted("", wrap=True)
        self.set = parts.secondary_button("", glyph="lock")
        self.set.clicked.connect(self._ask)
        self.forget = parts.quiet_button("Forget the PIN")
        self.forget.clicked.connect(self._forget)
        self.add(self._says)
        self.body.addLayout(parts.row(self.set, self.forget, 1))
        self.show_pin(has_pin)

    def show_pin(self, has_pin: bool) -> None:
        self.set.setText("Change the P&IN…" if has_pin else "Set a P&IN for today…")
        self.forget.setVisible(has_pin)
        self._says.setText(
            "Your PIN opens the record again until midnight. After five wrong tries, or once Exodesk has ended, it is "
            "the passphrase again."
            if has_pin
            else f"A PIN of {SHORTEST} to {LONGEST} digits spares you the passphrase for the rest of the day."
        )

    def tell_pin(self, _: object) -> None:
        """The PIN is set."""
        self.show_pin(True)

    def _choose_minutes(self, text: str) -> None:
        self.minutes_chosen.emit(int(text))

    def _ask(self) -> None:
        dialog = PinDialog(self)
        dialog.chosen.connect(self.pin_chosen)
        dialog.open()

    def _forget(self) -> None:
        self.pin_forgotten.emit()
        self.show_pin(False)


class PinDialog(QDialog):
    """The digits twice. They leave it by `chosen` only."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("A PIN for today")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.first, self.again = SecretLine("PIN"), SecretLine("PIN again")
        for secret in (self.first, self.again):
            secret.line.setMaxLength(LONGEST)
            secret.line.returnPressed.connect(self.accept)
        self.save = parts.primary_button("Set the PIN")
        self.save.clicked.connect(self.accept)
        cancel = parts.secondary_button("Cancel")
        cancel.clicked.connect(self.reject)
        column = parts.dialog_column(self)
        column.addWidget(parts.section_title("A PIN for today"))
        column.addWidget(self.first)
        column.addWidget(self.again)
        column.addLayout(parts.row(1, cancel, self.save))
        self.resize(420, self.sizeHint().height())
        self.first.setFocus()
        self._explain()

    def accept(self) -> None:
        self._explain()
        if not is_pin(self.first.text()):
            self.first.say(f"It needs {SHORTEST} to {LONGEST} digits.", wrong=True)
            self.first.setFocus()
        elif self.first.text() != self.again.text():
            self.again.say("This is not what stands above. Type it again.", wrong=True)
            self.again.setFocus()
        else:
            self.chosen.emit(self.first.text())
            super().accept()

    def done(self, result: int) -> None:
        """Keep no secret in a widget."""
        self.first.clear()
        self.again.clear()
        super().done(result)

    def _explain(self) -> None:
        self.first.say(f"{SHORTEST} to {LONGEST} digits.")
        self.again.say("")
