"""Settings: the clinic page, how the program looks on this computer, and where the record lies."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.errors import ExodeskError, InvalidRecord
from exodesk.core.records.clinic import Clinic
from exodesk.services.clinic import save_clinic
from exodesk.storage import clinic as stored
from exodesk.ui import keys, parts
from exodesk.ui.clinic_form import WHOLE, clinic_form
from exodesk.ui.kept import KeptForm
from exodesk.ui.keys import Key
from exodesk.ui.pages import Page
from exodesk.ui.pages.figures import FiguresCard
from exodesk.ui.pages.phrases import PhrasesCard
from exodesk.ui.session import Session
from exodesk.ui.theme import Scheme

WIDTH = 760


class SettingsPage(Page):
    scheme_chosen = Signal(str)

    def __init__(self, session: Session, scheme: Scheme) -> None:
        super().__init__()
        self.session = session
        self.form = clinic_form(WHOLE, session.today)
        self._clinic: Clinic | None = None
        self._kept = KeptForm(session, self.form, "clinic", "clinic")
        self._kept.restored.connect(self._tell_restored)
        self._restored = parts.MessageBar()
        self._restored.acted.connect(self._discard)
        self.save = parts.primary_button("&Save the clinic page")
        self.save.clicked.connect(self._save)
        self.look = parts.ChoiceRow(
            [(Scheme.SYSTEM, "As the system"), (Scheme.LIGHT, "Light"), (Scheme.DARK, "Dark")],
            scheme,
            name="Appearance",
        )
        self.look.chosen.connect(self.scheme_chosen)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        content = QWidget()
        content.setObjectName("page")
        content.setMaximumWidth(WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for part in (parts.page_heading("Settings"), self._restored, self._clinic_card(), self._look_card()):
            column.addWidget(part)
        column.addWidget(PhrasesCard(session))
        column.addWidget(self._paper_card())
        self.figures = FiguresCard(session)
        column.addWidget(self.figures)
        column.addWidget(self._record_card())
        column.addLayout(self._cards)
        column.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(parts.scrolling(content))
        keys.bind(Key.SAVE, self, self._save)
        self._show()

    def add_card(self, card: QWidget) -> None:
        """A card of the program itself, which knows more than the open record."""
        self._cards.addWidget(card)

    def refresh(self, change: Change | None = None) -> None:
        """Read again, unless somebody is typing here."""
        if change is None or change.touches("clinic_rules"):
            self.figures.refresh()
        if (change is None or change.touches("clinic")) and not self.form.is_edited:
            self._show()

    def leave(self) -> None:
        self._kept.flush()

    def begin(self) -> None:
        self.form.focus_first()

    def _show(self) -> None:
        self._clinic = stored.get(self.session.record)
        self._restored.close_message()
        self.form.put(self._clinic)
        self._kept.follow(self._clinic.id, None)

    def _save(self) -> None:
        if self._clinic is None:
            return
        try:
            self.session.run(save_clinic, replace(self._clinic, **self.form.values()))
        except InvalidRecord as error:
            self.form.show_problems(error.problems)
            return
        self._kept.settle()
        self._restored.close_message()

    def _tell_restored(self, text: str) -> None:
        self._restored.say(f"{text} It is not saved yet.", act="Discard the draft")

    def _discard(self) -> None:
        self._kept.settle()
        self._show()

    def _clinic_card(self) -> QWidget:
        card = parts.Card("Your practice", note="It stands on every page that a patient takes home")
        card.add(self.form)
        card.body.addLayout(parts.row(1, self.save))
        return card

    def _look_card(self) -> QWidget:
        card = parts.Card("Appearance", note="On this computer")
        card.body.addLayout(parts.row(self.look, 1))
        return card

    def _paper_card(self) -> QWidget:
        card = parts.Card("A day without power")
        card.add(parts.muted("A blank visit form to write on; afterwards it is entered with its own date.", wrap=True))
        save = parts.secondary_button("Save a &blank visit form as PDF", glyph="printer")
        save.clicked.connect(self._save_blank)
        card.body.addLayout(parts.row(save, 1))
        return card

    def _save_blank(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save a blank visit form", str(Path(folder) / "Visit form.pdf"), "PDF (*.pdf)"
        )
        if chosen:
            self.write_blank(Path(chosen))

    def write_blank(self, path: Path) -> None:
        """Write the form, and say where it lies."""
        from exodesk.printing.blank_visit import save_blank_visit  # noqa: PLC0415 - print code stays out of the start

        try:
            save_blank_visit(self.session.record, path)
        except ExodeskError as error:
            self._restored.say(str(error))
            return
        self._restored.say(f"Saved {path.name} in {path.parent}.")

    def _record_card(self) -> QWidget:
        path = self.session.record.path
        card = parts.Card("Your record")
        card.add(_path_line(path))
        card.add(
            parts.muted(
                f"To copy it, close Exodesk and copy {path.name} and {path.name}.keys together. With both, your "
                "passphrase opens the copy anywhere.",
                wrap=True,
            )
        )
        card.add(
            parts.muted(
                "The recovery code opens the file alone. Keep it on paper, away from this computer: without passphrase "
                "and code nobody can open the record.",
                wrap=True,
            )
        )
        folder = parts.secondary_button("Open its &folder", glyph="folder-open")
        folder.clicked.connect(self._open_folder)
        card.body.addLayout(parts.row(folder, 1))
        return card

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.record.path.parent)))


def _path_line(path: Path) -> QWidget:
    line = parts.strong(str(path))
    line.setWordWrap(True)
    line.setAccessibleName("File of the record")
    return line
