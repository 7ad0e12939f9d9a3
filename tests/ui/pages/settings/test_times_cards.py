"""Settings: opening hours, closed days and types of appointment, typed and read by a person."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from exodesk.queries import agenda
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.times import HoursCard, TypesCard


@pytest.fixture
def hours(session: Session) -> Iterator[HoursCard]:
    card = HoursCard(session)
    card.show()
    yield card
    let_go(card)


@pytest.fixture
def types(session: Session) -> Iterator[TypesCard]:
    card = TypesCard(session)
    card.show()
    yield card
    let_go(card)


def let_go(card: QWidget) -> None:
    """The card and its dialogs are gone before their record closes."""
    card.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialog() -> EntryDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, EntryDialog)
    return found


def rows(card: HoursCard | TypesCard) -> list[str]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [row.accessibleName() for row in card.findChildren(QAbstractButton) if row.property("kind") is None]


def test_hours_are_told_in_few_words_and_changed(hours: HoursCard, session: Session) -> None:
    assert hours._said.text() == "Mon to Fri 08:00-17:00 · Sat and Sun closed"
    opened = hours.change_hours()
    opened.form.editor("wednesday").put_raw("8-12, 13-18")
    opened.accept()
    assert "Wed 08:00-12:00, 13:00-18:00" in hours._said.text()
    session.undo()
    assert hours._said.text() == "Mon to Fri 08:00-17:00 · Sat and Sun closed"


def test_hours_that_cannot_be_read_are_told_at_their_day(hours: HoursCard) -> None:
    opened = hours.change_hours()
    opened.form.editor("monday").put_raw("12-8")
    opened.accept()
    assert "ends before it begins" in opened.form.problem_at("monday")
    opened.done(0)


def test_days_are_closed_listed_and_opened_again(hours: HoursCard, session: Session) -> None:
    hours.close_days.click()
    opened = dialog()
    opened.form.put_value("kind", "holiday")
    opened.form.editor("from_on").put_raw("25 12 26")
    opened.form.editor("until_on").put_raw("25 12 26")
    opened.accept()
    [row] = [row for row in rows(hours) if row.startswith("Public holiday")]
    assert row == "Public holiday, 25-Dec-2026"
    day = date(2026, 12, 25)
    assert agenda.openings(session.record, day).why_closed(day) == "Public holiday"


def test_types_are_added_edited_and_removed(types: TypesCard, session: Session) -> None:
    types.add_button.click()
    opened = dialog()
    for name, text in (("name", "Nurse check"), ("minutes", "15"), ("kind", "review"), ("colour", "amber")):
        opened.form.editor(name).put_raw(text)
    opened.accept()
    assert "Nurse check, 15 minutes · begins a visit of kind “Review”, Amber" in rows(types)
    added = agenda.types_offered(session.record)[-1]
    types._edit(added)
    edited = dialog()
    [remove] = [b for b in edited.findChildren(QAbstractButton) if b.text() == "Remove this type"]
    remove.click()
    assert not any(row.startswith("Nurse check") for row in rows(types))
    session.undo()
    assert any(row.startswith("Nurse check") for row in rows(types))
