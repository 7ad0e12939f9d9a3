"""The line that names a file for a page, the button that chooses it, and beside them what is wrong with the name."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from exodesk.printing.naming import BadFileName, file_named
from exodesk.ui import parts
from exodesk.ui.forms.controls import Line


class FileField(QWidget):
    chosen = Signal()
    """In the dialog of the system; a typed name is read when the page leaves."""

    def __init__(self, proposed: Path) -> None:
        super().__init__()
        self._folder = proposed.parent
        self.line = Line()
        self.line.setAccessibleName("File")
        self.line.setText(str(proposed))
        self.line.textChanged.connect(self._tell_where)
        self.choose = parts.secondary_button("Choose…", glyph="folder-open")
        self.choose.setAccessibleName("Choose where the file goes")
        self.choose.clicked.connect(self._choose)
        self._words = parts.hint("", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(parts.row(parts.FieldLabel("File"), 1, self.choose))
        lines.addWidget(self.line)
        lines.addWidget(self._words)
        self._tell_where()

    def file(self) -> Path:
        """The file that is meant. Raises BadFileName, and says so at the line."""
        try:
            return file_named(self.line.raw(), self._folder)
        except BadFileName as bad:
            self._say(str(bad), wrong=True)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            raise

    def _tell_where(self) -> None:
        """Where a name leads that is not the whole way, and what it replaces. What is wrong is told later."""
        self.line.setToolTip(self.line.text())
        typed = self.line.raw()
        try:
            path = file_named(typed, self._folder)
        except BadFileName:
            self._say("")
        else:
            if path.exists():  # another patient's page may have that name
                self._say(f"Replaces {path}, which is there already", tone="warning")
            else:
                self._say("" if str(path) == typed else f"Saved as {path}")

    def _say(self, text: str, *, tone: str = "faint", wrong: bool = False) -> None:
        self._words.setText(text)
        self._words.setVisible(bool(text))
        parts.set_tone(self._words, "danger" if wrong else tone)
        parts.set_problem(self.line, wrong=wrong)
        self.line.setAccessibleDescription(text)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as PDF", self.line.raw(), "PDF (*.pdf)")
        if chosen:
            self.line.setText(chosen)
            self.chosen.emit()


def documents() -> Path:
    """Where documents are kept; on a computer without such a folder, the home folder."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()
