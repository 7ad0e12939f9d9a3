"""A stretch of HTML laid out in a width, always at one fine resolution, whatever it is painted on later."""

import re
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
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextOption,
    QTextTable,
)

from exodesk import resources
from exodesk.core.dates import unbroken
from exodesk.documents.html import Markup
from exodesk.printing.fonts import page_font
from exodesk.printing.printable import DPI

BODY_POINTS = 10.5
INK = "#16202a"

_KINDS = re.compile(r'class="([^"]*)"')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ASKED = re.compile(r"\.([\w-]+)")
_TABLES_AND_CELLS = re.compile(r'<table class="([\w ]+)"|(</table>|</tr>)|<td(?: class="(\w+)")?')


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
        html = _with_kinds(unbroken(markup.html))
        self.setDefaultStyleSheet(_style_of(frozenset(_KINDS.findall(html))))
        self._device = _device()  # must live as long as the layout
        self.documentLayout().setPaintDevice(self._device)
        self.setTextWidth(width)
        self.setHtml(html)  # last, so that it is laid out once

    def set_points(self, points: float) -> None:
        """Lay it out once more, with what the style sheet gives no size in another one."""
        self.setDefaultFont(page_font(points))

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

    def lines(self, within: Span) -> list[Span]:
        """Where every line of the tables that reach into a stretch stands, those in cells too, downwards."""
        found = []
        for block in self._blocks(within):
            top = self.documentLayout().blockBoundingRect(block).top()
            words = block.layout()
            lines = [words.lineAt(number) for number in range(words.lineCount())]
            found += [Span(top + line.y(), top + line.y() + line.height()) for line in lines]
        return sorted(found)

    def place_of(self, words: str) -> Span | None:
        """Where the paragraph stands that first holds these words."""
        found = self.find(unbroken(words))
        if found.isNull():
            return None
        box = self.documentLayout().blockBoundingRect(found.block())
        return Span(box.top(), box.bottom())

    def rows(self, within: Span) -> list[Span]:
        """Where the rows of each table of the page that reaches into a stretch stand, those inside others too."""
        layout = self.documentLayout()

        def edges(table: QTextTable, at: int) -> Span:
            cells = [cell for column in range(table.columns()) if (cell := table.cellAt(at, column)).row() == at]
            first = [layout.blockBoundingRect(cell.firstCursorPosition().block()).top() for cell in cells]
            last = [layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom() for cell in cells]
            return Span(min(first), max(last))

        frames = self._reaching(within)
        return sorted(edges(table, at) for frame in frames for table in _tables(frame) for at in range(table.rows()))

    def named(self, anchor: str, within: Span) -> list[Span]:
        """Where the paragraphs of these tables that begin with an anchor of this name stand, downwards."""
        found = []
        for block in self._blocks(within):
            pieces = block.begin()
            if not pieces.atEnd() and anchor in pieces.fragment().charFormat().anchorNames():
                box = self.documentLayout().blockBoundingRect(block)
                found.append(Span(box.top(), box.bottom()))
        return sorted(found)

    def _reaching(self, within: Span) -> list[QTextFrame]:
        frames = zip(self.rootFrame().childFrames(), self.tables, strict=True)
        return [frame for frame, box in frames if box.top < within.bottom and within.top < box.bottom]

    def _blocks(self, within: Span) -> Iterator[QTextBlock]:
        """The paragraphs of the tables that reach into a stretch."""
        for frame in self._reaching(within):
            block, last = frame.firstCursorPosition().block(), frame.lastCursorPosition().block()
            while block.isValid() and block.blockNumber() <= last.blockNumber():
                yield block
                block = block.next()


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    """Itself, if it is one, and those inside it."""
    if isinstance(frame, QTextTable):
        yield frame
    for inner in frame.childFrames():
        yield from _tables(inner)


def _with_kinds(html: str) -> str:
    """Each cell with the kind of the table that it stands in, beside its own, and whether its row is the `first`.

    Rules for cells of a table then ask each cell alone: asking all that it stands in took a third of the layout.
    """
    within: list[str] = []

    def told(found: re.Match[str]) -> str:
        kind, end, own = found.groups()
        if kind:
            within.append(f"{kind} first")
        elif end == "</tr>":
            within[-1] = within[-1].removesuffix(" first")
        elif end:
            within.pop()
        else:
            return f'<td class="{within[-1]} {own}"' if own else f'<td class="{within[-1]}"'
        return found[0]

    return _TABLES_AND_CELLS.sub(told, html)


@cache
def _style_of(kinds: frozenset[str]) -> str:
    """The rules that apply to elements of these kinds: Qt asks each element each rule that it is given."""
    named = {name for kind in kinds for name in kind.split()}
    return "\n".join(rule for rule, of in _rules() if of <= named)


@cache
def _rules() -> tuple[tuple[str, frozenset[str]], ...]:
    """Each rule of the style sheet, with the kinds that it asks for."""
    sheet = resources.path("styles/print-page.css").read_text(encoding="utf-8")
    rules = _RULE.findall(_COMMENT.sub("", sheet))
    return tuple((f"{selector}{{{content}}}", frozenset(_ASKED.findall(selector))) for selector, content in rules)


@cache
def _device() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    per_metre = round(DPI / 0.0254)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image
