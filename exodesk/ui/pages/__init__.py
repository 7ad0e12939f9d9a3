"""Pages: they arrange and connect, and decide nothing. Here is what every page is to the window that shows it.

Settled: pages announce by signals, places.py connects them to the desk, and a page about one record is made anew for
each record, so that nothing of another patient can remain in it.

Pages in folders     today/, calendar/, boosters/, chart/, visit/, settings/; of any page: booking/, phone/
Pages of a module    patients (with patient_dialog and unsigned), past, trail
What several share   told and entries (a patient's background, told and changed), adverse_form, score_dialog,
                     task_dialog, printed; reading_page (one that reads aside)
Ways to them         places, ways
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.open_record.session import Session


class Page(QWidget):
    """A widget that the workspace shows. It reads when it is made; then `refresh` comes with every change.

    What it reads beside the window's thread comes a moment later: `made_whole` says that it stands there.
    """

    made_whole = Signal()
    finds_patients = False
    """Whether it answers `search_for`, and has a search field of its own."""

    @property
    def patient_id(self) -> str | None:
        """Whose page it is; None for one about several patients or none."""
        return None

    @property
    def is_whole(self) -> bool:
        """Whether all that it reads stands on it."""
        return True

    @property
    def holds_open(self) -> bool:
        """Whether something runs here that no idle time may cover."""
        return False

    def tell_of(self, target: str) -> None:
        """Show the record with this id: once, and before anything else; only of a page that is made blank."""

    def refresh(self, change: Change | None = None) -> None:
        """Something changed: read again what it touches; all of it when nobody knows what."""

    def leave(self) -> None:
        """Another page is coming, or a lock: keep what is typed."""

    def search_for(self, text: str) -> None:
        """Show who is found by this, with the focus where typing goes on."""

    def begin(self) -> None:
        """Put the focus where work on this page begins."""

    def reach(self, part: str) -> None:
        """Go to the part of the page that a `Way` names, or do what it names; instead of `begin`, where it opens so."""


class Desk(Protocol):
    """What the makers of pages connect them to."""

    @property
    def page(self) -> Page | None:
        """The page in sight."""

    @property
    def is_covered(self) -> bool:
        """Whether the curtain is drawn: nobody but the patient of the open chart may be named."""

    def open_page(self, key: str, target: str | None = None, part: str = "") -> None:
        """Open a page by its key, on the record that it is about, and at a part of it where one is named."""

    def go_back(self) -> None:
        """Return to the page before this one."""

    def set_count(self, key: str, count: int) -> None:
        """The number behind a page's name on the rail: how many wait there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Something of a page that is found by words from any other.

    `also` are more words for it, `part` is for `reach`.
    """

    words: str
    also: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page that can be opened.

    With a glyph it has a line on the rail and is made once. Without, it is made for each target, and `under` names the
    line that is lit; one that is `made_blank` is made ahead of time, without a target, and then told of it. `acts`:
    keys that work from everywhere; the page opens, and then this is done on it. `ways`: what else is found of it.
    """

    key: str
    make: Callable[[Session, Desk, str | None], Page]
    text: str = ""
    glyph: str = ""
    at_foot: bool = False
    under: str = ""
    made_blank: bool = False
    acts: Sequence[tuple[Key, Callable[[Page], object]]] = ()
    ways: Sequence[Way] = ()


TODAY, CALENDAR, PATIENTS, CHART, VISIT = "today", "calendar", "patients", "chart", "visit"
BOOSTERS, SETTINGS, PAST, TRAIL = "boosters", "settings", "past", "trail"
MERGE, REVIEW = "merge", "review"
"""An act of the page of patients, and the last part of a visit."""
