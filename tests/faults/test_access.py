"""What leaks: nothing of a patient and nothing of a key into any file but the record, and nothing to a network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exodesk.storage.keys import DatabaseKey
from tests.factories import PASSPHRASE, Clock, a_patient, new_record
from tests.ui.program import folders_in

CHECKOUT = Path(__file__).resolve().parents[2]
PLANTED = ("Zyxwvut", "Qqplanted", "5550177")
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux of a process")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, object], str]]:
    """The folders after a day at the desk with a planted patient, what that process said, and the key of its record."""
    home = tmp_path_factory.mktemp("planted")
    record = new_record(home, Clock())
    a_patient(record, family_name=PLANTED[0], given_name=PLANTED[1], mobile=PLANTED[2])
    key = record.key.raw
    record.close()
    temp = home / "temp"
    temp.mkdir()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(temp), "XDG_RUNTIME_DIR": str(temp)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.a_day", str(home), str(record.path), PASSPHRASE],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    yield home, json.loads(done.stdout.splitlines()[-1]), key.hex()
    shutil.rmtree(home)


def files_of(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


@linux
def test_no_planted_name_is_in_any_file(day: tuple[Path, dict[str, object], str]) -> None:
    home, _, _ = day
    found = files_of(home)
    assert any(path.name == "exodesk.log" and "bug" in path.read_text() for path in found)
    for path in found:
        content = path.read_bytes().lower()
        for word in PLANTED:
            for spelling in (word.lower().encode(), word.lower().encode("utf-16-le")):
                assert spelling not in content, path.name
            assert word.lower() not in path.name.lower()


@linux
def test_no_byte_of_a_key_is_in_any_file(day: tuple[Path, dict[str, object], str]) -> None:
    home, _, key = day
    raw = bytes.fromhex(key)
    code = DatabaseKey(raw).recovery_code
    for path in files_of(home):
        content = path.read_bytes()
        for secret in (raw, raw[:16], key.encode(), code.encode(), code.replace("-", "").encode(), PASSPHRASE.encode()):
            assert secret not in content, path.name


@linux
def test_the_control_what_is_written_in_clear_is_found(day: tuple[Path, dict[str, object], str]) -> None:
    home, _, key = day
    (home / "control.txt").write_text(f"{PLANTED[0]} {key}")
    for test in (test_no_planted_name_is_in_any_file, test_no_byte_of_a_key_is_in_any_file):
        with pytest.raises(AssertionError):
            test(day)
    (home / "control.txt").unlink()


@linux
def test_no_title_widget_or_clipboard_holds_a_patient_after_a_lock(day: tuple[Path, dict[str, object], str]) -> None:
    _, said, _ = day
    for word in PLANTED:
        assert word.lower() not in str(said["left"]).lower()
        assert word.lower() not in str(said["titles"]).lower()
    assert said["clipboard"] == ""


@linux
def test_no_network_is_loaded_and_no_socket_opened(day: tuple[Path, dict[str, object], str]) -> None:
    _, said, _ = day
    assert said["inet"] == []
    assert said["modules"] == []
    assert said["libraries"] == []


@linux
def test_no_core_is_dumped_and_no_other_process_reads_the_memory(day: tuple[Path, dict[str, object], str]) -> None:
    _, said, _ = day
    assert (said["core"], said["dumpable"]) == (0, 0)


@linux
def test_every_file_is_its_owners_only(day: tuple[Path, dict[str, object], str]) -> None:
    home, _, _ = day
    assert [path.name for path in files_of(home) if path.stat().st_mode & 0o077 and path.suffix != ".ini"] == []
    assert folders_in(home).config.is_dir()
