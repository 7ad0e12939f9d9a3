"""Frames that a page is made of: cards, headings, rows that open something, and what stands where nothing is yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from exodesk.ui.look import theme
from exodesk.ui.look.grounds import ground
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tokens, Tone
from exodesk.ui.parts.buttons import RowButton
from exodesk.ui.parts.layouts import clear, discard, row
from exodesk.ui.parts.words import muted, page_title, section_title, words

OVERHANG = 8
EDGE, CORNER = 1, 10
ROOMY = (16, 14, 16)  # padding of a card: left and right, top, bottom
TIGHT = (14, 8, 10)


class Heading(QWidget):
    """A title, a note beside it and acts at the right. `title` and `note` are labels whose text may change."""

    def __init__(self, title: QLabel, note: str = "", *acts: QWidget) -> None:
        super().__init__()
        self.title = title
        self.note = muted(note)
        if not note:
            self.note.hide()  # one without a parent would be shown as a window
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(title)
        self._row.addWidget(self.note)
        self._row.addStretch()
        for act in acts:
            self.add_act(act)

    def set_note(self, note: str) -> None:
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def add_act(self, act: QWidget) -> None:
        self._row.addWidget(act)


def page_heading(title: str, note: str = "", *acts: QWidget) -> Heading:
    return Heading(page_title(title), note, *acts)


def section_heading(title: str, note: str = "", *acts: QWidget) -> Heading:
    return Heading(section_title(title), note, *acts)


class Card(QFrame):
    """A white sheet on the page. Widgets go into `body`, from top to bottom; below stand rows that open something."""

    def __init__(self, title: str = "", *acts: QWidget, note: str = "", padding: tuple[int, int, int] = ROOMY) -> None:
        super().__init__()
        sides, top, bottom = padding
        inset = sides - OVERHANG
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(OVERHANG + EDGE, top + EDGE, OVERHANG + EDGE, bottom + EDGE)
        outer.setSpacing(8)
        self.heading: Heading | None = section_heading(title, note, *acts) if title else None
        if self.heading is not None:
            quiet = bool(acts) and acts[-1].property("kind") == "quiet"  # its words, not its ground, end at the edge
            self.heading.setContentsMargins(inset, 0, 0 if quiet else inset, 0)
            outer.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(inset, 0, inset, 0)
        self.body.setSpacing(8)
        outer.addLayout(self.body)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        outer.addLayout(self._rows)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)

    def align_acts(self) -> None:
        """Quiet acts stand in the body: their words, not their ground, end at the edge, as in the heading."""
        margins = self.body.contentsMargins()
        margins.setRight(0)
        self.body.setContentsMargins(margins)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_sheet(painter, self.rect(), theme.tokens())

    def add_row(self, row: QWidget, place: int = -1) -> None:
        """A row whose words stand under the title, and whose ground reaches a little further; last, or at a place."""
        self._rows.insertWidget(place, row)

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """Rows that come and go in here are laid out together at the end: a list of many is not laid out for each."""
        self._outer.setEnabled(False)
        try:
            yield
        finally:
            self._outer.setEnabled(True)
            self._outer.activate()

    def drop_row(self, row: QWidget) -> None:
        discard(self._rows, row)

    def clear_rows(self) -> None:
        clear(self._rows)


def paint_sheet(painter: QPainter, box: QRect, tokens: Tokens) -> None:
    """The ground that a card stands on."""
    ground(painter, box, fill=tokens.base, edge=tokens.hairline, radius=CORNER)


class ListRow(RowButton):
    """A row that opens what it names: a title, a note under it, and a word at the right."""

    HEIGHT = 40

    def __init__(self, title: str, note: str = "", tail: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._note, self._tail, self._tone = note, tail, tone
        self.setText(title)
        self.setAccessibleName(", ".join(part for part in (title, note, tail) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = max(metrics.horizontalAdvance(self.text()), metrics.horizontalAdvance(self._note))
        return QSize(round(width * 1.1) + metrics.horizontalAdvance(self._tail) + 32, self.HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        with QPainter(self) as painter:
            self.draw_ground(painter, tokens)
            inner = self.rect().adjusted(OVERHANG, 4, -OVERHANG, -4)
            painter.setFont(theme.font(Text.HINT_STRONG))
            painter.setPen(QColor(tokens.ink(self._tone)))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._tail)
            painter.setFont(theme.font(Text.STRONG))
            painter.setPen(QColor(tokens.text))
            place = Qt.AlignmentFlag.AlignTop if self._note else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, place | Qt.AlignmentFlag.AlignLeft, self.text())
            painter.setFont(theme.font(Text.HINT))
            painter.setPen(QColor(tokens.faint))
            painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, self._note)


class EmptyState(QWidget):
    """What stands where nothing is yet: one sentence that says what belongs here, and one act."""

    def __init__(self, sentence: str, act: QWidget | None = None) -> None:
        super().__init__()
        self.sentence = muted(sentence, wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setFixedWidth(420)
        self.sentence.setMinimumHeight(self.sentence.heightForWidth(420))  # in the middle nobody asks how high it gets
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(14)
        column.addStretch()
        column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        if act is not None:
            column.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()


def fact_line(name: str, value: str, tone: str = "") -> QWidget:
    """A name at the left and its value at the right, as in "14-Oct-2025 … 10 billion". A long one takes lines."""
    told = words(value, Text.STRONG, tone, wrap=True)
    told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    across = row(muted(name))
    across.addWidget(told, 1)
    line = QWidget()
    line.setLayout(across)
    line.setMinimumHeight(24)
    return line
