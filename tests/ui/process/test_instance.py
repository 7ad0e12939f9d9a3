"""One window for a record: who holds it, and what others asked of it."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exodesk.storage.one_file import OneFile, OpenElsewhere
from exodesk.ui.process.instance import Claim, raise_path


def test_a_second_window_leaves_the_record_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    record = tmp_path / "practice.exodesk"
    record.touch()
    first, second = Claim(tmp_path / "open"), Claim(tmp_path / "open")
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
    claim = Claim(tmp_path / "open")
    assert claim.take(path)
    assert not raise_path(path).exists()
    claim.let_go()


def test_the_file_is_held_from_when_it_is_opened_whatever_file_that_is_by_then(tmp_path: Path) -> None:
    path, other, notes = tmp_path / "practice.exodesk", tmp_path / "elsewhere" / "practice.exodesk", tmp_path / "open"
    other.parent.mkdir()
    path.touch()
    os.link(path, other)
    claim = Claim(notes)
    assert claim.take(path)
    claim.hold_file()
    with pytest.raises(OpenElsewhere):
        OneFile(notes, other)
    restored = tmp_path / "restored"
    restored.touch()
    restored.replace(path)
    claim.hold_file()
    OneFile(notes, other).release()  # nobody's by now
    os.link(path, tmp_path / "third")
    with pytest.raises(OpenElsewhere):
        OneFile(notes, tmp_path / "third")
    claim.let_go()
    OneFile(notes, path).release()
