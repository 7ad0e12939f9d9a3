"""A verb and a restore at the same moment: two real processes, and neither spoils what the other does."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from exodesk import cli
from exodesk.core.errors import StorageError
from exodesk.storage import backup, opening, restoring, rotation, swap
from exodesk.storage.check import check
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.lock import RecordLock
from tests.faults.rounds import rounds
from tests.storage.practice import CHEAP, DAY, PASSPHRASE, Practice, make

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows moves no file that somebody has open")

EXPORT = "export appointments"
LONG = "seen " * 2_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record that has gone on since its only backup, in `backups`."""
    record = make(tmp_path / "practice.exodesk")
    practice = Practice(record)
    backup.back_up(record, tmp_path / "backups")
    practice.add(*(practice.a_visit(exam=LONG) for _ in range(20)))
    record.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, PASSPHRASE).key


def the_backup(path: Path) -> Path:
    [made] = backup.found_in(path.parent / "backups")
    return made.path


def program(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def acts(path: Path, key: DatabaseKey) -> list[str]:
    """What stands in the trail of a sound record about exports and restores."""
    with closing(opening.open_record(path, key, read_only=True)) as record:
        assert check(record) == []
        found = "SELECT operation FROM audit_unit WHERE operation IN ('export appointments', 'restore') ORDER BY unit"
        return [row["operation"] for row in record.read(found)]


WRITES_WHEN_TOLD = """
import sys
from pathlib import Path
from exodesk.cli.opening import Access
path = Path(sys.argv[1])
with Access(path, passphrase_file=path.with_name("passphrase")).opened(read_only=False) as record:
    print("open", flush=True)
    sys.stdin.readline()
    record.log("export appointments")
"""


@contextmanager
def a_verb_at_work(path: Path) -> Iterator[subprocess.Popen[str]]:
    with program(WRITES_WHEN_TOLD, path) as verb:
        assert heard(verb) == "open"
        yield verb


def restore(path: Path, key: DatabaseKey) -> Path:
    with RecordLock(path):
        return restoring.restore_over(the_backup(path), key, path)


def change_key(path: Path, key: DatabaseKey) -> Path:
    with RecordLock(path):
        return rotation.change_key(path, key, DatabaseKey(bytes(range(32))), PASSPHRASE, today=DAY, cost=CHEAP)


@pytest.mark.parametrize("act", [restore, change_key])
def test_the_file_stays_while_a_verb_is_at_work(
    path: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch, act: Callable[[Path, DatabaseKey], Path]
) -> None:
    """What the verb writes is in the record that is set aside, and counted as lost where it is."""
    monkeypatch.setattr(swap, "WORKER_PATIENCE", 0.0)
    with a_verb_at_work(path) as verb:
        with pytest.raises(swap.VerbAtWork, match="Nothing was changed"):
            act(path, key)
        go_on(verb)
    assert verb.returncode == 0
    assert acts(path, key) == [EXPORT]
    kept = act(path, key)
    assert acts(kept, key) == [EXPORT]


RESTORES_BUT_STOPS_ON_THE_WAY = """
import sys
from pathlib import Path
from exodesk.storage import restoring, swap
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.lock import RecordLock
path, copy, code = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
set_aside = swap._set_aside
def stop_after(*arguments):
    set_aside(*arguments)
    print("set aside", flush=True)
    sys.stdin.readline()
swap._set_aside = stop_after
with RecordLock(path):
    restoring.restore_over(copy, DatabaseKey.from_recovery_code(code), path)
"""
"""Where it stops, the log of the old file has gone aside, and the old file still has the name."""


@contextmanager
def a_restore_half_done(path: Path, key: DatabaseKey) -> Iterator[subprocess.Popen[str]]:
    with program(RESTORES_BUT_STOPS_ON_THE_WAY, path, the_backup(path), key.recovery_code) as restoring_it:
        assert heard(restoring_it) == "set aside"
        yield restoring_it


def export(path: Path) -> list[str]:
    days = ["--format", "ics", "--from", "2026-03-01", "--to", "2026-03-02"]
    return ["export", str(path), str(path.with_name("days.ics")), *days]


def test_a_verb_in_the_moment_of_a_restore_is_told_to_come_back(
    path: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [*export(path), "--passphrase-file", str(path.with_name("passphrase"))]
    with a_restore_half_done(path, key) as restoring_it:
        monkeypatch.setattr(swap, "WORKER_PATIENCE", 0.0)
        assert cli.main(command) == cli.TRY_AGAIN
        assert "Another file is taking the place of practice.exodesk" in capsys.readouterr().err
        go_on(restoring_it)
    assert restoring_it.returncode == 0
    assert acts(path, key) == ["restore"]
    assert cli.main(command) == cli.DONE
    assert acts(path, key) == ["restore", EXPORT]


def test_a_verb_waits_for_a_restore_and_writes_into_what_was_restored(path: Path, key: DatabaseKey) -> None:
    verb = [sys.executable, "-m", "exodesk", *export(path), "--passphrase-file", str(path.with_name("passphrase"))]
    with a_restore_half_done(path, key) as restoring_it, subprocess.Popen(verb, stdout=subprocess.PIPE) as waiting:
        go_on(restoring_it)
        assert waiting.wait(60) == 0
    assert acts(path, key) == ["restore", EXPORT]


WRITES_WITHOUT_CARE = """
import os, signal, sys
from pathlib import Path
from exodesk.storage import opening
from exodesk.storage.keys import DatabaseKey
connect = opening.connect
def connect_when_told(*arguments, **named):
    print("looked at", flush=True)
    sys.stdin.readline()
    return connect(*arguments, **named)
opening.connect = connect_when_told
record = opening.open_record(Path(sys.argv[1]), DatabaseKey.from_recovery_code(sys.argv[2]), exclusive=False)
record.log("export appointments")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_control_without_care_the_restored_record_is_damaged(path: Path, key: DatabaseKey) -> None:
    """The log that it leaves beside the old file is played into the restored one."""
    with program(WRITES_WITHOUT_CARE, path, key.recovery_code) as verb:
        assert heard(verb) == "looked at"
        with a_restore_half_done(path, key) as restoring_it:
            go_on(verb)
            assert verb.wait(60) < 0
            go_on(restoring_it)
    assert restoring_it.returncode == 0
    with pytest.raises((StorageError, AssertionError)):
        assert acts(path, key) == ["restore"]


EXPORTS_ALL_THE_TIME = """
import subprocess, sys
from pathlib import Path
path, who, number = Path(sys.argv[1]), sys.argv[2], 0
days = ["--format", "ics", "--from", "2026-03-01", "--to", "2026-03-02"]
while not path.with_name("enough").exists():
    out = path.with_name(f"{who}{number}.ics")
    command = [sys.executable, "-m", "exodesk", "export", path, out, "--passphrase-file", path.with_name("passphrase")]
    code = subprocess.run([*command, *days], stdout=subprocess.DEVNULL).returncode
    if code not in (0, 75):
        sys.exit(code)
    if code == 0:
        print(out.name, flush=True)
    number += 1
"""


def test_what_is_written_while_it_is_restored_again_and_again_is_found_once(path: Path, key: DatabaseKey) -> None:
    kept, said = [], []
    with ExitStack() as stack:
        loops = [stack.enter_context(program(EXPORTS_ALL_THE_TIME, path, who)) for who in "ab"]
        for _ in range(rounds(2, 40)):
            said += [heard(loop) for loop in loops]
            kept.append(restore(path, key))
        path.with_name("enough").touch()
        said += [line for loop in loops for line in loop.communicate()[0].split()]
    assert [loop.returncode for loop in loops] == [0, 0]
    found = [act for each in (*kept, path) for act in acts(each, key)]
    assert found.count(EXPORT) == len(said)
