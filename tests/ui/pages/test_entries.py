"""What is told of a patient: every record goes into its form and comes out of it, cards tell it, forms change it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, get_origin
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.codes import Coded
from exodesk.core.dates import PartialDate
from exodesk.core.fields import Described, described
from exodesk.core.newcomer import Newcomer
from exodesk.core.records.background import HistoryItem, HistoryKind, Medication
from exodesk.core.records.contact import ContactKind
from exodesk.core.records.patient import AllergyState, ConditionStatus, Patient
from exodesk.core.records.stock import Lot
from exodesk.core.records.visit import VisitKind
from exodesk.queries.chart import read_chart
from exodesk.services.medical_history import add_history_item, add_medication
from exodesk.services.reach import add_contact
from exodesk.storage import patients
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import columns_of
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.history import HistoryTab
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.entries import KINDS
from exodesk.ui.pages.patient_dialog import EDIT_ROWS, NEW_ROWS
from exodesk.ui.pages.told import TITLES, groups_of
from exodesk.ui.pages.visit.lot_dialog import LOT_ROWS
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.parts.lines import LineRow
from tests.factories import a_condition, a_consent, a_contact, a_patient, a_visit

TODAY = date(2026, 11, 23)
FORMS: list[tuple[type, Any]] = [
    *((kind.record_type, kind.rows) for kind in KINDS.values()),
    (Newcomer, NEW_ROWS),
    (Patient, EDIT_ROWS),
]


def typed_text(*, multiline: bool, longest: int) -> st.SearchStrategy[str]:
    """Text that a person may type: without blanks at its ends; a Qt text box makes blanks of no-break ones."""
    letters = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u00a0")
    text = st.text(letters, min_size=1, max_size=min(8, longest))
    lines = st.lists(text, min_size=1, max_size=3).map("\n".join) if multiline else text
    return lines.map(lambda typed: normalize("NFC", typed).strip()).filter(bool)


def value_for(about: Described) -> st.SearchStrategy[Any]:
    kind = get_origin(about.type) or about.type
    days = st.dates(date(1900, 1, 1), TODAY)
    if kind is bool:
        return st.booleans()
    if issubclass(kind, Coded):
        members: dict[str, Any] = vars(kind)["_member_map_"]
        return st.sampled_from(list(members.values()))
    if kind is str:
        return typed_text(multiline=about.field.multiline, longest=about.field.max_length)
    if kind is date:
        return days
    if kind is PartialDate:
        return st.one_of(
            days.map(PartialDate.of),
            days.map(lambda day: PartialDate(day.year, day.month)),
            days.map(lambda day: PartialDate(day.year)),
        ).filter(lambda partial: partial.earliest <= TODAY)
    assert kind is int
    return st.integers(about.field.minimum or 0, about.field.maximum or 1000)


@st.composite
def a_record(draw: st.DrawFn, kind: type) -> Any:
    """Whatever the fields by themselves allow."""
    abouts = described(kind)
    usual = {"patient_id": "p", "id": "r", "condition_id": "c", "chart_no": 1, "entered_on": TODAY}
    values = {name: usual.get(name) for name in (field.name for field in fields(kind))}
    for name, about in abouts.items():
        strategy = value_for(about)
        values[name] = draw(strategy if about.must_fill else st.none() | strategy)
        if about.type is bool:
            values[name] = bool(values[name])
    return kind(**values)


@pytest.mark.parametrize(("kind", "rows"), FORMS, ids=[kind.__name__ for kind, _ in FORMS])
@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_record_comes_out_of_its_form_as_it_went_in(
    kind: type, rows: Any, qtbot: QtBot, look: None, data: st.DataObject
) -> None:
    record = data.draw(a_record(kind))
    form = RecordForm(kind, rows, today=lambda: TODAY)
    form.show()
    try:
        form.put(record)
        assert not form.is_edited
        values = form.values()
        assert replace(record, **values) == record
        again = RecordForm(kind, rows, today=lambda: TODAY)
        again.put(data.draw(a_record(kind)))
        again.show()
        again.put_raw(form.raw_texts())
        assert again.values() == values
        again.deleteLater()
    finally:
        form.deleteLater()


@pytest.mark.parametrize(("kind", "rows"), FORMS, ids=[kind.__name__ for kind, _ in FORMS])
def test_a_form_shows_every_field_that_has_no_act_of_its_own(kind: type, rows: Any) -> None:
    """All fields of the records are asked for somewhere; none is left out by oversight."""
    by_act = {"died_on", "moved_on", "do_not_contact"}
    later = {"weight_g", "weighed_on", "height_cm", "measured_on"} if kind is Newcomer else set()
    shown = {name for row in rows for name in ([row] if isinstance(row, str) else row)}
    assert shown == set(described(kind)) - by_act - later


def test_links_are_the_only_columns_a_person_does_not_see() -> None:
    for kind, _ in FORMS[: len(KINDS)]:
        unseen = set(columns_of(kind)) - set(described(kind))
        assert unseen <= {"id", "patient_id", "condition_id"}


# The History tab


class Desk:
    def __init__(self, session: Session, patient_id: str) -> None:
        self.session, self.patient_id = session, patient_id
        self.page = ChartPage.of(session, patient_id)
        session.changed.connect(self.page.refresh)
        self.page.open_tab("History")
        self.page.resize(1100, 700)
        self.page.show()
        QApplication.processEvents()

    @property
    def tab(self) -> HistoryTab:
        return self.page.history

    def lines(self, kind: str) -> list[str]:
        """What a screen reader reads of a card."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the lines of before
        return [row.accessibleName() for row in self.tab.cards[kind].findChildren(LineRow)]

    def dialog(self) -> EntryDialog:
        found = [each for each in self.page.findChildren(QDialog) if each.isVisible()][-1]
        assert isinstance(found, EntryDialog)
        return found

    def new(self, what: str, /, **typed: str) -> None:
        self.tab.new(what)
        fill(self.dialog(), **typed)


def fill(dialog: EntryDialog, **typed: str) -> None:
    for name, text in typed.items():
        dialog.form.editor(name).put_raw(text)
        dialog.form.editor(name).edited.emit()
    dialog.accept()
    assert not dialog.isVisible(), {name: dialog.form.problem_at(name) for name in typed}


def let_go(page: QWidget) -> None:
    """Before its record closes: a field that loses the focus later would still ask it for the day."""
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(session: Session, record: RecordFile) -> Iterator[Desk]:
    desk = Desk(session, a_patient(record))
    yield desk
    let_go(desk.page)


def test_an_empty_history_says_so(desk: Desk) -> None:
    notes = {kind: heading.note.text() for kind, card in desk.tab.cards.items() if (heading := card.heading)}
    assert set(notes) == set(TITLES)
    assert set(notes.values()) == {"", "None recorded"}
    assert all(desk.lines(kind) == [] for kind in TITLES)


def test_each_kind_is_added_from_its_card_and_told_on_it(desk: Desk) -> None:
    desk.new("allergy", substance="Latex", reaction="rash")
    desk.new("medication", name="Apixaban", dose_text="5 mg twice a day", since="2020", anticoagulant="yes")
    desk.new("condition", text="Osteoarthritis", site="knee_joint", side="right", onset="2019")
    desk.new("earlier_treatment", kind="steroid", dated="05 2024", place="County Hospital", result="Weeks of relief")
    desk.new("history_item", kind="implant", text="Hip replacement", dated="2001")
    desk.new("contact", kind="mobile", value="555 0100", preferred="yes", confirmed_on="t")
    desk.new("consent", signed_on="t", paper_filed="yes")
    assert {kind: desk.lines(kind) for kind in TITLES} == {
        "allergy": ["Latex, rash, Updated 02-Mar-2026"],
        "medication": ["Apixaban, 5 mg twice a day · since 2020, Anticoagulant"],
        "condition": ["Osteoarthritis, Right knee · since 2019, Active"],
        "earlier_treatment": ["Steroid injection, Osteoarthritis · County Hospital · Weeks of relief, May-2024"],
        "history_item": ["Hip replacement, Implant or prosthesis, 2001"],
        "contact": ["555 0100, Mobile · confirmed 02-Mar-2026, Preferred"],
        "consent": ["Consent 2026-1, sheet 3 · paper filed, 02-Mar-2026"],
    }
    QApplication.processEvents()
    banner = [label.text() for label in desk.page.banner.findChildren(QLabel) if label.isVisibleTo(desk.page)]
    assert "Takes Apixaban" in banner
    assert "555 0100" in banner


def test_a_line_opens_its_form_and_undo_takes_the_change_back(desk: Desk, record: RecordFile) -> None:
    add_contact(record, a_contact(record, desk.patient_id, value="555 0100"))
    desk.page.refresh()
    desk.tab.cards["contact"].findChildren(LineRow)[0].click()
    fill(desk.dialog(), value="555 0101")
    assert desk.lines("contact") == ["555 0101, Mobile · not confirmed"]
    desk.session.undo()
    assert desk.lines("contact") == ["555 0100, Mobile · not confirmed"]


def test_what_is_over_stands_last_and_is_not_forgotten(desk: Desk, record: RecordFile) -> None:
    for name, until, withdrawn in (("Warfarin", PartialDate(2020), None), ("Zinc", None, None), ("Aspirin", None, 1)):
        withdrawn_on = record.today() if withdrawn else None
        add_medication(
            record,
            Medication(
                id=record.new_id(), patient_id=desk.patient_id, name=name, until=until, withdrawn_on=withdrawn_on
            ),
        )
    desk.page.refresh()
    assert desk.lines("medication") == [
        "Zinc",
        "Aspirin, Entered in error, taken back 02-Mar-2026",
        "Warfarin, until 2020, Stopped",
    ]


def test_an_earlier_treatment_asks_for_its_condition_first(desk: Desk) -> None:
    desk.tab.new("earlier_treatment")
    assert desk.dialog().windowTitle() == "New condition"
    said = [label.text() for label in desk.dialog().findChildren(QLabel)]
    assert "An earlier treatment needs a condition. Save it first: the earlier treatment comes next." in said
    fill(desk.dialog(), text="Tendinopathy")
    assert desk.dialog().windowTitle() == "New earlier treatment"
    fill(desk.dialog(), kind="physiotherapy")
    assert desk.lines("earlier_treatment") == ["Physiotherapy, Tendinopathy"]


def test_a_treatment_is_for_the_condition_that_was_chosen(desk: Desk, record: RecordFile) -> None:
    first = a_condition(record, desk.patient_id, text="Osteoarthritis")
    second = a_condition(record, desk.patient_id, text="Tendinopathy")
    a_condition(record, desk.patient_id, text="Mistaken", status=ConditionStatus.ENTERED_IN_ERROR)
    desk.page.refresh()
    desk.tab.new("earlier_treatment")
    [choice] = [each for each in desk.dialog().findChildren(QWidget) if each.accessibleName() == "For the condition"]
    assert [choice.itemData(row) for row in range(choice.count())] == [first, second]  # type: ignore[attr-defined]  # a list
    choice.put_raw(second)  # type: ignore[attr-defined]  # a list
    fill(desk.dialog(), kind="nsaid")
    [stored] = read_chart(record, desk.patient_id).treatments
    assert stored.condition_id == second


def test_a_dialog_says_whose_record_it_is_and_loses_no_text(desk: Desk) -> None:
    for name, (kind, _) in zip(KINDS, FORMS, strict=False):
        if name == "earlier_treatment":
            continue
        desk.tab.new(name)
        dialog = desk.dialog()
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert "SAMPLE, Alex · 17-May-1961 · EX-00001" in said
        dialog.form.editor(next(iter(described(kind)))).edited.emit()
        dialog.reject()
        assert dialog.isVisible()
        dialog.form.mark_saved()
        dialog.reject()
        assert not dialog.isVisible()


LATER = {
    "Allergy": {"Ruled out on", "Why ruled out"},
    "Medication": {"Entered in error, taken back on"},
    "Condition": {"Status", "Resolved on"},
    "EarlierTreatment": {"Entered in error, taken back on"},
    "HistoryItem": {"Entered in error, taken back on"},
    "Contact": {"No longer valid since"},
    "Consent": {"Withdrawn on"},
    "Lot": {"Recalled on", "Why recalled"},
}


@pytest.mark.parametrize(
    ("kind", "rows"), [*FORMS, (Lot, LOT_ROWS)], ids=[*(kind.__name__ for kind, _ in FORMS), "Lot"]
)
def test_a_new_record_is_not_asked_what_makes_sense_later(look: None, kind: type, rows: Any) -> None:
    """That it ended, that it was a mistake: it is asked once there is a record of it."""
    form = RecordForm(kind, rows, today=lambda: TODAY)
    names = {name for name in described(kind) if form.holds(name)}
    asked = {name for name in names if form.control(name).isVisibleTo(form)}
    assert {form.label(name) for name in names - asked} == LATER.get(kind.__name__, set())
    form.put(kind(**dict.fromkeys(columns_of(kind))))
    assert all(form.control(name).isVisibleTo(form) for name in names)


def test_a_condition_is_resolved_or_taken_back_once_it_is_there(desk: Desk, record: RecordFile) -> None:
    a_condition(record, desk.patient_id, text="Tendinopathy")
    desk.page.refresh()
    desk.tab.cards["condition"].findChildren(LineRow)[0].click()
    fill(desk.dialog(), status="resolved", resolved_on="t")
    assert desk.lines("condition") == ["Tendinopathy, since: not known, Resolved 02-Mar-2026"]


def test_what_is_known_of_allergies_is_said_in_one_press(desk: Desk, record: RecordFile) -> None:
    desk.tab._state.chosen.emit(AllergyState.NONE_KNOWN.value)
    assert read_chart(record, desk.patient_id).allergy_state is AllergyState.NONE_KNOWN
    desk.tab._state.chosen.emit(AllergyState.KNOWN.value)
    assert desk.dialog().windowTitle() == "New allergy"


def test_long_words_wrap_and_nothing_is_cut(desk: Desk, record: RecordFile) -> None:
    words = "A long story of many operations on either side " * 5
    item = HistoryItem(id="h", patient_id=desk.patient_id, kind=HistoryKind.SURGERY, text=words)
    add_history_item(record, item)
    for width in (700, 1100):
        desk.page.resize(width, 700)
        desk.page.refresh()
        assert len(desk.lines("history_item")) == 1
        QApplication.processEvents()
        [row] = desk.tab.cards["history_item"].findChildren(LineRow)
        assert row.height() >= row.heightForWidth(row.width()) > 40


# Beside the visit


def test_beside_the_visit_stands_what_is_told_and_more_can_be_added(session: Session, record: RecordFile) -> None:
    patient_id = a_patient(record, mobile="555 0100")
    a_consent(record, patient_id)
    a_condition(record, patient_id, text="Tendinopathy")
    visit = a_visit(record, patient_id, VisitKind.CONSULT)
    page = VisitPage(session, visit.entry_id)
    session.changed.connect(page.refresh)
    page.show()
    page.begin()
    beside = page.in_sight.beside  # type: ignore[union-attr]  # the first step is one of words

    def words() -> set[str]:
        QApplication.processEvents()
        return {label.text() for label in beside.findChildren(QLabel) if label.isVisibleTo(page)}

    assert {"Allergies not recorded", "Tendinopathy", "555 0100", "Consent 2026-1"} <= words()
    beside.asked.emit("allergy")
    dialog = [each for each in page.findChildren(QDialog) if each.isVisible()][-1]
    assert isinstance(dialog, EntryDialog)
    fill(dialog, substance="Latex")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Latex" in words()
    beside.choice.choose("last_visit")
    beside.choice.chosen.emit("last_visit")
    assert "This is the first visit." in words()
    assert "Latex" not in words()
    let_go(page)


def test_the_lines_are_the_same_in_both_places(record: RecordFile) -> None:
    patient_id = a_patient(record)
    add_contact(record, a_contact(record, patient_id, kind=ContactKind.EMAIL, value="a@example.invalid"))
    groups = groups_of(read_chart(record, patient_id))
    assert [group.kind for group in groups] == list(TITLES)
    assert [group.title for group in groups] == list(TITLES.values())
    assert patients.get(record, patient_id).chart_no == 1
