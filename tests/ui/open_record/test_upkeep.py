"""What happens by itself while a record is open."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from exodesk.core.records.visit import VisitKind
from exodesk.services.visits import start_visit
from exodesk.storage.mark import Mark
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.renewal import AT_ONCE
from exodesk.ui.open_record.session import Session
from exodesk.ui.open_record.upkeep import Upkeep
from exodesk.ui.work.jobs import Jobs
from tests.factories import a_patient, a_plan


@pytest.fixture
def upkeep(qtbot: QtBot, session: Session) -> Iterator[Upkeep]:
    jobs = Jobs()
    yield Upkeep(session, jobs)
    jobs.close()
    session.deleteLater()  # with its timers, whoever still holds it


def test_forecasts_that_a_write_left_are_renewed_by_the_worker(
    qtbot: QtBot, session: Session, record: RecordFile, upkeep: Upkeep
) -> None:
    patient_id = a_patient(record)
    for _ in range(AT_ONCE + 1):
        a_plan(record, patient_id)
    session.run(start_visit, patient_id, VisitKind.CONSULT)
    assert record.has_stale_forecasts
    qtbot.waitUntil(lambda: not record.has_stale_forecasts, timeout=20_000)
    qtbot.waitUntil(lambda: upkeep._renewing is None)


def test_a_second_after_the_last_write_the_log_is_brought_into_the_file(
    qtbot: QtBot, record: RecordFile, upkeep: Upkeep
) -> None:
    upkeep._after_write.stop()
    a_patient(record)
    assert upkeep._after_write.isActive()
    upkeep._after_write.timeout.emit()
    waiting = record.read("PRAGMA wal_checkpoint(NOOP)")[0]
    assert waiting[1] == waiting[2]


def test_a_record_that_is_gone_is_seen_at_once_and_no_mark_is_written_for_it(
    qtbot: QtBot, record: RecordFile, session: Session, upkeep: Upkeep
) -> None:
    aside = record.path.with_name("moved.exodesk")
    with qtbot.waitSignal(session.file_gone):
        record.path.rename(aside)
    with qtbot.waitSignal(session.file_gone):  # and again every minute, as long as nothing could be saved
        upkeep._mark.timeout.emit()
    assert Mark.read(record.path) is None
    aside.rename(record.path)


def test_a_file_that_is_renamed_and_back_again_is_nothing_to_tell(
    qtbot: QtBot, record: RecordFile, session: Session, upkeep: Upkeep
) -> None:
    aside = record.path.with_name("moved.exodesk")
    with qtbot.assertNotEmitted(session.file_gone, wait=600):
        record.path.rename(aside)
        aside.rename(record.path)


def test_the_mark_follows_the_trail(record: RecordFile, upkeep: Upkeep) -> None:
    a_patient(record)
    upkeep._mark.timeout.emit()
    mark = Mark.read(record.path)
    assert mark
    assert mark.unit == record.head().unit
