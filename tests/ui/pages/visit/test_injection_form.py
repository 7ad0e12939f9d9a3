"""The treatment step in a real page over a real record: by keyboard, several lots, amounts that are typed again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.codes import Basis, Route, Side
from exodesk.core.fields import described
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Anaesthetic, Injection, InjectionKind, PauseItem
from exodesk.core.records.plan import Plan
from exodesk.core.records.stock import Lot
from exodesk.core.sites import FACTS, Site
from exodesk.storage import injections
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.bodymap.regions import spot_of
from exodesk.ui.forms.site_choice import SiteChoice
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.injection_form import InjectionForm
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.pages.visit.pickers import NO_PLAN
from exodesk.ui.pages.visit.treatment import TreatmentStep
from tests.factories import START, Clock, a_consent, a_lot, a_patient, a_plan, a_plan_with_consent, a_visit, give


class Treating:
    """A visit of today, open at its treatment step, and what a person does there."""

    def __init__(self, qtbot: QtBot, session: Session, patient_id: str, **visit: Any) -> None:
        self.qtbot, self.record = qtbot, session.record
        self.visit = a_visit(session.record, patient_id, **visit)
        self.page = VisitPage(session, self.visit.entry_id)
        qtbot.addWidget(self.page)
        session.changed.connect(self.page.refresh)
        self.page.resize(1100, 680)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.begin()
        self.page.tabs.setCurrentIndex(2)
        step = [*self.page.steps()][2]
        assert isinstance(step, TreatmentStep)
        self.step = step

    @property
    def form(self) -> Any:
        return self.step.injection

    def type(self, widget: QWidget, text: str) -> None:
        widget.setFocus()
        self.qtbot.keyClicks(widget, text)

    def pick_lot(self, lot: Lot, row: int = 0) -> None:
        picker = self.form.sources.rows[row].lot
        picker.put_raw(lot.id)
        picker.edited.emit()

    def volume(self, text: str) -> None:
        line = self.form.amount.form.control("volume_ul")
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def ask_who(self) -> None:
        self.qtbot.keyClick(self.step.pause.identity, Qt.Key.Key_Y)

    def give(self) -> None:
        self.step.pause.button.click()

    @property
    def given(self) -> list[Injection]:
        return injections.of_visit(self.record, self.visit.entry_id)

    def problem(self) -> str:
        return str(self.form.amount.again.problem)


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    return a_plan_with_consent(record, intended_particles=5 * BILLION, intended_volume_ul=500)


@pytest.fixture
def lot(record: RecordFile) -> Lot:
    return a_lot(record)


@pytest.fixture(autouse=True)
def drafts_kept_before_the_record_closes(session: Session) -> Iterator[None]:
    yield
    session.keep_drafts()


@pytest.fixture
def treating(qtbot: QtBot, session: Session, plan: Plan, lot: Lot) -> Treating:
    return Treating(qtbot, session, plan.patient_id)


def test_a_usual_dose_takes_five_interactions(treating: Treating, lot: Lot) -> None:
    """Lot, volume, who is here, Given: the plan brings site and side."""
    treating.pick_lot(lot)
    treating.volume("0.5")
    treating.ask_who()
    treating.give()
    [given] = treating.given
    assert (given.site, given.side, given.volume_ul) == (Site.KNEE_JOINT, Side.RIGHT, 500)
    assert given.observed_from == given.given_at


def test_the_wanted_dose_gives_the_volume_and_says_so(treating: Treating, lot: Lot) -> None:
    treating.pick_lot(lot)
    treating.type(treating.form.amount.wanted, "5")
    form = treating.form.amount.form
    assert form.value("volume_ul") == 500
    assert (form.hint_at("volume_ul"), treating.form.amount.wanting.hint) == ("from the dose", "typed")
    treating.volume("0.4")
    assert treating.form.amount.wanted.raw() == "4"
    assert (form.hint_at("volume_ul"), treating.form.amount.wanting.hint) == ("typed", "from the volume")


def test_what_is_read_back_before_the_needle_is_volume_and_dose(treating: Treating, lot: Lot) -> None:
    treating.pick_lot(lot)
    treating.volume("0.5")
    assert treating.step.pause.volume.detail.text() == "0.5\u00a0mL · 5\u00a0billion labelled particles"


def test_two_lots_and_a_diluent_make_the_dose_that_the_arithmetic_says(
    treating: Treating, record: RecordFile, lot: Lot
) -> None:
    other = a_lot(record, code="M7", basis=Basis.MEASURED, particles_per_ml=5 * BILLION,
                  measured_particles_per_ml=3 * BILLION)  # fmt: skip
    treating.form.show_visit(treating.page._read.__class__(**{**_slots(treating.page._read), "lots": _lots(record)}))
    treating.pick_lot(lot)
    treating.form.sources.another.click()
    treating.pick_lot(other, 1)
    first, second = treating.form.sources.rows
    QApplication.processEvents()
    assert first.drawing.x() == second.drawing.x()  # one below the other
    treating.type(first.drawn, "0.4")
    treating.type(second.drawn, "0.6")
    treating.volume("1.5")
    assert treating.step.pause.volume.detail.text() == "1.5\u00a0mL"  # no dose of more than was drawn
    assert treating.form.amount.wanted.raw() == ""
    treating.form.rare.more.click()
    treating.type(treating.form.rare.form.control("diluent_ul"), "1")
    line = treating.form.rare.form.control("diluent_ul")
    line.selectAll()
    treating.qtbot.keyClicks(line, "1")
    treating.volume("1.5")
    treating.type(treating.form.amount.typed_again, "1.5")
    treating.ask_who()
    both = "4.35\u00a0billion, 1.35\u00a0billion of it measured"
    assert treating.step.pause.volume.detail.text() == f"1.5\u00a0mL · {both}"
    assert "Counted in different ways: 3\u00a0billion labelled, 1.35\u00a0billion measured." in said(
        treating.form.strip
    )
    treating.give()
    card = " ".join(said(treating.step.done.cards[0]))
    assert "lot EX26A (0.4\u00a0mL, 3\u00a0billion labelled) + " in card
    assert "lot M7 (0.6\u00a0mL, 1.35\u00a0billion measured, 2.25\u00a0billion by its label)" in card
    assert "Mixed with 1\u00a0mL diluent" in card
    QApplication.processEvents()
    [amount] = [each for each in treating.step.done.findChildren(QLabel) if each.text() == f"1.5\u00a0mL · {both}"]
    assert amount.wordWrap()
    [given] = treating.given
    drawn = injections.sources(record, [given.id])
    assert [(source.drawn_ul, source.particles) for source in drawn] == [(400, 3 * BILLION), (600, 1_350_000_000)]
    assert given.discarded_ul == 500
    treating.step.add.click()
    assert not treating.form.rare.form.control("diluent_ul").isVisible()
    treating.form.mend(treating.page._read.view.injections[0])
    assert treating.form.rare.form.control("diluent_ul").isVisible()  # the dose leans on it
    treating.form.begin()
    assert treating.form.sources.rows[0].drawn.placeholderText() == ""


def said(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel)]


def _slots(read: Any) -> dict[str, Any]:
    return {name: getattr(read, name) for name in read.__dataclass_fields__}


def _lots(record: RecordFile) -> Any:
    from exodesk.queries.lots import to_pick  # noqa: PLC0415

    return tuple(to_pick(record))


@pytest.mark.parametrize("volume", ["1.1", "0.2"])
def test_an_unusual_volume_is_typed_again(treating: Treating, record: RecordFile, lot: Lot, volume: str) -> None:
    treating.pick_lot(lot)
    treating.volume(volume)
    treating.ask_who()
    treating.give()
    assert treating.given == []
    assert "Type the volume again" in treating.problem()
    treating.type(treating.form.amount.typed_again, "9")
    treating.give()
    assert treating.given == []
    treating.form.amount.typed_again.clear()
    treating.type(treating.form.amount.typed_again, volume)
    treating.give()
    [given] = treating.given
    answers = injections.pause_answers(record, [given.id])
    assert {answer.item for answer in answers} == {PauseItem.IDENTITY, PauseItem.AMOUNT}


def test_same_as_last_time_takes_over_how_and_never_what_is_asked_each_time(
    qtbot: QtBot, session: Session, clock: Clock, plan: Plan, lot: Lot
) -> None:
    give(
        session.record, plan, lot, volume_ul=500, needle_gauge=22, approach="superolateral", sign=True,
        anaesthetic=Anaesthetic.LIDOCAINE, note="Hurt a little",
    )  # fmt: skip
    clock.go_to((START + timedelta(days=130)).date())
    treating = Treating(qtbot, session, plan.patient_id)
    treating.form.again.click()
    assert treating.form.amount.form.hint_at("volume_ul") == "as last time"
    assert treating.form.sources.rows[0].lot.hasFocus()
    assert treating.form.amount.given_ul == 500
    assert treating.form.rare.form.value("needle_gauge") == 22
    assert treating.form.rare.form.value("approach") == "superolateral"
    assert not treating.form.sources.is_picked
    assert treating.form.rare.form.value("anaesthetic") is None
    assert treating.form.rare.form.value("note") is None
    assert not treating.step.pause.identity.is_yes
    assert not any(line.raw() for line in treating.form.rare.times.lines.values())


def test_into_the_spine_is_confirmed_a_second_time(
    qtbot: QtBot, session: Session, record: RecordFile, lot: Lot
) -> None:
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    a_plan(record, patient_id, site=Site.DISC, side=Side.MIDLINE)
    treating = Treating(qtbot, session, patient_id)
    treating.pick_lot(lot)
    treating.volume("1")
    treating.ask_who()
    treating.give()
    assert treating.given == []
    treating.form.route.tick.click()
    treating.give()
    [given] = treating.given
    assert given.route is Route.INTRADISCAL


def test_another_kind_has_a_lot_of_its_own_and_no_particles(treating: Treating, record: RecordFile) -> None:
    kind = treating.form.head.control("kind")
    kind.put_raw(InjectionKind.PRP.value)
    kind.edited.emit()
    treating.type(treating.form.other.control("product_text"), "PRP kit")
    treating.type(treating.form.other.control("lot_text"), "K-9")
    treating.volume("3")
    treating.ask_who()
    treating.give()
    [given] = treating.given
    assert (given.kind, given.product_text, given.lot_text) == (InjectionKind.PRP, "PRP kit", "K-9")
    assert injections.sources(record, [given.id]) == []


def test_a_late_entry_is_timed_by_hand(qtbot: QtBot, session: Session, clock: Clock, plan: Plan, lot: Lot) -> None:
    yesterday = session.today()
    clock.pass_by(days=1)
    treating = Treating(qtbot, session, plan.patient_id, visited_on=yesterday)
    assert treating.visit.entered_late
    treating.pick_lot(lot)
    treating.volume("0.5")
    treating.form.rare.more.click()
    treating.type(treating.form.rare.times.lines["given_at"], "9:40")
    treating.ask_who()
    treating.give()
    [given] = treating.given
    assert given.given_on == yesterday
    assert given.given_at is not None
    assert f"{session.clock(given.given_at):%H:%M}" == "09:40"


def test_two_sites_by_keyboard_alone(qtbot: QtBot, session: Session, plan: Plan, lot: Lot) -> None:
    a_plan(session.record, plan.patient_id, side=Side.LEFT, site=Site.HIP_JOINT, intended_volume_ul=1000)
    treating = Treating(qtbot, session, plan.patient_id)
    for place in ("kn r", "hip l"):
        site = treating.form.where.form.control("site")
        plan_picker = treating.form.where.plan
        plan_picker.setFocus()
        plan_picker.put_raw("none")
        plan_picker.edited.emit()
        site.setFocus()
        site.lineEdit().selectAll()
        qtbot.keyClicks(site.lineEdit(), place)
        qtbot.keyClick(site.lineEdit(), Qt.Key.Key_Return)
        site.completer().popup().hide()
        treating.pick_lot(lot)
        treating.volume("1")
        treating.type(treating.form.why.control("indication"), "Osteoarthritis")
        treating.ask_who()
        treating.step.pause.button.setFocus()
        treating.page.activateWindow()
        qtbot.waitUntil(treating.page.isActiveWindow)
        qtbot.keyClick(treating.page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        if treating.step.add.isVisibleTo(treating.step):
            treating.step.add.click()
    assert [(each.site, each.side) for each in treating.given] == [
        (Site.KNEE_JOINT, Side.RIGHT),
        (Site.HIP_JOINT, Side.LEFT),
    ]


def test_what_is_typed_anywhere_in_the_form_is_one_draft(qtbot: QtBot, session: Session, plan: Plan, lot: Lot) -> None:
    treating = Treating(qtbot, session, plan.patient_id)
    treating.pick_lot(lot)
    treating.volume("0.5")
    treating.form.rare.more.click()
    treating.type(treating.form.rare.form.control("approach"), "medial")
    treating.form.flush()
    again = VisitPage(session, treating.visit.entry_id)
    qtbot.addWidget(again)
    step = [*again.steps()][2]
    assert isinstance(step, TreatmentStep)
    assert step.injection.where.form.raw_texts() == treating.form.where.form.raw_texts()
    assert step.injection.is_edited


def test_the_map_and_the_fields_say_the_same_whichever_is_used(qtbot: QtBot, session: Session) -> None:
    form = InjectionForm(session)
    qtbot.addWidget(form)
    where, figure = form.where, form.where.map.figure
    for site, facts in FACTS.items():
        for side in facts.sides:
            figure.picked.emit(site, side)  # pointed at
            assert (where.site, where.side) == (site, side)
            assert figure.chosen == spot_of(site, side)
            assert figure.accessibleDescription() == where.words
    for typed, site, side in (("kn l", Site.KNEE_JOINT, Side.LEFT), ("should r", Site.SHOULDER_JOINT, Side.RIGHT)):
        line = where.form.control("site")
        assert isinstance(line, SiteChoice)
        line.setCurrentText(typed)
        line.settle()
        assert (where.site, where.side) == (site, side)
        assert figure.chosen == spot_of(site, side)


FILLED_BY_ITSELF = {"given_on", "giver_name", "giver_title", "giver_npi", "office_address"}
ASKED_ELSEWHERE = {"reaction", "reaction_text", "not_done_cause", "not_done_reason", "given_in_month"}
"""At the observation, by the act that says it was not done, and of what comes from earlier records."""


def test_no_field_of_an_injection_is_left_out(treating: Treating) -> None:
    form = treating.form
    asked = {name for each in form.fields for name in each.raw_texts()} | form.rare.times.cells.keys()
    assert described(Injection).keys() - asked == FILLED_BY_ITSELF | ASKED_ELSEWHERE


def test_without_a_plan_the_code_of_the_indication_is_typed_with_it(treating: Treating) -> None:
    form = treating.form
    assert not form.why.control("icd10cm").isVisibleTo(form)
    form.where.plan.put_raw(NO_PLAN)
    form.where.plan.edited.emit()
    treating.type(form.why.control("indication"), "Osteoarthritis")
    treating.type(form.why.control("icd10cm"), "M17.11")
    assert form.why.control("icd10cm").isVisibleTo(form)
    assert form.fields.value("icd10cm") == "M17.11"


def test_a_place_that_is_not_the_plans_says_so_as_it_is_typed(treating: Treating) -> None:
    form = treating.form
    assert form.where.form.hint_at("site") == "from the plan: Osteoarthritis"
    form.where.map.picked.emit(Site.ANKLE_JOINT, Side.LEFT)
    assert form.where.form.hint_at("site") == "The plan is for: Right knee"
    place = treating.step.pause.place
    assert not place.is_yes
    assert place.accessibleName() == "Site and side: does not agree"
    stands = "The plan is for: Right knee. This is: Left ankle. Choose its plan, or none."
    assert [label.text() for label in place.findChildren(QLabel) if label.isVisible()][-1] == stands
    assert any(text.startswith("Still open:") and "site and side" in text for text in said(treating.step.pause))
    form.where.plan.put_raw(NO_PLAN)
    form.where.plan.edited.emit()
    assert form.where.form.hint_at("site") == "or type “kn l”"
    assert place.accessibleName() == "Site and side: yes"
    assert said(place)[-2:] == ["Left ankle", ""]
