"""The rail at the left: the program's name, its pages, and at the foot what belongs to no page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from exodesk.ui.look import icons, theme
from exodesk.ui.look.strokes import ring, rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import mixed
from exodesk.ui.parts.buttons import RowButton
from exodesk.ui.parts.words import hint, set_tone

WIDTH = 210
FOLDED_WIDTH = 58
ROW = 34
GLYPH = 18
LINES_SAID = 4
"""At the foot: three of the backup, one of what was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RailItem:
    """A page of the program, or an act such as Lock (`is_page` false: it never stays chosen)."""

    key: str
    text: str
    glyph: str
    keys: str = ""
    is_page: bool = True


class NavRail(QWidget):
    """Sends `chosen` with the key of what was pressed; the window decides and calls `set_current`."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[RailItem], foot: Sequence[RailItem] = ()) -> None:
        super().__init__()
        self.setAccessibleName("Pages")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._folded = False
        self._buttons: dict[str, _RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(2)
        self._column.addWidget(_Mark())
        self._column.addSpacing(8)
        self._add(pages)
        self._column.addStretch()
        self._add(foot)
        self.safety = hint("", wrap=True)
        self.status = hint("", wrap=True)
        self._said = self._make_said()
        self.safety.hide()
        self._column.addWidget(self._said)
        self.setFixedWidth(WIDTH)

    def _make_said(self) -> QWidget:
        """Room for what is mostly said, so that nothing above it moves from under the pointer when more is said."""
        said = QWidget()
        lines = QVBoxLayout(said)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addStretch()
        for line in (self.safety, self.status):
            lines.addWidget(line)
        said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # what is free lies above the foot
        said.setMinimumHeight(LINES_SAID * self.status.fontMetrics().lineSpacing() + 2)
        return said

    def set_current(self, key: str) -> None:
        """Show a page as the open one, without a signal."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def set_count(self, key: str, count: int | None) -> None:
        """The number behind a page's name: how many boosters wait."""
        self._buttons[key].set_count("" if count is None else str(count))

    def set_status(self, text: str) -> None:
        """One quiet line at the foot: what was saved last."""
        self.status.setText(text)

    def set_safety(self, text: str, tone: str = "faint") -> None:
        """The line above it: when the last backup was made and proven; louder when something has to be done."""
        self.safety.setText(text)
        set_tone(self.safety, tone)
        self.safety.setVisible(bool(text))

    @property
    def folded(self) -> bool:
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Icons alone, with the names as tool tips; or icons and names."""
        self._folded = folded
        self.setFixedWidth(FOLDED_WIDTH if folded else WIDTH)
        self._said.setVisible(not folded)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.base))
            painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(tokens.hairline))

    def _add(self, items: Sequence[RailItem]) -> None:
        for item in items:
            button = _RailButton(item)
            self._buttons[item.key] = button
            button.pressed_key.connect(self.chosen)
            self._column.addWidget(button)


class _RailButton(RowButton):
    pressed_key = Signal(str)

    def __init__(self, item: RailItem) -> None:
        super().__init__()
        self._item = item
        self._count = ""
        self.setText(item.text)
        self.setToolTip(f"{item.text}  {item.keys}" if item.keys else item.text)
        self.setCheckable(item.is_page)
        self.setAccessibleName(item.text)
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where one types
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._tell)

    def nextCheckState(self) -> None:
        """A click asks; the window says which page is open. A group of buttons would let Tab reach one of them only."""

    def sizeHint(self) -> QSize:
        return QSize(GLYPH + 16, ROW)

    def set_count(self, count: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self._item.text} {count}".strip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        box = QRectF(self.rect())
        ink = tokens.accent if self.isChecked() else tokens.muted
        with QPainter(self) as painter:
            if self.isChecked():
                rounded(painter, box, fill=tokens.accent_tint, radius=8)
            elif self.underMouse() or self.isDown():
                rounded(painter, box, fill=mixed(tokens.base, tokens.text, 0.05), radius=8)
            if self.hasFocus():
                ring(painter, box, tokens, radius=8)
            folded = self.width() < WIDTH / 2
            left = (box.width() - GLYPH) / 2 if folded else 12
            icons.draw(painter, self._item.glyph, ink, QRectF(left, 0, GLYPH, box.height()), GLYPH)
            if not folded:
                self._paint_words(painter, box, ink)

    def _paint_words(self, painter: QPainter, box: QRectF, ink: str) -> None:
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(Text.STRONG if self.isChecked() else Text.LABEL))
        painter.setPen(QColor(ink))
        box = box.adjusted(41, 0, 0, 0)
        painter.drawText(box, place, self.text())
        behind = self._count or ("" if self._item.is_page else self._item.keys)
        if behind:
            painter.setFont(theme.font(Text.LABEL if self._count else Text.BODY))
            painter.setPen(QColor(ink if self._count else theme.tokens().faint))
            box.adjust(painter.fontMetrics().horizontalAdvance(self.text()) + (20 if self._count else 12), 0, 0, 0)
            painter.drawText(box, place, behind)

    def _tell(self) -> None:
        self.pressed_key.emit(self._item.key)


class _Mark(QWidget):
    """The hexagon and the name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(34)
        self.setAccessibleName("Exodesk")

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        with QPainter(self) as painter:
            folded = self.width() < WIDTH / 2
            left = (self.width() - 22) / 2 if folded else 0
            icons.draw(painter, "exodesk", tokens.accent, QRectF(left, 0, 22, self.height()), 22)
            if not folded:
                name = theme.font(Text.SECTION)
                name.setPixelSize(17)
                painter.setFont(name)
                painter.setPen(QColor(tokens.text))
                painter.drawText(self.rect().adjusted(29, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Exodesk")
