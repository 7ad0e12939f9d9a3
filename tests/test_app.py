"""The program as a process: a light start, one window for a record, and an end that loses nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exodesk.storage import drafts, opening
from tests.factories import PASSPHRASE, Clock, new_record

CHECKOUT = Path(__file__).resolve().parents[1]
NOT_BEFORE_FIRST_PAINT = ("sqlite_utils", "click", "dateutil", "PySide6.QtPrintSupport", "exodesk.printing")

STARTED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from exodesk.app import Exodesk, folders_of_user
from exodesk.ui.process.options import Options
app = QApplication([])
program = Exodesk(app, folders_of_user(), Options())
program.start()
app.processEvents()
program.window.grab()
print(*[name for name in {names!r} if name in sys.modules])
"""

RUNNING = """
import sys
from PySide6.QtCore import QTimer
from exodesk import app
shown = app.Exodesk._open
def tell(self, record):
    shown(self, record)
    self.lock.session.keep_drafts()
    self.window.workspace.open_page("settings")
    form = self.window.workspace.page.practice.form
    form.control("letterhead").setText("Joints")
    form.control("letterhead").edited.emit()
    print("open", flush=True)
app.Exodesk._open = tell
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    record = new_record(tmp_path, Clock())
    record.close()
    return record.path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("DATA", "CONFIG", "STATE", "CACHE")}
    return os.environ | homes


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return file


@contextmanager
def open_window(path: Path, passphrase_file: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The program with a record open and a line typed into Settings."""
    command = [sys.executable, "-c", RUNNING, str(path), "--passphrase-file", str(passphrase_file)]
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.kill()


def test_the_first_paint_waits_for_nothing_heavy(environment: dict[str, str]) -> None:
    code = STARTED.format(names=NOT_BEFORE_FIRST_PAINT)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_a_second_start_brings_the_first_window_forward_and_ends(
    path: Path, passphrase_file: Path, environment: dict[str, str]
) -> None:
    with open_window(path, passphrase_file, environment):
        second = subprocess.run(
            [sys.executable, "-c", "import sys; from exodesk import app; sys.exit(app.main(sys.argv[1:]))", str(path)],
            cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert (second.returncode, second.stdout) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_as_by_hand(
    path: Path, passphrase_file: Path, environment: dict[str, str], number: signal.Signals
) -> None:
    with open_window(path, passphrase_file, environment) as process:
        process.send_signal(number)
        assert process.wait(timeout=60) == 0
    assert not path.with_name(path.name + "-wal").exists()
    after = opening.open_record(path, opening.unlock(path, PASSPHRASE).key)
    draft = drafts.find(after, "clinic", "clinic")
    after.close()
    assert draft
    assert draft.typed["letterhead"] == "Joints"


def test_the_log_names_nobody(path: Path, passphrase_file: Path, environment: dict[str, str]) -> None:
    with open_window(path, passphrase_file, environment) as process:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    logs = [file.read_text() for file in Path(environment["XDG_STATE_HOME"]).rglob("*.log")]
    assert logs
    assert "Made-up Practice" not in "".join(logs)
    assert PASSPHRASE not in "".join(logs)
