"""Tabs of words: the sections of a chart, and the steps of a visit. Left, Right and Tab work as in any tab bar."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QTabBar

from exodesk.ui.look import icons, theme
from exodesk.ui.look.strokes import ring, rounded
from exodesk.ui.look.theme import Text

HEIGHT = 34
SIDE = 12
GLYPH = 14
COUNT_GAP = 7


@dataclass(frozen=True, slots=True)
class _Tab:
    words: str
    count: str = ""
    done: bool = False


class SectionTabs(QTabBar):
    """Text tabs with a quiet count: "Visits 7". The width of a tab never depends on which one is chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._tabs: list[_Tab] = []

    def add(self, text: str, count: int | None = None) -> int:
        self._tabs.append(_Tab(text, "" if count is None else str(count)))
        index = self.addTab(text)
        self._name(index)
        return index

    def take(self, index: int) -> None:
        """Take a tab away."""
        del self._tabs[index]
        self.removeTab(index)

    def set_count(self, index: int, count: int | None) -> None:
        tab = self._tabs[index]
        counted = _Tab(tab.words, "" if count is None else str(count), tab.done)
        if counted == tab:
            return
        self._tabs[index] = counted
        self._name(index)
        self.setTabText(index, tab.words)  # the bar lays itself out anew
        self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page, and never turns to another one."""
        event.ignore()

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._width(self._tabs[index]) + 2 * SIDE, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for index, tab in enumerate(self._tabs):
                if self.isTabVisible(index):
                    box = self.tabRect(index)
                    self._paint_tab(painter, box, tab, index)
                    if self.hasFocus() and index == self.currentIndex():
                        ring(painter, QRectF(box).adjusted(1, 1, -1, -1), theme.tokens(), radius=6)

    def _paint_tab(self, painter: QPainter, box: QRect, tab: _Tab, index: int) -> None:
        tokens = theme.tokens()
        current = index == self.currentIndex()
        self._paint_words(painter, box, tab.words, index)
        if tab.count:
            painter.setFont(theme.font(Text.LABEL))
            painter.setPen(QColor(tokens.accent if current else tokens.faint))
            painter.drawText(box.adjusted(0, 0, -SIDE, 0), _RIGHT, tab.count)
        if current:  # said by a line too, not by colour alone
            line = QRectF(box.left() + SIDE, box.bottom() - 2, box.width() - 2 * SIDE, 2)
            rounded(painter, line, fill=tokens.accent, radius=1)

    def _paint_words(self, painter: QPainter, box: QRect, text: str, index: int, left: int = 0) -> None:
        tokens = theme.tokens()
        current = index == self.currentIndex()
        ink = tokens.accent if current else tokens.text if index == self._hovered else tokens.muted
        painter.setFont(theme.font(Text.STRONG if current else Text.LABEL))
        painter.setPen(QColor(ink if self.isTabEnabled(index) else tokens.faint))
        painter.drawText(box.adjusted(SIDE + left, 0, 0, 0), _LEFT, text)

    @property
    def _hovered(self) -> int:
        return self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1

    def _width(self, tab: _Tab) -> int:
        return _heavy(tab.words) + (COUNT_GAP + _heavy(tab.count) if tab.count else 0)

    def _name(self, index: int) -> None:
        tab = self._tabs[index]
        state = ", done" if tab.done else ""
        self.setAccessibleTabName(index, f"{tab.words} {tab.count}".strip() + state)


class StepTabs(SectionTabs):
    """The steps of a visit, numbered in their order, with a tick in the number's place once one is done."""

    def set_done(self, index: int, done: bool) -> None:
        tab = self._tabs[index]
        self._tabs[index] = _Tab(tab.words, tab.count, done)
        self._name(index)
        self.update()

    def _paint_tab(self, painter: QPainter, box: QRect, tab: _Tab, index: int) -> None:
        tokens = theme.tokens()
        if index == self.currentIndex():
            rounded(painter, QRectF(box).adjusted(0, 2, 0, -2), fill=tokens.accent_tint)
        slot = QRectF(box.left() + SIDE, box.top(), GLYPH, box.height())
        self._paint_words(painter, box, tab.words, index, left=GLYPH + 4)
        if tab.done:
            icons.draw(painter, "check", tokens.accent, slot, GLYPH)
        else:
            painter.drawText(slot, Qt.AlignmentFlag.AlignCenter, str(index + 1))

    def _width(self, tab: _Tab) -> int:
        return super()._width(tab) + GLYPH + 4


@lru_cache(maxsize=256)
def _heavy(words: str) -> int:
    """How wide they are on the tab that is chosen."""
    return QFontMetrics(theme.font(Text.STRONG)).horizontalAdvance(words)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
