"""What stands between a visit and its signature, and what may be forgotten: each line leads to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from exodesk.core.signing import Missing
from exodesk.ui import parts
from exodesk.ui.look import icons, theme

COMPLETE, REMINDED = "Nothing is missing.", "It can be signed as it is."


class BlockersCard(parts.Card):
    asked = Signal(str, str)  # a field that is missing, and the injection it belongs to or ""

    def __init__(self) -> None:
        super().__init__("Before signing")
        self._nothing = parts.words("", tone="accent")
        self.add(self._nothing)
        self.links: list[Blocker] = []
        self.reminders: list[Blocker] = []

    def show_missing(self, found: Sequence[Missing], reminders: Sequence[Missing]) -> None:
        for link in (*self.links, *self.reminders):
            link.hide()
            link.deleteLater()
        self.links = [Blocker(missing) for missing in found]
        self.reminders = [Blocker(missing, only_reminds=True) for missing in reminders]
        for link in (*self.links, *self.reminders):
            link.clicked.connect(self._ask)
            self.add(link)
        self._nothing.setText(REMINDED if reminders else COMPLETE)
        self._nothing.setVisible(not found)

    def _ask(self) -> None:
        if isinstance(link := self.sender(), Blocker):
            self.asked.emit(link.missing.field, link.missing.injection_id or "")


class Blocker(parts.Button):
    """One line; as high as its words need, for nothing of them is cut."""

    def __init__(self, missing: Missing, *, only_reminds: bool = False) -> None:
        super().__init__("", "quiet")
        self.missing = missing
        self.setAccessibleName(missing.text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        glyph = QLabel()
        shape, colour = ("info", theme.tokens().muted) if only_reminds else ("circle-alert", theme.tokens().warning)
        glyph.setPixmap(icons.pixmap(shape, colour, 16, self.devicePixelRatioF()))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 5, 6, 5)
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(parts.words(missing.text, wrap=True), 1)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(32, layout.totalHeightForWidth(width)) if layout else 32
