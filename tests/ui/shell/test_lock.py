"""The lock: by idle time and by the desktop, never over an observation or a pause, and back to where one was."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.injection import Reaction
from exodesk.queries.drafts import waiting
from exodesk.services import booking
from exodesk.services.injections import answer_observation
from exodesk.storage import pin
from exodesk.storage.tries import Tries, tries_path
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.settings.lock_card import LockCard, PinDialog
from exodesk.ui.pages.today.page import TodayPage
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.pages.visit.treatment import TreatmentStep
from exodesk.ui.process.idle import Idle
from exodesk.ui.process.options import Options
from exodesk.ui.process.preferences import Preferences
from exodesk.ui.shell.lock import LONGEST_HELD_S
from exodesk.ui.work.jobs import Jobs, Progress
from tests.factories import PASSPHRASE, a_lot, a_patient, a_plan, give
from tests.storage.practice import CHEAP
from tests.ui.program import (
    closed_record,
    entrance,
    folders_in,
    is_locked,
    open_program,
    press,
    reasons,
    record_of,
    running,
    safety_card,
    unlock,
    workspace,
)
from tests.ui.seen import texts_in, unnamed
from tests.ui.shell.begun_visit import begun_visit, typing_box

if sys.platform != "win32":
    import resource


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with one patient, closed."""
    return closed_record(tmp_path)


@pytest.fixture
def program(qtbot: QtBot, path: Path) -> Iterator[Exodesk]:
    with open_program(qtbot, path) as program:
        yield program


class Hands:
    """Clocks that are moved by hand."""

    def __init__(self) -> None:
        self.running_s, self.wall_s, self.asleep_s = 0.0, 1_000_000.0, 40.0

    def idle(self, minutes: int, parent: QWidget) -> Idle:
        clocks = (lambda: self.running_s), (lambda: self.wall_s), (lambda: self.asleep_s)
        return Idle(minutes, parent, running=clocks[0], clock=clocks[1], asleep=clocks[2])


def test_an_unused_desk_is_due_after_its_minutes(qtbot: QtBot) -> None:
    window, hands = QWidget(), Hands()
    qtbot.addWidget(window)
    idle = hands.idle(5, window)
    hands.running_s = hands.wall_s = 299
    with qtbot.assertNotEmitted(idle.due):
        hands.wall_s = 1_000_299
        idle.look()
    hands.running_s = 300
    with qtbot.waitSignal(idle.due):
        idle.look()


def test_time_asleep_counts_and_a_clock_set_back_does_not(qtbot: QtBot) -> None:
    window, hands = QWidget(), Hands()
    qtbot.addWidget(window)
    idle = hands.idle(5, window)
    hands.wall_s += 3600
    with qtbot.waitSignal(idle.due):
        idle.look()
    idle.use()
    hands.wall_s -= 100_000
    hands.running_s += 300
    with qtbot.waitSignal(idle.due):
        idle.look()


def test_a_short_sleep_is_noticed_at_the_next_tick_and_once(qtbot: QtBot) -> None:
    window, hands = QWidget(), Hands()
    qtbot.addWidget(window)
    idle = hands.idle(5, window)
    hands.asleep_s += 0.4  # two clocks that are not read at one moment
    with qtbot.assertNotEmitted(idle.slept):
        idle.look()
    hands.asleep_s += 20
    with qtbot.waitSignal(idle.slept):
        idle.look()
    with qtbot.assertNotEmitted(idle.slept):
        idle.look()


def test_after_a_sleep_it_is_locked_before_the_window_gets_its_first_event(program: Exodesk, path: Path) -> None:
    handle, idle = program.window.windowHandle(), program.lock.idle
    assert handle is not None
    slept_s = idle._asleep() + 5
    idle._asleep = lambda: slept_s
    assert not idle.eventFilter(handle, QEvent(QEvent.Type.Expose))
    assert is_locked(program)
    assert reasons(path, "lock") == ["the computer went to sleep"]


@pytest.mark.parametrize("use", ["key", "mouse"])
def test_a_key_or_the_mouse_begins_the_minutes_again(qtbot: QtBot, use: str) -> None:
    window, hands = QWidget(), Hands()
    qtbot.addWidget(window)
    idle = hands.idle(5, window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    handle = window.windowHandle()
    assert handle is not None
    idle._watch(handle)
    hands.running_s += 400
    if use == "key":
        QTest.keyClick(handle, Qt.Key.Key_A)
    else:
        QTest.mouseMove(handle, QPoint(5, 5))
        QApplication.processEvents()
    with qtbot.assertNotEmitted(idle.due):
        idle.look()


def test_an_unused_desk_locks_and_says_so_in_the_trail(program: Exodesk, path: Path) -> None:
    program.lock.idle.due.emit(300.0)
    assert is_locked(program)
    assert "Rivera" not in texts_in(program.window)
    assert reasons(path, "lock") == ["not used"]


def test_a_screen_that_is_locked_and_a_computer_that_sleeps_lock(qtbot: QtBot, program: Exodesk, path: Path) -> None:
    assert program.lock.desktop is not None
    program.lock.desktop.covered.emit()
    assert is_locked(program)
    unlock(qtbot, program, PASSPHRASE)
    qtbot.waitUntil(lambda: not is_locked(program), timeout=20_000)
    program.lock.desktop.left.emit("the computer went to sleep")
    assert is_locked(program)
    assert reasons(path, "lock") == ["the screen was locked", "the computer went to sleep"]


@contextmanager
def no_file_grows() -> Iterator[None]:
    """As on a full disk, for this process."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file to set")
def test_a_disk_that_refuses_keeps_no_desk_open(qtbot: QtBot, program: Exodesk) -> None:
    with no_file_grows():
        program.lock.idle.due.emit(300.0)
        assert is_locked(program)
        assert "Rivera" not in texts_in(program.window)
    unlock(qtbot, program, PASSPHRASE)
    qtbot.waitUntil(lambda: not is_locked(program), timeout=20_000)


def test_a_pause_that_runs_is_not_covered_but_never_for_hours(qtbot: QtBot, program: Exodesk) -> None:
    page = begun_visit(program)
    page.tabs.setCurrentIndex(2)
    [treatment] = [step for step in page.steps() if isinstance(step, TreatmentStep)]
    assert not workspace(program).must_stay_open
    treatment.pause.identity.click()
    assert workspace(program).must_stay_open
    program.lock.idle.due.emit(300.0)
    program.lock.desktop.covered.emit()  # type: ignore[union-attr]
    assert not is_locked(program)
    program.lock.idle.due.emit(float(LONGEST_HELD_S))
    assert is_locked(program)


def test_an_observation_that_runs_is_not_covered(program: Exodesk) -> None:
    record = record_of(program)
    patient = record.read("SELECT id FROM patient")[0]["id"]
    given = give(record, a_plan(record, patient), a_lot(record), reaction=None)
    assert workspace(program).must_stay_open
    answer_observation(record, given.entry_id, Reaction.NONE)
    assert not workspace(program).must_stay_open


def test_after_unlock_one_is_where_one_was_with_all_that_was_typed(qtbot: QtBot, program: Exodesk) -> None:
    box = typing_box(begun_visit(program))
    box.setFocus()
    qtbot.keyClicks(box, "Effusion, warm")
    for _ in range(4):
        qtbot.keyClick(box, Qt.Key.Key_Left)
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert is_locked(program)
    unlock(qtbot, program, PASSPHRASE)
    qtbot.waitUntil(lambda: not is_locked(program), timeout=20_000)
    again = workspace(program).page
    assert isinstance(again, VisitPage)
    assert again.tabs.currentIndex() == 1
    box = typing_box(again)
    assert box.toPlainText() == "Effusion, warm"
    qtbot.waitUntil(box.hasFocus)
    assert box.textCursor().position() == len("Effusion, ")
    workspace(program).go_back()
    assert isinstance(workspace(program).page, TodayPage)


def test_the_key_locks_over_a_dialog_too_and_what_was_typed_there_is_kept(qtbot: QtBot, program: Exodesk) -> None:
    qtbot.keyClick(program.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BookingDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BookingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.who.name_newcomer()
    qtbot.keyClicks(dialog.who.form.control("family_name"), "Sample")
    qtbot.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert is_locked(program)
    assert QApplication.activeModalWidget() is None
    unlock(qtbot, program, PASSPHRASE)
    qtbot.waitUntil(lambda: not is_locked(program), timeout=20_000)
    assert len(waiting(record_of(program))) == 1


def test_work_goes_on_behind_the_cover_and_is_then_asked_to_stop(qtbot: QtBot) -> None:
    jobs, told = Jobs(), []
    begun = Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress(0, 0)

    job = jobs.run(work)
    job.cancelled.connect(lambda: told.append("stopped"))
    qtbot.waitUntil(begun.is_set)
    jobs.when_over(lambda: told.append("closed"), 50)
    assert told == []
    qtbot.waitUntil(lambda: told == ["stopped", "closed"])
    jobs.when_over(lambda: told.append("at once"), 50)
    assert told[-1] == "at once"
    jobs.close()


def test_the_record_closes_when_the_work_behind_the_cover_is_over(qtbot: QtBot, program: Exodesk) -> None:
    goes_on = Event()
    record = record_of(program)

    def work(_: Progress) -> None:
        goes_on.wait(20)

    program._jobs.run(work)
    program.lock.lock("by hand")
    assert is_locked(program)
    assert not record._is_closed
    goes_on.set()
    qtbot.waitUntil(lambda: record._is_closed)


def today_of(program: Exodesk) -> TodayPage:
    page = workspace(program).page
    assert isinstance(page, TodayPage)
    return page


def test_a_lock_while_today_is_read_ends_the_reading(qtbot: QtBot, program: Exodesk) -> None:
    record = record_of(program)
    today_of(program).refresh()
    program.lock.lock("by hand")
    qtbot.waitUntil(lambda: record._is_closed, timeout=20_000)
    unlock(qtbot, program, PASSPHRASE)
    qtbot.waitUntil(lambda: not is_locked(program) and today_of(program).is_whole, timeout=20_000)


def test_after_unlock_the_same_act_of_today_has_the_focus(qtbot: QtBot, program: Exodesk) -> None:
    record = record_of(program)
    for hour in (9, 10, 11):
        starts_at = WallTime(record.today(), time(hour))
        booked = Appointment(
            id=record.new_id(), starts_at=starts_at, zone=record.zone.key, minutes=30, patient_id=a_patient(record)
        )
        workspace(program).session.run(booking.book, booked)
    qtbot.waitUntil(lambda: today_of(program).is_whole and len(today_of(program).appointments.rows) == 3)
    today_of(program).appointments.rows[1].act.setFocus()
    program.lock.lock("by hand")
    unlock(qtbot, program, PASSPHRASE)
    qtbot.waitUntil(lambda: not is_locked(program) and today_of(program).is_whole, timeout=20_000)
    assert today_of(program).appointments.rows[1].act.hasFocus()


def test_nothing_comes_up_but_the_window(program: Exodesk) -> None:
    """A widget that is shown before it stands on a page is a window, and takes the keys."""
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [program.window]
    assert QApplication.activeWindow() is program.window


def test_a_lock_empties_the_clipboard(qtbot: QtBot, program: Exodesk) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("Rivera, Ana")
    assert program.lock.clipboard._timer.isActive()
    program.lock.lock("by hand")
    assert clipboard.text() == ""


def test_the_minutes_are_chosen_in_the_settings_and_stay(qtbot: QtBot, program: Exodesk, path: Path) -> None:
    press(safety_card(program, LockCard), "20 min")
    assert program.lock.idle.minutes == 20
    assert Preferences.read(folders_in(path.parent).preferences).idle_minutes == 20
    program.lock.lock("by hand")
    assert reasons(path, "change settings") == ["lock after 20 minutes without use"]


@pytest.mark.parametrize(("written", "read"), [(0, 1), (7, 7), (600, 60)])
def test_minutes_written_by_hand_are_kept_within_their_limits(tmp_path: Path, written: int, read: int) -> None:
    path = tmp_path / "preferences.json"
    Preferences(idle_minutes=written).write(path)
    assert Preferences.read(path).idle_minutes == read


def set_pin(qtbot: QtBot, program: Exodesk, digits: str) -> None:
    card = safety_card(program, LockCard)
    card.set.click()
    [dialog] = card.findChildren(PinDialog)
    qtbot.keyClicks(dialog.first.line, digits)
    qtbot.keyClicks(dialog.again.line, digits)
    dialog.save.click()
    assert dialog.first.text() == ""
    qtbot.waitUntil(lambda: entrance(program).keeper.has_pin, timeout=20_000)


def type_pin(qtbot: QtBot, program: Exodesk, digits: str) -> None:
    page = entrance(program).unlock
    qtbot.waitUntil(page.unlock.isEnabled, timeout=20_000)
    page.pin.line.clear()
    qtbot.keyClicks(page.pin.line, digits)
    qtbot.keyClick(page.pin.line, Qt.Key.Key_Return)


@pytest.fixture
def cheap_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin, "_COST", CHEAP)


@pytest.mark.usefixtures("cheap_pin")
def test_a_pin_of_the_day_opens_the_record_again(qtbot: QtBot, program: Exodesk, path: Path) -> None:
    set_pin(qtbot, program, "2468")
    program.lock.lock("by hand")
    page = entrance(program).unlock
    assert page.pin.isVisibleTo(page)
    assert not page.passphrase.isVisibleTo(page)
    type_pin(qtbot, program, "2468")
    qtbot.waitUntil(lambda: not is_locked(program), timeout=20_000)
    assert not list(path.parent.rglob("*pin*"))


@pytest.mark.usefixtures("cheap_pin")
def test_after_five_wrong_pins_it_is_the_passphrase_and_the_next_unlock_says_so(
    qtbot: QtBot, program: Exodesk, path: Path
) -> None:
    set_pin(qtbot, program, "2468")
    program.lock.lock("by hand")
    page = entrance(program).unlock
    for number in range(5):
        type_pin(qtbot, program, "1111")
        qtbot.waitUntil(partial(counted, program, path, number + 1), timeout=20_000)
    qtbot.waitUntil(lambda: page.passphrase.isVisibleTo(page), timeout=20_000)
    assert "The PIN is gone" in page.message.text()
    assert not entrance(program).keeper.has_pin
    qtbot.waitUntil(page.unlock.isEnabled, timeout=20_000)
    unlock(qtbot, program, PASSPHRASE)
    qtbot.waitUntil(lambda: not is_locked(program), timeout=20_000)
    assert workspace(program).messages.text.text().startswith("5 wrong tries to unlock this record")
    assert record_of(program).read("SELECT 1 FROM audit_unit WHERE operation = 'found on opening: failed_unlocks'")
    assert tries(program, path).count == 0


def counted(program: Exodesk, path: Path, count: int) -> bool:
    return tries(program, path).count == count


def tries(program: Exodesk, path: Path) -> Tries:
    return Tries.read(tries_path(folders_in(path.parent).config / "tries", path))


def test_wrong_tries_are_not_forgotten_by_a_new_start(qtbot: QtBot, path: Path) -> None:
    many = Tries()
    for _ in range(20):
        many = many.and_one(datetime.now(UTC))
    many.write(tries_path(folders_in(path.parent).config / "tries", path))
    with running(path.parent, Options(record=path)) as program:
        program.start()
        page = entrance(program).unlock
        assert not page.unlock.isEnabled()
        assert page.unlock.text().startswith("Wait ")


def test_whoever_has_a_pin_is_offered_another_one(qtbot: QtBot) -> None:
    card = LockCard(5, has_pin=False)
    qtbot.addWidget(card)
    assert card.set.text() == "Set a P&IN for today…"
    card.tell_pin(None)
    assert card.set.text() == "Change the P&IN…"
    card.forget.click()
    assert card.set.text() == "Set a P&IN for today…"


def test_no_control_of_the_lock_is_without_a_name(qtbot: QtBot) -> None:
    card = LockCard(5, has_pin=True)
    qtbot.addWidget(card)
    assert unnamed(card) == []
    dialog = PinDialog(card)
    assert unnamed(dialog) == []
