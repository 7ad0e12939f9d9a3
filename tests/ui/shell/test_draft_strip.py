"""After unlock, what was typed and not saved is offered with its time and whom it is about."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from exodesk.core.records.task import Task
from exodesk.core.records.visit import VisitKind
from exodesk.queries.drafts import waiting
from exodesk.services.drafts import discard_draft, keep_draft
from exodesk.services.tasks import add_task
from exodesk.storage import tasks
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import BOOSTERS, CHART, SETTINGS, TODAY, VISIT
from exodesk.ui.parts import ListRow
from exodesk.ui.shell.draft_strip import DraftsDialog, DraftStrip
from tests.factories import Clock, a_patient, a_visit
from tests.ui.program import press


def keep(record: RecordFile, form: str, target: str, patient_id: str | None = None) -> None:
    keep_draft(record, form, target, {"note": "typed"}, patient_id=patient_id, base_unit=record.head().unit)


def test_nothing_waits_and_nothing_is_said(qtbot: QtBot, session: Session) -> None:
    strip = DraftStrip(session)
    qtbot.addWidget(strip)
    assert strip.isHidden()


def test_each_is_offered_with_time_and_target(qtbot: QtBot, session: Session, record: RecordFile, clock: Clock) -> None:
    patient_id = a_patient(record)
    visit = a_visit(record, patient_id, VisitKind.CONSULT)
    keep(record, "clinic", "clinic")
    clock.pass_by(minutes=41)
    keep(record, "allergy", patient_id, patient_id)
    clock.pass_by(days=1)
    keep(record, "visit.notes", visit.entry_id, patient_id)
    strip = DraftStrip(session)
    qtbot.addWidget(strip)
    assert not strip.isVisible()  # it is no window of its own, not even for a moment
    assert strip.words.text() == "3 drafts wait to be saved, kept 09:41"
    assert "SAMPLE" not in strip.words.text()
    strip.show_all.click()
    (dialog,) = strip.findChildren(DraftsDialog)
    rows = dialog.findChildren(ListRow)
    assert [row.accessibleName() for row in rows] == [
        "Visit: notes, SAMPLE, Alex · 17-May-1961 · EX-00001, 09:41",
        "Allergy, SAMPLE, Alex · 17-May-1961 · EX-00001, 02-Mar-2026 09:41",
        "Clinic, 02-Mar-2026 09:00",
    ]
    opened: list[tuple[str, object]] = []
    strip.asked.connect(lambda page, target: opened.append((page, target)))
    for row in rows:
        row.click()
    assert opened == [(VISIT, visit.entry_id), (CHART, patient_id), (SETTINGS, None)]


def test_what_is_saved_elsewhere_is_no_longer_counted_and_what_is_typed_now_not_yet(
    qtbot: QtBot, session: Session, record: RecordFile
) -> None:
    patient_id = a_patient(record)
    keep(record, "clinic", "clinic")
    keep(record, "allergy", patient_id, patient_id)
    strip = DraftStrip(session)
    qtbot.addWidget(strip)
    keep(record, "medication", patient_id, patient_id)
    discard_draft(record, "clinic", "clinic")
    session.draft_gone.emit()
    assert strip.words.text() == "1 draft waits to be saved, kept 09:00"
    discard_draft(record, "allergy", patient_id)
    session.draft_gone.emit()
    assert strip.isHidden()


@pytest.mark.parametrize(
    ("form", "page"),
    [("practice_text", SETTINGS), ("clinic_rules", SETTINGS), ("list_rules", BOOSTERS), ("booking", TODAY)],
)
def test_what_is_about_nobody_leads_to_the_page_with_its_form(
    qtbot: QtBot, session: Session, record: RecordFile, form: str, page: str
) -> None:
    keep(record, form, "new")
    strip = DraftStrip(session)
    qtbot.addWidget(strip)
    strip.show_all.click()
    with qtbot.waitSignal(strip.asked) as asked:
        strip.findChildren(ListRow)[0].click()
    assert asked.args == [page, None]


def test_it_goes_only_by_an_act(record: RecordFile) -> None:
    keep(record, "clinic", "clinic")
    assert len(waiting(record)) == 1
    discard_draft(record, "clinic", "clinic")
    assert waiting(record) == []


def test_one_is_discarded_there_and_comes_back_by_undo(
    qtbot: QtBot, session: Session, record: RecordFile, clock: Clock
) -> None:
    patient_id = a_patient(record)
    keep(record, "allergy", patient_id, patient_id)
    kept = waiting(record)[0].draft
    clock.pass_by(minutes=5)
    strip = DraftStrip(session)
    qtbot.addWidget(strip)
    strip.show()
    strip.show_all.click()
    (dialog,) = strip.findChildren(DraftsDialog)
    name = "Discard the draft: Allergy, SAMPLE, Alex · 17-May-1961 · EX-00001, 09:00"
    [away] = [each for each in dialog.findChildren(QAbstractButton) if each.accessibleName() == name]
    away.click()
    assert waiting(record) == []
    assert strip.isHidden()
    assert dialog.says.text.text() == "SAMPLE, Alex: The draft “Allergy” is discarded."
    press(dialog.says, "Undo")
    assert waiting(record)[0].draft == kept
    assert strip.isVisible()
    assert strip.words.text() == "1 draft waits to be saved, kept 09:00"


def test_undo_there_brings_the_draft_back_and_leaves_alone_what_was_done_over_it(
    qtbot: QtBot, session: Session, record: RecordFile
) -> None:
    patient_id = a_patient(record, given_name="Alex")
    keep(record, "allergy", patient_id, patient_id)
    strip = DraftStrip(session)
    qtbot.addWidget(strip)
    strip.show()
    strip.show_all.click()
    (dialog,) = strip.findChildren(DraftsDialog)
    [away] = [each for each in dialog.findChildren(QAbstractButton) if each.accessibleName().startswith("Discard")]
    away.click()
    task = Task(id=record.new_id(), text="Call", due_on=session.today(), entered_on=session.today())
    session.run(add_task, task)
    press(dialog.says, "Undo")
    assert len(waiting(record)) == 1
    assert [each.text for each in tasks.open_until(record, session.today())] == ["Call"]
