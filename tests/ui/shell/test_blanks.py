"""A chart lies ready blank, is told once whose it is, and never shows two people, whatever is opened in which order."""

from itertools import product
from threading import Event

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.dates import PartialDate
from exodesk.core.records.visit import VisitKind
from exodesk.services.visits import start_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.keyboard.keys import Key, bound_in
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import BOOSTERS, CHART
from exodesk.ui.pages.chart.page import ChartPage
from tests.factories import a_lot, a_patient, a_plan, give
from tests.ui.pages.full_chart import WORDS, a_full_chart
from tests.ui.pages.person import Person, held


def test_a_blank_chart_lies_ready_out_of_sight_and_is_the_one_that_opens(person: Person, record: RecordFile) -> None:
    patient_id = a_patient(record)
    person.open_patients()
    blank = ready(person)
    assert not blank.isVisible()
    assert person.open_chart(patient_id) is blank
    assert ready(person) is not blank


def test_a_blank_chart_reads_nothing(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    monkeypatch.setattr(type(session.record), "read", lambda _record, sql, *_: reads.append(sql))
    qtbot.addWidget(ChartPage(session))
    assert reads == []


def test_a_chart_is_told_once_whose_it_is(qtbot: QtBot, session: Session, record: RecordFile) -> None:
    one, other = a_patient(record), a_patient(record, family_name="Bell")
    page = ChartPage.of(session, one)
    qtbot.addWidget(page)
    with pytest.raises(RuntimeError):
        page.tell_of(other)
    assert page.patient_id == one


def test_a_chart_that_lies_ready_is_given_words_and_no_further_parts(person: Person, record: RecordFile) -> None:
    patient_id = a_patient(record)
    give(record, a_plan(record, patient_id), a_lot(record))
    person.open_patients()
    blank = ready(person)
    made = set(blank.findChildren(QWidget))
    assert person.open_chart(patient_id) is blank
    assert set(blank.findChildren(QWidget)) == made


def test_keys_of_a_page_out_of_sight_are_not_offered(person: Person, record: RecordFile) -> None:
    person.open_patients()
    ready(person)
    assert Key.TABLE not in bound_in(person.desk)
    person.open_chart(a_patient(record))
    assert Key.TABLE in bound_in(person.desk)


def test_no_order_of_opening_mixes_two_people(person: Person, record: RecordFile) -> None:
    """Each of three after each, from a blank that lies ready and from one made on the spot, with changes in between."""
    full = a_full_chart(record)
    words = {
        full.patient_id: ["featherstonehaugh", *(word.casefold() for word in WORDS.values())],
        a_patient(record, family_name="Bellweather", birth_date=PartialDate(1988, 1, 9)): ["bellweather", "1988"],
        a_patient(record, family_name="Quillfeather", birth_date=PartialDate(1939, 2, 1)): ["quillfeather", "1939"],
    }
    for before, now, is_ready in product(words, words, (False, True)):
        for patient_id in (before, now):
            person.open_patients()
            if is_ready:
                ready(person)
            person.desk.open_page("chart", patient_id)
        page = person.at(ChartPage)
        for patient_id in words:
            person.session.run(start_visit, patient_id, VisitKind.CONSULT)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        shown = "\n".join(held(page)).casefold()
        assert page.patient_id == page.chart.patient.id == now
        assert words[now][0] in shown
        strangers = {word for each in words if each != now for word in words[each]} - set(words[now])
        assert [word for word in strangers if word in shown] == []


def ready(person: Person) -> QWidget:
    """The blank chart, once it lies ready."""
    person.bot.waitUntil(lambda: person.desk.pages.blanks.are_ready)
    [blank] = [page for page in person.desk.findChildren(ChartPage) if page.patient_id is None]
    return blank


def test_a_blank_chart_waits_until_the_page_in_sight_is_whole(person: Person) -> None:
    person.open_patients()
    ready(person)
    person.desk.pages.blanks.take(CHART)
    gate = Event()
    person.session.aside.read(lambda _: gate.wait(10))
    person.desk.open_page(BOOSTERS)
    assert not person.desk.pages.blanks._soon.isActive()
    gate.set()
    person.bot.waitUntil(lambda: person.desk.pages.blanks.are_ready)
