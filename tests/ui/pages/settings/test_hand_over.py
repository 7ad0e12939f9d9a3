"""Handing over: another giver from a day on, another passphrase, and the way to another recovery code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from exodesk.services.clinic import hand_over
from exodesk.storage import clinic, opening
from exodesk.storage.keys import WrongPassphrase
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.hand_over import HandOverCard
from exodesk.ui.pages.settings.keys_card import WhoDialog
from exodesk.ui.work.jobs import Jobs
from tests.factories import PASSPHRASE, Clock, a_lot, a_patient, a_plan, give
from tests.ui.program import press
from tests.ui.seen import texts_in

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
    assert told == "Robin Example, MD, until the day before 02-Mar-2026; Kim Sample, DO, from then on."
    assert record.read("SELECT giver_name FROM injection WHERE id = ?", [before.id])[0][0] == "Robin Example"
    with pytest.raises(WrongPassphrase):
        opening.unlock(record.path, PASSPHRASE)
    assert opening.unlock(record.path, SUCCESSOR).key == record.key


def test_a_successor_begins_at_the_day_that_is_typed(
    qtbot: QtBot, card: HandOverCard, session: Session, record: RecordFile, clock: Clock
) -> None:
    """Until then who gave before gives and signs; a dose entered later, of a day before, is still theirs."""
    press(card, "Hand over…")
    who = the(EntryDialog, card)
    assert isinstance(who, EntryDialog)
    for name, text in (("giver_name", "Kim Sample"), ("giver_title", "DO"), ("gives_from", "")):
        who.form.editor(name).put_raw(text)
    who.accept()
    assert who.isVisible()
    assert "Type the day" in texts_in(who)
    who.form.editor("gives_from").put_raw("09-Mar-2026")
    who.accept()
    proof = the(WhoDialog, card)
    assert isinstance(proof, WhoDialog)
    for line, text in ((proof.current, PASSPHRASE), (proof.first, SUCCESSOR), (proof.again, SUCCESSOR)):
        qtbot.keyClicks(line.line, text)
    with qtbot.waitSignal(card.new_code_asked, timeout=20_000):
        press(proof, "Hand over")
    again = HandOverCard(session, Jobs(card), card._copies)
    qtbot.addWidget(again)
    assert again.givers.text() == "Robin Example, MD gives until 08-Mar-2026\nKim Sample, DO gives from 09-Mar-2026"
    plan, lot = a_plan(record, a_patient(record)), a_lot(record)
    assert give(record, plan, lot, sign=True).giver_name == "Robin Example"
    assert signed_by(record) == "Robin Example, MD"
    clock.go_to(date(2026, 3, 9))
    assert give(record, a_plan(record, a_patient(record)), lot, sign=True).giver_name == "Kim Sample"
    assert signed_by(record) == "Kim Sample, DO"
    assert clinic.giving(record, date(2026, 3, 8)).giver_name == "Robin Example"


def test_a_day_that_cannot_be_is_refused_before_the_passphrase_is_changed(
    qtbot: QtBot, card: HandOverCard, record: RecordFile, clock: Clock
) -> None:
    hand_over(record, replace(clinic.get(record), giver_name="Kim Sample", gives_from=date(2026, 3, 9)))
    clock.go_to(date(2026, 3, 11))
    press(card, "Hand over…")
    who = the(EntryDialog, card)
    assert isinstance(who, EntryDialog)
    for name, text in (("giver_name", "Lee Sample"), ("giver_title", "DO"), ("gives_from", "05-Mar-2026")):
        who.form.editor(name).put_raw(text)
    who.accept()
    assert "gives since 09-Mar-2026. Type a later day." in texts_in(who)
    assert not card.findChildren(WhoDialog)
    who.reject()


def signed_by(record: RecordFile) -> str:
    return str(record.read("SELECT signed_by FROM signature ORDER BY signed_at DESC LIMIT 1")[0][0])
