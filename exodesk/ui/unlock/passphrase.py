"""Unlock: the passphrase of one record, or its recovery code. A wrong one gets its message and, after five, a wait."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from exodesk.ui import parts
from exodesk.ui.unlock.frame import Sheet
from exodesk.ui.unlock.secret import SecretLine

FREE_TRIES = 5
LONGEST_WAIT_S = 60


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong tries in a row: none for five, then 2, 4, 8 up to a minute."""
    return 0 if failures < FREE_TRIES else min(2 ** (failures - FREE_TRIES + 1), LONGEST_WAIT_S)


class UnlockPage(Sheet):
    tried = Signal(str, bool)  # the text, and whether it is a recovery code
    open_other = Signal()
    new = Signal()

    def __init__(self) -> None:
        super().__init__("Unlock", width=460)
        self._failures = 0
        self._wait_s = 0
        self._by_code = False
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count_down)
        self.passphrase = SecretLine("Passphrase")
        self.code = SecretLine("Recovery code")
        self.code.say("14 groups of 4; blanks, hyphens and small letters do not matter.")
        self.unlock = parts.primary_button("&Unlock")
        self.unlock.setDefault(True)
        self._switch = parts.quiet_button("Use the recovery &code")
        self._other = parts.quiet_button("&Open another record…")
        self._new = parts.quiet_button("&New record…")
        for line in (self.passphrase, self.code):
            line.line.returnPressed.connect(self._try)
            self.body.addWidget(line)
        self.unlock.clicked.connect(self._try)
        self._switch.clicked.connect(self._change_way)
        self._other.clicked.connect(self.open_other)
        self._new.clicked.connect(self.new)
        self.acts.addWidget(self.unlock)
        self.acts.addStretch()
        self.acts.addWidget(self._switch)
        self.foot.addWidget(self._other)
        self.foot.addStretch()
        self.foot.addWidget(self._new)
        self.code.hide()

    def show_record(self, path: Path) -> None:
        self.title.setText(f"Unlock {path.stem}")
        self.says.setText(str(path.parent))
        self.says.setVisible(True)
        self._failures = 0
        self._use(by_code=False)
        self.forget()

    def begin(self) -> None:
        (self.code if self._by_code else self.passphrase).setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the key is derived the window lives on, and a second try waits."""
        self.unlock.setEnabled(not busy and not self._wait_s)
        self.unlock.setText("Unlocking…" if busy else "&Unlock")
        self.passphrase.line.setReadOnly(busy)
        self.code.line.setReadOnly(busy)

    def refuse(self, text: str, *, wrong_secret: bool) -> None:
        """Say what stands in the way; only a wrong passphrase or code counts as a try."""
        self.set_busy(busy=False)
        self.say(text)
        self.begin()
        self._line.selectAll()
        if wrong_secret:
            self._failures += 1
            self._wait_s = wait_after(self._failures)
            if self._wait_s:
                self._tick.start()
                self._show_wait()

    def forget(self) -> None:
        """Keep no secret in a widget."""
        self.passphrase.clear()
        self.code.line.clear()
        self.say("")
        self.set_busy(busy=False)

    @property
    def _line(self) -> QLineEdit:
        return (self.code if self._by_code else self.passphrase).line

    def _try(self) -> None:
        if self.unlock.isEnabled() and self._line.text():
            self.say("")
            self.set_busy(busy=True)
            self.tried.emit(self._line.text(), self._by_code)

    def _change_way(self) -> None:
        self._use(by_code=not self._by_code)
        self.begin()

    def _use(self, *, by_code: bool) -> None:
        self._by_code = by_code
        self.passphrase.setVisible(not by_code)
        self.code.setVisible(by_code)
        self._switch.setText("Use the &passphrase" if by_code else "Use the recovery &code")
        self.say("")

    def _count_down(self) -> None:
        self._wait_s -= 1
        self._show_wait()
        if not self._wait_s:
            self._tick.stop()
            self.set_busy(busy=False)

    def _show_wait(self) -> None:
        self.unlock.setEnabled(not self._wait_s)
        self.unlock.setText(f"Wait {self._wait_s} s" if self._wait_s else "&Unlock")
