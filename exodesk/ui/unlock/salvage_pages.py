"""A damaged record, as it is seen: its newest good backup first, then what can be read of it, and what that came to."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from exodesk.core.dates import show_date, show_time
from exodesk.storage.backup import Backup
from exodesk.ui import parts
from exodesk.ui.unlock.create import with_suffix
from exodesk.ui.unlock.frame import Sheet
from exodesk.ui.unlock.secret import SecretLine

HINT = "The record’s own passphrase, or its recovery code."


class SalvagePage(Sheet):
    done = Signal(str, object)  # what was typed, and the Path of the new record
    restore = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.newest = parts.words("", wrap=True)
        self._restore = parts.secondary_button("&Restore that backup…", glyph="undo-2")
        self._restore.clicked.connect(self.restore)
        self.secret = SecretLine("Passphrase or recovery code")
        self.file = parts.named(QLineEdit(), "File of the new record")
        label = parts.FieldLabel("File of the new record")
        label.setBuddy(self.file)
        self.go_on = parts.primary_button("&Save what can be read")
        self.go_on.clicked.connect(self._go_on)
        self.secret.line.returnPressed.connect(self._go_on)
        self._back = parts.secondary_button("&Back")
        self._back.clicked.connect(self.back)
        self.body.addWidget(self.newest)
        self.body.addLayout(parts.row(self._restore, 1))
        self.body.addSpacing(8)
        for widget in (self.secret, label, self.file):
            self.body.addWidget(widget)
        self.acts.addWidget(self._back)
        self.acts.addStretch()
        self.acts.addWidget(self.go_on)

    def show_record(self, damaged: Path, newest: Backup | None, place: Path, zone: tzinfo | None) -> None:
        self.title.setText(f"Save what can be read of {damaged.stem}")
        self.says.setText(
            "It goes into a new record. The damaged file is only read and stays as it is. What a page of it has lost "
            "is written again from the audit trail, and from the newest good backup."
        )
        self.says.setVisible(True)
        self.newest.setText(_newest(newest, zone))
        self._restore.setVisible(newest is not None)
        self.file.setText(str(place))
        self.forget()

    def begin(self) -> None:
        self.secret.setFocus()

    def forget(self) -> None:
        """Keep no secret in a widget."""
        self.secret.clear()
        self.secret.say(HINT)

    def _go_on(self) -> None:
        self.say("")
        if not self.secret.text():
            self.secret.say("Type its passphrase or the recovery code.", wrong=True)
            self.secret.setFocus()
        else:
            self.done.emit(self.secret.text(), with_suffix(self.file.text()))


class ReportPage(Sheet):
    """What it came to, as text that can be copied, and the way into the new record."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__("", "This stands in the audit trail of the new record too.")
        self.report = parts.named(QPlainTextEdit(), "Report")
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setMinimumHeight(240)
        self._copy = parts.secondary_button("&Copy", glyph="copy")
        self._copy.clicked.connect(self._take)
        self.open = parts.primary_button("&Open the new record")
        self.open.clicked.connect(self.done)
        self.body.addWidget(self.report)
        self.acts.addWidget(self._copy)
        self.acts.addStretch()
        self.acts.addWidget(self.open)

    def show_report(self, lines: Sequence[str], *, is_all_there: bool) -> None:
        self.title.setText("Everything could be saved" if is_all_there else "A part of the record is missing")
        self.report.setPlainText("\n".join(lines))

    def begin(self) -> None:
        self.open.setFocus()

    def _take(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def _newest(backup: Backup | None, zone: tzinfo | None) -> str:
    if backup is None:
        return "No good backup of it was found beside it or in the second place."
    at = backup.stamp.astimezone(zone)
    return (
        f"First look at the newest good backup, of {show_date(at.date())} {show_time(at)}: it holds the record as it "
        "was then, whole and proven. What follows is for what was written after it."
    )
