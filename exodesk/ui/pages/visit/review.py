"""Review and sign: the visit as it will be frozen, what is missing as links to its fields, and what can be printed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from exodesk.core.chart import GivenInjection
from exodesk.core.dates import show_date, show_time
from exodesk.core.errors import InvalidRecord
from exodesk.core.left_over import LeftOver
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.printed import PrintedKind
from exodesk.core.records.visit import VisitKind, VitalsWhen
from exodesk.queries.drafts import find_draft
from exodesk.queries.versions import error_of
from exodesk.queries.visit import VisitPage
from exodesk.services.drafts import let_draft_go
from exodesk.services.signing import sign_visit
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.amend_dialogs import set_aside_dialog
from exodesk.ui.pages.visit.amending import Amending
from exodesk.ui.pages.visit.blockers import BlockersCard
from exodesk.ui.pages.visit.changes import changes_card
from exodesk.ui.pages.visit.left_over_card import LeftOverCard
from exodesk.ui.pages.visit.reading import reading_of

WIDTH = 300
_STILL_OPEN = "All that is typed is kept. What is listed beside is still open before it can be signed."


class ReviewStep(QWidget):
    told = Signal(str)
    print_asked = Signal(object)  # a PrintedKind
    signed = Signal()
    asked = Signal(str, str)  # a field that is missing, and the injection it belongs to or ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page: VisitPage | None = None
        self._sheet: QWidget | None = None
        self._left_over: list[LeftOverCard] = []
        self._left = QVBoxLayout()
        self._left.setContentsMargins(0, 0, 0, 0)
        self._before = BlockersCard()
        self._before.asked.connect(self.asked)
        self._signed = parts.Card("Signed")
        self.acts: Amending | None = None
        self.addendum = parts.secondary_button("Addendum", glyph="file-plus")
        self.addendum.clicked.connect(partial(self._act, Amending.add))
        self.late = parts.secondary_button("Late entry", glyph="plus")
        self.late.setMenu(self._late_menu())
        self.history = parts.quiet_button("History of this visit", glyph="history")
        self.history.clicked.connect(self._show_history)
        self.mistake = parts.quiet_button("Begun by mistake…")
        self.mistake.clicked.connect(self._set_aside)
        self.sign = parts.primary_button("Sign", keys=Key.SIGN.shown)
        self.sign.clicked.connect(self._sign)
        self.print_button = parts.secondary_button("Print summary", glyph="printer", keys=Key.PRINT.shown)
        self.letter = parts.secondary_button("Letter to the referrer", glyph="mail")
        self.record = parts.quiet_button("Print the whole record", glyph="file-text")
        for button, kind in (
            (self.print_button, PrintedKind.SUMMARY),
            (self.letter, PrintedKind.LETTER),
            (self.record, PrintedKind.VISIT_RECORD),
        ):
            button.clicked.connect(partial(self.print_asked.emit, kind))
        self.message = parts.MessageBar()
        right = QWidget()
        beside = parts.scrolling(right)
        beside.setFixedWidth(WIDTH)
        shown = (self._before, self._signed, self.sign, self.print_button, self.letter)
        right.setLayout(parts.column(*shown, self.addendum, self.late, self.record, self.history, self.mistake, 1))
        left = QWidget()
        left.setLayout(self._left)
        both = parts.row(left, beside, spacing=12)
        both.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.message)
        whole.addLayout(both, 1)
        bind(Key.SIGN, self, self._sign)

    def show_visit(self, page: VisitPage) -> None:
        self._page = page
        if self._sheet:
            parts.discard(self._left, self._sheet)
        is_signed = page.view.is_signed
        self.acts = Amending(self._session, page, self) if is_signed else None
        changes = [changes_card(page.last_visit, page.changes)] if page.last_visit and not is_signed else []
        self._left_over = [self._card_of(left) for left in page.left_over]
        self._sheet = parts.scrolling(
            reading_of(page, self._session.clock, self.acts, above=self._left_over, below=changes)
        )
        self._left.addWidget(self._sheet)
        self._sheet.show()  # the keys may be led into it at once
        self._before.show_missing(page.missing, page.reminders)
        self._before.setVisible(not is_signed)
        self.sign.setVisible(not is_signed)
        self.mistake.setVisible(not is_signed and not any(_is_given(each) for each in page.view.injections))
        for widget in (self._signed, self.addendum):
            widget.setVisible(is_signed)
        kind, may_add = page.view.visit.kind, is_signed and not error_of(page.view)
        self.late.setVisible(may_add)
        self._of_injection.setVisible(kind is VisitKind.INJECTION)
        self._of_vitals.setVisible(kind is not VisitKind.PHONE and len(page.view.vitals) < len(VitalsWhen))
        self.sign.setEnabled(not page.missing)
        self._show_signatures(page)

    def begin(self) -> None:
        """Go to what is left to do: what is missing, the signature, what was never saved, the printed page."""
        self.message.close_message()  # it was about what may be done by now
        is_signed = self._page is not None and self._page.view.is_signed
        left = [card.first for card in self._left_over if not card.first.isHidden()]
        todo = next(iter(left), self.print_button) if is_signed else next(iter(self._before.links), self.sign)
        todo.setFocus()

    def save(self) -> bool:
        """Nothing is typed here."""
        return True

    def tell_open(self) -> str:
        """What is saved, in words."""
        return f"All of this visit is saved. {Key.SIGN.shown} signs it." if self.sign.isEnabled() else _STILL_OPEN

    def _late_menu(self) -> QMenu:
        """What a signed visit may have left out."""
        menu = parts.Menu(self)
        self._of_injection = menu.addAction("An &injection…", partial(self._act, Amending.add_late_injection))
        menu.addAction("A &score…", partial(self._act, Amending.add_late_score))
        self._of_vitals = menu.addAction("&Vitals…", partial(self._act, Amending.add_late_vitals))
        return menu

    def _act(self, act: Callable[[Amending], object]) -> None:
        if self.acts:
            act(self.acts)

    def _card_of(self, left: LeftOver) -> LeftOverCard:
        card = LeftOverCard(left, f"kept {self._session.moment(left.at)}", may_act=not self._session.record.read_only)
        card.taken.connect(self._take_over)
        card.discarded.connect(self._let_go)
        return card

    def _take_over(self, left: LeftOver) -> None:
        if self.acts:
            self.acts.add(left).accepted.connect(self.begin)

    def _let_go(self, left: LeftOver) -> None:
        """What was typed before the visit was signed is not wanted; that is undone like everywhere."""
        if self._page:
            entry_id = self._page.view.visit.entry_id
            if found := find_draft(self._session.record, left.form, entry_id, "visit"):
                self._session.run(let_draft_go, found.draft, left.step)
                self.begin()

    def _set_aside(self) -> None:
        if self._page:
            set_aside_dialog(self._session, self._page, self).open()

    def _show_history(self) -> None:
        if self._page:
            Amending(self._session, self._page, self).show_history(self._page.view.visit)

    def _sign(self) -> None:
        if self._page is None or self._page.view.is_signed:
            return
        try:
            self._session.run(sign_visit, self._page.view.visit.entry_id)
        except InvalidRecord as refused:
            self.message.say(str(refused), Tone.DANGER)
            return
        self.signed.emit()

    def _show_signatures(self, page: VisitPage) -> None:
        parts.clear(self._signed.body)
        for signature in page.view.signatures:
            at = self._session.clock(signature.signed_at)
            self._signed.add(parts.strong(f"Version {signature.version}: {show_date(at.date())} {show_time(at)}"))
            self._signed.add(parts.muted(signature.signed_by, wrap=True))
            self._signed.add(parts.hint(f"Hash {signature.sha256[:12]}"))


def _is_given(given: GivenInjection) -> bool:
    return given.injection.status is not InjectionStatus.NOT_DONE
