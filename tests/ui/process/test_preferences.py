"""What this computer remembers of printing: written and read again, and never whose page it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from exodesk.core.records.clinic import Paper
from exodesk.ui.pages.settings.lock_card import LockCard
from exodesk.ui.process.preferences import Preferences, PrintChoice, names
from exodesk.ui.shell.settings_maker import NOT_KEPT
from tests.documents.made_up import PATIENT
from tests.ui.program import closed_record, open_program, press, safety_card, workspace

choices = st.builds(
    PrintChoice,
    printer=st.none() | st.text(),
    paper=st.sampled_from([None, *Paper]),
    folder=st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).map(Path),
)


@given(choices)
def test_the_last_choice_is_read_again(tmp_path_factory: pytest.TempPathFactory, choice: PrintChoice) -> None:
    path = tmp_path_factory.getbasetemp() / "preferences.json"
    Preferences(printing=choice).write(path)
    assert Preferences.read(path).printing == choice


@pytest.mark.parametrize("written", [b'{"printing": {"paper": "a5"}}', b'{"printing": 3}', b'{"idle_minutes": 9}'])
def test_a_choice_that_cannot_be_read_is_none(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(written)
    assert Preferences.read(path).printing == PrintChoice()


def test_a_paper_that_is_not_known_costs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(b'{"second_place": "/media/stick", "printing": {"paper": "a5", "printer": "Desk"}}')
    found = Preferences.read(path)
    assert (found.second_place, found.printing) == (Path("/media/stick"), PrintChoice(printer="Desk"))


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        ("/home/clinic/Documents", False),
        ("/home/clinic/Alvarez, Marisol", True),
        ("/home/clinic/ÁLVAREZ_2026", True),
        ("/home/clinic/letters/marisolalvarez", True),
        ("/home/clinic/Vari and others", False),
    ],
)
def test_a_folder_that_names_the_patient_is_known(folder: str, named: bool) -> None:
    assert names(Path(folder), PATIENT) is named


def test_a_short_name_inside_another_word_is_no_name() -> None:
    li = replace(PATIENT, family_name="Li", given_name="Jo")
    assert not names(Path("/home/clinic/joint"), li)
    assert names(Path("/home/Li/letters"), li)


def test_a_record_opens_and_a_choice_holds_where_preferences_cannot_be_written(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("A file where the folder of the preferences should be.")
    with open_program(qtbot, closed_record(tmp_path)) as program:
        press(safety_card(program, LockCard), "10 min")
        assert program.lock.idle.minutes == 10
        assert workspace(program).messages.text.text() == NOT_KEPT
