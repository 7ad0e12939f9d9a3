"""The recovery kit: the code on paper or as a PDF. Print code is imported only when it is asked for."""

from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from exodesk.core.errors import StorageError
from exodesk.core.records.clinic import Paper


@dataclass(frozen=True, slots=True)
class Kit:
    """Whose code it is, and which file it opens. The code is never shown by repr."""

    practice: str
    record: Path
    paper: Paper
    day: date
    code: str = field(repr=False)

    def print_out(self, parent: QWidget) -> None:
        import_module("exodesk.ui.unlock.recovery_sheet").print_out(self._sheet(), self.paper, parent)

    def save_as(self, parent: QWidget) -> str:
        """Ask where to, and save; what went wrong in words, or ""."""
        chosen, _ = QFileDialog.getSaveFileName(parent, "Save the recovery code", "recovery code.pdf", "PDF (*.pdf)")
        if chosen:
            try:
                import_module("exodesk.ui.unlock.recovery_sheet").save(Path(chosen), self._sheet(), self.paper)
            except StorageError as error:
                return str(error)
        return ""

    def _sheet(self) -> str:
        text: str = import_module("exodesk.ui.unlock.recovery_sheet").sheet(
            self.practice, self.record, self.code, self.day
        )
        return text
