"""Settings of the ways in: a new passphrase, the recovery code once more, a new recovery code. Each asks who it is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exodesk.core.errors import ExodeskError
from exodesk.storage import clinic as stored
from exodesk.storage import opening
from exodesk.storage.keys import SHORTEST_PASSPHRASE, WrongPassphrase
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.unlock.kit import Kit
from exodesk.ui.unlock.recovery import RecoveryPage
from exodesk.ui.unlock.secret import SecretLine
from exodesk.ui.work.jobs import Jobs, Progress

AGAIN = "Every backup made until now still opens with the passphrase it was made with."
NEW_CODE = (
    "The whole record is written anew under a new key. That takes a moment, can be stopped, and needs as much room "
    "again. The record as it is now is kept beside it: that file and every backup until now open with the old code."
)


class KeysCard(parts.Card):
    """`copies`: the folder of the second key file."""

    new_code_asked = Signal(object, str)  # a Kit, and the passphrase

    def __init__(self, session: Session, jobs: Jobs, copies: Path) -> None:
        super().__init__("Passphrase and recovery code")
        self._session, self._jobs, self._copies = session, jobs, copies
        self.add(
            parts.muted(
                "The passphrase opens the record together with its key file. The recovery code opens the file alone.",
                wrap=True,
            )
        )
        self.passphrase = parts.secondary_button("Change the &passphrase…")
        self.code = parts.secondary_button("Print or save the recovery &code…", glyph="printer")
        self.new_code = parts.secondary_button("&New recovery code…")
        for button, act in (
            (self.passphrase, self._change_passphrase),
            (self.code, self._show_code),
            (self.new_code, self._ask_new_code),
        ):
            button.clicked.connect(act)
            button.setDisabled(session.record.read_only)
        self.says = parts.MessageBar()
        self.body.addLayout(parts.row(self.passphrase, 1))
        self.body.addLayout(parts.row(self.code, self.new_code, 1))
        self.add(self.says)

    def _kit(self) -> Kit:
        record = self._session.record
        practice = stored.get(record)
        return Kit(practice.name, record.path, practice.paper, self._session.today(), record.recovery_code)

    def _change_passphrase(self) -> None:
        path, copies = self._session.record.path, self._copies

        def change(old: str, new: str) -> None:
            opening.change_passphrase(path, old, new, copies=copies)

        dialog = WhoDialog("Change the passphrase", AGAIN, "Change it", self._jobs, change, asks_new=True, parent=self)
        dialog.proved.connect(self._tell_passphrase)
        dialog.open()

    def _tell_passphrase(self, _: str) -> None:
        self._session.record.log("change the passphrase")
        self.says.say(f"The passphrase is changed. {AGAIN}")

    def _show_code(self) -> None:
        dialog = WhoDialog("The recovery code", "", "Show it", self._jobs, self._prove, parent=self)
        dialog.proved.connect(self._open_code)
        dialog.open()

    def _open_code(self, _: str) -> None:
        self._session.record.log("show the recovery code")
        CodeDialog(self._kit(), self).open()

    def _ask_new_code(self) -> None:
        dialog = WhoDialog("A new recovery code", NEW_CODE, "Go on", self._jobs, self._prove, parent=self)
        dialog.proved.connect(self._go_on)
        dialog.open()

    def _go_on(self, passphrase: str) -> None:
        self.new_code_asked.emit(self._kit(), passphrase)

    def _prove(self, passphrase: str, _: str) -> None:
        opening.unlock(self._session.record.path, passphrase, self._copies)


class WhoDialog(QDialog):
    """Asks for the passphrase, and for a new one twice where it is about that; the worker then proves and acts."""

    proved = Signal(str)  # the passphrase that was right

    def __init__(
        self,
        title: str,
        says: str,
        act: str,
        jobs: Jobs,
        work: Callable[[str, str], object],
        *,
        asks_new: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs, self._work = jobs, work
        self._is_busy = False
        self.current = SecretLine("Passphrase" if not asks_new else "Present passphrase")
        self.first, self.again = SecretLine("New passphrase"), SecretLine("New passphrase again")
        self._lines = [self.current, self.first, self.again] if asks_new else [self.current]
        self.act = parts.primary_button(act)
        self.act.clicked.connect(self.accept)
        cancel = parts.secondary_button("Cancel")
        cancel.clicked.connect(self.reject)
        column = parts.dialog_column(self)
        column.addWidget(parts.section_title(title))
        if says:
            column.addWidget(parts.muted(says, wrap=True))
        for secret in (self.current, self.first, self.again):
            secret.setVisible(secret in self._lines)
            secret.line.returnPressed.connect(self.accept)
            column.addWidget(secret)
        column.addLayout(parts.row(1, cancel, self.act))
        self.resize(460, self.sizeHint().height())
        self.current.setFocus()
        self._explain()

    def accept(self) -> None:
        """Look at what was typed, then let the worker prove it; the dialog stays until it has."""
        self._explain()
        if not self.act.isEnabled() or not self._is_complete():
            return
        current, new = self.current.text(), self.first.text()
        self._set_busy(busy=True)
        work = self._work

        def prove(_: Progress) -> str:
            work(current, new)
            return current

        job = self._jobs.run(prove)
        job.succeeded.connect(self._end)
        job.failed.connect(self._refuse)

    def reject(self) -> None:
        """Not while it is being done: a passphrase that is changed behind a closed window is told to nobody."""
        if not self._is_busy:
            super().reject()

    def done(self, result: int) -> None:
        """Keep no secret in a widget."""
        for secret in self._lines:
            secret.clear()
        super().done(result)

    def _is_complete(self) -> bool:
        if not self.current.text():
            self.current.say("Type the passphrase.", wrong=True)
            self.current.setFocus()
        elif self.first in self._lines and len(self.first.text()) < SHORTEST_PASSPHRASE:
            here = len(self.first.text())
            self.first.say(f"It needs {SHORTEST_PASSPHRASE} characters or more: here are {here}.", wrong=True)
            self.first.setFocus()
        elif self.first in self._lines and self.first.text() != self.again.text():
            self.again.say("This is not what stands above. Type it again.", wrong=True)
            self.again.setFocus()
        else:
            return True
        return False

    def _end(self, passphrase: str) -> None:
        super().accept()
        self.proved.emit(passphrase)

    def _refuse(self, error: ExodeskError) -> None:
        self._set_busy(busy=False)
        text = "This is not the passphrase." if isinstance(error, WrongPassphrase) else str(error)
        self.current.say(text, wrong=True)
        self.current.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.act.setEnabled(not busy)
        for secret in self._lines:
            secret.line.setReadOnly(busy)

    def _explain(self) -> None:
        self.current.say("")
        self.first.say(f"{SHORTEST_PASSPHRASE} characters or more; nothing else is asked of it.")
        self.again.say("")


class CodeDialog(QDialog):
    """The code of the open record once more, to print or to save."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("The recovery code")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = RecoveryPage("The recovery code", "It opens the record without passphrase and key file.", "Close")
        self.page.show_code(kit.code, ask=False)
        self.page.print_asked.connect(partial(kit.print_out, self))
        self.page.save_asked.connect(partial(self._save, kit))
        self.page.done.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(700, 460)
        self.page.begin()

    def done(self, result: int) -> None:
        self.page.forget()
        super().done(result)

    def _save(self, kit: Kit) -> None:
        self.page.say(kit.save_as(self))
