"""A page on its way to the printer lies in a folder of this run, and nowhere once the run is over, however it ended."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="printing there asks for no such folder")

CHECKOUT = Path(__file__).resolve().parents[3]
A_RUN = """
import os, signal, sys, tempfile
from ctypes import CDLL, c_char_p
from pathlib import Path
from PySide6.QtCore import QTemporaryFile
from exodesk.ui.process.passing_files import keep_passing_files_in
keep_passing_files_in(Path(sys.argv[1]))
of_qt = QTemporaryFile()
assert of_qt.open()
of_qt.setAutoRemove(False)
of_qt.write(b"Rivera, Ana")
of_qt.close()
getenv = CDLL(None).getenv  # what the printing system reads
getenv.restype = c_char_p
print(of_qt.fileName(), tempfile.mkdtemp(), getenv(b"TMPDIR").decode(), sep="|", flush=True)
if sys.argv[2] == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
"""


def run(cache: Path, ends: str) -> list[Path]:
    command = [sys.executable, "-c", A_RUN, str(cache), ends]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert done.returncode == (-signal.SIGKILL if ends == "killed" else 0), done.stderr
    return [Path(each) for each in done.stdout.strip().split("|")]


def test_it_lies_in_a_folder_of_the_run_and_goes_with_it(tmp_path: Path) -> None:
    of_qt, of_python, of_the_system = run(tmp_path, "well")
    assert of_qt.parent == of_python.parent == of_the_system
    assert of_the_system.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_goes_with_the_next_and_another_runs_stays(tmp_path: Path) -> None:
    left, *_ = run(tmp_path, "killed")
    assert left.read_bytes() == b"Rivera, Ana"
    assert left.parent.stat().st_mode & 0o077 == 0
    alive = tmp_path / f"passing-{os.getpid()}"
    alive.mkdir()
    run(tmp_path, "well")
    assert list(tmp_path.iterdir()) == [alive]
