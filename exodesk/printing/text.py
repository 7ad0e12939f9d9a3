"""A stretch of HTML laid out in a width, always at one fine resolution, whatever it is painted on later."""

from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPainter,
    QPalette,
    QTextDocument,
    QTextFrame,
    QTextOption,
    QTextTable,
)

from exodesk import resources
from exodesk.documents.html import Markup
from exodesk.printing.fonts import page_font
from exodesk.printing.printable import DPI

BODY_POINTS = 10.5
INK = "#16202a"


class Span(NamedTuple):
    """From top to bottom, in 1/600 inch."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


class LaidOut(QTextDocument):
    """Lines are where they are on every device, and stay there: its words never change.

    Nothing is ever loaded from outside, whatever the HTML asks for.
    """

    def __init__(self, markup: Markup, width: float) -> None:
        super().__init__()
        self.setDocumentMargin(0)
        self.setUseDesignMetrics(True)
        self.setDefaultFont(page_font(BODY_POINTS))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        self.setDefaultStyleSheet(_style())
        self._device = _device()  # must live as long as the layout
        self.documentLayout().setPaintDevice(self._device)
        self.setTextWidth(width)
        self.setHtml(markup.html)  # last, so that it is laid out once

    def loadResource(self, type: int, name: QUrl | str, /) -> Any:  # noqa: A002  # Qt's own name
        """An empty picture, whatever is asked for: told that there is none, Qt would open the file by itself."""
        del type, name
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(Qt.GlobalColor.transparent)
        return empty

    def paint(self, painter: QPainter, span: Span) -> None:
        """Paint a stretch, in our ink: Qt's own is the desktop's, and white on a dark one.

        Lines that only touch the stretch are left out: they would not be seen, and yet be read from the file. (Where a
        paragraph is cut, Qt adds the line above all the same, behind the clip.)
        """
        context = QAbstractTextDocumentLayout.PaintContext()
        ink = QPalette()
        ink.setColor(QPalette.ColorRole.Text, QColor(INK))
        context.palette = ink
        stretch = QRectF(0, span.top, self.textWidth(), span.height)
        context.clip = stretch.adjusted(0, 1, 0, -1)
        painter.setClipRect(stretch.adjusted(0, 0, 0, 1))  # the line under a table reaches over it
        self.documentLayout().draw(painter, context)

    @property
    def span(self) -> Span:
        return Span(0, self.size().height())

    @cached_property
    def tables(self) -> list[Span]:
        """Where each table of the page stands, not those inside others, downwards, one close upon the other.

        Only heights are asked for: of a table's place Qt tells that of its first cell, below its padding.
        """
        layout = self.documentLayout()
        heights = [layout.frameBoundingRect(frame).height() for frame in self.rootFrame().childFrames()]
        edges = list(accumulate(heights, initial=0.0))
        return [Span(top, bottom) for top, bottom in pairwise(edges)]

    @cached_property
    def lines(self) -> list[Span]:
        """Where every line of text stands, those in cells of tables too, downwards."""
        found = []
        layout = self.documentLayout()
        block = self.begin()
        while block.isValid():
            top = layout.blockBoundingRect(block).top()
            words = block.layout()
            lines = [words.lineAt(number) for number in range(words.lineCount())]
            found += [Span(top + line.y(), top + line.y() + line.height()) for line in lines]
            block = block.next()
        return sorted(found)

    def place_of(self, words: str) -> Span | None:
        """Where the paragraph stands that first holds these words."""
        found = self.find(words)
        if found.isNull():
            return None
        box = self.documentLayout().blockBoundingRect(found.block())
        return Span(box.top(), box.bottom())

    def rows(self, within: Span) -> list[Span]:
        """Where the rows of each table of the page that reaches into a stretch stand, those inside others too."""
        layout = self.documentLayout()

        def edges(table: QTextTable, at: int) -> Span:
            cells = [table.cellAt(at, column) for column in range(table.columns())]
            first = [layout.blockBoundingRect(cell.firstCursorPosition().block()).top() for cell in cells]
            last = [layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom() for cell in cells]
            return Span(min(first), max(last))

        frames = zip(self.rootFrame().childFrames(), self.tables, strict=True)
        reaching = [frame for frame, box in frames if box.top < within.bottom and within.top < box.bottom]
        return sorted(edges(table, at) for frame in reaching for table in _tables(frame) for at in range(table.rows()))

    def named(self, anchor: str) -> list[Span]:
        """Where the paragraphs that begin with an anchor of this name stand, downwards."""
        found = []
        layout = self.documentLayout()
        block = self.begin()
        while block.isValid():
            pieces = block.begin()
            if not pieces.atEnd() and anchor in pieces.fragment().charFormat().anchorNames():
                box = layout.blockBoundingRect(block)
                found.append(Span(box.top(), box.bottom()))
            block = block.next()
        return sorted(found)


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    """Itself, if it is one, and those inside it."""
    if isinstance(frame, QTextTable):
        yield frame
    for inner in frame.childFrames():
        yield from _tables(inner)


@cache
def _style() -> str:
    return resources.path("styles/print-page.css").read_text(encoding="utf-8")


@cache
def _device() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    per_metre = round(DPI / 0.0254)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image
