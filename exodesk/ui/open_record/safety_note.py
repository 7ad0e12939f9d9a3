"""How safe the record is, where the day is planned and closed: what to do about the backups, and one act."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.safekeeping import Care, Said
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session

TONES = {Care.NONE: "", Care.SOON: "warning", Care.NOW: "danger"}

WAYS_OUT = "Lock it with Ctrl+L: the page that unlocks it restores its newest backup, or saves what can be read."
"""Of a record that turns out to be damaged while it is open."""


class SafetyNote(parts.Card):
    """`always`: even while all is well, in one line; otherwise it is seen only when there is something to do."""

    settings_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, always: bool = False) -> None:
        super().__init__("Backup", padding=(16, 10, 8))
        self.setParent(parent)  # before it is shown: without one it would be a window of its own for a moment
        self._always = always
        self.line = parts.words("", wrap=True)
        self._advice = parts.words("", wrap=True)
        self.act = parts.secondary_button("Back up now", glyph="save")
        self.act.clicked.connect(session.back_up_asked)
        more = parts.quiet_button("Settings")
        more.setAccessibleName("Settings of the backups")
        more.clicked.connect(self.settings_asked)
        if always:
            across = parts.row(self.line, self.act, more)
            across.setStretch(0, 1)
            self.body.addLayout(across)
            self.add(self._advice)
        else:
            self.add(self.line)
            self.add(self._advice)
            self.body.addLayout(parts.row(self.act, more, 1))
        session.safety_told.connect(self._tell)
        if not self._say(session.safety or Said(Care.NONE, "")):
            self.hide()  # and never shown here: without a parent it would be a window

    def _tell(self, said: Said) -> None:
        self.setVisible(self._say(said))

    def _say(self, said: Said) -> bool:
        """Whether there is something to say."""
        self.line.setText(said.line)
        self._advice.setText("\n".join(said.advice))
        self._advice.setVisible(bool(said.advice))
        parts.set_tone(self._advice, TONES[said.care])
        return bool(said.line) and (self._always or said.care is not Care.NONE)
