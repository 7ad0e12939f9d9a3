"""Pages: they arrange and connect, and decide nothing. Here is what every page is to the window that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.ui.session import Session
from exodesk.ui.tokens import Tone


class Desk(Protocol):
    """What a page may ask of the window around it."""

    def open_page(self, key: str, target: str | None = None) -> None:
        """Open a page by its key, on the record that it is about."""

    def open_patient(self, patient_id: str) -> None:
        """Open a patient's chart."""

    def open_visit(self, entry_id: str) -> None:
        """Open a visit, by its entry."""

    def go_back(self) -> None:
        """Return to the page before this one."""

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Say something in the message bar."""


class Page(QWidget):
    """One page of the window. Made once; `show_target` comes each time it is opened, and reads anew."""

    finds_patients = False
    """Whether it answers `search_for`; the search box at the top of the other pages leads to it."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__()
        self.session = session
        self.desk = desk

    def show_target(self, target: str | None) -> None:
        """Read and show; `target` is the id of what the page is about, None for pages about no single record."""

    def refresh(self, change: Change) -> None:
        """Something changed while the page is in sight: read again what it touches."""

    def leave(self) -> None:
        """Another page is coming: keep what is typed."""
        self.session.keep_drafts()

    def search_for(self, text: str) -> None:
        """Show who is found by this, with the focus where typing goes on."""

    def begin(self) -> None:
        """Put the focus where work on this page begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page that the window can open. With a glyph it has a line on the rail; else `under` names the lit one."""

    key: str
    make: Callable[[Session, Desk], Page]
    text: str = ""
    glyph: str = ""
    at_foot: bool = False
    under: str = ""


PATIENTS, CHART, VISIT, SETTINGS = "patients", "chart", "visit", "settings"
"""Keys of the places: the desk opens CHART for a patient's id and VISIT for a visit's entry id."""
