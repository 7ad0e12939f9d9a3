"""Handing over: another giver from today, another passphrase, and the way to another recovery code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from exodesk.storage import clinic, opening
from exodesk.storage.keys import WrongPassphrase
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.jobs import Jobs
from exodesk.ui.pages.hand_over import HandOverCard
from exodesk.ui.pages.keys_card import WhoDialog
from exodesk.ui.session import Session
from tests.factories import PASSPHRASE, a_lot, a_patient, a_plan, give
from tests.ui.program import press

SUCCESSOR = "a passphrase of my own"


@pytest.fixture
def card(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[HandOverCard]:
    jobs = Jobs()
    made = HandOverCard(session, jobs, tmp_path / "copies")
    qtbot.addWidget(made)
    yield made
    jobs.close()


def the(kind: type[QDialog], card: HandOverCard) -> QDialog:
    return [each for each in card.findChildren(kind) if each.isVisible()][-1]


def test_from_today_another_gives_and_opens(
    qtbot: QtBot, card: HandOverCard, record: RecordFile, tmp_path: Path
) -> None:
    before = give(record, a_plan(record, a_patient(record)), a_lot(record))
    press(card, "Hand over…")
    who = the(EntryDialog, card)
    assert isinstance(who, EntryDialog)
    assert who.form.raw_texts()["giver_name"] == ""
    who.form.editor("giver_name").put_raw("Kim Sample")
    who.form.editor("giver_title").put_raw("DO")
    who.accept()
    proof = the(WhoDialog, card)
    assert isinstance(proof, WhoDialog)
    assert clinic.get(record).giver_name == "Robin Example"
    for line, text in ((proof.current, PASSPHRASE), (proof.first, SUCCESSOR), (proof.again, SUCCESSOR)):
        qtbot.keyClicks(line.line, text)
    with qtbot.waitSignal(card.new_code_asked, timeout=20_000) as asked:
        press(proof, "Hand over")
    assert asked.args[1] == SUCCESSOR
    assert clinic.get(record).giver_name == "Kim Sample"
    told = record.read("SELECT reason FROM audit_unit WHERE operation = 'hand over to a successor'")[0][0]
    assert told == "Robin Example, MD, until today; Kim Sample, DO, from now."
    assert record.read("SELECT giver_name FROM injection WHERE id = ?", [before.id])[0][0] == "Robin Example"
    with pytest.raises(WrongPassphrase):
        opening.unlock(record.path, PASSPHRASE)
    assert opening.unlock(record.path, SUCCESSOR).key == record.key
