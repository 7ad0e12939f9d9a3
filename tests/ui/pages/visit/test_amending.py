"""Amending from the signed view, as the practitioner does it: both versions stay readable, and the forecast follows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.chart import VisitView
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Injection, PauseAnswerCode
from exodesk.core.records.plan import BoosterRule, Plan
from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.printing.pages import record_page
from exodesk.printing.summary import save_summary
from exodesk.queries.chart import read_chart
from exodesk.queries.soundness import findings
from exodesk.services.amend import add_late_score
from exodesk.services.scores import record_scores
from exodesk.storage import views
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.amend_injection import InjectionAmendment
from exodesk.ui.pages.visit.amending import Amending
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.pages.visit.pickers import Picker
from exodesk.ui.pages.visit.review import ReviewStep
from exodesk.ui.palette.over_dialogs import make_way
from exodesk.ui.parts.record_history import HistoryDialog
from tests.factories import a_consent, a_lot, a_patient, a_plan, a_visit, give


@dataclass
class Signed:
    """The page of a signed visit with one dose and one score."""

    session: Session
    page: VisitPage
    plan: Plan
    dose: Injection

    @property
    def record(self) -> RecordFile:
        return self.session.record

    @property
    def review(self) -> ReviewStep:
        (step,) = self.page.steps()
        assert isinstance(step, ReviewStep)
        return step

    @property
    def acts(self) -> Amending:
        assert self.review.acts
        return self.review.acts

    @property
    def view(self) -> VisitView:
        assert self.dose.visit_id
        return views.of_visit(self.record, self.dose.visit_id)


@pytest.fixture
def signed(look: None, session: Session) -> Iterator[Signed]:
    record = session.record
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    plan = a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6)
    visit = a_visit(record, patient_id)
    answers = {Instrument.PAIN_AVERAGE: Decimal(7)}
    record_scores(record, patient_id, answers, plan_id=plan.id, visit_id=visit.entry_id)
    dose = give(record, plan, a_lot(record), visit=visit, no_consent_reason=None, sign=True)
    page = VisitPage(session, visit.entry_id)
    session.changed.connect(page.refresh)
    page.resize(1100, 700)
    page.show()
    page.begin()
    yield Signed(session, page, plan, dose)
    page.close()
    page.deleteLater()  # with its dialogs, before the record closes
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(widget: QWidget) -> list[str]:
    QApplication.processEvents()  # what a layout takes in is shown with the next event
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def struck(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    labels = widget.findChildren(QLabel)
    return [label.text() for label in labels if label.font().strikeOut() and label.isVisibleTo(widget)]


def entry(dialog: QDialog) -> EntryDialog:
    assert isinstance(dialog, EntryDialog)
    return dialog


def amendment(dialog: QDialog) -> InjectionAmendment:
    assert isinstance(dialog, InjectionAmendment)
    return dialog


def test_a_corrected_volume_changes_the_dose_and_both_stay_readable(signed: Signed) -> None:
    dialog = amendment(signed.acts.correct(signed.view.injections[0]))
    dialog.injection.amount.form.editor("volume_ul").put_raw("0.5")
    dialog.more.editor("why").put_raw("Read wrong")
    dialog.accept()
    assert not dialog.isVisible()
    (given,) = signed.view.injections
    assert (given.injection.volume_ul, given.particles) == (500, 5 * BILLION)
    assert given.injection.given_at == signed.dose.given_at
    assert "1\u00a0mL · 10\u00a0billion" in struck(signed.page)
    assert "0.5\u00a0mL · 5\u00a0billion" in said(signed.page)
    assert any("Read wrong" in text for text in said(signed.page))
    assert findings(signed.record) == []


def test_a_correction_makes_way_and_comes_back_as_it_was_typed(signed: Signed) -> None:
    dialog = amendment(signed.acts.correct(signed.view.injections[0]))
    dialog.injection.amount.form.editor("volume_ul").put_raw("0.5")
    dialog.injection.where.form.note("volume_ul")
    dialog.more.editor("why").put_raw("Read wrong")
    dialog.more.note("why")
    assert QApplication.activeModalWidget() is dialog
    assert make_way()
    assert not dialog.isVisible()
    late = amendment(signed.acts.add_late_injection())
    assert late.injection.amount.form.editor("volume_ul").raw() == ""  # another form, another draft
    late.reject()
    again = amendment(signed.acts.correct(signed.view.injections[0]))
    assert again.injection.amount.form.editor("volume_ul").raw() == "0.5"
    again.accept()
    (given,) = signed.view.injections
    assert given.injection.volume_ul == 500
    assert given.injection.entry_id == signed.dose.entry_id


def test_a_corrected_day_moves_the_forecast(signed: Signed) -> None:
    day = signed.record.today() - timedelta(days=3)
    dialog = amendment(signed.acts.correct(signed.view.injections[0]))
    dialog.more.editor("day").put(day)
    dialog.more.editor("why").put_raw("Entered on another day")
    dialog.injection.why.show_field("no_consent_reason", shown=True)
    dialog.injection.why.editor("no_consent_reason").put_raw("On paper, signed later")
    dialog.accept()
    after = read_chart(signed.record, signed.plan.patient_id).plans[0].standing
    assert after.recommended == date(2026, 8, 27)  # six months after 27-Feb, not after 02-Mar
    assert "02-Mar-2026" in " ".join(struck(signed.page))


def test_a_corrected_time_is_asked_once_and_takes_the_observation_along(signed: Signed) -> None:
    dialog = amendment(signed.acts.correct(signed.view.injections[0]))
    dialog.injection.rare.unfold()
    assert "Given at" in said(dialog)
    assert "Time given" not in said(dialog)
    dialog.more.editor("clock").put_raw("08:30")
    dialog.more.editor("why").put_raw("Read from the wrong clock")
    dialog.accept()
    corrected = signed.view.injections[0].injection
    times = [corrected.given_at, corrected.observed_from]
    assert [signed.session.clock(at).strftime("%H:%M") for at in times if at] == ["08:30", "08:30"]


def test_a_correction_needs_a_change_and_its_reason(signed: Signed) -> None:
    dialog = amendment(signed.acts.correct(signed.view.injections[0]))
    dialog.accept()
    assert dialog.more.problem_at("why")
    dialog.more.editor("why").put_raw("No reason at all")
    dialog.accept()
    assert dialog.isVisible()
    assert any("Nothing is corrected yet" in text for text in said(dialog))
    assert len(signed.view.signatures) == 1


def test_the_pause_alone_is_corrected_and_both_answers_are_read_on_screen_and_in_print(
    signed: Signed, tmp_path: Path
) -> None:
    dialog = entry(signed.acts.correct_pause(signed.view.injections[0]))
    dialog.form.editor("why").put_raw("Only the family name was asked")
    dialog.accept()
    assert any("Nothing is corrected yet" in text for text in said(dialog))
    dialog.form.editor("identity").put_raw("reason")
    dialog.accept()
    assert dialog.form.problem_at("identity_reason") == "Type the reason."
    dialog.form.editor("identity_reason").put_raw("Known for years")
    dialog.accept()
    assert not dialog.isVisible()
    (given,) = signed.view.injections
    assert [(each.answer, each.reason) for each in given.pause] == [(PauseAnswerCode.REASON, "Known for years")]
    assert given.injection.volume_ul == signed.dose.volume_ul
    assert given.particles == 10 * BILLION
    before, now = "Who is here: name and birth date: yes", "with a reason (Known for years)"
    assert before in struck(signed.page)
    assert any(now in text for text in said(signed.page))
    assert any("Only the family name was asked" in text for text in said(signed.page))
    printed = str(record_page(signed.record, signed.view.visit.entry_id).document.body)
    assert f"{before}</s>" in printed
    assert now in printed
    assert findings(signed.record) == []


def test_what_was_not_asked_is_said_so_and_the_dose_is_still_corrected_afterwards(signed: Signed) -> None:
    dialog = entry(signed.acts.correct_pause(signed.view.injections[0]))
    dialog.form.editor("identity").put_raw("no")
    dialog.form.editor("why").put_raw("Nobody asked")
    dialog.accept()
    dose = amendment(signed.acts.correct(signed.view.injections[0]))
    dose.injection.amount.form.editor("volume_ul").put_raw("0.6")
    dose.more.editor("why").put_raw("Read wrong")
    dose.accept()
    assert not dose.isVisible()
    (given,) = signed.view.injections
    assert (given.injection.volume_ul, given.pause[0].answer) == (600, PauseAnswerCode.NO)


def test_what_was_entered_in_error_is_struck_through_and_counts_no_more(signed: Signed) -> None:
    dialog = entry(signed.acts.take_out(signed.view.injections[0]))
    dialog.form.editor("why").put_raw("Another patient’s dose")
    dialog.accept()
    assert signed.view.injections == ()
    assert "1\u00a0mL · 10\u00a0billion" in struck(signed.page)
    assert "Entered in error" in said(signed.page)
    assert read_chart(signed.record, signed.plan.patient_id).plans[0].judged == {}


def test_a_whole_visit_in_error_stays_readable(signed: Signed) -> None:
    dialog = entry(signed.acts.take_out(signed.view.visit))
    dialog.form.editor("why").put_raw("Another patient")
    dialog.accept()
    assert {"Knee pain", "7", "1\u00a0mL · 10\u00a0billion"} <= set(struck(signed.page))
    chart = read_chart(signed.record, signed.plan.patient_id)
    assert [view.visit.entry_id for view in chart.in_error] == [signed.dose.visit_id]
    assert chart.visits == ()


def test_the_acts_of_all_parts_stand_in_one_line_by_the_grid_and_say_of_what_they_are(signed: Signed) -> None:
    [score] = signed.view.scores
    late = replace(score, id="late", entry_id="late", occasion_id="late", instrument=Instrument.PAIN_NOW)
    signed.session.run(add_late_score, late, "Told and not entered")
    QApplication.processEvents()
    found = signed.review.findChildren(QPushButton)
    buttons = [each for each in found if each.text() == "Amend" and each.isVisibleTo(signed.page)]
    names = [button.accessibleName() for button in buttons]
    assert len(set(names)) == len(names)
    assert "Amend: Injection · Right knee, exosome" in names
    boxes = sorted((QRect(each.mapTo(signed.page, QPoint(0, 0)), each.size()) for each in buttons), key=QRect.top)
    assert {box.right() for box in boxes} == {boxes[0].right()}
    assert all(below.top() - above.bottom() - 1 >= 8 for above, below in pairwise(boxes))


def test_an_addendum_stands_on_the_page(signed: Signed) -> None:
    dialog = entry(signed.acts.add())
    dialog.form.editor("text").put_raw("Called the next day: well.")
    dialog.form.editor("why").put_raw("Follow-up")
    dialog.accept()
    assert "Called the next day: well." in said(signed.page)
    assert len(signed.view.signatures) == 2


def test_an_addendum_is_printed(signed: Signed, tmp_path: Path) -> None:
    dialog = entry(signed.acts.add())
    dialog.form.editor("text").put_raw("Called the next day: well.")
    dialog.form.editor("why").put_raw("Follow-up")
    dialog.accept()
    save_summary(signed.record, signed.view.visit.entry_id, tmp_path / "summary.pdf")
    printed = " ".join(page.extract_text() for page in PdfReader(tmp_path / "summary.pdf").pages)
    assert "Called the next day: well." in " ".join(printed.split())


def test_a_score_and_the_words_of_a_visit_are_corrected(signed: Signed) -> None:
    dialog = entry(signed.acts.correct(signed.view.scores[0]))
    dialog.form.editor("score").put_raw("8")
    dialog.form.editor("why").put_raw("Misheard")
    dialog.accept()
    assert "7" in struck(signed.page)
    dialog = entry(signed.acts.correct(signed.view.visit))
    dialog.form.editor("reason").put_raw("Hip pain")
    dialog.form.editor("why").put_raw("Left out")
    dialog.accept()
    assert "Knee pain" in struck(signed.page)
    assert signed.view.visit.reason == "Hip pain"
    assert findings(signed.record) == []


def test_a_late_entry_asks_who_was_here(signed: Signed) -> None:
    dialog = amendment(signed.acts.add_late_injection())
    dialog.injection.amount.form.editor("volume_ul").put_raw("0.5")
    dialog.injection.where.plan.put_raw("none")
    dialog.injection.where.plan.edited.emit()
    dialog.injection.where.form.editor("site").put_raw("shoulder_joint")
    dialog.injection.where.form.editor("side").put_raw("left")
    dialog.injection.why.editor("indication").put_raw("Shoulder pain")
    dialog.injection.sources.rows[0].lot.put_raw(str(signed.view.injections[0].sources[0].source.lot_id))
    dialog.more.editor("clock").put_raw("08:30")
    dialog.more.editor("reaction").put_raw("none")
    dialog.more.editor("why").put_raw("Left out")
    dialog.accept()
    assert dialog.isVisible()
    assert len(signed.view.injections) == 1
    dialog.identity.click()
    dialog.accept()
    (late,) = (each for each in signed.view.injections if each.injection.entry_id != signed.dose.entry_id)
    assert late.injection.given_at
    assert signed.session.clock(late.injection.given_at).strftime("%H:%M") == "08:30"
    assert any("late entry" in text for text in said(signed.page))


def test_closing_keeps_what_was_typed_until_it_is_discarded(signed: Signed) -> None:
    dialog = entry(signed.acts.add())
    box = dialog.form.control("text")
    box.setFocus()
    dialog.form.editor("text").put_raw("Half a thought")
    dialog.form.editor("text").edited.emit()
    dialog.reject()
    assert dialog.isVisible()
    signed.session.keep_drafts()
    again = entry(signed.acts.add())
    assert again.form.raw_texts()["text"] == "Half a thought"


def test_the_history_stands_side_by_side(signed: Signed) -> None:
    dialog = amendment(signed.acts.correct(signed.view.injections[0]))
    dialog.injection.amount.form.editor("volume_ul").put_raw("0.5")
    dialog.more.editor("why").put_raw("Read wrong")
    dialog.accept()
    history = signed.acts.show_history(signed.view.injections[0])
    assert isinstance(history, HistoryDialog)
    texts = said(history)
    at = texts.index("Volume given")
    assert texts[at : at + 3] == ["Volume given", "1\u00a0mL", "0.5\u00a0mL"]
    assert any("SAMPLE, Alex" in text for text in texts)


def test_before_signing_the_page_says_what_differs_from_the_last_visit(qtbot: QtBot, signed: Signed) -> None:
    visit = a_visit(signed.record, signed.plan.patient_id, VisitKind.REVIEW, reason="Follow-up")
    answers = {Instrument.PAIN_AVERAGE: Decimal(3)}
    record_scores(signed.record, signed.plan.patient_id, answers, plan_id=signed.plan.id, visit_id=visit.entry_id)
    page = VisitPage(signed.session, visit.entry_id)
    qtbot.addWidget(page)
    texts = said(next(step for step in page.steps() if isinstance(step, ReviewStep)))
    at = texts.index("Right knee · Pain, average of 7 days")
    assert texts[at + 1 : at + 3] == ["7", "3"]


def test_vitals_are_entered_late_and_corrected_both_readable(signed: Signed) -> None:
    late = entry(signed.acts.add_late_vitals())
    late.form.editor("measured").put_raw("before")
    late.form.editor("heart_rate").put_raw("70")
    late.form.editor("why").put_raw("Not entered then")
    late.accept()
    assert not late.isVisible()
    (vitals,) = signed.view.vitals
    dialog = entry(signed.acts.correct_vitals(vitals))
    dialog.form.editor("heart_rate").put_raw("72")
    dialog.form.editor("why").put_raw("Read wrong")
    dialog.accept()
    assert not dialog.isVisible()
    assert struck(signed.page) == ["70/min"]
    assert "72/min" in said(signed.page)
    assert [text for text in said(signed.page) if text.startswith("Corrected")][-1].endswith("Read wrong")


def test_vitals_that_are_there_are_not_entered_again(signed: Signed) -> None:
    for number in ("70", "80"):
        late = entry(signed.acts.add_late_vitals())
        late.form.editor("measured").put_raw("before")
        late.form.editor("heart_rate").put_raw(number)
        late.form.editor("why").put_raw("Not entered then")
        late.accept()
    assert late.form.problem_at("measured") == "These are entered: correct them where they stand."
    assert [vitals.heart_rate for vitals in signed.view.vitals] == [70]
    late.close()


def test_a_correction_of_vitals_does_not_say_that_the_words_were_corrected(signed: Signed) -> None:
    late = entry(signed.acts.add_late_vitals())
    late.form.editor("measured").put_raw("after")
    late.form.editor("heart_rate").put_raw("70")
    late.form.editor("why").put_raw("Not entered then")
    late.accept()
    assert [text for text in said(signed.page) if "Not entered then" in text] == [
        "Corrected 02-Mar-2026 by Robin Example, MD: Not entered then"
    ]


def test_a_score_left_out_is_entered_late_and_says_so(signed: Signed) -> None:
    dialog = entry(signed.acts.add_late_score())
    picker = next(box for box in dialog.findChildren(Picker) if box.accessibleName() == "About")
    dialog.form.editor("instrument").put_raw("pgic")
    dialog.form.editor("score").put_raw("2")
    dialog.form.editor("why").put_raw("Told at the door")
    dialog.accept()
    assert "Say what the score is about." in said(dialog)
    picker.put_raw(signed.plan.id)
    dialog.accept()
    assert not dialog.isVisible()
    assert {str(score.score) for score in signed.view.scores} == {"7", "2"}
    assert any(text.startswith("Late entry 02-Mar-2026") for text in said(signed.page))


def test_what_a_late_score_is_about_is_asked_at_its_list(signed: Signed) -> None:
    dialog = entry(signed.acts.add_late_score())
    for name, text in (("instrument", "pain_now"), ("score", "4"), ("mode", "clinic"), ("why", "Left out")):
        dialog.form.editor(name).put_raw(text)
    dialog.accept()
    about = dialog.findChild(Picker)
    assert isinstance(about, Picker)
    assert about.accessibleDescription() == "Say what the score is about."
    assert dialog.message.isHidden()
    about.setCurrentIndex(0)
    about.activated.emit(0)
    assert about.accessibleDescription() == ""
    dialog.accept()
    assert not dialog.isVisible()


def test_a_refusal_of_no_field_goes_with_the_next_change(signed: Signed) -> None:
    dialog = entry(signed.acts.correct(signed.view.scores[0]))
    dialog.form.editor("why").put_raw("Misheard")
    dialog.accept()
    assert "Nothing is corrected yet" in dialog.message.text.text()
    assert dialog.message.isVisible()
    dialog.form.note("score")
    assert dialog.message.isHidden()
