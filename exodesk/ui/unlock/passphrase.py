"""Unlock: the passphrase of one record, its recovery code, or today's PIN.

A wrong one gets its message and, after five, a wait, which a new start does not end.
"""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from exodesk.storage.pin import LONGEST
from exodesk.ui import parts
from exodesk.ui.unlock.frame import Sheet
from exodesk.ui.unlock.secret import SecretLine


class Way(Enum):
    """What is typed."""

    PASSPHRASE = "Passphrase", "Use the &passphrase"
    CODE = "Recovery code", "Use the recovery &code"
    PIN = "PIN of today", ""

    def __init__(self, label: str, offer: str) -> None:
        self.label = label
        self.offer = offer


class UnlockPage(Sheet):
    tried = Signal(str, object)  # the text and its Way
    open_other = Signal()
    new = Signal()
    restore = Signal()
    salvage = Signal()

    def __init__(self) -> None:
        super().__init__("Unlock", width=460)
        self._where = ""
        self._wait_s = 0
        self._way = Way.PASSPHRASE
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one ends the wait before it is over
        self._tick.timeout.connect(self._count_down)
        self._lines = {way: SecretLine(way.label) for way in Way}
        self.passphrase, self.code, self.pin = self._lines.values()
        self.code.say("14 groups of 4; blanks, hyphens and small letters do not matter.")
        self.pin.line.setMaxLength(LONGEST)
        self.pin.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.unlock = parts.primary_button("&Unlock")
        self.unlock.setDefault(True)
        self._switch = parts.quiet_button(Way.CODE.offer)
        self._other = parts.quiet_button("&Open another record…")
        self._new = parts.quiet_button("&New record…")
        self._restore = parts.quiet_button("&Restore a backup…")
        self._lay_out()
        self._connect()
        self.use(Way.PASSPHRASE)

    def _connect(self) -> None:
        for secret in self._lines.values():
            secret.line.returnPressed.connect(self._try)
        self.unlock.clicked.connect(self._try)
        self._switch.clicked.connect(self._change_way)
        self._other.clicked.connect(self.open_other)
        self._new.clicked.connect(self.new)
        self._restore.clicked.connect(self.restore)

    def _lay_out(self) -> None:
        for secret in self._lines.values():
            self.body.addWidget(secret)
        self.acts.addWidget(self.unlock)
        self.acts.addStretch()
        self.acts.addWidget(self._switch)
        self.foot.addWidget(self._other)
        self.foot.addStretch()
        self.foot.addWidget(self._restore)
        self.foot.addStretch()
        self.foot.addWidget(self._new)
        to_backup = parts.secondary_button("Restore the newest &backup…", glyph="undo-2")
        to_salvage = parts.secondary_button("&Save what can be read…")
        to_backup.clicked.connect(self.restore)
        to_salvage.clicked.connect(self.salvage)
        self._ways_out = QWidget()
        self._ways_out.setLayout(parts.row(to_backup, to_salvage, 1))
        self.ways.addWidget(self._ways_out)

    def show_record(self, path: Path) -> None:
        self.title.setText(f"Unlock {path.stem}")
        self._where = str(path.parent)
        self.says.setVisible(True)
        self.use(Way.PASSPHRASE)
        self.forget()

    def begin(self) -> None:
        self._lines[self._way].setFocus()

    def tell(self, text: str) -> None:
        """What the wait is for."""
        self.says.setText(text)
        parts.announce(self.says, text)

    def set_busy(self, busy: bool) -> None:
        """While the key is derived the window lives on, and a second try waits."""
        self.unlock.setEnabled(not busy and not self._wait_s)
        self.unlock.setText("Unlocking…" if busy else "&Unlock")
        for secret in self._lines.values():
            secret.line.setReadOnly(busy)
        if not busy:
            self.says.setText(self._where)
            if self._wait_s:
                self._show_wait()

    def refuse(self, text: str, *, damaged: bool = False) -> None:
        """Say what stands in the way; under a damaged file stand the ways out."""
        self.set_busy(busy=False)
        self.say(text)
        self._ways_out.setVisible(damaged)
        self.begin()
        self._line.selectAll()

    def wait(self, seconds: int) -> None:
        """Take no try for so long; 0 ends it."""
        self._wait_s = seconds
        if seconds:
            self._tick.start()
        self.set_busy(busy=False)

    def forget(self) -> None:
        """Keep no secret in a widget."""
        for secret in self._lines.values():
            secret.line.clear()
        self.passphrase.clear()
        self.say("")
        self.set_busy(busy=False)

    def use(self, way: Way) -> None:
        """Ask for this; a PIN is asked for only while there is one."""
        self._way = way
        for each, secret in self._lines.items():
            secret.setVisible(each is way)
        self._switch.setText(self._other_way.offer)
        self.say("")
        self._ways_out.hide()

    @property
    def _other_way(self) -> Way:
        return Way.CODE if self._way is Way.PASSPHRASE else Way.PASSPHRASE

    @property
    def _line(self) -> QLineEdit:
        return self._lines[self._way].line

    def _try(self) -> None:
        if self.unlock.isEnabled() and self._line.text():
            self.say("")
            self._ways_out.hide()
            self.set_busy(busy=True)
            self.tried.emit(self._line.text(), self._way)

    def _change_way(self) -> None:
        self.use(self._other_way)
        self.begin()

    def _count_down(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        if not self._wait_s:
            self._tick.stop()
        self.set_busy(busy=False)

    def _show_wait(self) -> None:
        self.unlock.setText(f"Wait {self._wait_s} s")
