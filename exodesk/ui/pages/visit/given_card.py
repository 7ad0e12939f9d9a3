"""One injection that was given in this visit: what and where, and the answer of the observation."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from exodesk.core.chart import GivenInjection
from exodesk.core.mixture import diluent_in_words, lots_in_words
from exodesk.core.records.injection import InjectionStatus, Reaction
from exodesk.ui import parts
from exodesk.ui.forms.controls import Line
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone


class GivenCard(parts.Card):
    """Its acts name the injection by entry; the step that shows it does them."""

    mended = Signal(str)
    withdrawn = Signal(str)
    answered = Signal(str, str, str)  # entry, reaction, what was seen
    harmed = Signal(str)  # entry of an injection whose reaction is told in full

    def __init__(self, given: GivenInjection, at: str, events: Sequence[str] = ()) -> None:
        """`events`: the adverse events that it is suspected of, in words."""
        self.given = given
        self.events = events
        injection = given.injection
        self._mend = parts.quiet_button("Edit")
        self._withdraw = parts.quiet_button("Not done")
        super().__init__(given.where, self._mend, self._withdraw, note=f"given {at}")
        self._mend.setAccessibleName(f"Edit the injection: {given.where}")
        self._withdraw.setAccessibleName(f"Say that it was not done: {given.where}")
        self._mend.clicked.connect(self._tell_mend)
        self._withdraw.clicked.connect(self._tell_withdraw)
        self.add(parts.words(given.amount, Text.STRONG, wrap=True))
        self.add(parts.muted(lots_in_words(given), wrap=True))
        if diluent := diluent_in_words(injection):
            self.add(parts.muted(f"Mixed with {diluent}", wrap=True))
        if injection.status is InjectionStatus.NOT_DONE:
            self._withdraw.hide()
            self.add(parts.Chip(f"Not done: {injection.not_done_reason}", Tone.WARNING))
            return
        chosen = injection.reaction.value if injection.reaction else ""
        self.reaction = parts.ChoiceRow(
            [(code.value, code.label) for code in Reaction], chosen, name=f"Reaction while observed, {given.where}"
        )
        self.seen = Line()
        self.seen.setAccessibleName("What was seen")
        self.seen.setPlaceholderText("What was seen")
        self.seen.setText(injection.reaction_text or "")
        self.seen.setVisible(chosen not in ("", Reaction.NONE.value))
        self.reaction.chosen.connect(self._choose)
        self.seen.editingFinished.connect(self._tell_seen)
        self.body.addLayout(parts.row(parts.strong("Reaction while observed"), self.reaction, 1))
        self.add(self.seen)
        harm = parts.quiet_button("Adverse event…")
        harm.setAccessibleName(f"Record an adverse event: {given.where}")
        harm.clicked.connect(self._tell_harm)
        harm.setVisible(chosen not in ("", Reaction.NONE.value))
        told = [parts.Chip(event, Tone.DANGER) for event in events]
        self.body.addLayout(parts.row(harm, *told, 1))

    @property
    def is_unanswered(self) -> bool:
        """Whether the observation is still open."""
        injection = self.given.injection
        return injection.status is not InjectionStatus.NOT_DONE and injection.reaction is None

    def flush(self) -> None:
        """Answer with what is typed and not yet left."""
        if self.given.injection.status is not InjectionStatus.NOT_DONE:
            self._tell_seen()

    def _choose(self, reaction: str) -> None:
        """None is an answer by itself; anything else asks what was seen."""
        self.seen.setVisible(reaction != Reaction.NONE)
        if reaction == Reaction.NONE:
            self.answered.emit(self.given.injection.entry_id, reaction, "")
        else:
            self.seen.setFocus()

    def _tell_seen(self) -> None:
        injection, text = self.given.injection, self.seen.text().strip()
        if not text or self.seen.isHidden():
            return
        if (reaction := self.reaction.current()) != injection.reaction or text != injection.reaction_text:
            self.answered.emit(injection.entry_id, reaction, text)

    def _tell_harm(self) -> None:
        self.harmed.emit(self.given.injection.entry_id)

    def _tell_mend(self) -> None:
        self.mended.emit(self.given.injection.entry_id)

    def _tell_withdraw(self) -> None:
        self.withdrawn.emit(self.given.injection.entry_id)
