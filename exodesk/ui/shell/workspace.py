"""What the window shows while a record is open: rail, search, messages and curtain around the page in sight."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from exodesk.core.changes import Change
from exodesk.core.dates import show_weekday
from exodesk.queries.lots import LotChoice
from exodesk.queries.open_visit import is_observing
from exodesk.ui import parts
from exodesk.ui.keyboard import keys
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.open_record.day_turn import DayTurn
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import CHART, PATIENTS, SETTINGS, VISIT, Page, Place, Way
from exodesk.ui.pages.printed import check_page
from exodesk.ui.palette.entry import SearchEntry
from exodesk.ui.palette.of_places import OfPlaces
from exodesk.ui.palette.offers import keys_of, offers_in
from exodesk.ui.palette.over_dialogs import OverDialogs
from exodesk.ui.palette.over_pages import OverPages
from exodesk.ui.palette.rows import Row
from exodesk.ui.shell.anywhere import Anywhere
from exodesk.ui.shell.curtain import Curtain
from exodesk.ui.shell.draft_strip import DraftStrip
from exodesk.ui.shell.lost_keys import LostKeys
from exodesk.ui.shell.page_stack import PageStack
from exodesk.ui.shell.rail_of import LOCK, rail_of
from exodesk.ui.shell.telling import Telling
from exodesk.ui.shell.visit_strip import VisitStrip
from exodesk.ui.shell.whereabouts import Stay

if TYPE_CHECKING:
    from exodesk.ui.palette.widget import Palette

NARROW = 1300
"""Below it, names on the rail would cost the page what it needs to show a form whole."""

_PAGE_KEYS = (Key.PAGE_1, Key.PAGE_2, Key.PAGE_3, Key.PAGE_4, Key.PAGE_5, Key.PAGE_6, Key.PAGE_7)


class Workspace(QWidget):
    lock_asked = Signal()

    def __init__(self, session: Session, places: Sequence[Place]) -> None:
        super().__init__()
        self.session = session
        self._places = {place.key: place for place in places}
        self._turn = DayTurn(session, self)
        self.rail = rail_of(places)
        self._page_keys = dict(zip((place.key for place in places if place.glyph), _PAGE_KEYS, strict=False))
        self._of_places = OfPlaces(places, self._page_keys, open_page=self.open_page, go=self._go_way)
        self.search = SearchEntry()
        self._over_pages = OverPages(session, self, self._offers, self)
        self._date = parts.muted(show_weekday(self._turn.day))
        self._top = QWidget()
        self.strip = VisitStrip(session)
        self.drafts = DraftStrip(session)
        why = session.record.why_read_only
        self.only_read = parts.words(f"Read only: nothing can be saved. {why}", tone="warning", wrap=True)
        if not session.record.read_only:
            self.only_read.hide()
        self._curtain = Curtain()
        self._is_drawn = False
        self.pages = PageStack(session, self, places)
        self._lost_keys = LostKeys(self.pages, self.rail)
        self._lay_out()
        self.messages = parts.MessageOver(self._top, self, self.search)
        self._anywhere = Anywhere(self.session, self, in_sight=self._in_sight, is_covered=lambda: self._is_drawn)
        self._over_dialogs = OverDialogs(
            session,
            self,
            self._offers_of_window,
            self._over_pages.recents,
            {**self._anywhere.over_dialogs, Key.LOCK: lambda _dialog: self.lock_asked.emit()},
            is_covered=lambda: self._is_drawn,
            parent=self,
        )
        self.telling = Telling(session, self.messages, self.rail, is_covered=lambda: self._is_drawn, parent=self)
        self._connect()
        self._bind()

    def _lay_out(self) -> None:
        self.search.setFixedWidth(420)
        right = QVBoxLayout()
        right.setContentsMargins(24, 12, 24, 16)
        right.setSpacing(10)
        top = parts.row(self.search, 1, self._date)
        top.setContentsMargins(0, 0, 0, 0)
        self._top.setLayout(top)
        for widget in (self._top, self.only_read, self.strip, self.drafts):
            right.addWidget(widget)
        right.addWidget(self.pages, 1)
        right.addWidget(self._curtain, 1)
        self._curtain.hide()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._choose)
        self.search.clicked.connect(self.open_palette)
        self.search.typed.connect(self._begin_search)
        self.strip.asked.connect(partial(self.open_page, VISIT))
        self.session.changed.connect(self._take_change)
        self.drafts.asked.connect(self.open_page)
        self._turn.turned.connect(self._turn_day)
        self.pages.leaving.connect(self._over_pages.dismiss)  # it gives the focus back to the page
        self.pages.shown.connect(self._take_page)

    def _bind(self) -> None:
        keys.bind(Key.PALETTE, self, self.open_palette)
        keys.bind(Key.BACK, self, self.go_back)
        keys.bind(Key.FORWARD, self, self.pages.go_forward)
        keys.bind(Key.BACK_TO_VISIT, self, self.strip.go_back)
        keys.bind(Key.CURTAIN, self, self.draw_curtain)
        keys.bind(Key.UNDO, self, self.telling.undo)
        keys.bind(Key.LOCK, self, self.lock_asked.emit)
        keys.bind(Key.SETTINGS, self, partial(self.open_page, SETTINGS))
        keys.bind(Key.CHECK_PAGE, self, partial(check_page, self.session, self))
        for place in self._places.values():
            if page_key := self._page_keys.get(place.key):
                keys.bind(page_key, self, partial(self.open_page, place.key))
            for key, act in place.acts:
                keys.bind(key, self, partial(self._act_on, place.key, act))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the rail gives its room to the page."""
        super().resizeEvent(event)
        self.rail.set_folded(self.width() < NARROW)

    # Pages

    def open_page(self, key: str, target: str | None = None, part: str = "") -> None:
        """Open a page by its key, on the record that it is about, and at a part of it where one is named."""
        self.pages.open(key, target, part)

    def go_back(self) -> None:
        """Return to the page before this one."""
        self.pages.go_back()

    def set_count(self, key: str, count: int) -> None:
        """The number behind a page's name on the rail; none when nothing waits."""
        self.rail.set_count(key, count or None)

    @property
    def page(self) -> Page | None:
        """The page in sight."""
        return self.pages.page

    def leave(self) -> None:
        """The record is about to close: what is typed is kept."""
        self.pages.leave()

    @property
    def must_stay_open(self) -> bool:
        """A pause or an observation runs: idle time does not cover it."""
        return bool(self.page and self.page.holds_open) or is_observing(self.session.record)

    def stay(self) -> Stay | None:
        """Where somebody is, for `resume` after a lock."""
        return self.pages.stay(curtain=self._is_drawn)

    def resume(self, stay: Stay) -> None:
        """Go back to where somebody was."""
        self.pages.resume(stay)
        if stay.curtain:
            self.draw_curtain()
        else:
            self.pages.return_to(stay.spot)

    def draw_curtain(self) -> None:
        """Hide all but the open chart, or show everything again."""
        self._over_pages.dismiss()
        self._is_drawn = not self._is_drawn
        self._show_curtain()

    def open_palette(self) -> None:
        """Search, or do something, from wherever one is; behind the curtain it would name people."""
        if not self._is_drawn:
            self.finder.open_over(self._top, but_for=self._in_sight())

    @property
    def finder(self) -> "Palette":
        """The palette over the pages."""
        return self._over_pages.palette

    def _in_sight(self) -> str | None:
        return self.page.patient_id if self.page else None

    @property
    def is_covered(self) -> bool:
        """Whether the curtain is drawn."""
        return self._is_drawn

    def _begin_search(self, letter: str) -> None:
        self.open_palette()
        self.finder.line.insert(letter)

    def search_patients(self, typed: str) -> None:
        """The page of patients, with this in its search."""
        self.open_page(PATIENTS)
        if self.page:
            self.page.search_for(typed)

    def edit_lot(self, choice: LotChoice) -> None:
        """What was entered of a lot, and its recall."""
        self._anywhere.edit_lot(choice)

    def _take_page(self, place: Place) -> None:
        """Another page is in sight: what stands around it follows."""
        self.rail.set_current(place.under or place.key)
        if self.page:
            self.search.setVisible(not self.page.finds_patients)
        if patient_id := self._in_sight():
            self._over_pages.recents.note_patient(patient_id)
        self._show_curtain()

    def _show_curtain(self) -> None:
        """Behind the curtain only a chart or its visit stays; nobody else's name is in sight."""
        is_chart = self.pages.now is not None and self.pages.now[0] in (CHART, VISIT)
        for widget in (self.rail, self._top):
            widget.setVisible(not self._is_drawn)
        self.pages.setVisible(is_chart or not self._is_drawn)
        self._curtain.setVisible(self._is_drawn and not is_chart)
        self._show_strip()
        self.drafts.cover(covered=self._is_drawn)
        if self._is_drawn:
            self.strip.hide()
            self.messages.hide()
            (self.pages if is_chart else self._curtain).setFocus()

    def _show_strip(self) -> None:
        """It names an open visit, but for the one in sight."""
        key, target = self.pages.now or ("", None)
        self.strip.stand_over(target if key == VISIT else None)

    def _choose(self, key: str) -> None:
        if key == LOCK:
            self.lock_asked.emit()
        else:
            self.open_page(key)

    # What is told

    def _take_change(self, change: Change) -> None:
        if self.page:
            self.page.refresh(change)
        if change.touches("visit", "signature", "patient"):
            self.strip.read()
            if not self._is_drawn:
                self._show_strip()
        self.telling.tell(change)

    def _offers(self) -> list[Row]:
        """What the palette can do now: the pages, what stands in sight, and the ways to what does not."""
        return [*offers_in(self.page, self.window(), [*self._of_places.pages()]), *self._of_places.ways()]

    def _offers_of_window(self) -> list[Row]:
        """The same without the page, which lies under a dialog."""
        return [*self._of_places.pages(), *keys_of(self.window(), owner=self), *self._of_places.ways()]

    def _go_way(self, key: str, way: Way) -> None:
        self.open_page(key)
        if way.part and self.page:
            self.page.reach(way.part)

    def _act_on(self, key: str, act: Callable[[Page], object]) -> None:
        """Open a page and do something on it."""
        self.open_page(key)
        if self.page:
            act(self.page)

    def _turn_day(self, today: date) -> None:
        """The day is another one, and so is what is due; a form in use is left as it is."""
        self._date.setText(show_weekday(today))
        self.strip.read()
        if not self._is_drawn:
            self._show_strip()
        focus = QApplication.focusWidget()
        is_typing = isinstance(focus, QLineEdit | QPlainTextEdit) and self.pages.isAncestorOf(focus)
        if self.page and not is_typing:
            self.page.refresh()
