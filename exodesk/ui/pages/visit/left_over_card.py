"""On a signed visit: what was typed and never saved, to be read, and taken over as an addendum or discarded."""

from PySide6.QtCore import Signal

from exodesk.core.left_over import LeftOver
from exodesk.core.versions import Line
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.pages.visit.reading import told_line

WHAT_IT_IS = "It was typed before the visit was signed, and stands in no version of it."
ALL_SIGNED = "All of it stands in the visit as it was signed."


class LeftOverCard(parts.Card):
    """One step of the visit. Its acts name the draft; the page does them. `first` is what one is led to."""

    taken = Signal(object)  # the LeftOver
    discarded = Signal(object)

    def __init__(self, left: LeftOver, kept: str, *, may_act: bool) -> None:
        super().__init__(f"Typed and never saved: {left.step.lower()}", note=kept)
        self._left = left
        said, tone = (WHAT_IT_IS, Tone.WARNING) if left.lines else (ALL_SIGNED, "muted")
        self.add(parts.words(said, tone=tone, wrap=True))
        for label, words in left.lines:
            self.add(told_line(Line(label, words)))
        self.take = parts.secondary_button("Add as an addendum…", glyph="file-plus")
        self.away = parts.quiet_button("Discard")
        for button, act, act_name in (
            (self.take, self._take, "Add as an addendum"),
            (self.away, self._discard, "Discard what was typed"),
        ):
            button.setAccessibleName(f"{act_name}: {left.step.lower()}")
            button.clicked.connect(act)
        self.body.addLayout(parts.row(self.take, self.away, 1))
        if not (may_act and left.lines):
            self.take.hide()
        if not may_act:
            self.away.hide()
        self.first = self.take if left.lines else self.away

    def _take(self) -> None:
        self.taken.emit(self._left)

    def _discard(self) -> None:
        self.discarded.emit(self._left)
