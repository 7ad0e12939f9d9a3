"""The verbs as a real program of their own: streams, signals, a terminal, a full disk, and what it loads."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exodesk import cli
from exodesk.app import folders_of_user
from exodesk.cli.opening import key_copies
from exodesk.cli.verbs import exodesk
from exodesk.demo.world import PASSPHRASE
from exodesk.storage.recordfile import RecordFile
from tests.cli.conftest import TODAY

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "exodesk"]
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}
"""No display, no locale, no folders of a user."""

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, signals and terminals of POSIX")


def program(*arguments: object, stdin: str = f"{PASSPHRASE}\n", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=stdin,
        env=BARE | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_find_through_pipes(practice: Path) -> None:
    done = program("find", practice, "12", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["chart_no"] == 12


def test_a_failure_is_one_line_on_standard_error(practice: Path) -> None:
    done = program("due", practice, stdin="something else\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"exodesk: [^\n]+\n", done.stderr)


def test_a_summary_needs_no_screen(practice: Path, tmp_path: Path) -> None:
    entries = json.loads(program("timeline", practice, 3, "--json").stdout)
    visit = next(entry["id"] for entry in entries if entry["kind"] == "visit")
    page = practice.with_name("page.pdf")
    done = program("summary", practice, visit, "--pdf", page, HOME=str(tmp_path))  # where the fonts are listed
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{page}\n", "")
    assert page.read_bytes().startswith(b"%PDF-")


def test_names_of_every_language_in_a_bare_locale(practice: Path, record: RecordFile) -> None:
    beyond_ascii = "SELECT chart_no, given_name FROM patient WHERE given_name GLOB '*[^ -~]*'"
    chart_no, given_name = record.read(beyond_ascii)[0]
    assert given_name in program("find", practice, chart_no).stdout


@posix
def test_who_reads_no_further_is_told_nothing(practice: Path) -> None:
    command = f"set -o pipefail; {sys.executable} -m exodesk due '{practice}' --all --json | head -c 20"
    done = subprocess.run(
        ["bash", "-c", command],
        input=PASSPHRASE.encode() + b"\n",
        env=BARE,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert done.returncode in {0, cli.PIPE_CLOSED}


@posix
def test_a_pipe_that_is_closed_already(practice: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, "due", str(practice)],
        input=PASSPHRASE.encode() + b"\n",
        env=BARE,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (cli.PIPE_CLOSED, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_in_a_line(practice: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, "due", str(practice), "--all"],
            input=f"{PASSPHRASE}\n",
            env=BARE,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert re.fullmatch(r"exodesk: The result could not be written[^\n]+\n", done.stderr)


TELLS_WHEN_IT_READS = """
import signal, sys, types, exodesk.cli
signal.signal(signal.SIGINT, signal.default_int_handler)
def read():
    print(flush=True)
    return sys.__stdin__.buffer.read()
sys.stdin = types.SimpleNamespace(buffer=types.SimpleNamespace(read=read))
sys.exit(exodesk.cli.main(["forecast"]))
"""
"""Ctrl+C before the verb has begun is Python's own affair, and so is a shell that starts it without Ctrl+C."""


@posix
def test_ctrl_c_ends_it_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TELLS_WHEN_IT_READS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=BARE,
    ) as waiting:
        assert waiting.stdout
        assert waiting.stderr
        waiting.stdout.readline()
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(timeout=20) == cli.INTERRUPTED
        assert waiting.stderr.read().strip() == b""


@posix
def test_a_passphrase_is_typed_unseen_at_a_terminal(practice: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [*PROGRAM, "find", str(practice), "12"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=BARE,
        start_new_session=True,  # no terminal of ours to ask at
    ) as asking:
        os.close(theirs)
        said = b""
        while b":" not in said:
            said += os.read(ours, 100)
        assert said.decode().startswith("Passphrase of practice.exodesk")
        os.write(ours, PASSPHRASE.encode() + b"\n")
        assert asking.stdout
        assert asking.stdout.read().startswith(b"EX-00012  ")
        assert asking.wait() == 0
        assert PASSPHRASE.encode() not in os.read(ours, 100)
    os.close(ours)


def test_a_mistake_of_ours_is_told_without_what_it_held(practice: Path) -> None:
    spoilt = """
import sys
from exodesk import cli
from exodesk.cli.verbs import reading
def spoil(*_): raise KeyError("Anna Sample")
reading.patients.find = spoil
sys.exit(cli.main(sys.argv[1:]))
"""
    done = subprocess.run(
        [sys.executable, "-c", spoilt, "find", str(practice), "a"],
        input=f"{PASSPHRASE}\n",
        env=BARE,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"exodesk: This is a mistake of Exodesk \(KeyError in [^\n]+\n", done.stderr)
    assert "Anna" not in done.stderr


def test_the_verbs_load_no_qt_but_for_a_page(practice: Path) -> None:
    loaded = """
import sys
from exodesk import cli
code = cli.main(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"PySide6", "sqlite_utils"}), file=sys.stderr)
"""
    for verb in (["find", str(practice), "a"], ["due", str(practice)], ["timeline", str(practice), "1"]):
        done = subprocess.run(
            [sys.executable, "-c", loaded, *verb],
            input=f"{PASSPHRASE}\n",
            env=BARE,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.stderr.strip() == ""


def test_it_says_what_it_is_and_what_it_can() -> None:
    assert re.fullmatch(r"exodesk \d+\.\d+\.\d+\n", program("--version").stdout)
    help_text = program("--help").stdout
    assert all(re.search(rf"^  {verb} ", help_text, re.MULTILINE) for verb in exodesk.commands)
    for verb in exodesk.commands:
        told = program(verb, "-h")
        assert told.returncode == 0
        assert "--today DATE" in told.stdout


def test_the_window_and_the_verbs_keep_keys_in_one_place() -> None:
    assert key_copies() == folders_of_user().key_copies


def test_demo_opens_the_window_on_what_it_made(tmp_path: Path) -> None:
    """The window is only started here; what it shows is tested with the window."""
    path = tmp_path / "made.exodesk"
    started = f"""
import sys
from exodesk import app, cli
def run(options):
    print(options.record, options.today, options.passphrase)
    return 7
app.run = run
sys.exit(cli.main(["demo", "--patients", "1", "--today", "{TODAY}", "--out", {str(path)!r}]))
"""
    done = subprocess.run([sys.executable, "-c", started], env=BARE, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (7, f"{path} {TODAY} {PASSPHRASE}\n")
