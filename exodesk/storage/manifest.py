"""What a copy of a record holds, noted beside it when it was proven: how far its trail goes, its rows, its bytes.

It names no patient. Where it is missing or tells of other bytes, the copy is not proven.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from exodesk.core.dates import utc_from_text, utc_text
from exodesk.storage.driver import Read
from exodesk.storage.files import read_small, write_whole

_FORMAT, _VERSION = "exodesk backup", 1
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A record at one moment. `counts`: rows by table; `unit` and `last_seq`: how far the audit trail had come."""

    db_uuid: str
    user_version: int
    unit: int
    last_seq: int
    head: str
    counts: Mapping[str, int]

    @classmethod
    def of(cls, read: Read) -> Self:
        (db_uuid,) = _row(read, "SELECT value FROM record_info WHERE name = 'db_uuid'")
        (version,) = _row(read, "PRAGMA user_version")
        found = list(read("SELECT unit, last_seq, sha256 FROM audit_unit ORDER BY unit DESC LIMIT 1"))
        unit, last_seq, head = found[0] if found else (0, 0, b"")
        names = [name for (name,) in list(read(_TABLES))]
        counts = {name: int(_row(read, f'SELECT count(*) FROM "{name}"')[0]) for name in names}  # noqa: S608  # the schema's own names
        return cls(db_uuid=db_uuid, user_version=version, unit=unit, last_seq=last_seq, head=head.hex(), counts=counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    contents: Contents
    made_at: datetime
    size: int
    sha256: str
    app_version: str

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What stands in a manifest; None when there is none, or none that can be read."""
        try:
            data = read_small(path)
            if data["format"] != _FORMAT or data["version"] != _VERSION:
                return None
            counts = {str(name): int(count) for name, count in data["counts"].items()}
            return cls(
                contents=Contents(
                    db_uuid=str(data["db_uuid"]),
                    user_version=int(data["user_version"]),
                    unit=int(data["unit"]),
                    last_seq=int(data["last_seq"]),
                    head=str(data["head"]),
                    counts=counts,
                ),
                made_at=utc_from_text(data["made_at"]),
                size=int(data["size"]),
                sha256=str(data["sha256"]),
                app_version=str(data["app_version"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, path: Path) -> None:
        held = self.contents
        data: dict[str, Any] = {
            "format": _FORMAT,
            "version": _VERSION,
            "made_at": utc_text(self.made_at),
            "db_uuid": held.db_uuid,
            "user_version": held.user_version,
            "app_version": self.app_version,
            "unit": held.unit,
            "last_seq": held.last_seq,
            "head": held.head,
            "size": self.size,
            "sha256": self.sha256,
            "counts": dict(held.counts),
        }
        write_whole(path, json.dumps(data, indent=1).encode() + b"\n")

    def fits(self, copy: Path) -> bool:
        """Whether these very bytes were proven."""
        return copy.is_file() and copy.stat().st_size == self.size and sha256_of(copy) == self.sha256


def _row(read: Read, sql: str) -> Any:
    (row,) = list(read(sql))
    return row


def manifest_path(copy: Path) -> Path:
    return copy.with_name(copy.name + ".json")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
