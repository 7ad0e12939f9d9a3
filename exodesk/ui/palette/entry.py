"""The way into the palette that is always in sight: looks like a field to search in, and opens it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from exodesk.ui.keyboard.keys import Key
from exodesk.ui.look import icons, theme
from exodesk.ui.look.grounds import ground
from exodesk.ui.look.strokes import ring
from exodesk.ui.look.theme import Text
from exodesk.ui.parts.buttons import RowButton

LENS, HEIGHT, WIDTH = 16, 34, 420


class SearchEntry(RowButton):
    typed = Signal(str)  # somebody began to type here

    def __init__(self) -> None:
        super().__init__()
        self.setText(Key.PALETTE.words)
        self.setAccessibleName(Key.PALETTE.words)
        self.setAccessibleDescription(Key.PALETTE.shown)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)  # what stands below never moves
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter begins a search; Space and Enter press, as on any button."""
        if event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        box = QRectF(self.rect())
        with QPainter(self) as painter:
            ground(painter, self.rect(), fill=tokens.base, edge=tokens.field_border)
            if self.hasFocus():
                ring(painter, box, tokens)
            icons.draw(painter, "search", tokens.muted, QRectF(10, 0, LENS, box.height()), LENS)
            inner = box.adjusted(LENS + 20, 0, -12, 0)
            painter.setFont(theme.font(Text.BODY))
            painter.setPen(QColor(tokens.faint))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setFont(theme.font(Text.HINT_STRONG))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inner, right, Key.PALETTE.shown)
