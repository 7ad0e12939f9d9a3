"""Verbs that keep a record safe: proved, copied, restored, and what can be read of a damaged one."""

from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from exodesk.cli.answers import Answer, as_json, as_table
from exodesk.cli.opening import Access, key_copies
from exodesk.cli.options import FILE, json_option, on_record
from exodesk.core.dates import show_date, show_time
from exodesk.core.errors import StorageError
from exodesk.queries import soundness
from exodesk.storage import copying, restoring
from exodesk.storage import salvage as salvaging
from exodesk.storage.backup import folder_beside, good_ones
from exodesk.storage.connection import look_for
from exodesk.storage.driver import RecordDamaged
from exodesk.storage.schema import VERSION
from exodesk.storage.surroundings import system_clock

OF_DAMAGE = frozenset({"damaged", "page", "integrity"})


class NotWhole(StorageError):
    """A record that cannot even be opened, with the ways out of it."""


@click.command()
@on_record
@json_option
def check(access: Access, *, json_wanted: bool) -> Answer:
    """Prove the file, its structure, its trail, what was signed and every forecast. Changes nothing.

    A backup is also compared with what was noted beside it when it was made.
    """
    try:
        with access.opened() as record:
            findings = soundness.findings(record)
    except RecordDamaged as error:
        raise NotWhole(f"{error} {_ways_out(access.path)}") from error
    findings += copying.against_its_manifest(access.path)
    code = 1 if findings else 0
    if json_wanted:
        rows = [{"code": each.code, "text": each.text, "table": each.table, "id": each.id} for each in findings]
        return Answer(as_json({"ok": not findings, "findings": rows}), code)
    if not findings:
        return Answer(f"{access.path.name} is whole: nothing was found.\n")
    told = as_table([(each.code, each.table or "", each.id or "", each.text) for each in findings])
    damaged = any(each.code in OF_DAMAGE for each in findings)
    return Answer(f"{told}\n{_ways_out(access.path)}\n" if damaged else told, code)


@click.command()
@on_record
@click.argument("out", type=FILE)
def backup(access: Access, out: Path) -> Answer:
    """Make a whole, proven copy of a record, with its keys and what it holds noted beside it. OUT must not be there."""
    with access.unlocked() as unlocked:
        manifest = copying.copy_file(access.path, unlocked.key, out, made_at=system_clock())
        if manifest.contents.user_version == VERSION:
            with suppress(StorageError), access.opened_with(unlocked, read_only=False) as record:
                record.log("back up", f"A copy was made as {out.name}.")
    return Answer(f"{out}\n")


@click.command()
@on_record
@click.argument("out", type=FILE)
def restore(access: Access, out: Path) -> Answer:
    """Make a record from a backup, brought up to date and read through. Never over anything: OUT must not be there.

    RECORD is the backup; it is opened by its passphrase or by its recovery code, and so is what is made from it.
    """
    with access.unlocked() as unlocked:
        restoring.restore(access.path, unlocked.key, out)
    return Answer(f"{out}\n")


@click.command()
@on_record
@click.argument("out", type=FILE)
def salvage(access: Access, out: Path) -> Answer:
    """Carry what can still be read of a damaged record into a new one, OUT, and say what is missing.

    The damaged file is only read. What it has lost is taken from its audit trail and its newest good backup, as far as
    they have it. It ends with 1 when anything is missing.
    """
    look_for(access.path)
    find_key = partial(salvaging.key_for, access.path, copies=key_copies())
    with access.tried(find_key) as key:
        good = good_ones([folder_beside(access.path)], access.path)
        told = salvaging.salvage(access.path, key, out, backups=good, copies=key_copies())
    lines = [_newest_good(access.path), *told.lines(), f"{out}"]
    return Answer("".join(f"{line}\n" for line in lines if line), 0 if told.is_all_there else 1)


def _ways_out(damaged: Path) -> str:
    """The newest good backup first; then what can be read of the file."""
    salvaged = f"What can be read of the file itself: exodesk salvage {damaged} OUT"
    return " ".join(part for part in (_newest_good(damaged), salvaged) if part)


def _newest_good(damaged: Path) -> str:
    newest = next(good_ones([folder_beside(damaged)], damaged), None)
    if newest is None:
        return ""
    held, at = newest.manifest.contents, newest.stamp
    return (
        f"The newest good backup is of {show_date(at.date())} {show_time(at)} UTC and holds the record up to entry "
        f"{held.unit:,}: exodesk restore {newest.path} OUT"
    )
