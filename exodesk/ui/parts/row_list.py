"""The rows of a card, one for each thing listed, made a few a turn of the event loop. What stays keeps its row."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from itertools import chain
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exodesk.ui import parts
from exodesk.ui.work.pieces import Pieces

AT_ONCE = 12
T = TypeVar("T")


class RowList(QObject, Generic[T]):
    """`made` is called for whatever comes new; `key` tells one thing from all others, whatever is said of it."""

    filled = Signal()

    def __init__(self, card: parts.Card, made: Callable[[T], QWidget], key: Callable[[T], Hashable]) -> None:
        super().__init__(card)
        self._card, self._made, self._key = card, made, key
        self._rows: list[tuple[T, QWidget]] = []
        self._filling = Pieces(AT_ONCE, self, card.laid_out_once)
        self._filling.over.connect(self.filled)

    @property
    def is_filling(self) -> bool:
        return self._filling.is_on

    @property
    def widgets(self) -> list[QWidget]:
        return [row for _, row in self._rows]

    def show(self, things: Sequence[T]) -> None:
        """These in this order, and nothing else."""
        self._filling.begin(
            chain(
                (partial(self._drop, each) for each in self._gone(things)),
                (partial(self._place, place, thing) for place, thing in enumerate(things)),
            )
        )

    def _gone(self, things: Sequence[T]) -> list[tuple[T, QWidget]]:
        """Rows of what is not among these, word for word and in the same order."""
        gone, places, last = [], {self._key(thing): place for place, thing in enumerate(things)}, -1
        for each in self._rows:
            place = places.get(self._key(each[0]), -1)
            if place > last and things[place] == each[0]:
                last = place
            else:
                gone.append(each)
        return gone

    def _drop(self, each: tuple[T, QWidget]) -> None:
        self._rows.remove(each)
        self._card.drop_row(each[1])

    def _place(self, place: int, thing: T) -> None:
        if place < len(self._rows) and self._rows[place][0] == thing:
            return
        row = self._made(thing)
        self._rows.insert(place, (thing, row))
        self._card.add_row(row, place)
        row.show()  # here, where the card lays nothing out: else Qt shows each by itself, and lays all out each time
