"""What was said to be saved is there after the process was killed, and half of a write never is."""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from exodesk.storage import opening
from exodesk.storage.check import check
from exodesk.storage.recordfile import RecordFile
from tests.storage.killed import write_until_killed
from tests.storage.practice import Practice

CHECKOUT = Path(__file__).resolve().parents[2]


def test_a_killed_process_loses_nothing_that_was_acknowledged(record: RecordFile) -> None:
    path, key = record.path, record.key
    record.close()
    for acknowledged in (1, 7, 20):
        said = write_until_killed(path, key, acknowledged)
        again = opening.open_record(path, key)
        found = {row["id"] for row in again.read("SELECT id FROM visit")}
        assert set(said) <= found
        parts = again.read(
            "SELECT count(*) FROM visit LEFT JOIN injection ON injection.visit_id = visit.id"
            " LEFT JOIN injection_source ON injection_id = injection.id WHERE injection_source.id IS NULL"
        )
        assert parts[0][0] == 0
        assert check(again) == []
        again.close()


def test_a_log_that_nobody_reads_is_written_over_and_does_not_grow(practice: Practice) -> None:
    """A sync of a file that grows takes half as long again, at every save."""
    log = practice.record.path.with_name(practice.record.path.name + "-wal")
    for _ in range(120):
        practice.add(practice.a_visit())
    assert log.stat().st_size < 1_500_000
    assert check(practice.record) == []


def test_a_process_killed_while_it_makes_a_record_leaves_none(tmp_path: Path) -> None:
    """Killed after the key file was written and before the record has its name."""
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom tests.storage.practice import make\n"
        "Path.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "make(Path(sys.argv[1]))"
    )
    path = tmp_path / "new.exodesk"
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not path.exists()


BESIDE = """
import sys
from contextlib import closing
from pathlib import Path
from exodesk.storage import opening
from tests.storage.practice import PASSPHRASE
path = Path(sys.argv[1])
with closing(opening.open_record(path, opening.unlock(path, PASSPHRASE).key, exclusive=False)) as record:
    record.log("print summary")
"""


def test_a_verb_that_closes_beside_a_window_takes_no_log_away(record: RecordFile, practice: Practice) -> None:
    """A system forgets a program's locks on a file as soon as it closes that file anywhere, as after reading its head.

    Then a verb takes itself for the last one, and an older SQLite deleted the log under the window.
    """
    log = record.path.with_name(record.path.name + "-wal")
    before = log.stat().st_ino
    record.path.read_bytes()
    subprocess.run([sys.executable, "-c", BESIDE, str(record.path)], check=True, cwd=CHECKOUT)
    assert log.stat().st_ino == before
    practice.add(practice.a_visit(exam="still seen"))
    with closing(opening.open_record(record.path, record.key, exclusive=False, read_only=True)) as beside:
        assert beside.read("SELECT exam FROM visit")[0]["exam"] == "still seen"
