"""What the window shows while a record is open: rail, search, messages and the pages. It opens pages, nothing more."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exodesk.core.changes import Change
from exodesk.core.dates import show_weekday
from exodesk.queries.open_visit import is_observing
from exodesk.ui import keys, parts
from exodesk.ui.anywhere import Anywhere
from exodesk.ui.blanks import Blanks
from exodesk.ui.curtain import Curtain
from exodesk.ui.day_turn import DayTurn
from exodesk.ui.draft_strip import DraftStrip
from exodesk.ui.keys import Key
from exodesk.ui.pages import CHART, PATIENTS, SETTINGS, VISIT, Page, Place, Way
from exodesk.ui.pages.printed import check_page
from exodesk.ui.palette.entry import SearchEntry
from exodesk.ui.palette.of_places import OfPlaces
from exodesk.ui.palette.offers import keys_of, offers_in
from exodesk.ui.palette.over_dialogs import OverDialogs
from exodesk.ui.palette.rows import Row
from exodesk.ui.palette.widget import Palette
from exodesk.ui.rail_of import LOCK, rail_of
from exodesk.ui.session import Session
from exodesk.ui.spot import Spot, return_to, spot_on
from exodesk.ui.telling import Telling
from exodesk.ui.visit_strip import VisitStrip
from exodesk.ui.whereabouts import Stay, Whereabouts

NARROW = 1300
"""Below it, names on the rail would cost the page what it needs to show a form whole."""

_PAGE_KEYS = (Key.PAGE_1, Key.PAGE_2, Key.PAGE_3, Key.PAGE_4, Key.PAGE_5, Key.PAGE_6, Key.PAGE_7)


class Workspace(QWidget):
    lock_asked = Signal()

    def __init__(self, session: Session, places: Sequence[Place]) -> None:
        super().__init__()
        self.session = session
        self._places = {place.key: place for place in places}
        self._kept: dict[str, Page] = {}
        self._where = Whereabouts()
        self._turn = DayTurn(session, self)
        self.rail = rail_of(places)
        self._page_keys = dict(zip((place.key for place in places if place.glyph), _PAGE_KEYS, strict=False))
        self._of_places = OfPlaces(places, self._page_keys, open_page=self.open_page, go=self._go_way)
        self.search = SearchEntry()
        self.finder = Palette(session, self, self._offers, self)
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
        self._stack = QStackedWidget()
        makers = {each.key: partial(each.make, session, self, None) for each in places if each.made_blank}
        self.blanks = Blanks(self._stack, makers)
        self._lay_out()
        self.messages = parts.MessageOver(self._top, self, self.search)
        self._anywhere = Anywhere(self.session, self, in_sight=self._in_sight, is_covered=self._is_covered)
        self._over_dialogs = OverDialogs(
            session,
            self,
            self._offers_of_window,
            self.finder.recents,
            self._anywhere.over_dialogs,
            is_covered=self._is_covered,
            parent=self,
        )
        self.telling = Telling(session, self.messages, self.rail, is_covered=self._is_covered, parent=self)
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
        right.addWidget(self._stack, 1)
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

    def _bind(self) -> None:
        keys.bind(Key.PALETTE, self, self.open_palette)
        keys.bind(Key.BACK, self, self.go_back)
        keys.bind(Key.FORWARD, self, self.go_forward)
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

    def open_page(self, key: str, target: str | None = None) -> None:
        """Open a page by its key, on the record that it is about; `go_back` leads from it to this one.

        A visit opens where it was left.
        """
        if self._where.now == (key, target):
            return
        self._note_spot()
        self._where.leave_behind()
        self._show(key, target)
        if key == VISIT:
            self._return()

    def go_back(self) -> None:
        self._note_spot()
        if opened := self._where.step_back():
            self._show(*opened)
            self._return()

    def go_forward(self) -> None:
        self._note_spot()
        if opened := self._where.step_forward():
            self._show(*opened)
            self._return()

    def _note_spot(self) -> None:
        self.finder.dismiss()  # it gives the focus back to the page
        if self.page:
            self._where.note_spot(spot_on(self.page))

    def _return(self) -> None:
        """To the tab, the control and the cursor that were left on this page."""
        if self.page and self._where.now and (spot := self._where.spot_of(self._where.now)):
            return_to(self.page, spot)

    def set_count(self, key: str, count: int) -> None:
        """The number behind a page's name on the rail; none when nothing waits."""
        self.rail.set_count(key, count or None)

    @property
    def page(self) -> Page | None:
        """The page in sight."""
        found = self._stack.currentWidget()
        return found if isinstance(found, Page) else None

    def leave(self) -> None:
        """Another page is coming, or the record is about to close."""
        self.finder.dismiss()
        if self.page:
            self.page.leave()
        self.session.keep_drafts()

    @property
    def must_stay_open(self) -> bool:
        """A pause or an observation runs: idle time does not cover it."""
        return bool(self.page and self.page.holds_open) or is_observing(self.session.record)

    def stay(self) -> Stay | None:
        """Where somebody is, for `resume` after a lock."""
        return self._where.stay(spot_on(self.page), curtain=self._is_drawn) if self.page else None

    def resume(self, stay: Stay) -> None:
        """Go back to where somebody was."""
        self.open_page(*stay.now)
        self._where.resume(stay)
        if stay.curtain:
            self.draw_curtain()
        elif self.page:
            self._return_to(self.page, stay.spot)

    def _return_to(self, page: Page, spot: Spot) -> None:
        """Once all of a page stands there: before, another control has the place of the one that had the focus."""
        if page.is_whole:
            return_to(page, spot)
        else:
            page.made_whole.connect(partial(return_to, page, spot), Qt.ConnectionType.SingleShotConnection)

    def draw_curtain(self) -> None:
        """Hide all but the open chart, or show everything again."""
        self.finder.dismiss()
        self._is_drawn = not self._is_drawn
        self._show_curtain()

    def open_palette(self) -> None:
        """Search, or do something, from wherever one is; behind the curtain it would name people."""
        if not self._is_drawn:
            self.finder.open_over(self._top, but_for=self._in_sight())

    def _in_sight(self) -> str | None:
        return self.page.patient_id if self.page else None

    def _is_covered(self) -> bool:
        return self._is_drawn

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

    def _show(self, key: str, target: str | None) -> None:
        self.leave()
        before, place = self.page, self._places[key]
        page = self._kept.get(key)
        if page is not None:
            page.refresh()
        elif place.made_blank and target:
            page = self.blanks.take(key)
            page.tell_of(target)
        else:
            page = place.make(self.session, self, target)
            self._stack.addWidget(page)
        if place.glyph:
            self._kept[key] = page
        self._where.now = (key, target)
        self.search.setVisible(not page.finds_patients)
        self._stack.setCurrentWidget(page)
        self.rail.set_current(place.under or key)
        if before and before is not page and before not in self._kept.values():
            self._stack.removeWidget(before)
            before.deleteLater()
        if patient_id := page.patient_id:
            self.finder.recents.note_patient(patient_id)
        self._show_curtain()
        self.blanks.lay_ready_soon()
        page.begin()

    def _show_curtain(self) -> None:
        """Behind the curtain only a chart or its visit stays; nobody else's name is in sight."""
        is_chart = self._where.key in (CHART, VISIT)
        for widget in (self.rail, self._top):
            widget.setVisible(not self._is_drawn)
        self._stack.setVisible(is_chart or not self._is_drawn)
        self._curtain.setVisible(self._is_drawn and not is_chart)
        self._look_for_visit()
        if self._is_drawn:
            self.strip.hide()
            self.drafts.hide()
            self.messages.hide()
            (self._stack if is_chart else self._curtain).setFocus()

    def _look_for_visit(self) -> None:
        """The strip names an open visit, but for the one in sight."""
        self.strip.look(self._where.target if self._where.key == VISIT else None)

    def _choose(self, key: str) -> None:
        if key == LOCK:
            self.lock_asked.emit()
        else:
            self.open_page(key)

    # What is told

    def _take_change(self, change: Change) -> None:
        if self.page:
            self.page.refresh(change)
        if change.touches("visit", "signature", "patient") and not self._is_drawn:
            self._look_for_visit()
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
        focus = QApplication.focusWidget()
        is_typing = isinstance(focus, QLineEdit | QPlainTextEdit) and self._stack.isAncestorOf(focus)
        if self.page and not is_typing:
            self.page.refresh()
