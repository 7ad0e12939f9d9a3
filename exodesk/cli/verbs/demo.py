"""The verb that makes up a practice."""

import sys
from datetime import date
from pathlib import Path

import click

from exodesk.cli.answers import Answer
from exodesk.cli.opening import passphrase_in
from exodesk.cli.options import FILE, passphrase_option, today_option
from exodesk.storage.surroundings import system_clock


@click.command()
@click.option("--patients", type=click.IntRange(1, 1_000_000), default=60, show_default=True, metavar="N")
@click.option("--seed", type=int, default=1, show_default=True, metavar="S", help="Another seed makes other people.")
@click.option("--out", type=FILE, default=Path("made-up-practice.exodesk"), show_default=True, metavar="FILE")
@click.option("--no-window", is_flag=True, help="Do not open it.")
@today_option
@passphrase_option
def demo(
    patients: int, seed: int, out: Path, today: date | None, passphrase_file: Path | None, *, no_window: bool
) -> Answer:
    """Make up a practice of invented patients and open it. Its passphrase is “made-up practice” unless one is given."""
    from exodesk.demo.practice import PASSPHRASE, day_at, make_practice  # noqa: PLC0415 - no other verb makes things up

    passphrase = passphrase_in(passphrase_file) if passphrase_file else PASSPHRASE
    day = today or day_at(system_clock())
    make_practice(out, patients=patients, seed=seed, today=day, passphrase=passphrase, progress=_tell_progress)
    if not no_window:
        from exodesk import app  # noqa: PLC0415 - the window, on demand
        from exodesk.ui.process.options import Options  # noqa: PLC0415 - with it

        return Answer("", app.run(Options(out, today, passphrase)))
    return Answer(f"{out}\n")


def _tell_progress(done: int, of: int) -> None:
    """To somebody who watches a terminal, on one line that is written over."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\rexodesk: {done:,} of {of:,} patients" + ("\n" if done == of else ""))
        sys.stderr.flush()
