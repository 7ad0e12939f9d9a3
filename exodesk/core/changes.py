"""What an operation touched, so that every page knows whether to read again."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Kinds of record touched (lower_snake table names), the patient they belong to, and the way back, if there is one.

    `record_id` is the one record that the operation was about, for a page that opens it. `undo` takes the open record
    and returns the Change of the undoing; clinical entries have none: they are amended.
    """

    kinds: frozenset[str]
    patient_id: str | None = None
    record_id: str | None = None
    said: str = ""
    undo: Callable[..., "Change"] | None = None

    def touches(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)
