"""The way back from a backup, as it is seen: which one, by what it opens, what it holds, and what would be lost."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from exodesk.core.dates import show_date, show_time
from exodesk.core.records.patient import show_chart_no
from exodesk.storage.backup import Backup
from exodesk.storage.restoring import Inside, Losses
from exodesk.ui import parts
from exodesk.ui.unlock.create import with_suffix
from exodesk.ui.unlock.frame import SUFFIX, Sheet
from exodesk.ui.unlock.secret import SecretLine


class ChoosePage(Sheet):
    """One of the backups that were found, or any file; and its passphrase or recovery code."""

    done = Signal(object, str)  # the Path, and what was typed
    back = Signal()
    salvage = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Restore a backup",
            "Nothing is changed yet: first it is opened, and you see what it holds.",
        )
        self._paths: list[Path] = []
        self.found = QComboBox()
        self.found.setAccessibleName("Backup")
        self._label = parts.FieldLabel("Backup, the newest first")
        self._label.setBuddy(self.found)
        other = parts.secondary_button("Another &file…", glyph="folder-open")
        other.clicked.connect(self._choose)
        self.secret = SecretLine("Passphrase or recovery code")
        self.secret.say("The passphrase of the day it was made, or the recovery code.")
        self.secret.line.returnPressed.connect(self._go_on)
        self.look = parts.primary_button("&Look into it")
        self.look.clicked.connect(self._go_on)
        self._back = parts.secondary_button("&Back")
        self._back.clicked.connect(self.back)
        line = parts.row()
        line.addWidget(self.found, 1)
        line.addWidget(other)
        self.body.addWidget(self._label)
        self.body.addLayout(line)
        self.body.addWidget(self.secret)
        self.acts.addWidget(self._back)
        self.acts.addStretch()
        self.acts.addWidget(self.look)
        self._salvage = parts.quiet_button("")
        self._salvage.clicked.connect(self.salvage)
        self.foot.addWidget(self._salvage)
        self.foot.addStretch()

    def show_found(self, backups: Sequence[Backup], record: Path | None, zone: tzinfo | None) -> None:
        """`record`: the one that is there, of which what can be read may be saved instead."""
        self._salvage.setVisible(record is not None)
        self._salvage.setText(f"&Save what can be read of {record.stem} instead…" if record else "")
        self.found.clear()
        self._paths = []
        for each in backups:
            at = each.stamp.astimezone(zone)
            patients = each.manifest.contents.counts.get("patient", 0)
            state = "" if each.proven else ", damaged"
            self._add(each.path, f"{show_date(at.date())} {show_time(at)}, {patients:,} patients{state}")

    def begin(self) -> None:
        (self.secret if self._paths else self.found).setFocus()

    def forget(self) -> None:
        """Keep no secret in a widget."""
        self.secret.clear()
        self.secret.say("The passphrase of the day it was made, or the recovery code.")
        self.set_busy(busy=False)

    def set_busy(self, *, busy: bool) -> None:
        self.look.setEnabled(not busy)
        self.look.setText("Opening it…" if busy else "&Look into it")
        self.secret.line.setReadOnly(busy)

    def take(self, path: Path) -> None:
        """A file that somebody pointed at."""
        self._add(path, str(path))
        self.found.setCurrentIndex(self.found.count() - 1)
        self.secret.setFocus()

    def _add(self, path: Path, text: str) -> None:
        self._paths.append(path)
        self.found.addItem(text)
        self.found.setItemData(self.found.count() - 1, str(path), 3)  # its tool tip says where it lies

    def _choose(self) -> None:
        start = str(self._paths[0].parent if self._paths else Path.home())
        chosen, _ = QFileDialog.getOpenFileName(self, "Restore a backup", start, f"Exodesk records (*{SUFFIX})")
        if chosen:
            self.take(Path(chosen))

    def _go_on(self) -> None:
        self.say("")
        if not self._paths:
            self.say("No backup was found here. Choose its file.")
        elif not self.secret.text():
            self.secret.say("Type its passphrase or the recovery code.", wrong=True)
            self.secret.setFocus()
        elif self.look.isEnabled():
            self.set_busy(busy=True)
            self.done.emit(self._paths[self.found.currentIndex()], self.secret.text())


class ConfirmPage(Sheet):
    """What the backup holds, what the record has and the backup has not, and where it goes."""

    done = Signal(object)  # the Path of a new record; None where it takes the place of the one that is there
    back = Signal()

    def __init__(self) -> None:
        super().__init__("This is what the backup holds")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)
        self.lost = parts.words("", wrap=True)
        self.file = QLineEdit()
        self.file.setAccessibleName("File of the record")
        self._label = parts.FieldLabel("File of the record")
        self._label.setBuddy(self.file)
        self.go_on = parts.primary_button("&Restore it")
        self.go_on.clicked.connect(self._go_on)
        self._back = parts.secondary_button("&Back")
        self._back.clicked.connect(self.back)
        self.body.addLayout(self._facts)
        for widget in (self.lost, self._label, self.file):
            self.body.addWidget(widget)
        self.acts.addWidget(self._back)
        self.acts.addStretch()
        self.acts.addWidget(self.go_on)
        self._is_new = True

    def show_what(self, inside: Inside, losses: Losses | None, place: Path, zone: tzinfo | None) -> None:
        """`losses` None: it is made as a record of its own at `place`, which may be changed."""
        at = inside.last_at.astimezone(zone)
        last = show_date(inside.last_visit_on) if inside.last_visit_on else "none"
        self._show_facts(
            ("Last entry", f"{show_date(at.date())} {show_time(at)}"),
            ("Patients", f"{inside.patients:,}"),
            ("Visits", f"{inside.visits:,}"),
            ("Last visit", last),
        )
        self._is_new = losses is None
        for widget in (self._label, self.file):
            widget.setVisible(self._is_new)
        self.file.setText(str(place))
        self.lost.setText("" if losses is None else f"{lost_in_words(losses)} {place.name} as it is now is set aside.")
        self.lost.setVisible(losses is not None)
        loses = losses is not None and losses.units != 0
        parts.set_tone(self.lost, "warning" if loses else "")
        self.go_on.setText("&Restore, and lose these" if loses else "&Restore it")

    def begin(self) -> None:
        (self.go_on if self._is_new else self._back).setFocus()

    def _show_facts(self, *facts: tuple[str, str]) -> None:
        parts.clear(self._facts)
        for name, value in facts:
            line: QWidget = parts.fact_line(name, value)
            self._facts.addWidget(line)

    def _go_on(self) -> None:
        self.done.emit(with_suffix(self.file.text()) if self._is_new else None)


def lost_in_words(losses: Losses) -> str:
    """One or two sentences, by chart number and day."""
    if not losses.readable:
        if losses.units is None:
            return "The present file cannot be read; how much it holds beyond the backup is not known."
        return f"The present file cannot be read. It had come {_entries(losses.units)} further than the backup."
    if not losses.units:
        return "Nothing would be lost: the backup holds all that the present file holds."
    counted = [
        f"{count} {name if count == 1 else name + 's'}"
        for count, name in ((losses.patients, "patient"), (losses.visits, "visit"), (losses.injections, "injection"))
        if count
    ]
    more = f", among them {' and '.join(counted)}" if counted else ""
    text = f"Lost would be {_entries(losses.units or 0)} made since{more}."
    if losses.last_visits:
        shown = ", ".join(f"{show_chart_no(number)} on {show_date(day)}" for number, day in losses.last_visits)
        text += f" Last visits written: {shown}."
    return text


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
