"""A new record: first the practice, then the passphrase and the place of the file."""

from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from exodesk.core.errors import InvalidRecord
from exodesk.core.records.clinic import Clinic
from exodesk.storage.keys import SHORTEST_PASSPHRASE
from exodesk.ui import parts
from exodesk.ui.forms.clinic_form import ASKED_FIRST, clinic_form
from exodesk.ui.unlock.frame import SUFFIX, Sheet, small_print
from exodesk.ui.unlock.secret import SecretLine


def computers_day() -> Any:
    """Before there is a clinic there is no clinic's day."""
    return QDate.currentDate().toPython()


class PracticePage(Sheet):
    """The fields of the clinic page that every summary needs."""

    done = Signal(object)  # a Clinic
    back = Signal()

    def __init__(self) -> None:
        super().__init__("Your practice", "This stands on what patients take home. All of it can be changed later.")
        self.form = clinic_form(ASKED_FIRST, computers_day)
        self.body.addWidget(self.form)
        self._back = parts.secondary_button("&Back")
        self._next = parts.primary_button("&Next: passphrase")
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self._go_on)
        self.acts.addWidget(self._back)
        self.acts.addStretch()
        self.acts.addWidget(self._next)

    def begin(self) -> None:
        self.form.focus_first()

    def _go_on(self) -> None:
        try:
            clinic = Clinic(**self.form.values())
        except InvalidRecord:
            return  # the words stand at their fields
        self.done.emit(clinic)


class PassphrasePage(Sheet):
    """A passphrase typed twice, and where the record will lie."""

    done = Signal(str, object)  # the passphrase and the Path
    back = Signal()

    def __init__(self, proposed: Path) -> None:
        super().__init__(
            "A passphrase for your record",
            "It is asked for at every start. Several words are easy to keep and hard to guess.",
        )
        self.first = SecretLine("Passphrase")
        self.first.say(f"{SHORTEST_PASSPHRASE} characters or more; nothing else is asked of it.")
        self.again = SecretLine("Passphrase again")
        self.file = QLineEdit(str(proposed))
        self.file.setAccessibleName("File of the record")
        label = parts.FieldLabel("File of the record")
        label.setBuddy(self.file)
        choose = parts.secondary_button("&Choose…", glyph="folder-open")
        choose.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.addWidget(self.file, 1)
        place.addWidget(choose)
        for widget in (self.first, self.again, label):
            self.body.addWidget(widget)
        self.body.addLayout(place)
        self.body.addWidget(small_print("Nobody can open the record without its passphrase or its recovery code."))
        self._back = parts.secondary_button("&Back")
        self._make = parts.primary_button("&Make the record")
        self._back.clicked.connect(self.back)
        self._make.clicked.connect(self._go_on)
        self.again.line.returnPressed.connect(self._go_on)
        self.acts.addWidget(self._back)
        self.acts.addStretch()
        self.acts.addWidget(self._make)

    def begin(self) -> None:
        self.first.setFocus()

    def set_busy(self, busy: bool) -> None:
        for button in (self._back, self._make):
            button.setEnabled(not busy)
        self._make.setText("Making the record…" if busy else "&Make the record")

    def forget(self) -> None:
        """Keep no secret in a widget."""
        self.first.clear()
        self.again.clear()

    def _go_on(self) -> None:
        self.say("")
        passphrase = self.first.text()
        self.again.say("")
        self.first.say(f"{SHORTEST_PASSPHRASE} characters or more; nothing else is asked of it.")
        if len(passphrase) < SHORTEST_PASSPHRASE:
            here = len(passphrase)
            self.first.say(f"It needs {SHORTEST_PASSPHRASE} characters or more: here are {here}.", wrong=True)
            self.first.setFocus()
        elif passphrase != self.again.text():
            self.again.say("This is not what stands above. Type it again.", wrong=True)
            self.again.setFocus()
        elif not self.file.text().strip():
            self.say("Choose where the record will lie.")
            self.file.setFocus()
        else:
            self.done.emit(passphrase, with_suffix(self.file.text()))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Where the record will lie", self.file.text(), f"Exodesk records (*{SUFFIX})"
        )
        if chosen:
            self.file.setText(str(with_suffix(chosen)))


def with_suffix(text: str) -> Path:
    path = Path(text.strip()).expanduser()
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def free_path(folder: Path) -> Path:
    """A name that no record in the folder has."""
    names = (f"practice {number}" if number > 1 else "practice" for number in count(1))
    return next(path for name in names if not (path := folder / f"{name}{SUFFIX}").exists())
