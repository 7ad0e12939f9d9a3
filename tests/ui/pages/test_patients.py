"""Patients: found while one types, opened with Enter, added without losing a word."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from exodesk.core.dates import PartialDate
from exodesk.core.leaving import Leaving, Why
from exodesk.queries.patients import MOST_FOUND, find
from exodesk.services.leaving import leave
from exodesk.services.patients import edit_patient
from exodesk.ui.models.patients import SIMILAR, PatientRows
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.patients import PatientsPage
from tests.factories import a_patient
from tests.ui.pages.person import CTRL, SHIFT, Person


def names(page: PatientsPage) -> list[str]:
    """Without the mark, which comes a moment later."""
    rows = page.table.model()
    assert isinstance(rows, PatientRows)
    return [str(rows.index(row, 0).data()).removesuffix(f" · {SIMILAR}") for row in range(rows.rowCount())]


def colours(widget: QWidget) -> set[int]:
    seen = widget.grab().toImage()
    return {seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}


def test_the_first_page_says_what_belongs_there_and_how_it_begins(person: Person) -> None:
    page = person.open_patients()
    assert person.reads("Patients stand here once you add the first.")
    person.press("New patient", page._bodies)  # the page has another, at its head
    assert person.dialog.windowTitle() == "New patient"


def test_patients_are_found_while_one_types(person: Person) -> None:
    for family_name, given_name in (("Alvarez", "Marisol"), ("Álvarez", "Luis"), ("Sample", "Alex")):
        a_patient(person.session.record, family_name=family_name, given_name=given_name)
    page = person.open_patients()
    assert page.search.hasFocus()
    person.type("alv")
    assert names(page) == ["ÁLVAREZ, Luis", "ALVAREZ, Marisol"]
    assert person.reads("2 found")
    person.type(" mar")
    assert names(page) == ["ALVAREZ, Marisol"]


def test_somebody_who_died_does_not_grow_older(person: Person) -> None:
    record = person.session.record
    patient_id = a_patient(record, birth_date=PartialDate(1930, 5, 17))
    page = person.open_patients()
    assert page.table.model().index(0, 1).data() == "17-May-1930 (95y)"
    person.session.run(leave, patient_id, Leaving(why=Why.DIED, on=record.today()))
    assert page.table.model().index(0, 1).data() == "17-May-1930"
    assert page.table.model().index(0, 0).data() == "SAMPLE, Alex · died"


def test_down_and_enter_open_a_chart_while_the_hands_stay_in_the_search(person: Person) -> None:
    for given_name in ("Ana", "Ben"):
        a_patient(person.session.record, family_name="Rivera", given_name=given_name)
    page = person.open_patients()
    person.type("riv")
    person.key(Qt.Key.Key_Down)
    assert page.search.hasFocus()
    person.key(Qt.Key.Key_Return)
    person.at(ChartPage)
    assert person.reads("RIVERA, Ben")


def test_who_is_not_found_is_told_and_typing_goes_on(person: Person) -> None:
    a_patient(person.session.record)
    page = person.open_patients()
    person.type("zz")
    assert person.reads("Nobody is found by that.")
    person.key(Qt.Key.Key_Return)
    assert person.at(PatientsPage) is page
    person.key(Qt.Key.Key_Backspace)
    person.key(Qt.Key.Key_Backspace)
    assert names(page) == ["SAMPLE, Alex"]


def test_no_letter_moves_the_columns_however_many_are_found(person: Person) -> None:
    for number in range(30):
        a_patient(person.session.record, family_name="Rivera", given_name=f"Ana{number}")
    a_patient(person.session.record, family_name="Rix")
    page = person.open_patients()
    person.type("ri")
    QApplication.processEvents()
    wide = page.table.viewport().width()
    bar = page.table.verticalScrollBar()
    assert bar.maximum() > 0
    assert len(colours(bar)) > 1
    person.type("x")
    QApplication.processEvents()
    assert names(page) == ["RIX, Alex"]
    assert bar.maximum() == 0
    assert len(colours(bar)) == 1  # there is nothing to scroll, and nothing says so
    assert page.table.viewport().width() == wide


def test_no_letter_has_the_page_laid_out_anew(person: Person) -> None:
    """However many are found, and whatever is said of them."""
    for number in range(MOST_FOUND + 1):
        a_patient(person.session.record, family_name="Rivera", given_name=f"Ana{number}")
    a_patient(person.session.record, family_name="Rix")
    page = person.open_patients()
    person.type("ri")
    QApplication.processEvents()
    layouts = _Layouts(page)
    assert person.reads("The first 50. Type more of the name.")
    assert page._caption.sizeHint().width() <= page._caption.width()
    person.type("x")
    QApplication.processEvents()
    assert person.reads("1 found")
    assert layouts.asked == []


class _Layouts(QObject):
    """Who inside a page asks to be laid out."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.asked: list[str] = []
        for widget in (page, *page.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.asked.append(type(watched).__name__)
        return False


def test_two_of_one_name_are_told_apart_in_their_rows(person: Person) -> None:
    for year in (1961, 1988):
        a_patient(person.session.record, birth_date=PartialDate(year, 5, 17))
    page = person.open_patients()
    rows = page.table.model()
    assert rows
    told = {tuple(str(rows.index(row, column).data()) for column in range(3)) for row in range(2)}
    assert told == {
        ("SAMPLE, Alex", "17-May-1961 (64y)", "EX-00001"),
        ("SAMPLE, Alex", "17-May-1988 (37y)", "EX-00002"),
    }


def test_a_new_patient_is_typed_and_their_chart_opens(person: Person) -> None:
    person.open_patients()
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    person.type("Alvarez")
    person.key(Qt.Key.Key_Tab)
    person.type("Marisol")
    person.fill("Birth date", "14mar1962")
    person.fill("Occupation", "Teacher")
    person.key(Qt.Key.Key_S, CTRL)
    assert QApplication.activeModalWidget() is None
    person.at(ChartPage)
    assert person.reads("ALVAREZ, Marisol")
    assert person.reads("14-Mar-1962 (63y)")
    [patient] = find(person.session.record, "marisol")
    assert (patient.occupation, patient.chart_no) == ("Teacher", 1)


def test_a_birth_date_that_is_missing_is_asked_for_until_it_is_there(person: Person) -> None:
    person.open_patients()
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    assert not person.reads("Ask for it.")
    person.type("Alvarez")
    assert person.reads("Ask for it. A year alone if no more is known")
    person.fill("Given name", "Marisol")
    person.key(Qt.Key.Key_S, CTRL)
    person.at(ChartPage)
    assert person.says() == "ALVAREZ, Marisol is now EX-00001. Birth date missing."
    assert person.reads("Birth date missing")
    person.press("Add the birth date")
    assert person.focus.accessibleName() == "Birth date"
    person.type("1962")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("1962 (63y)")
    assert not person.reads("Birth date missing")
    assert not person.reads("Add the birth date")


def test_somebody_who_is_entered_over_the_form_of_a_new_patient_is_not_taken_for_them(person: Person) -> None:
    """As a booking of somebody new does, that Ctrl+B opens over the form."""
    page = person.open_patients()
    page.new_patient()
    a_patient(person.session.record, family_name="Stone")
    other = find(person.session.record, "stone")[0]
    person.session.run(edit_patient, replace(other, occupation="Teacher"))
    person.dialog.close_unsaved()
    person.at(PatientsPage)


def test_what_cannot_be_saved_is_told_at_its_field_and_every_word_stays(person: Person) -> None:
    person.open_patients()
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    dialog = person.dialog
    person.fill("Given name", "Marisol")
    person.fill("Birth date", "31feb1962")
    person.fill("Notes", "Comes with her son")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.dialog is dialog
    assert person.problem("Family name") == "Family name is needed."
    assert person.problem("Birth date")
    assert person.focus is person.field("Family name")
    typed = [person.text(name) for name in ("Given name", "Birth date", "Notes")]
    assert typed == ["Marisol", "31feb1962", "Comes with her son"]
    assert find(person.session.record, "marisol") == []


def test_a_second_patient_of_the_same_name_and_birth_date_can_be_added(person: Person) -> None:
    a_patient(person.session.record, family_name="Alvarez", given_name="Marisol")
    person.open_patients()
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    person.fill("Family name", "Alvarez")
    person.fill("Given name", "Marisol")
    person.fill("Birth date", "17may1961")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("ALVAREZ, Marisol may be the same person.")
    person.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert len(find(person.session.record, "alvarez")) == 2


def test_esc_loses_no_text_and_what_was_typed_is_there_again(person: Person) -> None:
    person.open_patients()
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    dialog = person.dialog
    person.fill("Family name", "Alvarez")
    person.key(Qt.Key.Key_Escape)
    assert person.dialog is dialog
    assert person.reads("What you typed is not saved.")
    person.press("Close without saving")
    assert QApplication.activeModalWidget() is None
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    assert person.text("Family name") == ""
    person.key(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_an_edited_patient_stays_chosen_in_the_list(person: Person) -> None:
    first = a_patient(person.session.record, given_name="Ana")
    a_patient(person.session.record, given_name="Ben")
    chart = person.open_chart(first)
    person.press("Edit", chart.banner)
    person.fill("Given name", "Anna")
    person.press("Save")
    assert person.reads("SAMPLE, Anna")
    page = person.open_patients()
    assert sorted(names(page)) == ["SAMPLE, Anna", "SAMPLE, Ben"]
