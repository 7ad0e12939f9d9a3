"""A new key for a record, as the way in does it: what it needs, and the work of the worker."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from exodesk.storage import rotation
from exodesk.storage.keys import DatabaseKey
from exodesk.ui.unlock.kit import Kit
from exodesk.ui.work.jobs import Progress


@dataclass(frozen=True, slots=True)
class KeyChange:
    """`kit` holds the new code. The record is closed, and its lock is held."""

    kit: Kit
    old: DatabaseKey
    new: DatabaseKey
    passphrase: str = field(repr=False)

    @classmethod
    def of(cls, kit: Kit, old: DatabaseKey, passphrase: str) -> "KeyChange":
        new = DatabaseKey.new()
        return cls(replace(kit, code=new.recovery_code), old, new, passphrase)

    def carry_out(self, today: date, copies: Path, progress: Progress) -> Path:
        """Where the record as it was is kept."""
        path = self.kit.record
        return rotation.change_key(path, self.old, self.new, self.passphrase, today=today, copies=copies, step=progress)
