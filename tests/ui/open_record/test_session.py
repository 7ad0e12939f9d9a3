"""One signal for every act, and an undo that never runs over what came later."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from exodesk.core.changes import Change
from exodesk.core.dates import PartialDate
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.patient import Patient
from exodesk.core.records.task import Task
from exodesk.services.clinic import save_clinic
from exodesk.services.patients import add_patient, edit_patient
from exodesk.services.tasks import add_task, finish_task
from exodesk.services.undoing import MOST_UNDOS, CannotUndo
from exodesk.storage import clinic, patients
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session


def add(session: Session, family_name: str) -> Patient:
    record = session.record
    patient = Patient(
        id=record.new_id(), chart_no=0, family_name=family_name, given_name="Ana", entered_on=record.today()
    )
    session.run(add_patient, patient)
    return patients.get(record, patient.id)


def rename(session: Session, patient: Patient, given_name: str) -> Patient:
    session.run(edit_patient, replace(patient, given_name=given_name))
    return patients.get(session.record, patient.id)


def edit_for_good(record: RecordFile, patient: Patient) -> Change:
    """As acts are that nothing takes back."""
    return replace(edit_patient(record, patient), undo=None)


def test_an_act_is_told_once(qtbot: QtBot, session: Session) -> None:
    told: list[Change] = []
    session.changed.connect(told.append)
    add(session, "Rivera")
    assert [change.kinds for change in told] == [frozenset({"patient"})]


def test_what_was_taken_back_is_told_so_and_offers_no_undo_of_its_own(session: Session) -> None:
    """An undo offered there would take back the act before it."""
    ana = add(session, "Rivera")
    told: list[Change] = []
    session.changed.connect(told.append)
    session.run(edit_patient, replace(ana, birth_date=PartialDate(1960, 1, 2)))
    session.undo()
    assert [(change.said, change.undo is None) for change in told] == [
        ("RIVERA, Ana saved.", False),
        ("Taken back: RIVERA, Ana saved.", True),
    ]


def test_what_is_said_of_a_patient_names_them_and_tells_two_of_one_name_apart(session: Session) -> None:
    told: list[Change] = []
    ana = add(session, "Rivera")
    session.changed.connect(told.append)
    task = Task(id="t1", text="Call", patient_id=ana.id, due_on=session.today(), entered_on=session.today())
    session.run(add_task, task)
    session.run(edit_patient, replace(ana, birth_date=PartialDate(1960, 1, 2)))
    add(session, "Rivera")
    session.run(finish_task, "t1")
    session.undo()
    assert [change.said for change in told] == [
        "RIVERA, Ana: Task for 02-Mar-2026 added.",
        "RIVERA, Ana saved.",
        "RIVERA, Ana is now EX-00002. Birth date missing.",
        "RIVERA, Ana, born 02-Jan-1960: Task done.",
        "RIVERA, Ana, born 02-Jan-1960: Task as it was.",
    ]


def test_a_refused_act_tells_nothing(qtbot: QtBot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.changed), pytest.raises(InvalidRecord):
        add(session, "")


def test_the_last_act_that_can_be_is_taken_back(qtbot: QtBot, session: Session) -> None:
    ana = add(session, "Rivera")
    rename(session, ana, "Anna")
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert patients.get(session.record, ana.id).given_name == "Ana"
    with pytest.raises(CannotUndo, match="it can only be changed by hand"):
        session.undo()
    assert session.undo() is None


def test_an_act_that_was_told_is_taken_back_and_no_later_one(session: Session) -> None:
    told: list[Change] = []
    ana, eva = add(session, "Rivera"), add(session, "Stone")
    session.changed.connect(told.append)
    rename(session, ana, "Anna")
    rename(session, eva, "Evi")
    session.undo(told[0])
    assert patients.get(session.record, ana.id).given_name == "Ana"
    assert patients.get(session.record, eva.id).given_name == "Evi"
    assert session.undo(told[0]) is None, "it is taken back already"
    session.undo()
    assert patients.get(session.record, eva.id).given_name == "Ana"


def test_undo_does_not_run_over_a_later_change(session: Session) -> None:
    ana = add(session, "Rivera")
    renamed = rename(session, ana, "Anna")
    session.run(edit_for_good, replace(renamed, given_name="Annie"))
    with pytest.raises(CannotUndo):
        session.undo()
    assert patients.get(session.record, ana.id).given_name == "Annie"


def test_acts_on_one_patient_are_taken_back_one_after_the_other(session: Session) -> None:
    ana = add(session, "Rivera")
    renamed = rename(session, ana, "Anna")
    rename(session, renamed, "Annie")
    session.undo()
    assert patients.get(session.record, ana.id).given_name == "Anna"
    session.undo()
    assert patients.get(session.record, ana.id).given_name == "Ana"


def test_what_was_done_since_still_stands_in_the_way_once_later_acts_are_taken_back(session: Session) -> None:
    ana = add(session, "Rivera")
    renamed = rename(session, ana, "Anna")
    session.run(edit_for_good, replace(renamed, given_name="Annie"))
    rename(session, patients.get(session.record, ana.id), "Anya")
    session.undo()
    with pytest.raises(CannotUndo):
        session.undo()
    assert patients.get(session.record, ana.id).given_name == "Annie"


def test_changes_of_other_patients_are_in_nobodys_way(session: Session) -> None:
    ana, ben = add(session, "Rivera"), add(session, "Stone")
    rename(session, ana, "Anna")
    rename(session, ben, "Ben")
    session.undo()
    session.undo()
    assert patients.get(session.record, ana.id).given_name == "Ana"


def test_only_the_last_acts_are_kept(session: Session) -> None:
    page = clinic.get(session.record)
    for number in range(MOST_UNDOS + 5):
        session.run(save_clinic, replace(page, phone=f"555 {number:04}"))
    taken_back = 0
    while session.undo():
        taken_back += 1
    assert taken_back == MOST_UNDOS
