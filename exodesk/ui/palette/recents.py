"""What was opened and done last: what the palette offers before anything is typed."""

from collections import deque
from collections.abc import Sequence

from exodesk.ui.palette.rows import Row

MOST_PATIENTS, MOST_COMMANDS = 8, 5


class Recents:
    """What was opened and done since the record was opened: in memory only, so it goes when the record is locked."""

    def __init__(self) -> None:
        self._patients: deque[str] = deque(maxlen=MOST_PATIENTS + 1)
        self._commands: deque[str] = deque(maxlen=MOST_COMMANDS)

    def note_patient(self, patient_id: str) -> None:
        _to_front(self._patients, patient_id)

    def note_command(self, key: str) -> None:
        _to_front(self._commands, key)

    @property
    def patients(self) -> Sequence[str]:
        """Ids, the last one first."""
        return tuple(self._patients)

    def commands(self, offers: Sequence[Row]) -> list[Row]:
        """Of what can be done now: what was done last, then what stands first."""
        used = {key: place for place, key in enumerate(self._commands)}
        return sorted(offers, key=lambda row: used.get(row.key, len(used)))[:MOST_COMMANDS]


def _to_front(held: deque[str], key: str) -> None:
    if key in held:
        held.remove(key)
    held.appendleft(key)
