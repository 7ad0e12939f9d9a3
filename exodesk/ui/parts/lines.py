"""A line of a list that opens what it names, as high as its words need at its width: nothing is cut."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from exodesk.ui.look import theme
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone
from exodesk.ui.parts.buttons import RowButton

ACROSS, DOWN, LEAST_TITLE = 8, 5, 120
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class LineRow(RowButton):
    """A title, a note under it, and a word at the right. `quiet`: over or taken back, so paler."""

    def __init__(
        self, title: str, note: str = "", tail: str = "", tone: Tone = Tone.NEUTRAL, *, quiet: bool = False
    ) -> None:
        super().__init__()
        self._note, self._tail, self._tone, self._quiet = note, tail, tone, quiet
        self._measured: dict[int, tuple[QRect, QRect, QRect]] = {}
        self.setText(title)
        self.setAccessibleName(", ".join(part for part in (title, note, tail) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return max(box.bottom() for box in boxes) + 1 + DOWN

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_TITLE + 2 * ACROSS, 32)

    def changeEvent(self, event: QEvent) -> None:
        """In another font or style everything has another size."""
        self._measured.clear()
        super().changeEvent(event)

    def _boxes(self, width: int) -> tuple[QRect, QRect, QRect]:
        """Where title, tail and note stand in a row of this width; a layout asks many times."""
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def _measure(self, width: int) -> tuple[QRect, QRect, QRect]:
        inner = max(1, width - 2 * ACROSS)
        wanted = _metrics(Text.HINT_STRONG).horizontalAdvance(self._tail) + 2 if self._tail else 0
        tail_width = min(wanted, inner * 2 // 5)
        title_width = inner - (tail_width + 12 if tail_width else 0)
        title = QRect(ACROSS, DOWN, title_width, _height(Text.STRONG, self.text(), title_width))
        tail = QRect(0, DOWN + 1, tail_width, _height(Text.HINT_STRONG, self._tail, tail_width))
        tail.moveRight(ACROSS + inner)
        top = title.bottom() + 2
        note_width = inner if tail.bottom() < top else title_width  # below the tail the whole width is free
        note = QRect(ACROSS, top, note_width, _height(Text.HINT, self._note, note_width))
        return title, tail, note

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        title, tail, note = self._boxes(self.width())
        with QPainter(self) as painter:
            self.draw_ground(painter, tokens)
            for box, kind, colour, words, how in (
                (title, Text.STRONG, tokens.muted if self._quiet else tokens.text, self.text(), _LEFT),
                (tail, Text.HINT_STRONG, tokens.ink(self._tone), self._tail, _RIGHT),
                (note, Text.HINT, tokens.faint, self._note, _LEFT),
            ):
                painter.setFont(theme.font(kind))
                painter.setPen(QColor(colour))
                painter.drawText(box, how, words)


def _metrics(kind: Text) -> QFontMetrics:
    font: QFont = theme.font(kind)
    return QFontMetrics(font)


def _height(kind: Text, words: str, width: int) -> int:
    """Of wrapped words; of none, nothing."""
    if not words:
        return 0
    return _metrics(kind).boundingRect(QRect(0, 0, width, 10_000), _LEFT, words).height()
