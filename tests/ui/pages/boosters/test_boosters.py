"""The list of boosters is worked by keys: called, hidden, dated, booked. Filter, order and choice stay as they were."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from exodesk.core.leaving import Leaving, Why
from exodesk.core.records.contact import CallResult
from exodesk.core.records.plan import BoosterRule, Plan
from exodesk.core.sentences import counted
from exodesk.core.sites import Site
from exodesk.core.to_book import Group
from exodesk.queries.boosters import boosters
from exodesk.queries.chart import read_chart
from exodesk.queries.drafts import waiting
from exodesk.services.leaving import leave
from exodesk.services.plan_acts import ask_for_booster
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.pages.boosters.page import BoostersPage
from exodesk.ui.parts.rows import SIDE
from exodesk.ui.printing.dialog import PrintDialog
from exodesk.ui.printing.letters import LettersDialog
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, give, score
from tests.ui.pages.person import CTRL, SHIFT, Person, seen

Key = Qt.Key
NAMES = ("Abel", "Brook", "Casey", "Doe")


@pytest.fixture
def plans(record: RecordFile, clock: Clock) -> list[Plan]:
    """Boosters that fall a week apart, on a day when two are due and two are soon."""
    lot = a_lot(record)
    made = []
    for weeks, name in enumerate(NAMES):
        patient_id = a_patient(record, family_name=name, mobile=f"555 010{weeks}")
        a_consent(record, patient_id)
        plan = a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6)
        clock.go_to(date(2026, 3, 2) + timedelta(weeks=weeks))
        give(record, plan, lot)
        made.append(plan)
    clock.go_to(date(2026, 9, 10))
    return made


@pytest.fixture
def page(person: Person, plans: list[Plan]) -> BoostersPage:
    person.desk.open_page("boosters")
    person.settle()
    return person.at(BoostersPage)


def lines(page: BoostersPage) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, 0).data()).split(",")[0] for row in range(model.rowCount())]


def chosen(page: BoostersPage) -> str:
    row = page.rows.booster(page.table.currentIndex().row())
    return row.patient.family_name if row else ""


def test_rows_stand_under_their_groups_and_the_first_is_chosen(page: BoostersPage) -> None:
    assert lines(page) == ["Due: 2", "ABEL", "BROOK", "Soon: 2", "CASEY", "DOE"]
    assert chosen(page) == "Abel"
    assert page.heading.note.text() == "2 overdue or due"
    assert "Due since 02-Sep-2026: booster 1" in page.chosen.why.text()
    assert page.chosen.identity.text().startswith("ABEL, Alex · 17-May-1961 · EX-")
    assert page.chosen.phone.text() == "555 0100"


def test_the_arrows_pass_over_the_head_of_a_group(page: BoostersPage, person: Person) -> None:
    page.table.setFocus()
    found = [chosen(page)]
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up):
        person.key(key)
        found.append(chosen(page))
    assert found == ["Abel", "Brook", "Casey", "Brook", "Abel"]


@pytest.mark.parametrize(
    ("key", "result"),
    [
        (Key.Key_1, CallResult.REACHED),
        (Key.Key_2, CallResult.LEFT_WORD),
        (Key.Key_3, CallResult.NO_ANSWER),
        (Key.Key_4, CallResult.REFUSED),
        (Key.Key_5, CallResult.WRONG_NUMBER),
    ],
)
def test_each_result_of_a_call_is_one_key(person: Person, page: BoostersPage, key: Qt.Key, result: CallResult) -> None:
    person.key(Key.Key_Down)
    person.key(key)
    person.settle()
    tried = {row.patient.family_name: row.listed.tries.last for row in boosters(person.session.record)}
    assert tried == {"Abel": None, "Brook": result, "Casey": None, "Doe": None}
    assert chosen(page) == "Brook"
    assert result.label.lower() in page.chosen.why.text()
    person.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert all(row.listed.tries.last is None for row in boosters(person.session.record))


def test_a_second_key_before_the_list_was_read_again_acts_on_nobody(person: Person, page: BoostersPage) -> None:
    person.key(Key.Key_1)
    person.key(Key.Key_1)
    person.settle()
    (row, *_) = boosters(person.session.record)
    calls = person.session.record.read("SELECT patient_id FROM call_attempt")
    assert [call["patient_id"] for call in calls] == [row.patient.id]


def test_while_the_list_is_read_again_keys_act_on_the_row_in_sight(person: Person, page: BoostersPage) -> None:
    page.refresh()  # something else was changed
    assert not page.is_whole
    person.key(Key.Key_3)
    calls = person.session.record.read("SELECT patient_id FROM call_attempt")
    assert [call["patient_id"] for call in calls] == [page.rows.shown()[0].patient.id]
    person.key(Key.Key_S)
    assert person.reads("ABEL, ")  # hide from the list until a day: whom it is about stands in the dialog
    person.dialog.reject()
    person.settle()


def test_the_choice_stays_on_a_patient_who_now_leads_with_another_plan(
    person: Person, page: BoostersPage, plans: list[Plan], clock: Clock
) -> None:
    record = person.session.record
    page.table.selectRow(page.rows.line_of(plans[1].id))
    elbow = a_plan(record, plans[1].patient_id, site=Site.ELBOW_JOINT, booster=BoosterRule.FIXED, booster_months=6)
    clock.go_to(date(2026, 2, 1))
    give(record, elbow, a_lot(record))
    clock.go_to(date(2026, 9, 10))
    page.refresh()
    person.settle()
    row = page.rows.booster(page.table.currentIndex().row())
    assert row
    assert (row.patient.family_name, row.listed.plan_id) == ("Brook", elbow.id)


def test_the_window_itself_reads_nothing_for_the_list(person: Person, page: BoostersPage) -> None:
    assert person.asked_by_the_window(page.refresh) == []
    assert chosen(page) == "Abel"


def test_filter_order_and_choice_survive_what_changes(person: Person, page: BoostersPage, plans: list[Plan]) -> None:
    page.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert lines(page) == ["Due: 2", "BROOK", "ABEL", "Soon: 2", "DOE", "CASEY"]
    page.table.selectRow(page.rows.line_of(plans[3].id))
    page.filter.setText("o")
    assert lines(page) == ["Due: 1", "BROOK", "Soon: 1", "DOE"]
    person.session.run(ask_for_booster, plans[2].id, person.session.today())
    person.settle()
    assert lines(page) == ["Due: 1", "BROOK", "Soon: 1", "DOE"]
    assert chosen(page) == "Doe"
    page.filter.setText("")
    assert lines(page) == ["Due: 2", "BROOK", "ABEL", "Soon: 2", "DOE", "CASEY"]


def test_no_date_on_the_list_is_cut(person: Person, page: BoostersPage) -> None:
    person.window.resize(1366, 768)
    person.settled_window()
    longest = (
        (1, "28-May-1965"),
        (2, "Right shoulder (glenohumeral)"),
        (3, "past due 28-May-2024"),
        (4, "Pain is back"),
        (5, "3 of 3 · wrong number 28-May-2026"),
    )
    for column, words in longest:
        room = page.table.columnWidth(column) - 2 * SIDE
        assert page.table.fontMetrics().horizontalAdvance(words) <= room, words


def test_one_group_alone_is_shown(page: BoostersPage) -> None:
    page.groups.chosen.emit(Group.SOON.value)
    assert lines(page) == ["Soon: 2", "CASEY", "DOE"]
    assert chosen(page) == "Casey"


def test_a_snoozed_row_goes_and_the_next_one_is_chosen(person: Person, page: BoostersPage) -> None:
    person.key(Key.Key_S)
    person.fill("Hidden until", "+2w")
    person.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert lines(page) == ["Due: 1", "BROOK", "Soon: 2", "CASEY", "DOE"]
    assert chosen(page) == "Brook"


@pytest.mark.parametrize("name", ["Hide until…", "Set the date", "Declines", "Close the plan"])
def test_an_act_opens_what_its_name_says(person: Person, page: BoostersPage, name: str) -> None:
    person.press(name)
    [dialog] = page.window().findChildren(EntryDialog)
    title = dialog.windowTitle()
    dialog.reject()
    assert name.rstrip("…").split()[0].lower() in title.lower()
    if name == "Hide until…":
        assert title.startswith("Hide from the lists until a day")
        assert page.chosen.hide_until.accessibleName() == "Hide from the lists until a day"


def test_whoever_is_still_better_is_told_so(person: Person, page: BoostersPage, plans: list[Plan]) -> None:
    record = person.session.record
    for on, pain in ((date(2026, 3, 1), 8), (date(2026, 9, 1), 2)):
        score(record, plans[0], pain, on=on)
    page.refresh()
    person.settle()
    assert page.chosen.need.text() == "Still better"
    assert "The last score is still clearly better than at the start." in page.chosen.why.text()


def test_both_dates_show_once_one_is_set_by_hand(person: Person, page: BoostersPage) -> None:
    person.key(Key.Key_D)
    person.fill("Date of the next dose", "05-Oct-2026")
    person.fill("Why this date", "Travels until then")
    person.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert lines(page)[:2] == ["Due: 1", "BROOK"]
    page.table.selectRow(next(row for row, text in enumerate(lines(page)) if text == "ABEL"))
    assert "by the date set by hand on 10-Sep-2026" in page.chosen.why.text()
    assert "By the rules: 02-Sep-2026." in page.chosen.why.text()


def test_who_declines_for_now_leaves_the_list(person: Person, page: BoostersPage, plans: list[Plan]) -> None:
    page.chosen.decline.click()
    person.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert "ABEL" not in lines(page)
    assert read_chart(person.session.record, plans[0].patient_id).plans[0].holds


def test_nobody_is_called_who_asked_not_to_be(person: Person, page: BoostersPage, plans: list[Plan]) -> None:
    person.session.run(leave, plans[0].patient_id, Leaving(why=Why.DO_NOT_CONTACT, on=person.session.today()))
    person.settle()
    assert chosen(page) == "Abel"
    assert not any(button.isEnabled() for button in page.chosen.calls.values())
    person.key(Key.Key_1)
    assert all(row.listed.tries.last is None for row in boosters(person.session.record))
    assert "Asked not to be contacted." in page.chosen.why.text()


def test_booking_opens_on_the_plan_and_takes_the_row_away(
    person: Person, page: BoostersPage, plans: list[Plan]
) -> None:
    person.key(Key.Key_Return)
    assert any("ABEL, Alex" in text for text in seen(person.dialog))
    person.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert "ABEL" not in lines(page)
    (appointment,) = read_chart(person.session.record, plans[0].patient_id).appointments
    assert appointment.plan_id == plans[0].id


def test_an_empty_list_says_what_belongs_here(person: Person) -> None:
    person.desk.open_page("boosters")
    person.settle()
    assert any("Nobody is to be booked" in text for text in seen(person.desk))


def test_a_letter_takes_two_keys_and_is_a_try(
    person: Person, page: BoostersPage, plans: list[Plan], tmp_path: Path
) -> None:
    person.key(Key.Key_L)
    dialog = next(each for each in page.findChildren(PrintDialog) if each.isVisible())
    dialog.where.put_raw("")
    dialog.file.line.setText(str(tmp_path / "letter.pdf"))
    dialog.leave.click()
    person.settle()
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    (row, *_) = boosters(person.session.record)
    assert (row.listed.tries.last, row.listed.tries.count) == (CallResult.LETTER, 0)
    assert "letter written 10-Sep-2026" in page.chosen.why.text()


def letters_of(page: BoostersPage, person: Person, folder: Path) -> LettersDialog:
    person.key(Key.Key_L, SHIFT)
    dialog = next(each for each in page.findChildren(LettersDialog) if each.isVisible())
    dialog.where.put_raw("")
    dialog.folder.setText(str(folder))
    return dialog


def test_letters_to_a_group_are_one_act_and_each_is_noted_in_its_chart(
    person: Person, page: BoostersPage, plans: list[Plan], tmp_path: Path
) -> None:
    person.session.run(leave, plans[2].patient_id, Leaving(why=Why.DO_NOT_CONTACT, on=person.session.today()))
    person.settle()
    page.groups.chosen.emit(Group.SOON.value)
    page.table.setFocus()
    dialog = letters_of(page, person, tmp_path)
    assert [(tick.text().split(",")[0], tick.isChecked()) for tick in dialog.ticks.values()] == [
        ("CASEY", False),
        ("DOE", True),
    ]
    assert dialog.go.text() == "Save 1 letter"
    person.key(Key.Key_Return)
    person.bot.waitUntil(lambda: person.window is person.desk)
    person.settle()
    assert person.says() == f"1 letter saved in {tmp_path}, each noted in its chart."
    tried = {row.patient.family_name: row.listed.tries.last for row in boosters(person.session.record)}
    assert tried == {"Abel": None, "Brook": None, "Casey": None, "Doe": CallResult.LETTER}
    printed = person.session.record.read("SELECT patient_id FROM printed_page")
    assert [row["patient_id"] for row in printed] == [plans[3].patient_id]
    (letter,) = tmp_path.glob("*.pdf")
    assert letter.name == "Invitation EX-00004 2026-09-10.pdf"
    assert "Doe" in PdfReader(letter).pages[0].extract_text()


def test_letters_can_be_stopped_between_any_two(
    person: Person, page: BoostersPage, plans: list[Plan], tmp_path: Path
) -> None:
    dialog = letters_of(page, person, tmp_path)
    assert not dialog.go.isEnabled()  # of all groups nobody is ticked whom a call may still reach
    person.press("Tick all", dialog)
    assert dialog.go.text() == "Save 4 letters"
    dialog.begin()  # the first leaves at once
    person.key(Key.Key_Escape)
    left = len(list(tmp_path.glob("*.pdf")))
    assert 1 <= left < len(NAMES)
    assert dialog.isVisible()
    told = f"Stopped. {counted(left, 'letter')} saved in {tmp_path}; the other {len(NAMES) - left} "
    assert dialog.message.text.text().startswith(told)
    noted = person.session.record.read("SELECT count(*) FROM call_attempt WHERE result = 'letter'")
    assert noted[0][0] == left
    assert sum(tick.isChecked() for tick in dialog.ticks.values()) == len(NAMES) - left
    dialog.reject()


def test_a_letter_that_cannot_leave_ends_the_act_and_says_so(
    person: Person, page: BoostersPage, plans: list[Plan], tmp_path: Path
) -> None:
    dialog = letters_of(page, person, tmp_path / "nowhere")
    person.press("Tick all", dialog)
    dialog.begin()
    told = f"There is no folder {tmp_path / 'nowhere'}. Choose another one. Nothing was saved yet."
    assert dialog.message.text.text() == told
    assert dialog.go.isEnabled()
    dialog.reject()


def test_a_folder_that_goes_away_under_the_letters_is_told_with_what_left(
    person: Person, page: BoostersPage, plans: list[Plan], tmp_path: Path
) -> None:
    """What was saved, where, and who is left; nothing is noted of a letter that is no file."""
    place = tmp_path / "letters"
    place.mkdir()
    dialog = letters_of(page, person, place)
    person.press("Tick all", dialog)
    dialog.begin()  # the first leaves at once
    assert not dialog.go.isEnabled()
    place.rename(tmp_path / "elsewhere")
    person.bot.waitUntil(dialog.go.isEnabled)
    left = len(list((tmp_path / "elsewhere").glob("*.pdf")))
    said = dialog.message.text.text()
    assert said.startswith(f"{counted(left, 'letter')} saved in {place}; the other {len(NAMES) - left} ")
    assert f"there is no folder {place}" in said
    noted = person.session.record.read("SELECT count(*) FROM call_attempt WHERE result = 'letter'")
    assert noted[0][0] == left == len(NAMES) - sum(tick.isChecked() for tick in dialog.ticks.values())
    dialog.reject()


def test_the_call_list_holds_who_is_in_sight_but_for_who_asked_not_to_be_called(
    person: Person, page: BoostersPage, plans: list[Plan], tmp_path: Path
) -> None:
    person.session.run(leave, plans[0].patient_id, Leaving(why=Why.DO_NOT_CONTACT, on=person.session.today()))
    person.settle()
    page.groups.chosen.emit(Group.DUE.value)
    path = tmp_path / "calls.pdf"
    page.call_list.click()
    person.fill("File", str(path))
    person.press("Save as PDF")
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)
    assert "BROOK, Alex" in text
    assert "ABEL" not in text
    assert "DOE" not in text


def test_the_practice_says_how_often_it_calls(person: Person, page: BoostersPage) -> None:
    page.settings.click()
    person.fill("Calls at most", "1")
    person.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    page.table.setFocus()
    person.key(Key.Key_3)
    person.settle()
    assert "1 of 1 · no answer 10-Sep-2026. Write a letter." in page.chosen.why.text()


def test_a_date_typed_short_leaves_no_draft_once_it_is_saved(page: BoostersPage, person: Person) -> None:
    page.table.setFocus()
    person.key(Key.Key_S)
    person.type("+2w")
    person.key(Key.Key_S, CTRL)
    assert person.says() == "ABEL, Alex: Hidden from lists until 24-Sep-2026."
    person.session.keep_drafts()
    assert waiting(person.session.record) == []
