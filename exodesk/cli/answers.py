"""Results as they are written: JSON for scripts, aligned columns for people. Decides nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Plain = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes to standard output, and the exit code that goes with it."""

    text: str
    code: int = 0


def as_json(found: object) -> str:
    """ISO dates, null for what is not there, text as it is."""
    return json.dumps(found, ensure_ascii=False, indent=2, default=_plain) + "\n"


def as_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their longest cell, two blanks between them; the last one as long as it likes."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def listing(rows: Sequence[Mapping[str, Plain | date]], shown: Sequence[Sequence[str]], *, json_wanted: bool) -> Answer:
    """A list in one form or the other."""
    return Answer(as_json(rows) if json_wanted else as_table(shown))


def one_line(text: str) -> str:
    """On one line of plain blanks, without anything that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(text.split()))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
