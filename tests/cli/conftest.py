"""A made-up practice on disk for the verbs, and the command line called as a program would be."""

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from exodesk import cli
from exodesk.demo.practice import make_practice
from exodesk.demo.world import PASSPHRASE
from exodesk.storage import keys, opening
from exodesk.storage.keys import Cost
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from tests import way_in

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


def failed(done: Done, code: int, *words: str) -> None:
    """It ended so, with nothing but one line of error that holds these words."""
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("exodesk: ")
    assert done.err.count("\n") == 1
    for word in words:
        assert word in done.err


Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """A verb that prints makes an application without windows where there is none; later tests want windows."""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty patients, behind a passphrase that is quick to try."""
    path = tmp_path_factory.mktemp("cli") / "practice.exodesk"
    make_practice(path, patients=60, today=TODAY)
    unlocked = opening.unlock(path, PASSPHRASE)
    with closing(opening.open_record(path, unlocked.key, read_only=True)) as record:
        cheap = Cost(memory_kib=64, time=1, lanes=1)
        keys.new_key_file(unlocked.key, PASSPHRASE, record.db_uuid, cheap).write(keys.keys_path(path))
    return path


@pytest.fixture
def practice(made_once: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    for end in ("", ".keys", ".mark"):
        shutil.copy(made_once.with_name(made_once.name + end), tmp_path)
    return tmp_path / made_once.name


@pytest.fixture
def record(practice: Path) -> Iterator[RecordFile]:
    """The same record, opened beside the verbs."""
    clock = datetime.combine(TODAY, time(20), UTC)
    world = Surroundings(clock=lambda: clock)
    with closing(way_in.open_with_passphrase(practice, PASSPHRASE, surroundings=world)) as opened:
        yield opened


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Call `main`; standard input begins with the passphrase unless told otherwise."""

    def call(*arguments: object, stdin: bytes = f"{PASSPHRASE}\n".encode()) -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        monkeypatch.setattr("sys.excepthook", lambda *_: None)  # put back after the test, whatever main sets
        code = cli.main([str(argument) for argument in arguments])
        done = capfd.readouterr()
        return Done(code, done.out, done.err)

    return call
