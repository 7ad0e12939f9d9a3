"""What this computer remembers for its user: folders, which record was open last, how the program looks. No patients.

Clinical settings lie in the record, because they must travel with it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from exodesk.core.folding import fold, words_of
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Patient
from exodesk.storage.files import read_small, write_whole
from exodesk.storage.one_file import open_files
from exodesk.storage.tries import tries_folder
from exodesk.ui.look.theme import Scheme

SHORT_NAME = 3
"""Letters of names that are in many other words too."""

USUAL_IDLE_MINUTES, LONGEST_IDLE_MINUTES = 5, 60


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the program keeps its own things. `records` is only what a new record's place is proposed as."""

    config: Path
    records: Path
    logs: Path
    cache: Path

    @property
    def preferences(self) -> Path:
        return self.config / "preferences.json"

    @property
    def window(self) -> Path:
        return self.config / "window.ini"

    @property
    def key_copies(self) -> Path:
        return self.config / "keys"

    @property
    def open_files(self) -> Path:
        return open_files(self.config)

    @property
    def tries(self) -> Path:
        return tries_folder(self.config)


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """Where pages went last. `printer` is the system's name, "" for a file though there are printers.

    `paper` is what was chosen instead of the clinic's. Of what was never chosen nothing is known.
    """

    printer: str | None = None
    paper: Paper | None = None
    folder: Path | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Out of the preferences. A paper that there is not was never chosen: all else is kept."""
        paper, folder = data.get("paper"), data.get("folder")
        known = Paper(paper) if paper in set(Paper) else None
        return cls(data.get("printer"), known, Path(folder) if folder else None)

    def written(self) -> dict[str, str | None]:
        return {
            "printer": self.printer,
            "paper": self.paper.value if self.paper else None,
            "folder": str(self.folder) if self.folder else None,
        }


def names(folder: Path, patient: Patient) -> bool:
    """Whether a patient's name is in the way to a folder, which then is not remembered."""
    words = {fold(word) for part in folder.parts for word in re.split(r"[\W_]+", part)}
    way = fold(str(folder))
    return any(name in words or (len(name) > SHORT_NAME and name in way) for name in words_of(patient))


@dataclass(frozen=True, slots=True)
class Preferences:
    record: Path | None = None
    scheme: Scheme = Scheme.SYSTEM
    idle_minutes: int = USUAL_IDLE_MINUTES
    second_place: Path | None = None
    """The folder, such as one on a USB stick, that gets every backup too."""
    printing: PrintChoice = PrintChoice()

    @classmethod
    def read(cls, path: Path) -> Self:
        """What was written, or the defaults where it cannot be read: it is never worth stopping a start."""
        try:
            data = read_small(path)
            record = data.get("record")
            minutes = int(data.get("idle_minutes", USUAL_IDLE_MINUTES))
            scheme = Scheme(data.get("scheme", Scheme.SYSTEM))
            second = data.get("second_place")
            return cls(
                Path(record) if record else None,
                scheme,
                min(max(minutes, 1), LONGEST_IDLE_MINUTES),
                Path(second) if second else None,
                PrintChoice.read(data.get("printing", {})),
            )
        except (OSError, ValueError, TypeError, AttributeError):
            return cls()

    def write(self, path: Path) -> None:
        record = str(self.record) if self.record else None
        second = str(self.second_place) if self.second_place else None
        data = {
            "record": record,
            "scheme": self.scheme.value,
            "idle_minutes": self.idle_minutes,
            "second_place": second,
            "printing": self.printing.written(),
        }
        write_whole(path, json.dumps(data, indent=1).encode() + b"\n")


class KeptPreferences:
    """The preferences of this computer, written whenever one is changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.now = Preferences.read(path)

    def prefer(self, preferences: Preferences) -> bool:
        """Whether the next start will know of it. Where it cannot be written it holds until the end of the program."""
        self.now = preferences
        try:
            preferences.write(self._path)
        except OSError:
            return False
        return True
