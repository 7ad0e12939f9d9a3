"""Something about a record that its keeper should know. Found at opening and by `check`; never raised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable, for scripts; `text` is for people; `table` and `id` say where, when it is one row."""

    code: str
    text: str
    table: str | None = None
    id: str | None = None
