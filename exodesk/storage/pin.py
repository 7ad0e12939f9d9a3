"""The key of an open record, wrapped by a few digits for the rest of a day. In memory only: it is never written.

Ten thousand PINs are soon tried by who has this process's memory, so nothing but the same process, day and desk counts
on one. Five wrong tries and it is gone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from exodesk.core.errors import StorageError
from exodesk.storage.keys import Cost, DatabaseKey, Slot

TRIES = 5
SHORTEST, LONGEST = 4, 8
_COST = Cost(time=6)


class WrongPin(StorageError):
    def __init__(self, left: int) -> None:
        more = "One more try" if left == 1 else f"{left} more tries"
        super().__init__(f"This is not the PIN. {more}, then it is the passphrase again.")


class PinGone(StorageError):
    def __init__(self) -> None:
        super().__init__("The PIN is gone. Type the passphrase.")


@dataclass(slots=True)
class Pin:
    slot: Slot
    db_uuid: str
    day: date
    left: int = TRIES

    @classmethod
    def wrap(cls, key: DatabaseKey, digits: str, db_uuid: str, day: date) -> Self:
        """A PIN for this day. Slow by design, like every way to a key."""
        if not is_pin(digits):
            raise StorageError(f"A PIN has {SHORTEST} to {LONGEST} digits.")
        return cls(Slot.wrap(key, digits, db_uuid, _COST, kind="pin"), db_uuid, day)

    def unwrap(self, digits: str, today: date) -> DatabaseKey:
        """The key; WrongPin while tries are left, then PinGone."""
        if not self.left or today != self.day:
            raise PinGone
        key = self.slot.unwrap(digits, self.db_uuid)
        if key is not None:
            self.left = TRIES
            return key
        self.left -= 1
        raise WrongPin(self.left) if self.left else PinGone


def is_pin(text: str) -> bool:
    return text.isascii() and text.isdigit() and SHORTEST <= len(text) <= LONGEST
