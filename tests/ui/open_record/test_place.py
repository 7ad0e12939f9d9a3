"""A record on another computer, or in a folder that a program keeps in step, is told of on Today and in Settings."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exodesk.ui.open_record.place import WAY_OUT, is_of_networks, kept_in_step_by, unsafe_place
from exodesk.ui.open_record.safekeeper import Safekeeper
from exodesk.ui.open_record.session import Session
from exodesk.ui.work.jobs import Jobs


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Dropbox/practice", "Dropbox"),
        ("OneDrive - Made-up Practice/Documents", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Documents/practice", ""),
        ("boxes", ""),
    ],
)
def test_folders_kept_in_step_are_known_by_their_names(tmp_path: Path, folder: str, name: str) -> None:
    assert kept_in_step_by(tmp_path / folder) == name


def test_and_by_what_such_programs_keep_in_them(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert kept_in_step_by(tmp_path / "records") == "Syncthing"


@pytest.mark.parametrize(
    ("file_system", "of_networks"),
    [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("apfs", False)],
)
def test_another_computers_disk_is_known_by_its_kind(file_system: str, of_networks: bool) -> None:
    assert is_of_networks(file_system) == of_networks


def test_a_disk_of_this_computer_is_safe(tmp_path: Path) -> None:
    assert unsafe_place(tmp_path / "practice.exodesk") == ""


def test_it_is_told_where_backups_are(qtbot: QtBot, session: Session) -> None:
    (session.record.path.parent / ".stfolder").mkdir()
    jobs = Jobs()
    Safekeeper(session, jobs, lambda: None)._first.stop()
    assert session.safety
    why = (
        "Syncthing keeps the folder of the record in step: it may copy the file half written, or put an older one back"
    )
    assert f"{why}. {WAY_OUT}" in session.safety.advice
    jobs.close()
