"""Disk, memory and clock: what cannot be saved is said, what was saved stays, and the next try works."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from exodesk.storage import backup, opening
from exodesk.storage.check import check
from exodesk.storage.driver import Error
from tests import way_in
from tests.storage.practice import PASSPHRASE, Practice, make, raw

CHECKOUT = Path(__file__).resolve().parents[2]
FULL = """
import resource, signal, sys
from pathlib import Path
from exodesk.core.errors import StorageError
from tests import way_in
from tests.storage.practice import Practice
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
record = way_in.open_with_passphrase(Path(sys.argv[1]), sys.argv[2])
record.renew = None
practice = Practice(record)
saved = practice.a_visit(exam="saved before")
practice.add(saved)
log = Path(sys.argv[1] + "-wal").stat().st_size
whole = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (log + 8192, whole[1]))
try:
    practice.add(practice.a_visit(exam="x" * 400_000))
    print("saved")
except StorageError as error:
    print("said", error)
resource.setrlimit(resource.RLIMIT_FSIZE, whole)
practice.add(practice.a_visit(exam="second try"))
print(*[row["exam"] for row in record.read("SELECT exam FROM visit ORDER BY id")], sep="|")
record.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    record = make(tmp_path / "practice.exodesk")
    record.close()
    return record.path


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file to set")
def test_a_full_disk_is_said_and_the_second_try_saves(path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(path), PASSPHRASE]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=CHECKOUT)
    said, kept = done.stdout.strip().splitlines()
    assert said.startswith("said ")
    assert "Nothing was saved" in said
    assert kept == "saved before|second try"
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        assert check(record) == []


NOTHING_MORE = """
import resource, signal, sys
from dataclasses import replace
from pathlib import Path
from exodesk.core.errors import StorageError
from exodesk.storage import backup, opening
from exodesk.ui.process.preferences import KeptPreferences
from tests import way_in
from tests.storage.practice import CHEAP
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, passphrase = Path(sys.argv[1]), sys.argv[2]
record = way_in.open_with_passphrase(path, passphrase)
kept = KeptPreferences(path.with_name("preferences.json"))
whole = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, whole[1]))
record.write_mark()
kept.prefer(replace(kept.now, idle_minutes=7))
try:
    opening.change_passphrase(path, passphrase, "another passphrase", cost=CHEAP)
except StorageError as error:
    print(error)
record.close()
resource.setrlimit(resource.RLIMIT_FSIZE, whole)
print(kept.now.idle_minutes)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file to set")
def test_a_full_disk_stops_nothing_that_is_only_noted(path: Path) -> None:
    """The mark of every minute, a setting, the lock; a new passphrase is refused in words and the old one opens."""
    command = [sys.executable, "-c", NOTHING_MORE, str(path), PASSPHRASE]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=CHECKOUT)
    said, minutes = done.stdout.strip().splitlines()
    assert "The one until now opens the record as before" in said
    assert minutes == "7"
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        assert record.findings == ()
        assert check(record) == []


NO_ROOM_FOR_A_COPY = """
import resource, signal, sys
from contextlib import closing
from pathlib import Path
from exodesk.core.errors import StorageError
from exodesk.storage import backup, keys, opening, restoring, rotation
from tests.storage.practice import CHEAP, DAY
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, act = Path(sys.argv[1]), sys.argv[3]
key, folder = opening.unlock(path, sys.argv[2]).key, backup.folder_beside(path)
[copy] = folder.glob("*.exodesk")
record = opening.open_record(path, key) if act == "back up" else None
limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, limit[1]))
try:
    if record:
        backup.back_up(record, folder)
    elif act == "restore":
        restoring.restore_over(copy, key, path)
    else:
        new = keys.DatabaseKey.new()
        rotation.change_key(path, key, new, sys.argv[2], today=DAY, cost=CHEAP)
except StorageError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, limit)
if record:
    record.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file to set")
@pytest.mark.parametrize("act", ["back up", "restore", "a new key"])
def test_a_disk_that_fills_while_a_copy_is_made_is_said_and_all_is_as_it_was(path: Path, act: str) -> None:
    """There was room when it began. The driver raises without SQLite's name for it, which would look like a bug."""
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        record.renew = None
        backup.back_up(record, backup.folder_beside(path))
    before = sorted(path.parent.rglob("*.exodesk"))
    command = [sys.executable, "-c", NO_ROOM_FOR_A_COPY, str(path), PASSPHRASE, act]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=CHECKOUT)
    assert done.stdout == "The disk that takes the copy is full or does not answer. Nothing was changed.\n"
    assert sorted(path.parent.rglob("*.exodesk")) == before
    assert not list(path.parent.rglob("*.partial*"))
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        assert check(record) == []


ENTERING = """
import resource, signal, sys
from pathlib import Path
from exodesk.storage import backup, opening
from exodesk.storage.surroundings import Surroundings
from exodesk.ui.process.preferences import Folders
from exodesk.ui.unlock.doorkeeper import Doorkeeper
path = Path(sys.argv[1])
key = opening.unlock(path, sys.argv[2]).key
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
home = path.parent
keeper = Doorkeeper(Folders(home / "c", home / "r", home / "l", home / "x"), Surroundings())
record = keeper.let_in(path, key, ())
sys.stderr.write(f"{record.read_only}|{record.why_read_only}|{len(record.read('SELECT id FROM visit'))}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file to set")
def test_on_a_full_disk_a_record_opens_to_be_read(path: Path) -> None:
    """Unlocking is written down, and there is no room for that: the patients who wait are more important."""
    command = [sys.executable, "-c", ENTERING, str(path), PASSPHRASE]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=CHECKOUT)
    assert done.stderr.startswith("True|The disk is full or refuses to write. Free some space,")


def test_a_cell_too_large_for_memory_is_refused_and_the_record_lives_on(path: Path) -> None:
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        record.renew = None
        with pytest.raises((MemoryError, Error)):
            record.read("SELECT randomblob(2000000000)")
        Practice(record)
        assert check(record) == []


NO_HOME = """
import sys
from exodesk.app import main
sys.exit(main([]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders of another system")
def test_a_home_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    """The folder for logs cannot be made, because a file has its place."""
    for kind in ("data", "config", "state", "cache"):
        (tmp_path / kind).write_text("a file where a folder should be")
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        **{f"XDG_{kind.upper()}_HOME": str(tmp_path / kind) for kind in ("data", "config", "state", "cache")},
    }
    done = subprocess.run(
        [sys.executable, "-c", NO_HOME], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    [line] = [line for line in done.stderr.splitlines() if line.startswith("exodesk: ")]
    assert "cannot be written" in line
    assert "Traceback" not in done.stderr


def test_the_control_a_commit_that_was_not_synced_is_seen_to_be_lost(path: Path) -> None:
    """What the log does not hold is not there: rounds that find everything did look at the file."""
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        record.renew = None
        practice = Practice(record)
        before = path.with_name(path.name + "-wal").read_bytes()
        practice.add(practice.a_visit(exam="gone"))
        copied = path.with_name("copied.exodesk")
        copied.write_bytes(path.read_bytes())
        copied.with_name(copied.name + "-wal").write_bytes(before)
        key = record.key
    with closing(opening.open_record(copied, key)) as short, raw(short) as connection:
        assert connection.execute("SELECT count(*) FROM visit").fetchone() == (0,)
