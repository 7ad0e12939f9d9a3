"""The backups of a record: made in one pass and proven, listed, thinned, and proven again by restoring one.

A backup is `NAME-00042-20261123T193205Z.exodesk` with its keys and its manifest beside it. The number grows with every
one made, whatever the clock says; it is kept in the record and so goes with it to another computer.
"""

import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exodesk.core.thinning import Kept, superfluous
from exodesk.storage.copying import PARTIAL, duplicate, sweep, write_copy
from exodesk.storage.files import sync_folder
from exodesk.storage.keys import KeyFile, keys_path
from exodesk.storage.manifest import Manifest, manifest_path
from exodesk.storage.mark import Mark
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.steps import Step, no_step

_NAME = re.compile(r"(?P<stem>.+)-(?P<number>\d{5,})-(?P<at>\d{8}T\d{6}Z)\.exodesk", re.DOTALL)
_STAMP = "%Y%m%dT%H%M%SZ"
_COUNTER = "backup"
_DAMAGED = ".damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One copy in a folder, with the manifest of its making. `proven`: it has not been found to be damaged since."""

    path: Path
    number: int
    stamp: datetime
    manifest: Manifest
    proven: bool = True

    def as_kept(self) -> Kept:
        last_seq = self.manifest.contents.last_seq
        return Kept(number=self.number, day=self.stamp.date(), last_seq=last_seq, proven=self.proven)


def folder_beside(record_path: Path) -> Path:
    return record_path.with_name(f"{record_path.stem} backups")


def folder_in(place: Path, record_path: Path) -> Path:
    """Where the backups of a record lie in a place that somebody picked: never loose among other things."""
    return place / f"{record_path.stem} backups"


def found_in(folder: Path, db_uuid: str | None = None) -> list[Backup]:
    """The backups of a folder, of every record or of one: newest first, damaged ones last.

    A copy without a manifest is nobody's: whoever wants it, opens it by hand.
    """
    found = [backup for path in _files_in(folder) if (backup := _read(path))]
    own = [each for each in found if db_uuid in {None, each.manifest.contents.db_uuid}]
    return sorted(own, key=lambda each: (each.proven, each.number), reverse=True)


def good_ones(folders: Iterable[Path], record_path: Path, step: Step = no_step) -> Iterator[Backup]:
    """Those of a record that may not open, the newest first: each is read when it is asked for, and fits its hash.

    One that cannot be read, as on the dying disk of the record, is passed over. Whose they are is told by what lies
    beside the record; where nothing does, by their folder alone.
    """
    db_uuid = uuid_beside(record_path)
    found = [each for folder in folders for each in found_in(folder, db_uuid)]
    for each in sorted(found, key=lambda each: each.number, reverse=True):
        step(f"Reading {each.path.name}")
        if each.proven and _is_as_proven(each):
            yield each


def _is_as_proven(backup: Backup) -> bool:
    try:
        return backup.manifest.fits(backup.path)
    except OSError:
        return False


def uuid_beside(record_path: Path) -> str | None:
    """Whose a record is, as the files beside it tell."""
    beside = KeyFile.read(keys_path(record_path)) or Mark.read(record_path)
    return beside.db_uuid if beside else None


def back_up(record: RecordFile, folder: Path, *, also: Iterable[Path] = (), step: Step = no_step) -> Backup:
    """Make a proven backup with the worker's own connection. `also`: folders whose numbers are not given again."""
    stem = record.path.stem
    taken = [each.number for place in (folder, *also) for each in found_in(place)]
    number = _next_number(record, max(taken, default=0))
    now = record.now()
    path = folder / f"{stem}-{number:05}-{now.strftime(_STAMP)}.exodesk"
    manifest = write_copy(record.copy_into, record.path, path, record.key, made_at=now, step=step)
    return Backup(path=path, number=number, stamp=now, manifest=manifest)


def copy_to_second_place(backup: Backup, folder: Path, step: Step = no_step) -> Backup:
    """The same bytes under the same name, read back from where they lie now."""
    to = folder / backup.path.name
    duplicate(backup.path, backup.manifest, to, step)
    return Backup(path=to, number=backup.number, stamp=backup.stamp, manifest=backup.manifest)


def is_all_of(backup: Backup, record: RecordFile) -> bool:
    """Whether a backup holds every row that its record holds now: it came as far, and by the same past."""
    held = backup.manifest.contents
    sealed = record.read("SELECT sha256 FROM audit_unit WHERE unit = ?", [held.unit])
    is_of_this_past = bool(sealed) and bytes(sealed[0]["sha256"]).hex() == held.head
    return is_of_this_past and record.head().last_seq == held.last_seq


def thin(folder: Path, db_uuid: str) -> None:
    """Let those go that the rules of `core.thinning` let go, and what a killed run left behind."""
    _sweep(folder)
    own = {each.as_kept(): each for each in found_in(folder, db_uuid)}
    for kept in superfluous(own):
        path = own[kept].path
        for each in (
            path,
            keys_path(path),
            manifest_path(path),
        ):  # the name first
            each.unlink(missing_ok=True)


def note_damage(backup: Backup) -> bool:
    """Whether the bytes on the disk are no longer those that were proven; then it counts as unproven from now on."""
    if not backup.proven or backup.manifest.fits(backup.path):
        return False
    manifest_path(backup.path).replace(_damaged_path(backup.path))
    sync_folder(backup.path.parent)
    return True


@contextmanager
def a_folder_for_the_drill(folder: Path) -> Iterator[Path]:
    """An empty folder among the backups, gone afterwards."""
    drill = folder / f".drill-{secrets.token_hex(4)}{PARTIAL}"
    drill.mkdir(mode=0o700, parents=True)
    try:
        yield drill
    finally:
        shutil.rmtree(drill, ignore_errors=True)


def _next_number(record: RecordFile, taken: int) -> int:
    """From the record, so that it travels with it; higher than what lies in the folders, should the record be older."""
    found = record.read("SELECT value FROM counter WHERE name = ?", [_COUNTER])
    number = max(found[0]["value"] if found else 0, taken) + 1
    with record.write("back up") as rows:
        rows.table("counter").upsert({"name": _COUNTER, "value": number}, pk="name")
    return number


def _files_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []


def _read(path: Path) -> Backup | None:
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        stamp = datetime.strptime(named["at"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    proven, damaged = Manifest.read(manifest_path(path)), Manifest.read(_damaged_path(path))
    if not (manifest := proven or damaged):
        return None
    return Backup(path=path, number=int(named["number"]), stamp=stamp, manifest=manifest, proven=proven is not None)


def _damaged_path(copy: Path) -> Path:
    beside = manifest_path(copy)
    return beside.with_name(beside.name + _DAMAGED)


def _sweep(folder: Path) -> None:
    """What runs that were killed left: half copies, drills, and the side files of copies that never got their name."""
    for path in folder.glob(f".*{PARTIAL}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            sweep(path)
    for beside in folder.glob("*.exodesk.*"):
        copy = beside.with_name(beside.name.partition(".exodesk.")[0] + ".exodesk")
        if _NAME.fullmatch(copy.name) and not copy.exists():
            with suppress(OSError):
                beside.unlink()
