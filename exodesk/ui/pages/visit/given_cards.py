"""The injections of a visit as they were given, a card each, with what is done to them where they stand."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from exodesk.core.adverse_events import named
from exodesk.core.changes import Change
from exodesk.core.chart import GivenInjection
from exodesk.core.dates import show_date, show_time
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.injection import Reaction
from exodesk.queries.visit import VisitPage
from exodesk.services.injections import answer_observation
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.adverse_form import record_dialog
from exodesk.ui.pages.visit.given_card import GivenCard
from exodesk.ui.pages.visit.withdraw_dialog import withdraw_dialog


class GivenCards(QWidget):
    """`mended` asks for the form; `replaced` tells that cards with the focus in them were made anew."""

    mended = Signal(str)  # an injection's entry
    replaced = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page: VisitPage | None = None
        self.cards: list[GivenCard] = []
        self._message = parts.MessageBar()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._message)
        session.keeping.connect(self.flush)

    @property
    def unanswered(self) -> GivenCard | None:
        """The first whose observation is still open."""
        return next((card for card in self.cards if card.is_unanswered), None)

    def card_of(self, entry_id: str) -> GivenCard | None:
        return next((card for card in self.cards if card.given.injection.entry_id == entry_id), None)

    def flush(self) -> None:
        """Answer with what is typed and not yet left."""
        for card in self.cards:
            card.flush()

    def show_visit(self, page: VisitPage) -> None:
        """Made anew only where something differs: an answer that is being typed stays."""
        self._page = page
        self.setVisible(bool(page.view.injections))
        told = [(given, _events(page, given)) for given in page.view.injections]
        if told == [(card.given, card.events) for card in self.cards]:
            return
        focus = QApplication.focusWidget()
        was_here = focus is not None and any(card.isAncestorOf(focus) for card in self.cards)
        for card in self.cards:
            parts.discard(self._column, card)
        self.cards = [self._card(given, events) for given, events in told]
        for card in self.cards:
            self._column.addWidget(card)
        if was_here:
            self.replaced.emit()

    def _card(self, given: GivenInjection, events: tuple[str, ...]) -> GivenCard:
        at = given.injection.given_at
        card = GivenCard(
            given, show_time(self._session.clock(at)) if at else show_date(given.injection.given_on), events
        )
        card.mended.connect(self.mended)
        card.withdrawn.connect(self._withdraw)
        card.answered.connect(self._answer)
        card.harmed.connect(self._record_harm)
        return card

    def _record_harm(self, injection_id: str) -> None:
        if self._page:
            record_dialog(self._session, self._page.chart, injection_id, self).open()

    def _withdraw(self, entry_id: str) -> None:
        """Its row stays and counts no more; a reason is asked for."""
        if self._page and (card := self.card_of(entry_id)):
            withdraw_dialog(self._session, self._page.chart.patient, card.given, self).open()

    def _answer(self, entry_id: str, reaction: str, seen: str) -> None:
        self._run(answer_observation, entry_id, Reaction(reaction), seen or None)

    def _run(self, act: Callable[..., Change], *arguments: object) -> None:
        self._message.close_message()
        try:
            self._session.run(act, *arguments)
        except InvalidRecord as refused:
            self._message.say(" ".join(problem.text for problem in refused.problems), Tone.DANGER)


def _events(page: VisitPage, given: GivenInjection) -> tuple[str, ...]:
    """The adverse events that an injection is suspected of."""
    return tuple(
        f"{named(view.event)}, grade {view.event.grade.number}"
        for view in page.chart.adverse_events
        if given.injection.entry_id in view.injection_ids
    )
