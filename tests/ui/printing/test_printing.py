"""Printing from a visit: two keys are enough, what cannot be done is said, and the record knows what has left."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication

from exodesk.core.records.clinic import Paper
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.core.records.patient import Language
from exodesk.core.records.plan import Plan
from exodesk.core.records.printed import PracticeText, PrintedKind, PrintedWay, Purpose, TextPlace
from exodesk.core.records.visit import VisitKind
from exodesk.printing import pages
from exodesk.services.practice_texts import save_text
from exodesk.services.reach import add_contact
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.printing.acts import print_blank_form
from exodesk.ui.printing.dialog import PrintDialog
from exodesk.ui.process.preferences import PrintChoice
from tests.factories import a_lot, a_plan_with_consent, a_visit, give
from tests.ui.pages.person import CTRL, SHIFT, Person

ENTER = Qt.Key.Key_Return


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    return a_plan_with_consent(record)


@pytest.fixture
def visit_id(record: RecordFile, plan: Plan) -> str:
    return str(give(record, plan, a_lot(record), sign=True).visit_id)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where documents go; and no printer is set up, as on the machines that test."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda *_: str(folder))
    return folder


@pytest.fixture
def page(person: Person, visit_id: str, documents: Path) -> VisitPage:
    return person.open_visit(visit_id)


def dialog() -> PrintDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, PrintDialog)
    return found


def told(path: Path) -> str:
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in PdfReader(path).pages)


def test_two_keys_save_the_summary_where_documents_are(
    person: Person, page: VisitPage, documents: Path, plan: Plan
) -> None:
    person.key(Qt.Key.Key_P, CTRL)
    assert person.reads("There is no printer on this computer. The page is saved as a file.")
    person.key(ENTER)
    path = documents / "Visit summary 2026-03-02.pdf"
    assert "Call us the same day if you notice" in told(path)
    assert person.says() == f"SAMPLE, Alex: Saved {path.name}, 1 page, in {documents}."
    [noted] = printed.pages_of_patients(person.session.record, [plan.patient_id])
    assert (noted.kind, noted.way, noted.pages) == (PrintedKind.SUMMARY, PrintedWay.FILE, 1)
    assert noted.visit_hash is not None
    assert noted.visit_hash[:12] in told(path)
    assert noted.audit_head[:12] in told(path)


def test_a_second_page_never_takes_the_place_of_the_first(person: Person, page: VisitPage, documents: Path) -> None:
    for _ in range(2):
        person.key(Qt.Key.Key_P, CTRL)
        person.key(ENTER)
    assert {path.name for path in documents.iterdir()} == {
        "Visit summary 2026-03-02.pdf",
        "Visit summary 2026-03-02 (2).pdf",
    }


def test_neither_file_nor_its_title_names_the_patient(person: Person, page: VisitPage, documents: Path) -> None:
    person.key(Qt.Key.Key_P, CTRL)
    person.key(ENTER)
    [path] = documents.iterdir()
    about = PdfReader(path).metadata
    assert about is not None
    said = f"{path.name} {dict(about)}".lower()
    assert not any(name in said for name in ("sample", "alex", "ex-00001", "1961"))


def test_ctrl_shift_p_shows_the_page_first(person: Person, page: VisitPage, documents: Path) -> None:
    person.key(Qt.Key.Key_P, CTRL | SHIFT)
    assert person.focus is dialog().preview
    assert dialog().preview.accessibleDescription() == "1 page"
    person.key(Qt.Key.Key_Escape)
    assert list(documents.iterdir()) == []
    person.key(Qt.Key.Key_P, CTRL | SHIFT)
    person.key(Qt.Key.Key_End)
    person.key(ENTER)
    assert len(list(documents.iterdir())) == 1


def test_whose_page_it_is_stands_beside_it(person: Person, page: VisitPage) -> None:
    person.key(Qt.Key.Key_P, CTRL)
    assert person.reads("EX-00001")


def test_the_page_can_be_had_in_spanish_and_on_another_paper(person: Person, page: VisitPage, documents: Path) -> None:
    person.key(Qt.Key.Key_P, CTRL)
    person.press("Spanish")
    person.press("A4")
    person.press("Save as PDF")
    [path] = documents.iterdir()
    assert "Llámenos el mismo día si nota" in told(path)
    assert round(PdfReader(path).pages[0].mediabox.height) == 842


def test_paper_and_folder_chosen_last_are_proposed_again_but_no_folder_of_a_patient(
    person: Person, page: VisitPage, documents: Path
) -> None:
    told: list[PrintChoice] = []
    person.session.print_chosen.connect(told.append)
    (documents / "pages").mkdir()
    (documents / "Sample").mkdir()
    person.key(Qt.Key.Key_P, CTRL)
    person.press("A4")
    person.fill("File", str(documents / "pages" / "one.pdf"))
    person.press("Save as PDF")
    assert told == [PrintChoice(paper=Paper.A4, folder=documents / "pages")]
    person.key(Qt.Key.Key_P, CTRL)
    assert Path(person.text("File")).parent == documents / "pages"
    assert dialog().paper.current() == "a4"
    person.fill("File", str(documents / "Sample" / "two.pdf"))
    person.press("Letter")
    person.press("Save as PDF")
    assert (documents / "Sample" / "two.pdf").exists()
    assert person.session.printing == PrintChoice(folder=documents / "pages")


def test_a_printer_or_a_folder_that_is_gone_is_not_proposed(person: Person, page: VisitPage, documents: Path) -> None:
    person.session.printing = PrintChoice(printer="Gone", folder=documents / "gone")
    person.key(Qt.Key.Key_P, CTRL)
    assert Path(person.text("File")).parent == documents
    assert dialog().where.raw() == ""
    person.key(Qt.Key.Key_Escape)


def test_a_missing_folder_is_said_and_the_window_stays(
    person: Person, page: VisitPage, documents: Path, plan: Plan
) -> None:
    person.key(Qt.Key.Key_P, CTRL)
    person.fill("File", str(documents / "gone" / "page.pdf"))
    person.press("Save as PDF")
    assert person.reads("The page was not saved: there is no folder")
    assert printed.pages_of_patients(person.session.record, [plan.patient_id]) == []
    person.fill("File", str(documents / "page"))
    person.press("Save as PDF")
    assert (documents / "page.pdf").exists()


def test_a_page_without_a_file_name_is_asked_for_one(person: Person, page: VisitPage) -> None:
    person.key(Qt.Key.Key_P, CTRL)
    person.fill("File", " ")
    person.press("Save as PDF")
    assert person.reads("Name a file for the page.")


def test_a_mere_name_goes_where_pages_go_and_that_is_told_before(
    person: Person, page: VisitPage, documents: Path
) -> None:
    """Not into the folder that the program happened to be started in."""
    person.key(Qt.Key.Key_P, CTRL)
    person.fill("File", "For Mr. Lind 3.5")
    path = documents / "For Mr. Lind 3.5.pdf"
    assert person.reads(f"Saved as {path}")
    person.press("Save as PDF")
    assert person.says() == f"SAMPLE, Alex: Saved {path.name}, 1 page, in {documents}."
    assert path.exists()


def test_a_name_that_is_taken_says_what_it_replaces(person: Person, page: VisitPage, documents: Path) -> None:
    taken = documents / "Knee.pdf"
    taken.write_bytes(b"of another patient")
    person.key(Qt.Key.Key_P, CTRL)
    for typed in ("Knee", str(taken)):
        person.fill("File", typed)
        assert person.reads(f"Replaces {taken}, which is there already")
    person.fill("File", "Knee 2")
    assert not person.reads("Replaces")
    assert taken.read_bytes() == b"of another patient"


def test_a_name_that_cannot_be_is_told_at_its_field_and_nothing_is_noted(
    person: Person, page: VisitPage, documents: Path, plan: Plan
) -> None:
    person.key(Qt.Key.Key_P, CTRL)
    person.fill("File", "10:30.pdf")
    person.press("Save as PDF")
    told = "A file’s name has no : in it. Choose another name. Nothing was saved yet."
    assert person.reads(told)
    assert person.focus is dialog().file.line
    assert dialog().file.line.accessibleDescription() == told
    assert list(documents.iterdir()) == []
    assert printed.pages_of_patients(person.session.record, [plan.patient_id]) == []
    person.fill("File", "1030.pdf")
    assert not person.reads(told)
    person.press("Save as PDF")
    assert [each.name for each in documents.iterdir()] == ["1030.pdf"]


def test_the_letter_goes_to_the_referrer_and_into_the_disclosure_log(
    person: Person, record: RecordFile, page: VisitPage, plan: Plan, documents: Path
) -> None:
    for kind, value in ((ContactKind.FAMILY_DOCTOR, "Dr. Home"), (ContactKind.REFERRER, "Dr. Lind, 4 Pier Street")):
        add_contact(record, Contact(id=record.new_id(), patient_id=plan.patient_id, kind=kind, value=value))
    person.press("Letter to the referrer")
    assert person.text("Sent to") == "Dr. Lind, 4 Pier Street"
    person.key(ENTER)
    [path] = documents.iterdir()
    assert "Dr. Lind, 4 Pier Street" in told(path)
    [sent] = printed.disclosures_of_patients(record, [plan.patient_id])
    assert (sent.recipient, sent.purpose) == ("Dr. Lind, 4 Pier Street", Purpose.TREATMENT)


def test_a_letter_to_nobody_is_not_written(person: Person, page: VisitPage, documents: Path, plan: Plan) -> None:
    person.press("Letter to the referrer")
    person.press("Save as PDF")
    assert person.reads("Type to whom it was sent.")
    assert list(documents.iterdir()) == []
    person.fill("Sent to", "Dr. Brandt")
    person.press("Save as PDF")
    assert "Dr. Brandt" in told(documents / "Letter 2026-03-02.pdf")


def test_the_record_stays_in_the_house_unless_somebody_is_named(
    person: Person, record: RecordFile, page: VisitPage, plan: Plan, documents: Path
) -> None:
    person.press("Print the whole record")
    person.press("Save as PDF")
    assert printed.disclosures_of_patients(record, [plan.patient_id]) == []
    person.press("Print the whole record")
    person.fill("Sent or handed to", "The patient")
    person.press("Save as PDF")
    [sent] = printed.disclosures_of_patients(record, [plan.patient_id])
    assert (sent.recipient, sent.purpose) == ("The patient", Purpose.PATIENT)


def test_what_is_typed_is_on_the_page(person: Person, record: RecordFile, plan: Plan, documents: Path) -> None:
    person.open_visit(a_visit(record, plan.patient_id, VisitKind.OTHER).entry_id)
    person.type("A question about the stairs")
    person.key(Qt.Key.Key_P, CTRL)
    person.key(ENTER)
    [path] = documents.iterdir()
    assert "A question about the stairs" in told(path)
    assert "Draft, not signed" in told(path)


def test_a_text_of_the_practice_that_cannot_be_printed_is_told(
    person: Person, record: RecordFile, visit_id: str, documents: Path
) -> None:
    text = PracticeText(id=record.new_id(), place=TextPlace.NEXT_DAYS, language=Language.ENGLISH, text="Dear {pateint}")
    save_text(record, text)
    person.open_visit(visit_id)
    person.key(Qt.Key.Key_P, CTRL)
    assert person.reads("Your text for “Visit summary: the next days” cannot be printed as it stands")


def test_a_page_that_a_bug_stands_in_the_way_of_is_printed_plain(
    person: Person, page: VisitPage, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(pages, "visit_summary", broken)
    person.key(Qt.Key.Key_P, CTRL)
    assert person.reads("This page could not be made as usual, so it is plain.")
    person.key(ENTER)
    [path] = documents.iterdir()
    page_words = told(path)
    for needed in ("EX26A", "Exo Sample", "Call us the same day if you notice", "fever or chills", "555"):
        assert needed in page_words


def test_a_blank_form_is_printed_like_any_page_and_belongs_to_nobody(
    person: Person, page: VisitPage, plan: Plan, documents: Path
) -> None:
    print_blank_form(person.session, person.desk)
    assert person.focus.isVisible()
    assert not person.reads("EX-00001")
    person.key(ENTER)
    [path] = documents.iterdir()
    assert path.name == "Visit form.pdf"
    assert "Chart" in told(path)
    assert person.says().startswith("Saved Visit form.pdf")
    assert printed.pages_of_patients(person.session.record, [plan.patient_id]) == []
    operations = [row["operation"] for row in person.session.record.read("SELECT operation FROM audit_unit")]
    assert operations[-1] == "save as PDF: visit form"
