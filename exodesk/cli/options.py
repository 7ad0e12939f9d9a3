"""What is typed behind a verb, read and refused in words of our own."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from exodesk.cli.answers import Answer
from exodesk.cli.opening import Access
from exodesk.core.dates import read_iso_date


class Day(click.ParamType[date]):
    """A date as ISO 8601 writes it: a script never guesses which number is the month."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return read_iso_date(value)
        except ValueError:
            self.fail(f"“{value}” is not a date. Write it like 2026-12-04.", param, ctx)


DAY = Day()
FILE = click.Path(path_type=Path)

today_option = click.option("--today", type=DAY, metavar="DATE", help="The day it is taken to be, such as 2026-12-04.")
passphrase_option = click.option(
    "--passphrase-file",
    type=FILE,
    metavar="FILE",
    help="Its first line is the passphrase; otherwise it is asked for, or read from standard input.",
)
json_option = click.option("--json", "json_wanted", is_flag=True, help="As JSON.")


def on_record(verb: Callable[..., Answer]) -> Callable[..., Answer]:
    """A verb that opens a record: RECORD comes first, and the verb is handed the Access to it."""

    @click.argument("path", metavar="RECORD", type=FILE)
    @today_option
    @passphrase_option
    @wraps(verb)
    def with_access(path: Path, today: date | None, passphrase_file: Path | None, **others: Any) -> Answer:
        return verb(Access(path, today, passphrase_file), **others)

    return with_access
