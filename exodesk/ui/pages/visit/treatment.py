"""The treatment step: what was given so far in this visit, the form of the next injection, and the pause beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import show_date
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.injection import PauseAnswer, PauseItem
from exodesk.core.records.patient import identity_line
from exodesk.queries.visit import VisitPage
from exodesk.services.injections import (
    concerns_of,
    edit_injection,
    give_injection,
    problems_with,
    unusual_about,
)
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.answers import yes_to
from exodesk.ui.pages.visit.given_cards import GivenCards
from exodesk.ui.pages.visit.injection_form import InjectionForm
from exodesk.ui.pages.visit.lot_dialog import lot_dialog
from exodesk.ui.pages.visit.pause import IDENTITY, PauseCard

MOST_SO_FAR = 5


class TreatmentStep(QWidget):
    told = Signal(str)
    written = Signal()  # what was typed is given
    plan_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page: VisitPage | None = None
        self.injection = InjectionForm(session)
        self.injection.changed.connect(self._follow)
        self.injection.new_lot.connect(self._enter_lot)
        self.injection.where.offer_new_plan()
        self.injection.plan_asked.connect(self.plan_asked)
        self.injection.restored.connect(self.told)
        self.pause = PauseCard()
        self.pause.given.connect(self.give)
        bind(Key.GIVEN, self, self.give)
        self._message = parts.MessageBar()
        self._so_far = parts.Card("So far")
        self.done = GivenCards(session)
        self.done.mended.connect(self._mend)
        self.done.replaced.connect(self.begin)
        self.add = parts.secondary_button("Add injection", glyph="plus")
        self.add.clicked.connect(self._add)
        self.discard = parts.secondary_button("Discard what is typed")
        self.discard.clicked.connect(self._put_away)
        self._lay_out()

    def _lay_out(self) -> None:
        left, right, so_far = QWidget(), QWidget(), QWidget()
        acts = parts.row(self.add, self.discard, 1)
        left.setLayout(parts.column(self.done, self._message, self.injection, acts, 1))
        right.setFixedWidth(290)
        so_far.setLayout(parts.column(self._so_far, 1))
        giving_way = parts.scrolling(so_far)  # where there is little room: the pause never does
        giving_way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        beside = parts.column(self.pause, giving_way)
        beside.setStretchFactor(giving_way, 1)
        right.setLayout(beside)
        both = parts.row(parts.scrolling(left), right, spacing=12)
        both.setStretch(0, 1)
        self.setLayout(both)

    def show_visit(self, page: VisitPage) -> None:
        is_first = self._page is None
        self._page = page
        self.done.show_visit(page)
        self._show_so_far(page)
        self.injection.show_visit(page)
        self.pause.show_who(identity_line(page.chart.patient))
        if is_first:
            self._open_form(opened=not page.view.injections or self.injection.is_edited)
        self._follow()

    @property
    def pauses(self) -> bool:
        """Somebody was asked who is here, and the needle is next."""
        return not self.injection.isHidden() and self.pause.is_begun

    def begin(self) -> None:
        """Go where work goes on: the injection that is being typed, an observation that is open, the next injection."""
        unanswered = self.done.unanswered
        if not self.injection.isHidden():
            self.injection.go_on()
        elif unanswered:
            unanswered.reaction.setFocus()
        else:
            self.add.setFocus()

    def save(self) -> bool:
        """Nothing is given by leaving: what is typed waits as a draft."""
        self.injection.flush()
        self.done.flush()
        return True

    def tell_open(self) -> str:
        """What is saved, in words."""
        if self.injection.isHidden() or not self.injection.is_edited:
            return "All that was given in this visit is saved."
        if self.injection.editing:
            return f"Kept as a draft, not saved yet. {Key.GIVEN.shown} saves it."
        return f"Kept as a draft, not given yet. {Key.GIVEN.shown} writes it down as given."

    def go_to(self, field: str, injection_id: str) -> bool:
        """Put the focus on what is missing of an injection of this visit."""
        card = self.done.card_of(injection_id)
        if card is None:
            self._open_form(opened=True)
            self.injection.go_on()
        elif field in ("reaction", "reaction_text"):
            card.reaction.setFocus()
        else:
            self._mend(injection_id)
            self.injection.go_to(field)
        return True

    def give(self) -> None:
        """Given: write the injection as it stands, or say at the fields what stands in the way."""
        if self._page is None or self.injection.isHidden():
            return
        session = self._session
        try:
            injection, sources = self.injection.filled(None if self.injection.is_late else session.record.now())
            act = edit_injection if self.injection.editing else give_injection
            session.run(act, injection, sources, self._answers(injection.id))
        except InvalidRecord as refused:
            self._refuse(list(refused.problems))
            return
        self._put_away()
        self.written.emit()

    def _put_away(self) -> None:
        """The form waits empty behind its button for the next injection."""
        self._message.close_message()
        self.injection.settle()
        self.injection.begin()
        if self._page:
            self.pause.begin(identity_line(self._page.chart.patient))
        self._open_form(opened=False)
        self._follow()
        self.begin()

    def _add(self) -> None:
        self._open_form(opened=True)
        self.injection.begin()
        self.injection.go_on()

    def _open_form(self, *, opened: bool) -> None:
        """One injection at a time: once it is given, the form waits behind its button."""
        self.injection.setVisible(opened)
        self.pause.setVisible(opened)
        self.add.setVisible(not opened)
        self._offer_discard()

    def _offer_discard(self) -> None:
        """What is typed can always be let go, and so can a form that was opened beside what is given already."""
        has_given = bool(self._page and self._page.view.injections)
        self.discard.setVisible(not self.injection.isHidden() and (self.injection.is_edited or has_given))

    def _answers(self, injection_id: str) -> list[PauseAnswer]:
        """What the pause was answered; in mending, who was here was asked before."""
        editing = self.injection.editing
        asked = [] if editing is None else [each for each in editing.pause if each.item is PauseItem.IDENTITY]
        if self.pause.identity.is_yes and not asked:
            asked = yes_to([PauseItem.IDENTITY], injection_id, self._session.record)
        return asked + self.injection.confirmations(injection_id)

    def _refuse(self, problems: list[Problem]) -> None:
        """Each problem at its field; who is here at the pause, the focus there once nothing is left in the form."""
        told = {problem.field: problem.text for problem in problems}
        left = [problem for problem in self.injection.show_problems(problems) if problem.field != IDENTITY]
        self.pause.identity.show_problem(told.get(IDENTITY, ""))
        self._message.close_message()
        if left:
            self._message.say(" ".join(problem.text for problem in left), Tone.DANGER)
        if IDENTITY in told and not self.injection.has_problems:
            self.pause.identity.setFocus()
            parts.announce(self.pause, told[IDENTITY])

    def _follow(self) -> None:
        """What the form tells, into the pause; the reasons that are asked for; what was refused and is answered now."""
        self._message.close_message()
        self._offer_discard()
        where = self.injection.where
        self.pause.show_state(place=where.words, wrong=where.wrong, volume=self.injection.read_back)
        self.pause.show_known(self.injection.known)
        self.pause.show_editing(editing=self.injection.editing is not None)
        try:
            injection, sources = self.injection.filled()
        except InvalidRecord:
            return  # still being typed
        record, texts, unusual = self._session.record, dict[str, str](), ""
        if self.injection.is_ready_to_look_at:
            unusual = unusual_about(record, injection, sources)
            for concern in concerns_of(record, injection, sources):
                texts[concern.field] = f"{texts.get(concern.field, '')} {concern.text}".strip()
        self.injection.show_concerns(texts, unusual)
        if self.injection.has_problems:
            self.injection.look_again(problems_with(record, injection, sources, self._answers(injection.id)))

    def _enter_lot(self) -> None:
        dialog = lot_dialog(self._session, self)
        dialog.saved.connect(self._pick_new_lot)
        dialog.open()

    def _pick_new_lot(self, change: Change) -> None:
        self.injection.sources.pick_new(str(change.record_id))

    def _show_so_far(self, page: VisitPage) -> None:
        parts.clear(self._so_far.body)
        doses = [g for g in page.chart.injections if g.injection.visit_id != page.view.visit.entry_id]
        for given in reversed(doses[-MOST_SO_FAR:]):
            self._so_far.add(parts.hint(f"{show_date(given.injection.given_on)} · {given.where}", wrap=True))
            self._so_far.add(parts.words(given.amount, Text.STRONG, wrap=True))
        if not doses:
            self._so_far.add(parts.muted("No injection before this visit.", wrap=True))

    def _mend(self, entry_id: str) -> None:
        if card := self.done.card_of(entry_id):
            self._open_form(opened=True)
            self.injection.mend(card.given)
            self._follow()
