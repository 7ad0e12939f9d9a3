"""Settings of the ways in: who changes the passphrase knows it, and a new code is typed back before it counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.storage import copying, opening, rotation
from exodesk.storage.keys import Cost, WrongPassphrase, WrongRecoveryCode
from exodesk.ui.pages.settings import SettingsPage
from exodesk.ui.pages.settings.keys_card import CodeDialog, KeysCard, WhoDialog
from exodesk.ui.unlock.recovery import RecoveryPage
from tests.factories import PASSPHRASE
from tests.storage.practice import CHEAP
from tests.ui.program import (
    closed_record,
    entrance,
    folders_in,
    is_locked,
    open_program,
    press,
    record_of,
    safety_card,
    workspace,
)
from tests.ui.seen import texts_in, unnamed

ANOTHER = "another invented passphrase"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Exodesk]:
    def cheap() -> Cost:
        return CHEAP

    for module in (opening, rotation):
        monkeypatch.setattr(module, "Cost", cheap)
    with open_program(qtbot, closed_record(tmp_path)) as program:
        yield program


def card(program: Exodesk) -> KeysCard:
    return safety_card(program, KeysCard)


def asked(program: Exodesk, words: str) -> WhoDialog:
    place = card(program)
    press(place, words)
    [dialog] = place.findChildren(WhoDialog)
    return dialog


def test_a_new_passphrase_opens_from_then_on(qtbot: QtBot, program: Exodesk) -> None:
    path = record_of(program).path
    dialog = asked(program, "Change the passphrase…")
    for secret, text in ((dialog.current, PASSPHRASE), (dialog.first, ANOTHER), (dialog.again, ANOTHER)):
        qtbot.keyClicks(secret.line, text)
    qtbot.keyClick(dialog.again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not card(program).says.isHidden(), timeout=20_000)
    assert "still opens with the passphrase it was made with" in card(program).says.text.text()
    assert ANOTHER not in texts_in(program.window)
    copies = folders_in(path.parent).key_copies
    opening.unlock(path, ANOTHER, copies)
    with pytest.raises(WrongPassphrase):
        opening.unlock(path, PASSPHRASE, copies)
    assert record_of(program).read("SELECT 1 FROM audit_unit WHERE operation = 'change the passphrase'")


def test_a_passphrase_is_not_changed_behind_a_closed_window(qtbot: QtBot, program: Exodesk) -> None:
    dialog = asked(program, "Change the passphrase…")
    for secret, text in ((dialog.current, PASSPHRASE), (dialog.first, ANOTHER), (dialog.again, ANOTHER)):
        qtbot.keyClicks(secret.line, text)
    dialog.act.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not card(program).says.isHidden(), timeout=20_000)
    assert "The passphrase is changed." in card(program).says.text.text()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("not the passphrase", ANOTHER, ANOTHER), "This is not the passphrase."),
        ((PASSPHRASE, "short", "short"), "here are 5"),
        ((PASSPHRASE, ANOTHER, "something else"), "Type it again"),
        (("", ANOTHER, ANOTHER), "Type the passphrase"),
    ],
)
def test_a_change_is_refused_at_its_field(
    qtbot: QtBot, program: Exodesk, typed: tuple[str, str, str], says: str
) -> None:
    dialog = asked(program, "Change the passphrase…")
    for secret, text in zip((dialog.current, dialog.first, dialog.again), typed, strict=True):
        qtbot.keyClicks(secret.line, text)
    dialog.act.click()
    qtbot.waitUntil(lambda: says in texts_in(dialog), timeout=20_000)
    assert dialog.isVisible()
    dialog.reject()


def test_the_code_is_shown_again_to_who_knows_the_passphrase(qtbot: QtBot, program: Exodesk) -> None:
    dialog = asked(program, "Print or save the recovery code…")
    qtbot.keyClicks(dialog.current.line, PASSPHRASE)
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(card(program).findChildren(CodeDialog)), timeout=20_000)
    [shown] = card(program).findChildren(CodeDialog)
    for group in record_of(program).recovery_code.split("-"):
        assert group in texts_in(shown)
    assert unnamed(shown) == []
    press(shown, "Close")
    assert record_of(program).recovery_code.split("-")[0] not in texts_in(shown)
    assert record_of(program).read("SELECT 1 FROM audit_unit WHERE operation = 'show the recovery code'")


def shown_groups(page: RecoveryPage) -> list[str]:
    return list(page._groups)


def ask_new_code(qtbot: QtBot, program: Exodesk) -> RecoveryPage:
    dialog = asked(program, "New recovery code…")
    qtbot.keyClicks(dialog.current.line, PASSPHRASE)
    dialog.act.click()
    qtbot.waitUntil(lambda: is_locked(program), timeout=20_000)
    page = entrance(program).flows.renewal.code
    qtbot.waitUntil(lambda: entrance(program).currentWidget() is page)
    return page


def type_back(qtbot: QtBot, program: Exodesk, page: RecoveryPage) -> None:
    """The two groups that are asked for; then the record opens again."""
    groups = shown_groups(page)
    for line, number in zip(page.lines, page.asked, strict=True):
        qtbot.keyClicks(line, groups[number - 1])
    press(page, "Write the record anew")
    qtbot.waitUntil(lambda: not is_locked(program), timeout=20_000)


def test_a_new_code_is_typed_back_and_then_opens_the_record(qtbot: QtBot, program: Exodesk) -> None:
    path, old = record_of(program).path, record_of(program).recovery_code
    page = ask_new_code(qtbot, program)
    groups = shown_groups(page)
    type_back(qtbot, program, page)
    assert record_of(program).recovery_code == "-".join(groups)
    assert "older backups open with the old code" in workspace(program).messages.text.text()
    assert isinstance(workspace(program).page, SettingsPage)
    assert groups[0] not in texts_in(program.window)
    opening.unlock(path, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        opening.unlock_with_recovery_code(path, old)
    [kept] = path.parent.glob("practice until *.exodesk")
    opening.unlock_with_recovery_code(kept, old)
    assert (
        f"kept as {kept.name}"
        in record_of(program).read("SELECT reason FROM audit_unit WHERE operation = 'change the recovery code'")[0][
            "reason"
        ]
    )


def test_who_leaves_a_new_code_has_the_record_as_it_was(qtbot: QtBot, program: Exodesk) -> None:
    old = record_of(program).key
    page = ask_new_code(qtbot, program)
    press(page, "Leave it as it was")
    qtbot.waitUntil(lambda: not is_locked(program))
    assert record_of(program).key == old
    assert workspace(program).messages.text.text() == "The recovery code is the one it was."


def test_a_change_that_cannot_be_done_says_so_and_opens_as_before(
    qtbot: QtBot, program: Exodesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = record_of(program).key

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "sync_file", full)
    page = ask_new_code(qtbot, program)
    type_back(qtbot, program, page)
    assert record_of(program).key == old
    assert "No space left on device" in workspace(program).messages.text.text()


def test_no_control_of_these_is_without_a_name(qtbot: QtBot, program: Exodesk) -> None:
    place = card(program)
    assert [each for each in unnamed(place) if each.isVisibleTo(place)] == []
    dialog = asked(program, "Change the passphrase…")
    assert isinstance(dialog, QDialog)
    assert unnamed(dialog) == []
    dialog.reject()
