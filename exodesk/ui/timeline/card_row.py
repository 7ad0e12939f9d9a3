"""The cards above a timeline, each as wide as its words ask for."""

from PySide6.QtWidgets import QWidget

from exodesk.core.booster import State
from exodesk.core.quantities import NBSP
from exodesk.core.timeline import Card
from exodesk.ui import parts
from exodesk.ui.tokens import Tone

TONES = {State.DUE: Tone.WARNING, State.OVERDUE: Tone.DANGER, State.LOST: Tone.DANGER, State.SUSPENDED: Tone.WARNING}
"""Beside the words, which say it too."""
MOST_CARDS, CARD_SIDES = 4, 32
LONG_HEADLINE = 30


class CardRow(QWidget):
    """As many as there are; the others are away."""

    def __init__(self) -> None:
        super().__init__()
        self._cards = [_fact_card() for _ in range(MOST_CARDS)]
        self._row = parts.row(*self._cards, spacing=10)
        self.setLayout(self._row)

    def fill(self, cards: tuple[Card, ...]) -> None:
        for place, fact in enumerate(self._cards):
            fact.setVisible(place < len(cards))
            if place < len(cards):
                self._say(place, fact, cards[place])

    def _say(self, place: int, fact: parts.FactCard, card: Card) -> None:
        fact.caption.setText(card.title)
        fact.say(_unbroken(card.headline), _unbroken(card.detail), TONES.get(card.state, "") if card.state else "")
        fact.value.setWordWrap(len(card.headline) > LONG_HEADLINE)
        for label, text in ((fact.value, card.headline), (fact.note, card.detail)):
            label.setAccessibleName(text)
        wide = (label.fontMetrics().horizontalAdvance(label.text()) for label in (fact.value, fact.note))
        self._row.setStretch(place, max(wide) + CARD_SIDES)


def _fact_card() -> parts.FactCard:
    """In a narrow window it grows down, and the page never across."""
    fact = parts.FactCard("")
    fact.note.setWordWrap(True)
    fact.body.addStretch()
    return fact


def _unbroken(text: str) -> str:
    """A line never ends between a lot and its number."""
    return text.replace("lot ", f"lot{NBSP}")
