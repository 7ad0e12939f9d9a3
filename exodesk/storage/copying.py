"""One whole copy of a record, read through before it gets its name. Until then it is a `.partial` that nobody counts.

The copy is one file without a log: it opens in a folder that cannot be written, and nothing beside it is missing.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from exodesk import __version__
from exodesk.core.errors import StorageError
from exodesk.storage import driver
from exodesk.storage.connection import WORKER_PATIENCE, connect
from exodesk.storage.driver import Connection, RecordDamaged, in_plain_words
from exodesk.storage.files import sweep_halves, sync_file, sync_folder
from exodesk.storage.finding import Finding
from exodesk.storage.keys import DatabaseKey, KeyFile, keys_path
from exodesk.storage.manifest import Contents, Manifest, manifest_path, sha256_of
from exodesk.storage.steps import Step, no_step

Fill = Callable[[Connection], Contents]
"""Copies a record, in one pass and as of one moment, into an empty database, and says what it held at that moment."""

PARTIAL = ".partial"


def write_copy(
    fill: Fill,
    source: Path,
    to: Path,
    key: DatabaseKey,
    *,
    made_at: datetime,
    step: Step = no_step,
    replaces: bool = False,
) -> Manifest:
    """Make `to`, with keys and manifest beside it, or raise and leave all as it was. No other file is written over.

    `source`: the file, for its size and keys; it may have gone while its connection fills the copy.
    """
    if to.exists() and not replaces:
        raise StorageError(f"{to.name} is there already. A copy is never written over a file: choose another name.")
    partial = to.with_name(f".{to.name}{PARTIAL}")
    with no_half_copy(to, partial):
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        need_room(to.parent, 2 * source.stat().st_size if source.exists() else 0)
        held = copy_whole(fill, partial, key, step)
        return give_name(partial, to, held, keys_path(source), made_at)


def give_name(partial: Path, to: Path, held: Contents, keys: Path, made_at: datetime) -> Manifest:
    """What was proven gets its manifest, keys and name."""
    manifest = Manifest(
        contents=held,
        made_at=made_at,
        size=partial.stat().st_size,
        sha256=sha256_of(partial),
        app_version=__version__,
    )
    _name(partial, to, keys, manifest)
    return manifest


def copy_whole(fill: Fill, partial: Path, key: DatabaseKey, step: Step = no_step) -> Contents:
    """One file without a log, under a name that nobody opens, read through and on the disk. The caller sweeps it."""
    sweep(partial)
    step("Copying")
    with in_plain_words(partial), closing(driver.new_database(partial, key.hexadecimal)) as target:
        held = fill(target)
        target.execute("PRAGMA journal_mode=DELETE")
    partial.chmod(0o600)
    step("Reading the copy")
    prove(partial, key, held, lambda: step("Reading the copy"))
    sync_file(partial)
    return held


def copy_file(path: Path, key: DatabaseKey, to: Path, *, made_at: datetime) -> Manifest:
    """A proven copy of a record of any format, a later one too, without opening it as a record."""
    with closing(connect(path, key, patience=WORKER_PATIENCE, read_only=True, newer_too=True)) as source:
        return write_copy(from_connection(source), path, to, key, made_at=made_at)


def from_connection(source: Connection, step: Callable[[int, int], object] | None = None) -> Fill:
    """How a bare connection fills a copy: from one snapshot. `step(done, of)`, in pages, may raise to stop."""

    def fill(target: Connection) -> Contents:
        source.execute("BEGIN")
        try:
            held = Contents.of(source.execute)
            if step:
                driver.copy_in_steps(source, target, step)
            else:
                driver.copy_all(source, target)
        finally:
            source.execute("ROLLBACK")
        return held

    return fill


def duplicate(copy: Path, manifest: Manifest, to: Path, step: Step = no_step) -> None:
    """The very bytes of a proven copy in a second place, read back from there."""
    partial = to.with_name(f".{to.name}{PARTIAL}")
    with no_half_copy(to, partial):
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        need_room(to.parent, 2 * manifest.size)
        step("Copying to the second place")
        shutil.copyfile(copy, partial)
        partial.chmod(0o600)
        sync_file(partial)
        if not manifest.fits(partial):
            text = f"No copy was made in {to.parent}: what was read back from there is not what was written"
            raise StorageError(f"{text}. Earlier ones are untouched. Try another stick or disk.")
        _name(partial, to, keys_path(copy), manifest)


def prove(copy: Path, key: DatabaseKey, held: Contents, ask: Callable[[], object] = lambda: None) -> None:
    """Open it anew and read it through: every page, every reference, every count. Raises where anything differs.

    `ask` is called several times a second and may raise to stop.
    """
    with closing(connect(copy, key, patience=WORKER_PATIENCE, read_only=True, newer_too=True)) as connection:
        with in_plain_words(copy), driver.asking(connection, ask):
            problems = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            problems += [row[0] for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            problems += [f"a row of {row[0]} refers to nothing" for row in broken]
            found = Contents.of(connection.execute)
        if found != held:
            problems.append("it does not hold what the record held")
    if problems:
        raise RecordDamaged(copy, "; ".join(problems[:3]))


def against_its_manifest(copy: Path) -> list[Finding]:
    """Whether a backup still is the file that was proven; nothing, where it has no manifest."""
    manifest = Manifest.read(manifest_path(copy))
    if manifest is None or manifest.fits(copy):
        return []
    return [Finding("manifest", f"{copy.name} is not the file that was proven when it was made.")]


def need_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted:
        text = f"There is too little room in {folder}: {_megabytes(wanted)} are needed, {_megabytes(free)} are free."
        raise StorageError(f"{text} No copy was made; earlier ones are untouched.")


@contextmanager
def no_half_copy(to: Path, partial: Path) -> Iterator[None]:
    """Take away what is half done, and say in words what the disk did."""
    try:
        yield
    except OSError as error:
        why = error.strerror or "it does not answer"
        raise StorageError(f"No copy was made in {to.parent} ({why}). Earlier ones are untouched.") from error
    finally:
        sweep(partial)


def sweep(partial: Path) -> None:
    """Remove a half copy and what lies beside it, of a run that was killed too."""
    sweep_halves(partial)
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            partial.with_name(partial.name + end).unlink(missing_ok=True)


def _name(partial: Path, to: Path, keys: Path, manifest: Manifest) -> None:
    """Its name comes last: who finds the copy finds keys and manifest too."""
    if known := KeyFile.read(keys):
        known.of_file(partial).write(keys_path(to))
    manifest.write(manifest_path(to))
    partial.replace(to)
    sync_folder(to.parent)


def _megabytes(count: int) -> str:
    return f"{max(count / 1_000_000, 0.1):,.1f} MB"
