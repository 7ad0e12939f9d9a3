"""The pages while a record is open: made, kept, shown one at a time, and found again where they were left."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal

from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import VISIT, Desk, Page, Place
from exodesk.ui.shell.blanks import Blanks
from exodesk.ui.shell.spot import Spot, return_to, spot_on
from exodesk.ui.shell.whereabouts import Opened, Stay, Whereabouts


class PageStack(parts.Stack):
    """Pages on the rail are made once and kept; a page about one record is made for it, and let go behind it."""

    leaving = Signal()  # the page in sight is about to be left, or asked where somebody is on it
    shown = Signal(object)  # the Place of the page that is in sight now

    def __init__(self, session: Session, desk: Desk, places: Sequence[Place]) -> None:
        """`desk`: what the makers of pages connect them to."""
        super().__init__()
        self._session, self._desk = session, desk
        self._places = {place.key: place for place in places}
        self._kept: dict[str, Page] = {}
        self._where = Whereabouts()
        makers = {each.key: partial(each.make, session, desk, None) for each in places if each.made_blank}
        self.blanks = Blanks(self, makers)

    @property
    def page(self) -> Page | None:
        """The page in sight."""
        found = self.currentWidget()
        return found if isinstance(found, Page) else None

    @property
    def now(self) -> Opened | None:
        """Key and target of the page in sight."""
        return self._where.now

    def open(self, key: str, target: str | None = None, part: str = "") -> None:
        """Open a page by its key, on the record that it is about; `go_back` leads from it to this one.

        It opens at the part that is named, and without one a visit where it was left.
        """
        if self._where.now == (key, target):
            if part and self.page:
                self.page.reach(part)
            return
        self._note_spot()
        self._where.leave_behind()
        self._show(key, target, part)
        if key == VISIT and not part:
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

    def leave(self) -> None:
        """Another page is coming, or the record is about to close."""
        self.leaving.emit()
        if self.page:
            self.page.leave()
        self._session.keep_drafts()

    def stay(self, *, curtain: bool) -> Stay | None:
        """Where somebody is, for `resume` after a lock; None before the first page."""
        return self._where.stay(spot_on(self.page), curtain=curtain) if self.page else None

    def resume(self, stay: Stay) -> None:
        """Show the page where somebody was, with those behind and ahead of it."""
        self.open(*stay.now)
        self._where.resume(stay)

    def return_to(self, spot: Spot) -> None:
        """To a spot on the page in sight, once all of it stands there: before, another control has its place."""
        if self.page:
            _when_whole(self.page, partial(return_to, self.page, spot))

    def _note_spot(self) -> None:
        self.leaving.emit()
        if self.page:
            self._where.note_spot(spot_on(self.page))

    def _return(self) -> None:
        """To the tab, the control and the cursor that were left on this page."""
        if self.page and self._where.now and (spot := self._where.spot_of(self._where.now)):
            return_to(self.page, spot)

    def _show(self, key: str, target: str | None, part: str = "") -> None:
        self.leave()
        before, place = self.page, self._places[key]
        page = self._made(place, target)
        if place.glyph:
            self._kept[key] = page
        self._where.now = (key, target)
        self.setCurrentWidget(page)
        if before and before is not page and before not in self._kept.values():
            self.removeWidget(before)
            before.deleteLater()
        self.shown.emit(place)
        _when_whole(page, self.blanks.lay_ready_soon)
        if part:
            page.reach(part)
        else:
            page.begin()

    def _made(self, place: Place, target: str | None) -> Page:
        """The page of a place as it is now: read again, told whose it is, or made."""
        if kept := self._kept.get(place.key):
            kept.refresh()
            return kept
        if place.made_blank and target:
            blank = self.blanks.take(place.key)
            blank.tell_of(target)
            return blank
        page = place.make(self._session, self._desk, target)
        self.addWidget(page)
        return page


def _when_whole(page: Page, act: Callable[[], object]) -> None:
    """Once all of a page stands there."""
    if page.is_whole:
        act()
    else:
        page.made_whole.connect(act, Qt.ConnectionType.SingleShotConnection)
