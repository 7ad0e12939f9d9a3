"""Small files beside the record, written whole or not at all, and readable by their owner only."""

import json
import os
import secrets
import shutil
import stat
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Any

LARGEST = 256 * 1024
"""Bytes of a small file; ours have a few hundred."""


def read_small(path: Path) -> Any:
    """What stands in a small file of JSON. OSError or ValueError, soon, for whatever else lies there.

    Whoever may write into the folder may put a pipe there, a file without end, or brackets without end.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError(path)
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(path)
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError(path) from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` with `content`: after a crash or a power cut it is the old file or the new one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)


def begins_with(path: Path, head: bytes) -> bool:
    """Whether the file that is there begins so, as its kind does: only such a one may be replaced unasked."""
    try:
        with path.open("rb") as file:
            return file.read(len(head)) == head
    except OSError:
        return False


def sweep_halves(path: Path) -> None:
    """Take away what writers of `path` that were killed have left. For who knows that nobody writes it now."""
    for half in path.parent.glob(f".{escape(path.name)}.*.partial"):
        with suppress(OSError):
            half.unlink()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last through a power cut. Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def may_write(path: Path) -> bool:
    """Whether a file and its folder can be written by who runs this; a record needs both, for its log."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(each, os.W_OK, effective_ids=effective) for each in (path, path.parent))


def same_file(path: Path, seen: os.stat_result) -> bool:
    """Whether `path` still is the file that was opened: it may have been deleted or replaced under us."""
    try:
        now = path.stat()
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (seen.st_dev, seen.st_ino)


def copy_privately(path: Path, to: Path) -> None:
    """The same bytes under another name, on the disk, readable by their owner only."""
    shutil.copyfile(path, to)
    to.chmod(0o600)
    sync_file(to)


def give_second_name(path: Path, other: Path) -> None:
    """The same file under another name that nothing has; a whole copy where the disk knows no links."""
    with suppress(OSError):
        other.hardlink_to(path)
        return
    half = other.with_name(f".{other.name}.partial")
    copy_privately(path, half)
    half.replace(other)


def sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
