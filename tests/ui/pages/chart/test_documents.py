"""The documents of a chart: what left, opened again as it was, and whether a page on paper is what the record holds."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QDialog

from exodesk.core.records.patient import Language
from exodesk.core.records.plan import Plan
from exodesk.core.records.printed import Disclosure, PrintedKind, PrintedPage, Purpose
from exodesk.printing.leaving import save_page
from exodesk.printing.pages import summary_page
from exodesk.services.amend import add_addendum
from exodesk.services.printed import note_disclosure
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.printing.check_page import CheckPageDialog
from exodesk.ui.printing.dialog import PrintDialog
from tests.factories import a_lot, a_plan_with_consent, give
from tests.ui.pages.person import CTRL, SHIFT, Person


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    return a_plan_with_consent(record)


@pytest.fixture
def page(record: RecordFile, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PrintedPage:
    """A summary that was saved, in the folder where documents go."""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda *_: str(tmp_path))
    visit_id = str(give(record, plan, a_lot(record), sign=True).visit_id)
    change = save_page(record, summary_page(record, visit_id), tmp_path / "before.pdf")
    return printed.page(record, str(change.record_id))


def open_documents(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id).open_tab("Documents")


def test_what_was_printed_stands_with_its_visit_and_its_hash(person: Person, plan: Plan, page: PrintedPage) -> None:
    open_documents(person, plan)
    assert person.reads("02-Mar-2026  Visit summary")
    codes = f"visit hash {str(page.visit_hash)[:12]} · audit head {page.audit_head[:12]}"
    assert person.reads(f"Visit of 02-Mar-2026 · 1 page · {codes}")


def test_without_a_page_it_says_what_belongs_here(person: Person, plan: Plan) -> None:
    open_documents(person, plan)
    assert person.reads("Nothing was printed yet.")
    assert person.reads("Nothing that left the house is noted.")


def test_a_page_opens_as_it_was_and_is_printed_again(
    person: Person, record: RecordFile, plan: Plan, page: PrintedPage, tmp_path: Path
) -> None:
    add_addendum(record, str(page.visit_id), "Called the next day.", "Came in after signing")
    open_documents(person, plan)
    person.press("02-Mar-2026  Visit summary")
    assert isinstance(QApplication.activeModalWidget(), PrintDialog)
    person.press("Save as PDF")
    again = PdfReader(tmp_path / "Visit summary 2026-03-02.pdf").pages[0].extract_text()
    assert again == PdfReader(tmp_path / "before.pdf").pages[0].extract_text()
    pages = printed.pages_of_patients(record, [plan.patient_id])
    assert [each.content_sha256 for each in pages] == [page.content_sha256] * 2


def test_a_disclosure_is_noted_by_hand_and_undone(person: Person, record: RecordFile, plan: Plan) -> None:
    open_documents(person, plan)
    person.press("Note a disclosure")
    person.fill("On", "t")
    person.fill("Sent to", "FDA MedWatch")
    person.pick("Purpose", "Public health")
    person.fill("What", "Report of a reaction")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("02-Mar-2026  FDA MedWatch")
    assert person.says() == "SAMPLE, Alex: Disclosure noted."
    person.key(Qt.Key.Key_Z, CTRL)
    assert person.reads("Entered in error")


def checked(person: Person, typed: str) -> None:
    person.key(Qt.Key.Key_V, CTRL | SHIFT)
    assert isinstance(QApplication.activeModalWidget(), CheckPageDialog)
    person.type(typed)
    person.key(Qt.Key.Key_Return)


def test_the_codes_of_a_page_say_that_it_is_what_the_record_holds(
    person: Person, plan: Plan, page: PrintedPage
) -> None:
    open_documents(person, plan)
    checked(person, f"{str(page.visit_hash)[:12]} {page.audit_head[:12]}")
    assert person.reads("This is what the record holds today.")
    assert person.reads("Audit head: the record stood so on 02-Mar-2026")
    assert person.reads("EX-00001")


def test_an_older_version_and_an_unknown_code_are_told_apart(
    person: Person, record: RecordFile, plan: Plan, page: PrintedPage
) -> None:
    add_addendum(record, str(page.visit_id), "Called the next day.", "Came in after signing")
    open_documents(person, plan)
    checked(person, str(page.visit_hash)[:12])
    assert person.reads("An older version: the visit was amended since, and version 2")
    person.type("abcdef012345")
    person.key(Qt.Key.Key_Return)
    assert person.reads("The record holds nothing with this code.")
    person.fill("Codes of the page", "hello")
    person.press("Look it up")
    assert person.reads("holds no code of a page")


def test_the_page_behind_a_code_can_be_laid_beside_the_paper(person: Person, plan: Plan, page: PrintedPage) -> None:
    open_documents(person, plan)
    checked(person, str(page.visit_hash)[:12])
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    assert len(found) == 1
    person.press(f"02-Mar-2026 {page.printed_at.astimezone(person.session.record.zone):%H:%M}  Visit summary")
    assert isinstance(QApplication.activeModalWidget(), PrintDialog)


def test_the_account_tells_the_patient_what_left_the_house_and_is_kept(
    person: Person, record: RecordFile, plan: Plan, page: PrintedPage, tmp_path: Path
) -> None:
    for recipient, purpose, on in (
        ("Dr. Lind", Purpose.TREATMENT, record.today()),
        ("Board of Health", Purpose.LAW, record.today().replace(year=record.today().year - 7)),
    ):
        told = Disclosure(
            id=record.new_id(), patient_id=plan.patient_id, disclosed_on=on, recipient=recipient, purpose=purpose,
            description="A copy of the chart",
        )  # fmt: skip
        note_disclosure(record, told)
    open_documents(person, plan)
    path = tmp_path / f"Account of disclosures {record.today()}.pdf"

    def printed_text(*choices: str) -> str:
        person.press("Account for the patient")
        for choice in choices:
            person.press(choice)
        person.press("Save as PDF")
        text = " ".join(PdfReader(path).pages[0].extract_text().split())
        path.unlink()
        return text

    lately = printed_text()
    assert "With whom your information was shared" in lately
    assert "Dr. Lind" in lately
    assert "Board of Health" not in lately
    ever = printed_text("Ever", "What the law asks", "Spanish")
    assert "Con quién se compartió su información" in ever
    assert "Board of Health" in ever
    assert "Dr. Lind" not in ever
    noted = [each for each in printed.pages_of_patients(record, [plan.patient_id]) if each.kind is PrintedKind.ACCOUNT]
    assert [each.language for each in noted] == [Language.ENGLISH, Language.SPANISH]
    assert all(each.content_sha256 for each in noted)
    assert person.reads("02-Mar-2026  Account of disclosures")
