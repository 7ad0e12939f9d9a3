"""A day's work in the running program, act by act: how long the window's thread was away from its events at most."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from exodesk.app import Exodesk
from exodesk.core.day import NextAct
from exodesk.ui.pages import BOOSTERS, CALENDAR, CHART, PATIENTS, SETTINGS, TODAY, TRAIL
from exodesk.ui.pages.today.page import TodayPage
from exodesk.ui.shell.workspace import Workspace
from tests.bench.stalls import Stalls
from tests.ui.quiet import is_quiet

Act = tuple[str, Callable[[], object]]
_AFTER_MS, _PATIENCE_MS = 500, 10_000


class Turn(NamedTuple):
    """The longest of an act, in milliseconds: as a person waits, and as the window's thread works."""

    waited: float
    worked: float


def longest_turns(program: Exodesk, stalls: Stalls) -> dict[str, Turn]:
    """By act: from the act until a while after all that it brings stands there."""
    desk = program.window.workspace
    if desk is None:
        raise TypeError(desk)
    found: dict[str, Turn] = {}
    for name, act in _acts(desk):
        stalls.begin()
        QTimer.singleShot(0, act)  # a turn of its own
        _rest(desk)
        before = found.get(name, Turn(0, 0))
        found[name] = Turn(max(before.waited, stalls.longest * 1000), max(before.worked, stalls.busiest * 1000))
        if dialog := QApplication.activeModalWidget():
            dialog.close()
        _rest(desk)
    return found


def _acts(desk: Workspace) -> Iterator[Act]:
    """Each is made when the one before is over, from what then stands on Today."""
    _rest(desk)
    first, second = (row.coming.booking.patient for row in _today(desk).appointments.rows[:2] if row.coming)
    for patient in (first, second):
        if patient:
            yield "chart", partial(desk.open_page, CHART, patient.id)
    yield "palette", desk.open_palette
    for page in (CALENDAR, BOOSTERS, PATIENTS, SETTINGS, TRAIL, TODAY):
        yield page, partial(desk.open_page, page)
    yield from _act(desk, NextAct.ARRIVE, "arrive")
    yield "undo", desk.telling.undo
    yield from _act(desk, NextAct.SIGN, "visit")
    yield TODAY, partial(desk.open_page, TODAY)
    yield from _act(desk, NextAct.PRINT, "print")
    yield "book", _today(desk).book.click
    yield "see all", _today(desk).to_do.toggle.click
    yield "close of day", _today(desk).close_day.click


def _act(desk: Workspace, wanted: NextAct, name: str) -> Iterator[Act]:
    """Of the first appointment that has it, if one does."""
    for row in _today(desk).appointments.rows:
        if row.coming and row.coming.act is wanted:
            yield name, row.act.click
            return


def _today(desk: Workspace) -> TodayPage:
    if not isinstance(desk.page, TodayPage):
        raise TypeError(desk.page)
    return desk.page


def _rest(desk: Workspace) -> None:
    loop = QEventLoop()
    whole = QTimer(interval=10)
    patience = QTimer(singleShot=True, interval=_PATIENCE_MS)

    def look() -> None:
        if desk.page and desk.page.is_whole and is_quiet(desk.session.aside):
            whole.stop()
            QTimer.singleShot(_AFTER_MS, loop.quit)

    whole.timeout.connect(look)
    patience.timeout.connect(loop.quit)
    whole.start()
    patience.start()
    loop.exec()
