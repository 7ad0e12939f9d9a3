"""A record that is moved to another computer, from the settings of the whole program."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from exodesk.ui.pages.settings.backup_card import BackupCard
from exodesk.ui.pages.settings.keys_card import WhoDialog
from tests.factories import PASSPHRASE
from tests.ui.program import closed_record, in_sight, is_locked, open_program, press, record_of, unlock, workspace


def test_it_is_locked_at_once_and_opens_only_to_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_program(qtbot, closed_record(tmp_path)) as program:
        desk = workspace(program)
        desk.open_page("settings")
        assert desk.page
        desk.page.reach("Safety")
        (card,) = desk.page.findChildren(BackupCard)
        card.ask_move(stick)
        (dialog,) = card.findChildren(WhoDialog)
        qtbot.keyClicks(dialog.current.line, PASSPHRASE)
        press(dialog, "Move it")
        qtbot.waitUntil(lambda: is_locked(program), timeout=30_000)
        unlock(qtbot, program, PASSPHRASE)
        qtbot.waitUntil(lambda: in_sight(program), timeout=30_000)
        assert record_of(program).read_only
        assert "moved to another computer" in workspace(program).only_read.text()
