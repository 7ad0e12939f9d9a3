"""The high-water mark: how far the audit trail had come, kept outside the record.

A file put back from an older day, a lost write-ahead log or a cut trail passes every check inside the file.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from exodesk.storage.files import read_small, write_whole


@dataclass(frozen=True, slots=True)
class Mark:
    db_uuid: str
    unit: int
    sha256: str

    @classmethod
    def read(cls, record_path: Path) -> Self | None:
        """The mark beside a record; None when there is none, or none that can be read."""
        try:
            data = read_small(mark_path(record_path))
            return cls(str(data["db_uuid"]), int(data["unit"]), str(data["sha256"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, record_path: Path) -> None:
        write_whole(mark_path(record_path), json.dumps(asdict(self), sort_keys=True).encode() + b"\n")


def mark_path(record_path: Path) -> Path:
    return record_path.with_name(record_path.name + ".mark")
