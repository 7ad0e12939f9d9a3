"""The wrong patient's words are nowhere: not on the next chart, not behind it, not in a title, not after a lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.core.dates import PartialDate
from exodesk.core.records.patient import Sex
from exodesk.core.records.visit import VisitKind
from exodesk.queries.chart import read_chart
from exodesk.services.visits import start_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.process.options import Options
from tests.factories import Clock, a_patient, new_record, sign_it
from tests.ui.pages.full_chart import WORDS, Full, a_full_chart
from tests.ui.pages.person import CTRL, Person, held
from tests.ui.program import PASSPHRASE, TODAY, running, workspace

IDENTITY = "FEATHERSTONEHAUGH-CHOLMONDELEY, Maximiliana Theodora (Prof.) · 17-May-1961 · EX-00001"


def words_left(*windows: QWidget) -> list[str]:
    """Words of the full chart that windows still hold."""
    everything = "\n".join(text for window in windows for text in held(window)).casefold()
    return [word for word in WORDS.values() if word.casefold() in everything]


def let_go() -> None:
    """What was let go is gone once the program has nothing else to do."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def full(record: RecordFile) -> Full:
    return a_full_chart(record)


@pytest.fixture
def other(record: RecordFile) -> str:
    return a_patient(record, family_name="Bell", given_name="Ida", birth_date=PartialDate(1988, 1, 9))


def test_a_chart_shows_whose_it_is(person: Person, full: Full) -> None:
    person.open_chart(full.patient_id)
    for words in ("FEATHERSTONEHAUGH-CHOLMONDELEY, Maximiliana Theodora", "17-May-1961 (64y)", "EX-00001"):
        assert person.reads(words)
    assert len(words_left(person.desk)) > 5  # else the tests below would see nothing either


def test_nothing_of_one_patient_remains_in_the_chart_of_the_next(person: Person, full: Full, other: str) -> None:
    sign_open_visit(person, full)
    person.open_chart(full.patient_id)
    person.open_visit(full.signed_id)
    person.open_chart(other)
    let_go()
    assert person.reads("BELL, Ida")
    assert words_left(person.desk) == []


def test_nothing_remains_in_the_visit_of_the_next_patient(person: Person, full: Full, other: str) -> None:
    sign_open_visit(person, full)
    person.open_visit(full.signed_id)
    chart = person.open_chart(other)
    chart.start.menu().actions()[1].trigger()
    person.at(VisitPage)
    for step in ("Exam and scores", "Treatment", "Plan", "Review and sign"):
        person.step(step)
    let_go()
    assert [words for words in words_left(person.desk) if words != WORDS["lot"]] == []  # lots are anybody's


def sign_open_visit(person: Person, full: Full) -> None:
    """An open visit is told at the top of every other page; here nobody is in a visit."""
    record = person.session.record
    chart = read_chart(record, full.patient_id)
    sign_it(record, *(given.injection for given in chart.visits[-1].injections))


@pytest.mark.parametrize("what", ["Edit", "New allergy", "New condition", "New consent", "New plan"])
def test_every_dialog_of_a_patient_says_whose_it_is(person: Person, full: Full, what: str) -> None:
    chart = person.open_chart(full.patient_id)
    chart.open_tab("Plans" if what == "New plan" else "History")
    person.press(what, chart.banner if what == "Edit" else chart)
    assert person.reads(IDENTITY)
    assert "Featherstonehaugh" not in person.dialog.windowTitle()
    person.dialog.done(0)


def test_the_visit_and_its_pause_say_who_is_here(person: Person, full: Full) -> None:
    person.open_visit(full.open_id)
    step = person.treatment()
    person.press("Add injection")
    assert step.pause.identity.detail.text() == IDENTITY
    assert step.pause.warned.text().startswith("Allergies: ")
    assert step.pause.known.text().startswith("Consent: signed ")
    assert person.reads("17-May-1961 (64y)")


def test_a_change_of_another_patient_does_not_reach_this_chart(person: Person, full: Full, other: str) -> None:
    chart = person.open_chart(other)
    person.session.run(start_visit, full.patient_id, VisitKind.CONSULT)
    assert chart.chart.patient.family_name == "Bell"
    assert chart.tabs.accessibleTabName(1) == "Visits 0"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Exodesk, Full]]:
    """The whole program, unlocked, with the full chart in its record."""
    record = new_record(tmp_path, Clock())
    full, path = a_full_chart(record), record.path
    record.close()
    with running(tmp_path, Options(record=path, today=TODAY, passphrase=PASSPHRASE)) as program:
        with qtbot.waitActive(program.window):
            program.start()
            program.window.activateWindow()
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=20_000)
        yield program, full


@pytest.mark.parametrize("page", ["patients", "chart", "visit", "dialog"])
def test_a_lock_leaves_no_word_of_a_patient_in_any_window(
    qtbot: QtBot, program: tuple[Exodesk, Full], page: str
) -> None:
    running_program, full = program
    desk = workspace(running_program)
    target = {"chart": full.patient_id, "visit": full.open_id, "dialog": full.patient_id}.get(page)
    desk.open_page("chart" if page == "dialog" else page, target)
    if page == "dialog":
        chart = desk.page
        assert isinstance(chart, ChartPage)
        chart._edit_patient()
        desk.lock_asked.emit()  # as the lock of an idle desk does
    else:
        running_program.window.activateWindow()
        qtbot.waitUntil(running_program.window.isActiveWindow)
        qtbot.keyClick(running_program.window, Qt.Key.Key_L, CTRL)
    assert running_program.window.workspace is None
    let_go()
    assert words_left(*QApplication.topLevelWidgets()) == []
    assert [window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()] == ["Exodesk"]
    assert not any(isinstance(window, QDialog) and window.isVisible() for window in QApplication.topLevelWidgets())


@pytest.mark.parametrize(
    ("title", "family", "given"), [("Ms", "Standen", "Yara"), ("Mr", "Holnik", "Viktor"), ("Dr", "Dalkról", "Åsa")]
)
def test_all_facts_of_a_usual_name_stand_in_one_line(
    person: Person, record: RecordFile, title: str, family: str, given: str
) -> None:
    patient_id = a_patient(
        record, family_name=family, given_name=given, title=title, sex=Sex.FEMALE, mobile="(729) 555-0178"
    )
    banner = person.open_chart(patient_id).banner
    person.settled_window()
    facts = [label for label in banner.findChildren(QLabel) if label.isVisible() and label.text() in ("Born", "Phone")]
    assert len({label.mapTo(banner, label.rect().center()).y() for label in facts}) == 1
