"""The sheets of a page one below the other, as they will leave."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from exodesk.printing.printable import Printable
from exodesk.printing.shown import Shown, shown
from exodesk.ui.look import theme

GAP = 16
SHADE = 3
WIDEST = 1100
"""Pixels: a sheet across a large screen is easier read at this width than at all of it."""


def places(size: QSizeF, count: int, width: int) -> list[QRectF]:
    """Where each sheet stands in a column of this width, as wide as fits, downwards."""
    across = max(1.0, min(width, WIDEST) - 2 * GAP)
    down = across * size.height() / size.width()
    left = (width - across) / 2
    return [QRectF(left, GAP + number * (down + GAP), across, down) for number in range(count)]


class SheetsView(QScrollArea):
    """Moved by keys as by mouse: arrows, Page Up and Down, Home, End."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets = _Sheets()
        self.setWidget(self._sheets)
        self.setWidgetResizable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Preview")

    def show_sheets(self, sheets: Printable) -> None:
        self._sheets.sheets = shown(sheets)
        self.setAccessibleDescription("1 page" if len(sheets) == 1 else f"{len(sheets)} pages")
        self._fit()
        self._sheets.update()

    def show_place(self, page: int, down: float) -> None:
        """Scroll to a place on a sheet: the first is 1, `down` is how far down it, of 1."""
        box = places(self._sheets.size_of_sheet, page, self._sheets.width())[-1]
        self.ensureVisible(0, round(box.top() + down * box.height()), 0, self.viewport().height() // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + bar.pageStep())
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep())
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + bar.singleStep())
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - bar.singleStep())
            case _:
                super().keyPressEvent(event)

    def _fit(self) -> None:
        """As wide as beside a scroll bar, so that sheets stay as they are when it comes and goes."""
        width = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        self._sheets.resize(self._sheets.size_in(width))


class _Sheets(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: Shown | None = None

    @property
    def size_of_sheet(self) -> QSizeF:
        return self.sheets.size if self.sheets else QSizeF(1, 1)

    def size_in(self, width: int) -> QSize:
        boxes = places(self.sheets.size, len(self.sheets), width) if self.sheets else []
        return QSize(width, round(boxes[-1].bottom() + GAP) if boxes else 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.sheets is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            for page, box in enumerate(places(self.sheets.size, len(self.sheets), self.width()), start=1):
                if box.intersects(QRectF(event.rect())):
                    _paint(painter, self.sheets, page, box)


def _paint(painter: QPainter, sheets: Shown, page: int, box: QRectF) -> None:
    """Paper is white on every desktop."""
    shade = QColor(theme.tokens().text)
    shade.setAlpha(40)
    painter.fillRect(box.translated(SHADE, SHADE), shade)
    painter.fillRect(box, QColor("white"))
    sheets.paint(painter, page, box)
