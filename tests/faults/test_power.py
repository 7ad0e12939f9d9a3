"""The power fails: what was said to be saved before is there after, whatever the disk had not yet written.

A process writes visits while `power.c` notes each write and each sync. A cut at a random moment is then played back: of
what was not yet synced, each sector is there or not, by chance.
"""

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage import opening
from exodesk.storage.keys import DatabaseKey
from tests.faults.rounds import rounds
from tests.storage.practice import make

CHECKOUT = Path(__file__).resolve().parents[2]
SECTOR = 512
WRITER = """
import sys
from pathlib import Path
from exodesk.storage import connection
wanted = f"synchronous={sys.argv[3]}"
connection._SETTINGS = tuple(each.replace("synchronous=FULL", wanted) for each in connection._SETTINGS)
from tests import way_in
from tests.storage.practice import Practice
record = way_in.open_with_recovery_code(Path(sys.argv[1]), sys.argv[2])
record.renew = None
practice = Practice(record)
for number in range(40):
    visit = practice.a_visit(exam=f"{number}" * 400)
    injection = practice.an_injection(visit)
    practice.add(visit, injection, practice.a_source(injection))
    print(visit.id, flush=True)
    if number % 7 == 6:
        record.checkpoint()
"""
compiler = shutil.which("cc") or shutil.which("gcc")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs Linux, whose loader lets writes be noted"),
    pytest.mark.skipif(compiler is None, reason="needs a C compiler"),
]


@dataclass
class Op:
    kind: str
    path: str
    offset: int
    content: bytes


@dataclass
class Disk:
    """One file as the disk holds it, and what waits to be written."""

    kept: bytearray
    waiting: list[Op] = field(default_factory=list)

    def sync(self) -> None:
        for op in self.waiting:
            self._apply(op)
        self.waiting = []

    def cut(self, chance: random.Random) -> bytes:
        """What a power cut leaves."""
        left = Disk(bytearray(self.kept))
        for op in self.waiting:
            if op.kind == "t":
                if chance.random() < 0.5:
                    left._apply(op)
                continue
            for start in range(0, len(op.content), SECTOR):
                if chance.random() < 0.5:
                    left._apply(Op("w", op.path, op.offset + start, op.content[start : start + SECTOR]))
        return bytes(left.kept)

    def _apply(self, op: Op) -> None:
        if op.kind == "t":
            del self.kept[op.offset :]
            self.kept.extend(bytes(op.offset - len(self.kept)))
            return
        missing = op.offset + len(op.content) - len(self.kept)
        self.kept.extend(bytes(max(0, missing)))
        self.kept[op.offset : op.offset + len(op.content)] = op.content


def noted(log: Path) -> Iterator[Op]:
    content, at = log.read_bytes(), 0
    while at < len(content):
        kind = chr(content[at])
        (named,) = struct.unpack_from("<H", content, at + 1)
        path = content[at + 3 : at + 3 + named].decode()
        offset, length = struct.unpack_from("<qI", content, at + 3 + named)
        at += 3 + named + 12
        has_bytes = kind in "wa"
        yield Op(kind, path, offset, content[at : at + length] if has_bytes else b"")
        at += length if has_bytes else 0


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("power") / "power.so"
    source = Path(__file__).with_name("power.c")
    subprocess.run([str(compiler), "-shared", "-fPIC", "-O1", "-o", str(built), str(source), "-ldl"], check=True)
    return built


@dataclass(frozen=True)
class Recorded:
    key: DatabaseKey
    before: bytes
    ops: list[Op]


def recorded(library: Path, folder: Path, synchronous: str) -> Recorded:
    """A run of the writer, op by op."""
    record = make(folder / "practice.exodesk")
    record.close()
    path, log = record.path, folder / "ops"
    before = path.read_bytes()
    environment = {**os.environ, "LD_PRELOAD": str(library), "POWER_LOG": str(log), "POWER_FILE": str(path)}
    command = [sys.executable, "-c", WRITER, str(path), record.key.recovery_code, synchronous]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=CHECKOUT)
    return Recorded(record.key, before, list(noted(log)))


def lost_in(run: Recorded, folder: Path, cuts: int) -> int:
    """In how many cuts at random moments something that was said to be saved was gone, or the record did not open."""
    chance, lost = random.Random(5), 0
    moments = [place for place, op in enumerate(run.ops) if op.kind == "a"]
    for number in range(cuts):
        at = chance.randrange(moments[0], len(run.ops))
        disks = {"": Disk(bytearray(run.before)), "-wal": Disk(bytearray())}
        said: list[str] = []
        for op in run.ops[:at]:
            if op.kind == "a":
                said += op.content.decode().split()
                continue
            disk = disks.get("-wal" if op.path.endswith("-wal") else "" if op.path.endswith(".exodesk") else "other")
            if disk is not None:
                disk.sync() if op.kind == "s" else disk.waiting.append(op)
        path = folder / f"cut-{number}.exodesk"
        for end, disk in disks.items():
            path.with_name(path.name + end).write_bytes(disk.cut(chance))
        lost += not has_all(path, run.key, said)
        for left in folder.glob(f"cut-{number}.*"):
            left.unlink()
    return lost


def has_all(path: Path, key: DatabaseKey, said: list[str]) -> bool:
    try:
        with closing(opening.open_record(path, key, exclusive=False)) as record:
            found = {row["id"] for row in record.read("SELECT id FROM visit")}
            return set(said) <= found and record.read("PRAGMA integrity_check")[0][0] == "ok"
    except StorageError:
        return False


def test_no_cut_loses_what_was_said_to_be_saved(library: Path, tmp_path: Path) -> None:
    run = recorded(library, tmp_path, "FULL")
    assert sum(op.kind == "s" for op in run.ops) > 40
    assert lost_in(run, tmp_path, rounds(12, 200)) == 0


def test_the_control_a_log_that_is_not_synced_is_seen_to_lose(library: Path, tmp_path: Path) -> None:
    run = recorded(library, tmp_path, "NORMAL")
    assert lost_in(run, tmp_path, rounds(12, 200)) > 0
