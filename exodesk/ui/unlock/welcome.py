"""The first page of a first start: a new record, one that is there already, or a look around."""

from PySide6.QtCore import Signal

from exodesk.ui import parts
from exodesk.ui.unlock.frame import Sheet, small_print


class Welcome(Sheet):
    new = Signal()
    open = Signal()
    look_around = Signal()
    restore = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Welcome to Exodesk",
            "The treatment record of a solo practice. It lies in one encrypted file on this computer and goes "
            "nowhere else.",
        )
        self._new = parts.primary_button("&New record", glyph="file-plus")
        self._open = parts.secondary_button("&Open a record…", glyph="folder-open")
        self._restore = parts.secondary_button("&Restore a backup…", glyph="undo-2")
        self._look = parts.secondary_button("&Look around a made-up practice", glyph="eye")
        for button, says, signal in (
            (self._new, "Your practice, a passphrase and a recovery code. It takes five minutes.", self.new),
            (self._open, "A record that you made before, or brought from another computer.", self.open),
            (self._restore, "After a dead disk or on a new computer: choose the backup, look into it, confirm.",
             self.restore),
            (self._look, "Invented patients only, marked SYNTHETIC. Nothing of it touches a record of yours.",
             self.look_around),
        ):  # fmt: skip
            button.clicked.connect(signal)
            line = parts.row(button, spacing=16)
            line.addWidget(parts.hint(says, wrap=True), 1)
            button.setFixedWidth(246)
            self.body.addLayout(line)
            self.body.addSpacing(6)
        self.body.addWidget(
            small_print(
                "Exodesk records and reminds. It gives no medical advice and is not a medical device. No exosome "
                "product is FDA-approved."
            )
        )

    def begin(self) -> None:
        self._new.setFocus()
