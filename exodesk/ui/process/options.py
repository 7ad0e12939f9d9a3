"""What the window is started with, read from the command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from exodesk.core.dates import read_iso_date
from exodesk.storage.first_line import first_line


@dataclass(frozen=True, slots=True)
class Options:
    """What the window was started with."""

    record: Path | None = None
    today: date | None = None
    passphrase: str | None = None


def read_options(argv: Sequence[str]) -> Options:
    parser = _Parser(prog="exodesk", description="Open the window of Exodesk.")
    parser.add_argument("record", nargs="?", type=Path, help="a record, NAME.exodesk")
    parser.add_argument("--today", type=_day, metavar="DATE", help="the day it is taken to be, as 2026-11-23")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase")
    found, more = parser.parse_known_args(list(argv))
    if more and found.record:  # a verb that is mistyped is taken for a record
        parser.error(
            f"“{found.record}” is no verb, and the window opens with one record. exodesk --help lists the verbs"
        )
    if more:
        parser.error(f"{more[0]} is not known here. exodesk --help lists what is")
    passphrase = None
    if found.passphrase_file:
        try:
            with found.passphrase_file.open("rb") as lines:
                passphrase = first_line(lines)
        except OSError:
            passphrase = ""
        if not passphrase:
            parser.error(f"{found.passphrase_file} cannot be read or is empty")
    return Options(found.record, found.today, passphrase)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, and 2."""
        self.exit(2, f"exodesk: {message}\n")


def _day(text: str) -> date:
    try:
        return read_iso_date(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date like 2026-11-23") from None
