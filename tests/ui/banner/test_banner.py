"""Whose record it is: in the order and the words of the NHS patient banner, never cut, states apart without colour."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.booster import State
from exodesk.core.dates import PartialDate
from exodesk.core.records.patient import Allergy, AllergyState, Consent, Patient, Sex
from exodesk.ui.banner.banner import Banner
from exodesk.ui.banner.chips import ALLERGY_GLYPHS, hold_states
from exodesk.ui.parts import Chip
from tests.made_up_chart import alvarez

TODAY = date(2026, 11, 23)
PATIENT = Patient(
    id="p",
    chart_no=1482,
    family_name="Alvarez",
    given_name="Marisol",
    title="Ms",
    birth_date=PartialDate(1962, 3, 14),
    sex=Sex.FEMALE,
    entered_on=TODAY,
)
LATEX = Allergy(id="a", patient_id="p", substance="latex", reaction="rash", updated_on=date(2026, 8, 4))


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.setLayout(QVBoxLayout())
    qtbot.addWidget(page)
    page.resize(1100, 400)
    return page


@pytest.fixture
def banner(page: QWidget) -> Banner:
    """On a page, as high as it wants."""
    banner, column = Banner(), page.layout()
    assert isinstance(column, QVBoxLayout)
    column.addWidget(banner)
    column.addStretch()
    page.show()
    return banner


def show(banner: Banner, patient: Patient = PATIENT, **more: object) -> list[str]:
    known: dict[str, object] = {"today": TODAY, "allergies_are": AllergyState.NOT_RECORDED} | more
    banner.show_patient(patient, **known)  # type: ignore[arg-type]  # the arguments of a test
    QApplication.processEvents()
    return [label.text() for label in banner.findChildren(QLabel) if label.isVisibleTo(banner) and label.text()]


def test_name_birth_sex_and_number_in_this_order(banner: Banner) -> None:
    words = show(banner)
    assert words[:9] == [
        "ALVAREZ, Marisol", "(Ms)", "Born", "14-Mar-1962 (64y)", "Sex", "Female", "Chart", "EX-01482", "Phone"
    ]  # fmt: skip


def test_what_is_not_known_says_so(banner: Banner) -> None:
    words = show(banner, replace(PATIENT, birth_date=None, sex=None, title=None))
    assert words.count("Not known") == 3


@pytest.mark.parametrize("state", list(AllergyState))
def test_the_four_allergy_states_differ_in_words_and_icon(banner: Banner, state: AllergyState) -> None:
    words = show(banner, allergies_are=state, allergies=[LATEX] if state is AllergyState.KNOWN else [])
    assert any(word.startswith(state.label) for word in words)
    assert len(set(ALLERGY_GLYPHS.values())) == len(AllergyState)


def test_only_allergies_that_stand_are_named(banner: Banner) -> None:
    ruled_out = replace(LATEX, id="b", substance="iodine", ended_on=TODAY, ended_reason="Tested")
    words = show(banner, allergies_are=AllergyState.KNOWN, allergies=[LATEX, ruled_out])
    assert "Known allergies: latex" in words


def test_details_open_with_when_each_allergy_was_last_updated(banner: Banner) -> None:
    show(banner, replace(PATIENT, preferred_name="Mari"), allergies_are=AllergyState.KNOWN, allergies=[LATEX])
    closed = banner.height()
    banner._more.click()
    words = [label.text() for label in banner.findChildren(QLabel) if label.isVisibleTo(banner)]
    assert "latex, rash · updated 04-Aug-2026" in words
    assert "Mari" in words
    assert banner.height() > closed


@pytest.mark.parametrize(
    ("signed", "says"),
    [(date(2025, 11, 23), "Consent 23-Nov-2025"), (date(2025, 11, 22), "Consent 22-Nov-2025: over 12 months, renew")],
)
def test_an_old_consent_says_so_the_day_after_twelve_months(banner: Banner, signed: date, says: str) -> None:
    consent = Consent(id="c", patient_id="p", template_version="1", signed_on=signed)
    assert says in show(banner, consents=[consent])
    withdrawn = replace(consent, withdrawn_on=TODAY)
    assert "Consent withdrawn 23-Nov-2026" in show(banner, consents=[withdrawn])
    assert "No consent recorded" in show(banner, consents=[])


def test_a_made_up_patient_is_marked(banner: Banner) -> None:
    assert any(word.startswith("SYNTHETIC") for word in show(banner, made_up=True))


def test_a_deceased_patients_banner_differs_in_pattern_too(banner: Banner) -> None:
    show(banner)
    alive = colours_of_edge(banner)
    words = show(banner, replace(PATIENT, died_on=date(2026, 2, 3)))
    assert words[2:6] == ["Born", "14-Mar-1962", "Died", "03-Feb-2026 (63y)"]
    assert len(alive) == 1
    assert len(colours_of_edge(banner)) > 2


def colours_of_edge(banner: Banner) -> set[int]:
    """Colours along a line of the ground where no words stand."""
    picture = banner.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    y = picture.height() - 4
    return {picture.pixel(x, y) for x in range(picture.width() // 2, picture.width() - 20)}


def test_a_long_name_is_never_cut(page: QWidget, banner: Banner) -> None:
    long = replace(PATIENT, family_name="Papadopoulos-Montgomery", given_name="Alexandrina Konstantina Theodora")
    show(banner, long)
    for width in (1100, 700, 480):
        page.resize(width, 500)
        QApplication.processEvents()
        [name] = [label for label in banner.findChildren(QLabel) if label.text().startswith("PAPADOPOULOS")]
        assert name.height() >= name.heightForWidth(name.width())
        for chip in banner.findChildren(Chip):
            assert chip.width() >= chip.sizeHint().width()
            assert banner.rect().contains(chip.geometry())


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.SUSPENDED, ["On hold: right knee"]),
        (State.CONTRAINDICATED, ["Contraindicated: right knee"]),
        (State.OVERDUE, []),
    ],
)
def test_a_plan_by_which_nothing_is_given_now_says_so(state: State, says: list[str]) -> None:
    chart = alvarez()
    [view] = chart.plans
    held = replace(view, standing=replace(view.standing, state=state))
    assert [each.text for each in hold_states(replace(chart, plans=(held,)))] == says
