"""What can go wrong in words a person may read. Everything else that is raised is a bug."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field of a form; `field` is the record's field name, "" for the whole record."""

    field: str
    text: str


class ExodeskError(Exception):
    """A known error; its text says what happened, what was kept and what to do next."""


class InvalidRecord(ExodeskError):
    """Fields that must be mended before anything is written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("Nothing was saved. " + " ".join(problem.text for problem in problems))


class NotFound(ExodeskError):
    """A patient, visit or file that is not there."""

    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"There is no {what} “{key}” in this record.")


class StorageError(ExodeskError):
    """The disk, the lock or the key stands in the way."""


class NotNow(StorageError):
    """Somebody else is at it, or it is to be waited: the same act works a moment later."""


class NewerRecordFile(ExodeskError):
    """A file that a later Exodesk has written."""

    def __init__(self, path: Path, found: int, ours: int) -> None:
        super().__init__(
            f"{path.name} was written by a newer Exodesk (format {found}, this one reads {ours}). Nothing was changed. "
            "Open it with the newer one; “exodesk backup” copies it whole, without reading it."
        )
