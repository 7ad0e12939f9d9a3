"""The verb that forecasts plans written down as JSON. It reads no record."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from exodesk.cli.answers import Answer, as_json
from exodesk.cli.options import FILE, today_option
from exodesk.core import booster_case
from exodesk.core.case_reader import BadCase


@click.command()
@click.argument("file", required=False, type=FILE)
@today_option
def forecast(file: Path | None, today: date | None) -> Answer:  # noqa: ARG001 - each case names its own days
    """Forecast one plan, or a list of them, from JSON in FILE or standard input. No record is read."""
    try:
        content = file.read_bytes() if file else sys.stdin.buffer.read()
    except OSError as error:
        raise click.BadParameter(f"{file} cannot be read ({error.strerror}).", param_hint="FILE") from error
    return Answer(as_json(booster_case.answer(_decoded(content))))


def _decoded(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_no_key_twice)
    except RecursionError:
        raise BadCase("", "This JSON is nested too deeply.") from None
    except ValueError as error:
        raise BadCase("", f"This is not JSON: {error}.") from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
        raise BadCase("", f"“{twice}” stands twice in one object.")
    return found
