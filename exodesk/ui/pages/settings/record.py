"""Where the record lies, and what opens a copy of it."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices

from exodesk.ui import parts


class RecordCard(parts.Card):
    trail_asked = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__("Your record")
        self._path = path
        line = parts.strong(str(path))
        line.setWordWrap(True)
        line.setAccessibleName("File of the record")
        self.add(line)
        self.add(
            parts.muted(
                f"To copy it, close Exodesk and copy {path.name} and {path.name}.keys together. With both, your "
                "passphrase opens the copy anywhere.",
                wrap=True,
            )
        )
        self.add(
            parts.muted(
                "The recovery code opens the file alone. Keep it on paper, away from this computer: without passphrase "
                "and code nobody can open the record.",
                wrap=True,
            )
        )
        folder = parts.secondary_button("Open its &folder", glyph="folder-open")
        folder.clicked.connect(self._open_folder)
        trail = parts.secondary_button("&Audit trail", glyph="history")
        trail.clicked.connect(self.trail_asked)
        self.body.addLayout(parts.row(folder, trail, 1))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
