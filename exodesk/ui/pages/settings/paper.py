"""A blank visit form, saved as PDF for a day without power."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from exodesk.core.errors import ExodeskError
from exodesk.ui import parts
from exodesk.ui.session import Session


class PaperCard(parts.Card):
    def __init__(self, session: Session) -> None:
        super().__init__("A day without power")
        self._session = session
        self._says = parts.MessageBar()
        self.add(parts.muted("A blank visit form to write on; afterwards it is entered with its own date.", wrap=True))
        self.save = parts.secondary_button("Save a &blank visit form as PDF", glyph="printer")
        self.save.clicked.connect(self._save_blank)
        self.body.addLayout(parts.row(self.save, 1))
        self.add(self._says)

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
            save_blank_visit(self._session.record, path)
        except ExodeskError as error:
            self._says.say(str(error))
            return
        self._says.say(f"Saved {path.name} in {path.parent}.")
