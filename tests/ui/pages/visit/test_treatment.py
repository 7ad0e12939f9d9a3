"""Giving an injection: what one sees while typing is what is written, and what stops it stands at its field."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from exodesk.core.changes import Change
from exodesk.core.chart import GivenInjection
from exodesk.core.quantities import BILLION, show_billions
from exodesk.core.records.injection import InjectionStatus, Reaction
from exodesk.core.records.plan import Plan
from exodesk.queries.visit import read_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.visit.page import VisitPage
from tests.factories import Clock, a_lot, a_patient, a_plan, a_plan_with_consent, a_visit
from tests.ui.pages.person import CTRL, Person

LOT = "Exo Sample · lot EX26A"
WHO = "Who is here: name and birth date: not answered"
ASK = "Ask for name and birth date, then confirm who is here."


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    """A patient with a consent and a plan for the right knee, of 10 billion."""
    return a_plan_with_consent(record, family_name="Alvarez", given_name="Marisol", intended_particles=10 * BILLION)


@pytest.fixture(autouse=True)
def visit(person: Person, record: RecordFile, plan: Plan) -> None:
    """The treatment step of a visit just begun; there is a lot of 10 billion/mL, and the plan that is due is picked."""
    a_lot(record)
    person.open_visit(a_visit(record, plan.patient_id).entry_id)
    person.step("Treatment")


def given(person: Person) -> list[GivenInjection]:
    """The injections of the visit, as they are stored."""
    return list(read_visit(person.session.record, person.at(VisitPage)._entry_id).view.injections)


def give(person: Person, volume: str = "1", lot: str = LOT) -> None:
    """As one gives: the lot, the volume, who is here, Given."""
    person.pick("Product and lot", lot)
    person.fill("Volume given", volume)
    person.press(WHO)
    person.key(Qt.Key.Key_G, CTRL)


def test_it_begins_at_the_lot_of_the_plan_that_is_due(person: Person) -> None:
    assert person.focus is person.field("Product and lot")
    assert person.reads("Site and side: yes")
    assert person.reads("Right knee")
    assert person.field("Product and lot").raw() == ""  # type: ignore[attr-defined]  # a list to pick from


@pytest.mark.parametrize(("volume", "particles"), [("1", 10 * BILLION), (".5", 5 * BILLION), ("0.75", 7_500_000_000)])
def test_the_dose_seen_while_typing_is_the_dose_stored(person: Person, volume: str, particles: int) -> None:
    person.pick("Product and lot", LOT)
    person.field("Volume given").setFocus()
    person.type(volume)
    assert person.reads(f"{show_billions(particles)} labelled particles")
    give(person, volume)
    [injection] = given(person)
    assert injection.particles == particles


def test_a_dose_with_diluent_and_waste_is_counted_as_it_is_stored(person: Person) -> None:
    person.press("More fields")
    person.fill("Diluent", "Saline")
    person.fill("Diluent volume", "1")
    person.fill("Discarded", "0.5")
    give(person, "1.5")
    [injection] = given(person)
    assert injection.sources[0].source.drawn_ul == 1000
    assert injection.particles == 7_500_000_000


def test_against_the_plan_it_says_how_the_dose_stands(person: Person) -> None:
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "1")
    assert person.reads("as planned")
    person.fill("Volume given", "2")
    assert person.reads("the plan asks for 10\xa0billion")


@pytest.mark.parametrize("volume", ["2,5", "1e3", "lots"])
def test_a_volume_that_cannot_be_read_is_told_and_kept(person: Person, volume: str) -> None:
    give(person, volume)
    assert given(person) == []
    assert person.problem("Volume given")
    assert person.text("Volume given") == volume


def test_nothing_is_given_without_who_is_here(person: Person) -> None:
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "1")
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person) == []
    assert person.reads(ASK)
    assert person.text("Volume given") == "1"
    person.key(Qt.Key.Key_Y)  # the focus went to the question
    person.key(Qt.Key.Key_G, CTRL)
    assert len(given(person)) == 1
    assert not person.reads(ASK)


def test_what_was_refused_goes_as_it_is_answered(person: Person) -> None:
    person.key(Qt.Key.Key_G, CTRL)
    assert person.reads(ASK)
    assert person.reads("Pick the lot, or say why it is not known.")
    person.pick("Product and lot", LOT)
    assert not person.reads("Pick the lot, or say why it is not known.")
    assert not person.problem("Product and lot")
    person.press(WHO)
    assert not person.reads(ASK)
    assert person.problem("Volume given")
    person.fill("Volume given", "1")
    assert not person.problem("Volume given")
    person.key(Qt.Key.Key_G, CTRL)
    assert len(given(person)) == 1


def test_the_keys_go_to_the_first_thing_that_is_asked_as_one_reads(person: Person, record: RecordFile) -> None:
    a_lot(record, code="OLD1", expires_on=record.today() - timedelta(days=3))
    person.session.changed.emit(Change(frozenset({"lot"})))
    person.fill("Volume given", "50")
    person.key(Qt.Key.Key_G, CTRL)
    assert person.focus is person.field("Product and lot")
    person.pick("Product and lot", "Exo Sample · lot OLD1")
    person.key(Qt.Key.Key_G, CTRL)
    assert person.focus is person.field("Type the volume again")
    assert "over twice" in person.problem("Type the volume again")
    person.type("50")
    assert not person.problem("Type the volume again")
    person.key(Qt.Key.Key_G, CTRL)
    assert person.focus is person.field("Why outside the plan")
    person.type("All of it was needed")
    person.key(Qt.Key.Key_G, CTRL)
    assert person.reads(ASK)
    person.key(Qt.Key.Key_Y)
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person)[0].injection.volume_ul == 50_000


def test_more_given_than_drawn_is_told_at_the_volume(person: Person) -> None:
    person.pick("Product and lot", LOT)
    person.fill("Drawn", "1")
    person.fill("Volume given", "2")
    person.fill("Discarded", "0.5")
    person.press(WHO)
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person) == []
    assert person.focus is person.field("Volume given")
    assert "1\xa0mL was drawn and mixed" in person.problem("Volume given")
    person.fill("Drawn", "2.5")
    assert not person.problem("Volume given")


def test_who_is_here_is_asked_of_every_injection_anew(person: Person) -> None:
    give(person)
    person.press("Add injection")
    assert person.reads(WHO)


def test_nothing_is_given_without_site_and_side(person: Person, record: RecordFile) -> None:
    person.open_visit(a_visit(record, a_patient(record)).entry_id)
    person.step("Treatment")
    person.pick("Plan", "Without a plan")
    give(person)
    assert given(person) == []
    assert person.problem("Site")
    assert person.reads("Side: choose one.")
    assert person.text("Volume given") == "1"


def test_a_new_plan_is_made_over_the_visit_and_picked(person: Person, record: RecordFile) -> None:
    patient_id = a_patient(record)
    person.open_visit(a_visit(record, patient_id).entry_id)
    person.step("Treatment")
    person.pick("Plan", "A new plan…")
    person.fill("Condition", "Osteoarthritis")
    person.key(Qt.Key.Key_S, CTRL)
    person.fill("Site", "ankle")
    person.press("Left")
    person.press("One dose")
    person.fill("First dose planned on", "t")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.field("Plan").currentText() == "Left ankle · Osteoarthritis"  # type: ignore[attr-defined]  # a list
    assert person.reads("Site and side: yes")
    assert person.reads("Left ankle")


def test_to_ask_for_a_new_plan_and_to_cancel_leaves_the_plan_as_it_was(person: Person) -> None:
    before = person.field("Plan").currentText()  # type: ignore[attr-defined]  # a list to pick from
    person.pick("Plan", "A new plan…")
    person.key(Qt.Key.Key_Escape)
    assert person.field("Plan").currentText() == before  # type: ignore[attr-defined]


def test_that_a_draft_came_back_is_not_told_any_more_once_it_is_given(person: Person) -> None:
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "1")
    visit = person.at(VisitPage)._entry_id
    person.open_patients()
    person.open_visit(visit)
    person.step("Treatment")
    assert person.reads("Draft from")
    person.press(WHO)
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person)
    assert not person.reads("Draft from")


def test_nothing_is_given_without_a_volume(person: Person) -> None:
    person.pick("Product and lot", LOT)
    person.press(WHO)
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person) == []
    assert person.reads("Volume: open")
    assert person.problem("Volume given")


def test_a_lot_is_asked_for_at_its_field(person: Person) -> None:
    person.fill("Volume given", "1")
    person.press(WHO)
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person) == []
    assert person.reads("Pick the lot, or say why it is not known.")
    assert person.text("Volume given") == "1"


def test_a_lot_that_is_not_known_asks_why(person: Person) -> None:
    give(person, lot="Lot not known")
    assert given(person) == []
    assert person.problem("Why the lot is not known")
    person.fill("Why the lot is not known", "Label lost")
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person)[0].sources[0].source.no_lot_reason == "Label lost"


def test_a_problem_in_a_folded_field_unfolds_it(person: Person) -> None:
    person.press("More fields")
    person.fill("Needle", "99")
    person.press("More fields")
    give(person)
    assert given(person) == []
    assert person.problem("Needle")


def test_an_expired_lot_is_given_with_a_reason(person: Person, record: RecordFile) -> None:
    a_lot(record, code="OLD1", expires_on=record.today() - timedelta(days=3))
    person.session.changed.emit(Change(frozenset({"lot"})))
    give(person, lot="Exo Sample · lot OLD1")
    assert given(person) == []
    assert "expired on 27-Feb-2026" in person.problem("Why outside the plan")
    person.fill("Why outside the plan", "Patient had waited for it")
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person)[0].injection.dose_reason == "Patient had waited for it"


def test_a_lot_is_entered_once_and_picked(person: Person) -> None:
    person.press("New lot")
    person.fill("Lot", "EX26B")
    person.fill("Expiry", "mar 2028")
    person.pick("Basis of the dose", "Label, per mL")
    person.fill("Label concentration", "12")
    person.key(Qt.Key.Key_S, CTRL)
    assert QApplication.activeModalWidget() is None
    assert person.reads("12\xa0billion/mL by the label")
    person.fill("Volume given", "1")
    assert person.reads("12\xa0billion labelled particles")


def test_the_observation_is_answered_on_the_card(person: Person) -> None:
    give(person)
    person.press("None")
    assert given(person)[0].injection.reaction is Reaction.NONE


def test_after_given_the_focus_is_at_the_observation(person: Person) -> None:
    give(person)
    person.key(Qt.Key.Key_Space)
    assert given(person)[0].injection.reaction is Reaction.NONE


def test_a_reaction_asks_what_was_seen(person: Person) -> None:
    give(person)
    person.press("Vasovagal")
    assert given(person)[0].injection.reaction is None
    person.type("Pale for two minutes")
    person.key(Qt.Key.Key_Return)
    injection = given(person)[0].injection
    assert (injection.reaction, injection.reaction_text) == (Reaction.VASOVAGAL, "Pale for two minutes")


def test_what_was_seen_is_kept_when_the_step_is_left_in_the_middle(person: Person) -> None:
    give(person)
    person.press("Local")
    person.type("Redness")
    person.key(Qt.Key.Key_Return, CTRL)
    assert given(person)[0].injection.reaction_text == "Redness"


def test_what_was_seen_is_kept_before_a_file_that_has_gone_is_copied(person: Person) -> None:
    give(person)
    person.press("Local")
    person.type("Redness")
    person.session.keep_drafts()
    assert given(person)[0].injection.reaction_text == "Redness"


def test_an_injection_of_an_unsigned_visit_is_edited(person: Person) -> None:
    give(person)
    person.press("None")
    person.press("Edit the injection: Right knee")
    assert person.text("Volume given") == "1"
    person.fill("Volume given", "0.5")
    person.key(Qt.Key.Key_G, CTRL)
    [after] = given(person)
    assert (after.injection.volume_ul, after.particles) == (500, 5 * BILLION)
    assert after.injection.reaction is Reaction.NONE
    assert len(after.pause) == 1


def test_an_edit_begun_by_mistake_is_discarded(person: Person) -> None:
    give(person)
    person.press("Edit the injection: Right knee")
    person.fill("Volume given", "7")
    person.press("Discard what is typed")
    assert given(person)[0].injection.volume_ul == 1000
    person.press("Add injection")
    assert person.text("Volume given") == ""


def test_an_injection_that_was_not_done_asks_why_and_stays_readable(person: Person) -> None:
    give(person)
    person.press("Say that it was not done: Right knee")
    assert person.reads("ALVAREZ, Marisol · 17-May-1961 · EX-00001")
    person.press("Save")
    assert person.problem("Why not done")
    person.fill("Why not done", "Patient changed her mind")
    person.press("Save")
    assert given(person)[0].injection.status is InjectionStatus.NOT_DONE
    assert person.reads("Not done: Patient changed her mind")
    person.press("Undo")
    assert given(person)[0].injection.status is InjectionStatus.GIVEN


def test_the_observation_begins_with_the_time_given_when_that_is_put_right(person: Person) -> None:
    give(person)
    person.press("Edit the injection: Right knee")
    person.press("More fields")
    person.fill("Time given", "08:30")
    person.key(Qt.Key.Key_G, CTRL)
    [injection] = given(person)
    times = [injection.injection.given_at, injection.injection.observed_from]
    assert [person.session.clock(at).strftime("%H:%M") for at in times if at] == ["08:30", "08:30"]


def test_an_observation_that_began_later_stays_as_it_was(person: Person) -> None:
    give(person)
    person.press("Edit the injection: Right knee")
    person.press("More fields")
    person.fill("Observed from", "09:05")
    person.key(Qt.Key.Key_G, CTRL)
    person.press("Edit the injection: Right knee")
    person.press("More fields")
    person.fill("Time given", "08:30")
    person.key(Qt.Key.Key_G, CTRL)
    [injection] = given(person)
    times = [injection.injection.given_at, injection.injection.observed_from]
    assert [person.session.clock(at).strftime("%H:%M") for at in times if at] == ["08:30", "09:05"]


def test_what_is_half_typed_waits_as_a_draft_with_its_lot(person: Person, plan: Plan) -> None:
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "0.7")
    person.press("More fields")
    person.fill("Needle", "22")
    visit_id = person.at(VisitPage)._entry_id
    person.open_chart(plan.patient_id)
    person.open_visit(visit_id)
    assert person.reads("Draft from 09:00 restored.")
    person.step("Treatment")
    assert (person.text("Volume given"), person.text("Needle")) == ("0.7", "22")
    person.press(WHO)
    person.key(Qt.Key.Key_G, CTRL)
    [injection] = given(person)
    assert (injection.particles, injection.injection.needle_gauge) == (7 * BILLION, 22)


@pytest.mark.parametrize(("name", "typed"), [("Drawn", "abc"), ("Drawn", "0,5"), ("Type the volume again", "x")])
def test_what_cannot_be_read_is_never_taken_for_nothing(person: Person, name: str, typed: str) -> None:
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "5")
    person.fill(name, typed)
    assert person.problem(name)
    person.press(WHO)
    person.key(Qt.Key.Key_G, CTRL)
    assert given(person) == []
    assert person.focus is person.field(name)
    assert person.text(name) == typed


def test_a_dose_that_no_volume_holds_is_told_until_the_volume_is_typed(person: Person) -> None:
    person.fill("Wanted dose", "5")
    assert person.reads("pick the lot: the volume follows")
    person.pick("Product and lot", LOT)
    assert person.text("Volume given") == "0.5"
    for typed, said in (("0", "No volume holds this dose."), ("2,5", "Write 2.5 with a point, not a comma.")):
        person.fill("Wanted dose", typed)
        assert person.problem("Wanted dose") == said
        assert person.text("Volume given") == ""
        person.key(Qt.Key.Key_G, CTRL)
        assert person.focus is person.field("Wanted dose")
        assert person.text("Wanted dose") == typed
    person.fill("Volume given", "1")
    assert not person.problem("Wanted dose")
    assert person.text("Wanted dose") == "10"


def test_a_volume_below_nothing_makes_no_dose(person: Person) -> None:
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "-1")
    assert person.problem("Volume given")
    assert not person.reads("0\xa0billion labelled particles")
    assert person.reads("type the volume")


def test_the_first_injection_is_discarded_too(person: Person) -> None:
    person.fill("Volume given", "7")
    person.press("Discard what is typed")
    person.press("Add injection")
    assert person.text("Volume given") == ""


def test_more_than_is_usual_at_a_site_is_told_as_a_warning(person: Person) -> None:
    person.fill("Volume given", "11")
    assert person.reads("More than the usual 10\xa0mL here.")
    [words] = [each for each in person.window.findChildren(QLabel) if each.text().startswith("More than the usual")]
    assert words.property("tone") == "warning"


@pytest.mark.parametrize("is_read_again", [False, True])
def test_a_visit_that_lasts_past_midnight_asks_when_it_was_given(
    person: Person, clock: Clock, is_read_again: bool
) -> None:
    """Its clock may have jumped, too: an injection has the day of its visit."""
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "1")
    person.press(WHO)
    assert person.treatment().injection.rare.times.cells["given_at"].hint == "now, unless typed"
    clock.pass_by(days=1)
    if is_read_again:
        person.at(VisitPage).refresh()
        assert person.treatment().injection.rare.times.cells["given_at"].hint == ""
    person.key(Qt.Key.Key_G, CTRL)
    [injection] = [each.injection for each in given(person)]
    visit = read_visit(person.session.record, person.at(VisitPage)._entry_id)
    assert (injection.given_on, injection.given_at) == (visit.view.visit.visited_on, None)
    assert "given_at" in [each.field for each in visit.missing]


@pytest.mark.parametrize("height", [748, 720, 700, 680])
def test_what_is_asked_below_the_fold_comes_into_sight_with_its_words(
    person: Person, record: RecordFile, height: int
) -> None:
    person.desk.resize(1366, height)
    person.open_visit(a_visit(record, a_plan(record, a_patient(record)).patient_id).entry_id)
    person.step("Treatment")
    person.pick("Product and lot", LOT)
    person.fill("Volume given", "0.5")
    person.key(Qt.Key.Key_G, CTRL)
    person.settled_window()
    [told] = [each for each in person.desk.findChildren(QLabel) if each.text().endswith("Type the reason.")]
    assert told.visibleRegion().boundingRect() == told.rect()
