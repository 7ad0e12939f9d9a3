"""The archives that are measured: the made-up practice, small and large, kept in a cache folder until its rules change.

Visits that the bench saves stay in them: some hundred rows beside hundreds of thousands.
"""

import hashlib
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from time import monotonic

from exodesk.core.booster import RULES_VERSION
from exodesk.demo.practice import make_practice
from exodesk.demo.world import PASSPHRASE, instant
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from tests import way_in

DAY = date(2026, 11, 23)
NOON = instant(DAY, time(12))
_SAMPLE = 60
_ENDS = ("", ".keys", ".mark", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Archive:
    """One made-up practice on the disk."""

    path: Path
    patients: int

    def open(self) -> RecordFile:
        """As it stands on its own day, through a connection of its own."""
        return way_in.open_with_passphrase(self.path, PASSPHRASE, surroundings=Surroundings(clock=lambda: NOON))


def archives(folder: Path, *sizes: int) -> list[Archive]:
    """Those of these sizes, made where they are not there yet. Those of earlier rules are taken away."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    rules = _rules()
    return [_archive(folder, rules, patients) for patients in sizes]


def _archive(folder: Path, rules: str, patients: int) -> Archive:
    path = folder / f"{patients}-{rules}.exodesk"
    if not path.exists():
        for old in folder.glob(f"{patients}-*.exodesk"):
            for end in _ENDS:
                old.with_name(old.name + end).unlink(missing_ok=True)
        make_practice(path, patients=patients, today=DAY, progress=_told())
    return Archive(path, patients)


def _rules() -> str:
    """What the rows of an archive follow from, as a short name: the schema, and all rows of a tiny practice."""
    digest = hashlib.sha256(str(RULES_VERSION).encode())
    with tempfile.TemporaryDirectory(prefix="exodesk-bench-") as folder:
        path = Path(folder) / "sample.exodesk"
        make_practice(path, patients=_SAMPLE, today=DAY)
        with closing(Archive(path, _SAMPLE).open()) as record:
            for name, sql in record.read("SELECT name, sql FROM sqlite_master ORDER BY name"):
                digest.update(f"{name} {sql}".encode())
            for unit in record.read("SELECT sha256 FROM audit_unit ORDER BY unit"):
                digest.update(unit[0])  # each seals all the rows that it wrote
    return digest.hexdigest()[:12]


def _told() -> Callable[[int, int], None]:
    """Progress on standard error, at each tenth."""
    begun, told = monotonic(), -1

    def tell(done: int, of: int) -> None:
        nonlocal told
        tenth = 10 * done // max(of, 1)
        if tenth == told:
            return
        told = tenth
        left = f", {(monotonic() - begun) / done * (of - done) / 60:.0f} min left" if done else ""
        print(f"making up {of:,} patients: {tenth * 10} %{left}", file=sys.stderr, flush=True)

    return tell
