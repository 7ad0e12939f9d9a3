"""Pages read beside the window's thread: what comes is the newest answer, and nothing comes after the record closed."""

import threading
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from exodesk.core.errors import StorageError
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.aside import Aside, Query, Reading
from exodesk.ui.open_record.session import Session
from tests.ui.quiet import is_quiet

PATIENCE_S = 20


class Listener(QObject):
    """What a page was told, and by which thread."""

    def __init__(self, aside: Aside, *queries: Query) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: set[int] = set()
        self.reading = Reading(aside, self, *queries)
        self.reading.told.connect(self._take)

    def _take(self, found: object) -> None:
        self.told.append(found)
        self.threads.add(threading.get_ident())


def zone(record: RecordFile) -> str:
    return record.zone.key


def thread(_: RecordFile) -> int:
    return threading.get_ident()


def test_what_is_read_in_another_thread_comes_to_the_windows_in_the_order_asked(qtbot: QtBot, session: Session) -> None:
    page = Listener(session.aside, zone, thread)
    with qtbot.waitSignal(page.reading.over):
        page.reading.ask()
        assert page.reading.is_on
    assert page.told[0] == session.record.zone.key
    assert page.told[1] != threading.get_ident()
    assert page.threads == {threading.get_ident()}
    assert not page.reading.is_on


def test_a_query_begins_once_the_answer_before_it_is_shown(qtbot: QtBot, session: Session) -> None:
    done: list[str] = []
    page = Listener(session.aside, lambda _: done.append("first asked"), lambda _: done.append("second asked"))
    page.reading.told.connect(lambda _: done.append("shown"))
    with qtbot.waitSignal(page.reading.over):
        page.reading.ask()
        session.aside._pool.submit(lambda: None).result(PATIENCE_S)
        assert done == ["first asked"]
    assert done == ["first asked", "shown", "second asked", "shown"]


def test_asked_again_it_begins_anew_and_no_older_answer_is_told(qtbot: QtBot, session: Session) -> None:
    let_go, begun, numbers = Event(), Event(), iter(range(9))

    def held_up(_: RecordFile) -> int:
        number = next(numbers)
        begun.set()
        let_go.wait(PATIENCE_S)
        return number

    page = Listener(session.aside, held_up, zone)
    page.reading.ask()
    assert begun.wait(PATIENCE_S)
    page.reading.ask()
    with qtbot.waitSignal(page.reading.over):
        let_go.set()
    assert page.told == [1, session.record.zone.key]
    qtbot.waitUntil(lambda: is_quiet(session.aside))
    assert page.told == [1, session.record.zone.key]


def test_asked_again_before_it_began_the_older_query_is_never_read(qtbot: QtBot, session: Session) -> None:
    let_go, read = Event(), list[str]()
    session.aside._pool.submit(let_go.wait, PATIENCE_S)
    page = Listener(session.aside, lambda _: read.append("once"))
    page.reading.ask()
    page.reading.ask()
    with qtbot.waitSignal(page.reading.over):
        let_go.set()
    qtbot.waitUntil(lambda: is_quiet(session.aside))
    assert read == ["once"]


def test_what_nobody_waits_for_any_more_is_not_told(qtbot: QtBot, session: Session) -> None:
    page = Listener(session.aside, zone)
    page.reading.ask()
    page.reading.stop()
    assert not page.reading.is_on
    qtbot.waitUntil(lambda: is_quiet(session.aside))
    assert page.told == []


def test_a_page_that_goes_away_while_it_reads_leaves_the_others_alone(qtbot: QtBot, session: Session) -> None:
    gone, stays = Listener(session.aside, zone), Listener(session.aside, zone)
    gone.reading.ask()
    gone.deleteLater()
    with qtbot.waitSignal(stays.reading.over):
        stays.reading.ask()
    assert stays.told == [session.record.zone.key]
    assert gone.told == []


def test_a_known_error_reaches_the_window_and_the_next_asking_is_as_ever(qtbot: QtBot, session: Session) -> None:
    faults = iter([StorageError("The disk is away.")])

    def read(_: RecordFile) -> str:
        for fault in faults:
            raise fault
        return "read"

    page = Listener(session.aside, read, zone)
    with capture_exceptions() as caught:
        page.reading.ask()
        qtbot.waitUntil(lambda: is_quiet(session.aside))
    assert [str(error[1]) for error in caught] == ["The disk is away."]
    assert not page.reading.is_on
    with qtbot.waitSignal(page.reading.over):
        page.reading.ask()
    assert page.told == ["read", session.record.zone.key]


def test_a_record_that_closes_ends_what_is_read_beside_it(qtbot: QtBot, session: Session) -> None:
    begun, found = Event(), list[object]()

    def endless(record: RecordFile) -> None:
        begun.set()
        sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        found.append(record.read(sql))

    page = Listener(session.aside, endless, zone)
    page.reading.ask()
    assert begun.wait(PATIENCE_S)
    with capture_exceptions() as caught:
        session.record.close()
        QApplication.processEvents()
    assert not [each.name for each in threading.enumerate() if each.name.startswith("exodesk-reader")]
    assert (page.told, found, caught) == ([], [], [])


def test_the_reader_never_writes(session: Session, qtbot: QtBot) -> None:
    def write(record: RecordFile) -> None:
        record.read("DELETE FROM clinic")

    page = Listener(session.aside, write)
    with capture_exceptions() as caught:
        page.reading.ask()
        qtbot.waitUntil(lambda: is_quiet(session.aside))
    assert caught
    assert session.record.read("SELECT * FROM clinic")
