"""One window for a record: who holds it, and what others asked of it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from exodesk.ui.process.instance import Claim, raise_path


def test_a_second_window_leaves_the_record_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    record = tmp_path / "practice.exodesk"
    record.touch()
    first, second = Claim(), Claim()
    assert first.take(record)
    with qtbot.waitSignal(first.asked_to_raise):
        assert not second.take(record)
    assert not raise_path(record).exists()
    first.let_go()
    assert second.take(record)
    second.let_go()


def test_what_was_asked_of_a_window_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "practice.exodesk"
    path.touch()
    raise_path(path).touch()
    claim = Claim()
    assert claim.take(path)
    assert not raise_path(path).exists()
    claim.let_go()
