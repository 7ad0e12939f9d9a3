"""A layout that sets widgets side by side and goes on in the next line when the room ends. Nothing is cut."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    def __init__(self, *, across: int = 8, down: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._wanted: list[tuple[QLayoutItem, QSize]] | None = None  # of each item that is there to be seen
        self._heights: dict[int, int] = {}  # by width
        self._least: QSize | None = None
        self._across, self._down = across, down
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._wanted = None  # whoever takes an item may delete it
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take every widget out and let it go."""
        self._wanted = None
        while self._items:
            widget = self._items.pop().widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        """Something in it has changed, and what was worked out counts no more. Qt asks a dozen times in between."""
        super().invalidate()
        self._wanted = None
        self._heights.clear()
        self._least = None

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), moving=False)
        return self._heights[width]

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._place(box, moving=True)

    def sizeHint(self) -> QSize:
        shown = self._shown
        width = sum(size.width() for _, size in shown) + self._across * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for _, size in shown), default=0))

    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = QSize()
            for item in self._items:
                self._least = self._least.expandedTo(item.minimumSize())
        return self._least

    @property
    def _shown(self) -> list[tuple[QLayoutItem, QSize]]:
        if self._wanted is None:
            self._wanted = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return self._wanted

    def _place(self, box: QRect, *, moving: bool) -> int:
        """Set lines of items, each in the middle of its line's height; the height that it took."""
        top = box.top()
        for line in self._lines(box.width()):
            left, tall = box.left(), max(size.height() for _, size in line)
            for item, size in line:
                if moving:
                    item.setGeometry(QRect(QPoint(left, top + (tall - size.height()) // 2), size))
                left += size.width() + self._across
            top += tall + self._down
        return max(top - self._down - box.top(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item, wanted in self._shown:
            size = wanted
            if size.width() > width > 0:
                size = QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self._across
        return lines
