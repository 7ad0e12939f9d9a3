"""Backups happen by themselves, are told at the foot of the window, and the last one is made behind the cover."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.safekeeping import Care
from exodesk.storage.backup import folder_beside, found_in
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.safekeeper import Safekeeper
from exodesk.ui.open_record.safety_note import SafetyNote
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.backup_card import BackupCard
from exodesk.ui.pages.settings.keys_card import WhoDialog
from exodesk.ui.work.jobs import Jobs
from tests import way_in
from tests.factories import PASSPHRASE, Clock, a_patient
from tests.ui.program import make_record, press, running, workspace


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    worker = Jobs()
    yield worker
    worker.close(20)


@pytest.fixture
def picked(tmp_path: Path) -> list[Path | None]:
    return [None]


@pytest.fixture
def keeper(qtbot: QtBot, session: Session, jobs: Jobs, picked: list[Path | None]) -> Safekeeper:
    made = Safekeeper(session, jobs, lambda: picked[0])
    made._first.stop()
    return made


def settle(qtbot: QtBot, keeper: Safekeeper) -> None:
    qtbot.waitUntil(lambda: not keeper.is_busy, timeout=30_000)


def card_of(keeper: Safekeeper, folder: Path) -> BackupCard:
    return BackupCard(keeper._session, keeper, keeper._jobs, folder)


def backups(record: RecordFile) -> int:
    return len(found_in(folder_beside(record.path)))


def test_after_unlock_it_is_backed_up_and_one_is_proven(
    qtbot: QtBot, session: Session, record: RecordFile, keeper: Safekeeper
) -> None:
    assert session.safety
    assert session.safety.line == "Not backed up yet"
    keeper._first.timeout.emit()
    settle(qtbot, keeper)
    assert session.safety.line == "Backed up 09:00, proven by restoring today, 0 visits matched"
    assert session.safety.advice == ("All backups lie on one disk. Choose a second place, such as a USB stick.",)


def test_every_hour_what_was_changed_and_nothing_else(qtbot: QtBot, record: RecordFile, keeper: Safekeeper) -> None:
    for changes, expected in ((True, 1), (False, 1), (True, 2)):
        if changes:
            a_patient(record)
        keeper._hourly.timeout.emit()
        settle(qtbot, keeper)
        assert backups(record) == expected


def test_in_a_window_that_stays_open_a_day_without_changes_is_backed_up_too(
    qtbot: QtBot, session: Session, record: RecordFile, keeper: Safekeeper, clock: Clock
) -> None:
    keeper._hourly.timeout.emit()
    settle(qtbot, keeper)
    clock.pass_by(hours=26)
    keeper._hourly.timeout.emit()
    settle(qtbot, keeper)
    assert backups(record) == 2
    assert session.safety
    assert session.safety.line.startswith("Backed up 11:00")


def test_what_was_changed_is_backed_up_at_the_end_though_the_worker_is_asked_to_stop(
    record: RecordFile, keeper: Safekeeper, jobs: Jobs
) -> None:
    a_patient(record)
    keeper.leave()
    jobs.close(30)
    assert backups(record) == 1
    keeper.leave()  # nothing was changed since: no work for a worker that is gone


def test_an_attempt_that_failed_is_told_with_its_reason(
    qtbot: QtBot, session: Session, record: RecordFile, keeper: Safekeeper
) -> None:
    folder_beside(record.path).write_text("a file where the folder should be")
    session.back_up_asked.emit()
    settle(qtbot, keeper)
    assert session.safety
    assert session.safety.care is Care.NOW
    assert "No copy was made in" in session.safety.advice[0]
    assert record.read("SELECT count(*) FROM patient")[0][0] == 0


def test_a_second_place_is_picked_and_gets_the_newest(
    qtbot: QtBot, record: RecordFile, keeper: Safekeeper, picked: list[Path | None], tmp_path: Path
) -> None:
    card = card_of(keeper, tmp_path)
    qtbot.addWidget(card)
    press(card, "Back up now")
    settle(qtbot, keeper)
    assert card.says.text.text() == "Backed up."
    card.second_place_chosen.connect(lambda place: picked.__setitem__(0, place))
    card._set_second(record.path.parent)
    assert card.says.text.text() == "The backups lie there already. Choose another place."
    assert picked == [None]
    usb = tmp_path / "usb"
    usb.mkdir()
    card._set_second(usb)
    settle(qtbot, keeper)
    assert len(found_in(usb / "practice backups", record.db_uuid)) == 1
    assert any(str(usb) in label.text() for label in card.findChildren(QLabel))


def test_proof_is_told_in_the_card(qtbot: QtBot, keeper: Safekeeper, tmp_path: Path) -> None:
    card = card_of(keeper, tmp_path)
    qtbot.addWidget(card)
    keeper.back_up()
    settle(qtbot, keeper)
    press(card, "Prove one by restoring it")
    settle(qtbot, keeper)
    assert card.says.text.text() == "Restored for proof and compared: 0 visits matched."


def test_today_says_nothing_while_all_is_well_and_what_to_do_otherwise(
    qtbot: QtBot, keeper: Safekeeper, picked: list[Path | None], tmp_path: Path, clock: Clock
) -> None:
    note = SafetyNote(keeper._session)
    assert not note.isVisible()  # it is no window of its own, not even for a moment
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(note)
    assert note.isVisibleTo(page)
    picked[0] = tmp_path
    press(note, "Back up now")
    settle(qtbot, keeper)
    assert not note.isVisibleTo(page)
    clock.pass_by(days=8)
    keeper._show_what_is_known()
    assert note.isVisibleTo(page)


def test_moved_it_is_read_only_here_from_then_on(
    qtbot: QtBot, record: RecordFile, keeper: Safekeeper, tmp_path: Path
) -> None:
    card = card_of(keeper, tmp_path)
    qtbot.addWidget(card)
    stick = tmp_path / "stick"
    stick.mkdir()
    card.ask_move(stick)
    (dialog,) = card.findChildren(WhoDialog)
    assert str(stick) in "".join(label.text() for label in dialog.findChildren(QLabel))
    qtbot.keyClicks(dialog.current.line, PASSPHRASE)
    with qtbot.waitSignal(card.moved, timeout=30_000):
        press(dialog, "Move it")
    record.close()
    with closing(way_in.open_with_passphrase(record.path, PASSPHRASE)) as here:
        assert here.why_read_only
    assert (stick / record.path.name).exists()


def test_the_whole_program_backs_up_as_it_ends(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.start()
        make_record(qtbot, program)
        path = workspace(program).session.record.path
        a_patient(workspace(program).session.record)
        qtbot.waitUntil(lambda: workspace(program).rail.safety.text() == "Not backed up yet")
    (made,) = found_in(folder_beside(path))
    with closing(way_in.open_with_passphrase(made.path, PASSPHRASE, read_only=True)) as copy:
        assert len(copy.read("SELECT id FROM patient")) == 1
    assert not path.with_name(path.name + "-wal").exists()
