"""What somebody may type or paste: it is stored as text, shown as text, found as text, and never runs."""

from dataclasses import replace
from time import perf_counter
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from exodesk.core.errors import InvalidRecord
from exodesk.core.fields import described, problems_in
from exodesk.core.records.patient import Patient
from exodesk.documents.html import free, paragraph
from exodesk.queries import patients as found
from exodesk.queries.history import of_patient
from exodesk.queries.trail import Asked, acts
from exodesk.services.patients import add_patient, edit_patient
from exodesk.storage import patients
from exodesk.storage.check import check
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.parts.record_history import HistoryDialog
from tests.any_record import all_records
from tests.factories import a_patient

LONGEST = 20_000
HOSTILE = [
    '"', '""', "*", "AND", "NEAR/3", "^", "name:x", "a OR b", "-", "(", ")", "'", "';", "%", "_", "\\", "\\%",
    "'; DROP TABLE patient; --", "Robert'); DELETE FROM audit;--", "${jndi:x}", "{{7*7}}", "%s%n%x", "<b>x</b>",
    "<img src='file:///etc/passwd'>", "<img src='http://example.invalid/x.png'>", "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1", "../../etc/passwd", "CON|*", "x" * 5000, "\u202egnirts", "🦴" * 50, "　", "١٢٣",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_any_search_has_results_or_none(record: RecordFile, typed: str) -> None:
    a_patient(record, family_name="Sample", given_name="Alex")
    assert [each.family_name for each in found.find(record, "sample")] == ["Sample"]
    assert {each.family_name for each in found.find(record, typed)} <= {"Sample"}
    assert isinstance(acts(record, Asked(words=typed)), list)
    assert check(record) == []


@pytest.mark.parametrize("typed", ["a\0b", "\ud800", "\x1b[2J"])
def test_a_search_of_bytes_that_are_no_text_finds_nobody(record: RecordFile, typed: str) -> None:
    a_patient(record)
    assert found.find(record, typed) == []


@pytest.mark.parametrize("typed", ["%", "_", "%%", "q%", "S_mple"])
def test_a_mark_of_sql_is_searched_for_as_itself(record: RecordFile, typed: str) -> None:
    a_patient(record, family_name="Sample", given_name="Alex")
    record.log("print summary", "it came 100% true")
    assert found.find(record, typed) == []
    assert [act.unit.reason for act in acts(record, Asked(words="100%"))] == ["it came 100% true"]
    assert acts(record, Asked(words="100_")) == []


def test_a_search_of_a_hundred_thousand_characters_is_answered_at_once(record: RecordFile) -> None:
    a_patient(record)
    begun = perf_counter()
    found.find(record, "a b" * 33_000)
    assert perf_counter() - begun < 20


def text_fields() -> list[str]:
    return [name for name, about in described(Patient).items() if about.type is str]


@pytest.mark.parametrize("typed", [text for text in HOSTILE if len(text) < 40])
def test_it_stands_in_every_field_as_it_was_typed(record: RecordFile, typed: str) -> None:
    patient_id = a_patient(record)
    for name in text_fields():
        before = patients.get(record, patient_id)
        values: dict[str, Any] = {name: typed}
        after = replace(before, **values)
        if problems_in(after, record.today()):
            continue
        edit_patient(record, after)
        assert getattr(patients.get(record, patient_id), name) == typed
    assert len(record.read("SELECT id FROM patient")) == 1
    assert of_patient(record, patient_id)
    assert check(record) == []


anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@given(anything)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_is_stored_as_typed_or_refused_at_its_field(record: RecordFile, typed: str) -> None:
    new = Patient(id=record.new_id(), chart_no=0, family_name=typed, given_name="Alex", entered_on=record.today())
    if problems_in(new, record.today()):
        with pytest.raises(InvalidRecord) as refused:
            add_patient(record, new)
        assert {problem.field for problem in refused.value.problems} == {"family_name"}
    else:
        added = patients.get(record, str(add_patient(record, new).record_id))
        assert normalize("NFC", typed) == added.family_name
        assert all(isinstance(each, Patient) for each in found.find(record, typed))


@pytest.mark.parametrize("hostile", ["lone \ud800 surrogate", "nul \0 inside", "bell \a"])
def test_text_that_no_file_holds_is_refused_with_its_field(record: RecordFile, hostile: str) -> None:
    new = Patient(id=record.new_id(), chart_no=0, family_name=hostile, given_name="Alex", entered_on=record.today())
    with pytest.raises(InvalidRecord) as refused:
        add_patient(record, new)
    assert [problem.field for problem in refused.value.problems] == ["family_name"]


def test_names_in_a_dialog_a_label_and_a_tooltip_are_read_literally(qtbot: QtBot, record: RecordFile) -> None:
    hostile = "<img src='http://example.invalid/x.png'><b>Ana</b>"
    patient_id = a_patient(record, given_name=hostile)
    dialog = HistoryDialog("History", hostile, of_patient(record, patient_id), None)
    qtbot.addWidget(dialog)
    labels = [label for label in dialog.findChildren(QLabel) if "<b>" in label.text()]
    assert labels
    for label in labels:
        assert label.textFormat() is label.textFormat().PlainText
    assert not dialog.findChildren(QMessageBox)


def test_twenty_thousand_nested_tags_are_laid_out_in_time(qtbot: QtBot) -> None:
    """Escaped like every field they are text, and laid out within seconds."""
    begun = perf_counter()
    document = QTextDocument()
    document.setHtml(paragraph(free("<div><b>" * 10_000)).html)
    document.setTextWidth(500)
    assert document.size().height() > 0
    assert document.toPlainText().count("<b>") == 10_000
    assert perf_counter() - begun < 20


class Asking(QTextDocument):
    """A document that notes what it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        self.asked.append(name.toString() if isinstance(name, QUrl) else name)
        return None


def test_the_control_an_unescaped_picture_would_be_asked_for(qtbot: QtBot) -> None:
    document = Asking()
    document.setHtml("<p><img src='http://example.invalid/x.png'></p>")
    document.setPageSize(document.size())
    document.size()
    assert set(document.asked) == {"http://example.invalid/x.png"}


def test_every_text_field_of_every_record_has_a_limit() -> None:
    """So no cell, no line and no page grows without end."""
    unlimited = [
        f"{record.__name__}.{name}"
        for record in all_records()
        if record.__module__.startswith("exodesk.core.records")
        for name, about in described(record).items()
        if about.type is str and not 0 < about.field.max_length <= LONGEST
    ]
    assert unlimited == []
