"""An adverse event from its first word to its amendment, by the window alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exodesk.core.chart import EventView
from exodesk.core.records.injection import Injection
from exodesk.core.timeline import Kind
from exodesk.queries.chart import read_chart
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.parts.record_history import HistoryDialog
from tests.factories import a_consent, a_lot, a_patient, a_plan, give
from tests.ui.pages.person import Person

TODAY = "02-Mar-2026"


@pytest.fixture
def injection(record: RecordFile) -> Injection:
    patient_id = a_patient(record, family_name="Alvarez", given_name="Marisol")
    a_consent(record, patient_id)
    return give(record, a_plan(record, patient_id), a_lot(record))


def events(person: Person, injection: Injection) -> tuple[EventView, ...]:
    return read_chart(person.session.record, injection.patient_id).adverse_events


def open_mark(person: Person, injection: Injection, kind: Kind) -> None:
    """Walk along the timeline with the keys to a mark of a kind, and open it out."""
    picture = person.open_chart(injection.patient_id).timeline.picture
    person.settled_window()
    picture.setFocus()
    assert person.focus is picture
    person.key(Qt.Key.Key_Escape)
    person.key(Qt.Key.Key_Home)
    for _ in range(20):
        if picture.focus_entry and picture.focus_entry.kind is kind:
            break
        person.key(Qt.Key.Key_Right)
    assert picture.focus_entry
    assert picture.focus_entry.kind is kind
    person.key(Qt.Key.Key_Return)
    assert picture.expansion.isVisible()


def test_from_the_mark_of_an_injection_an_event_is_recorded_and_stands_on_the_timeline(
    person: Person, injection: Injection
) -> None:
    open_mark(person, injection, Kind.INJECTION)
    person.press("Adverse event…")
    assert person.reads("ALVAREZ, Marisol")
    person.fill("What happened", "Septic arthritis")
    person.fill("Began on", "t")
    person.pick("Grade", "3 severe")
    person.press("In hospital, or longer there")
    person.dialog.accept()
    [view] = events(person, injection)
    assert view.injection_ids == (injection.entry_id,)
    assert view.event.hospitalised
    assert "On hold until you release it." in person.says()
    assert person.reads("Septic arthritis, grade 3, lasting, not reported")
    open_mark(person, injection, Kind.ADVERSE_EVENT)
    assert person.reads("3 severe, not life-threatening")
    assert person.reads("In hospital, or longer there")


def note_mild_event(person: Person, injection: Injection, what: str) -> None:
    open_mark(person, injection, Kind.INJECTION)
    person.press("Adverse event…")
    person.fill("What happened", what)
    person.fill("Began on", "t")
    person.pick("Grade", "1 mild")
    person.dialog.accept()


def test_it_is_amended_with_a_reason_and_its_history_tells_both(person: Person, injection: Injection) -> None:
    note_mild_event(person, injection, "Swelling or effusion")
    open_mark(person, injection, Kind.ADVERSE_EVENT)
    person.key(Qt.Key.Key_Return)
    person.pick("Grade", "2 moderate")
    person.dialog.accept()
    assert person.problem("Why it is amended") == "Say why it is amended."
    person.fill("Why it is amended", "Was worse in the evening")
    person.dialog.accept()
    assert events(person, injection)[0].event.grade.number == 2
    open_mark(person, injection, Kind.ADVERSE_EVENT)
    person.press("History")
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, HistoryDialog)
    assert person.reads("Was worse in the evening")
    shown.reject()


def test_entered_in_error_it_leaves_the_timeline(person: Person, injection: Injection) -> None:
    note_mild_event(person, injection, "Fever")
    open_mark(person, injection, Kind.ADVERSE_EVENT)
    person.press("Entered in error…")
    person.fill("Why it was entered in error", "Of another patient")
    person.dialog.accept()
    assert events(person, injection) == ()
    shown = person.open_chart(injection.patient_id).timeline.table.rows.lines
    assert Kind.ADVERSE_EVENT not in {entry.kind for entry in shown}


def test_an_observation_that_saw_something_offers_the_event_with_what_was_seen(
    person: Person, injection: Injection
) -> None:
    person.open_visit(str(injection.visit_id))
    step = person.treatment()
    [card] = step.done.cards
    person.press("Vasovagal", card)
    person.type("Pale and dizzy")
    person.key(Qt.Key.Key_Tab)
    person.press(f"Record an adverse event: {card.given.where}")
    dialog = person.dialog
    assert isinstance(dialog, EntryDialog)
    assert person.text("Began on") == TODAY
    assert dialog.form.value("term_text") == "Pale and dizzy"
    person.pick("Grade", "1 mild")
    dialog.accept()
    [view] = events(person, injection)
    assert view.event.began_on == date(2026, 3, 2)
    assert view.injection_ids == (injection.entry_id,)
    assert person.reads("Vasovagal reaction, Pale and dizzy, grade 1")
