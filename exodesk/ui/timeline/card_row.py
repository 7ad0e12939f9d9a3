"""The cards above a timeline, each as wide as its words ask for, and painted: a chart waits for no labels."""

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from exodesk.core.booster import State
from exodesk.core.dates import unbroken
from exodesk.core.quantities import NBSP
from exodesk.core.timeline import Card
from exodesk.ui import parts
from exodesk.ui.look import theme
from exodesk.ui.look.tokens import Tone
from exodesk.ui.timeline.geometry import Type
from exodesk.ui.timeline.lettering import Words, font, set_words

TONES = {State.DUE: Tone.WARNING, State.OVERDUE: Tone.DANGER, State.LOST: Tone.DANGER, State.SUSPENDED: Tone.WARNING}
"""Beside the words, which say it too."""
MOST_CARDS = 4
SIDES, ABOVE, BELOW, BETWEEN = 15, 9, 11, 2
LEAST_WIDTH = 120
LONG_HEADLINE = 30


class CardRow(QWidget):
    """As many as there are; the others are away."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = [FactCard() for _ in range(MOST_CARDS)]
        self._row = parts.row(*self._cards, spacing=10)
        self.setLayout(self._row)

    def fill(self, cards: tuple[Card, ...]) -> None:
        for place, fact in enumerate(self._cards):
            fact.setVisible(place < len(cards))
            if place < len(cards):
                fact.say(cards[place])
                self._row.setStretch(place, fact.wanted_width)


class Line(NamedTuple):
    """One of a card, in a colour of the tokens by its name, with its width where nothing breaks it."""

    text: str
    type: Type
    ink: str
    width: float


class FactCard(QWidget):
    """One fact at a glance: what it is, what it says, and a note below. In a narrow window it grows down."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._broken: dict[int, list[Words]] = {}  # by width of the card: a layout asks many times
        self.wanted_width = self._least_width = LEAST_WIDTH
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, card: Card) -> None:
        tone = TONES.get(card.state) if card.state else None
        self._lines = [
            _line(card.title, Type.HINT, "muted"),
            _line(card.headline, Type.HEADLINE, tone or "text"),
            _line(card.detail, Type.HINT, "faint"),
        ]
        self._broken.clear()
        self.wanted_width = ceil(max(line.width for line in self._lines)) + 2 * SIDES
        is_short = len(card.headline) <= LONG_HEADLINE  # and then never broken
        self._least_width = max(LEAST_WIDTH, ceil(self._lines[1].width) + 2 * SIDES) if is_short else LEAST_WIDTH
        self.setAccessibleName(f"{card.title}: {card.headline}. {card.detail}")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [words.height for words in self._words(width)]
        return round(sum(heights)) + BETWEEN * (len(heights) - 1) + ABOVE + BELOW

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width, self.heightForWidth(self.wanted_width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least_width, self.heightForWidth(self.wanted_width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        top = float(ABOVE)
        with QPainter(self) as painter:
            parts.paint_sheet(painter, self.rect(), tokens)
            for line, words in zip(self._lines, self._words(self.width()), strict=True):
                painter.setFont(font(line.type))
                painter.setPen(QColor(str(getattr(tokens, line.ink))))
                painter.drawStaticText(QPointF(SIDES, top), words.glyphs)
                top += words.height + BETWEEN

    def _words(self, width: int) -> list[Words]:
        if width not in self._broken:
            room = max(width - 2 * SIDES, 1)
            self._broken[width] = [
                set_words(line.text, line.type, -1.0 if line.width <= room else room) for line in self._lines
            ]
        return self._broken[width]


def _line(text: str, type_: Type, ink: str) -> Line:
    """It never ends inside a date, nor between a lot and its number."""
    whole = unbroken(text).replace("lot ", f"lot{NBSP}")
    return Line(whole, type_, ink, set_words(whole, type_).width)
