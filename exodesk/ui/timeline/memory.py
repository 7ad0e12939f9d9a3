"""How each patient's timeline was looked at last, for as long as the record is open. Nothing of it is stored."""

from dataclasses import dataclass
from enum import Enum
from weakref import WeakKeyDictionary

from exodesk.core.timeline import Lane
from exodesk.ui.open_record.session import Session
from exodesk.ui.timeline.viewport import USUAL_PRESET, Preset, Viewport


class Shown(Enum):
    """The twins: the picture, the same entries as rows, and the injections of one joint."""

    PICTURE = "picture"
    TABLE = "table"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was in sight. `plan_id`: the plan that was chosen, none is all of them."""

    viewport: Viewport
    plan_id: str | None
    shown: Shown
    aligned: bool


class Memory:
    """Of one open record. The stretch of time chosen last, and the lanes unfolded, hold for the next patient too."""

    def __init__(self) -> None:
        self.preset: Preset = USUAL_PRESET
        self.unfolded: frozenset[Lane] = frozenset()
        self._sights: dict[str, Sight] = {}

    def of(self, patient_id: str) -> Sight | None:
        return self._sights.get(patient_id)

    def keep(self, patient_id: str, sight: Sight) -> None:
        self._sights[patient_id] = sight


_MEMORIES: WeakKeyDictionary[Session, Memory] = WeakKeyDictionary()


def memory_of(session: Session) -> Memory:
    """Gone with the session that it belongs to."""
    return _MEMORIES.setdefault(session, Memory())
