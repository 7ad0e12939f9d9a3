"""Who asks to be let into a record: by what, how often in vain, how long to wait, and what the next unlock is told."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from exodesk.core.errors import ExodeskError
from exodesk.storage import opening
from exodesk.storage.keys import WrongPassphrase, WrongRecoveryCode
from exodesk.storage.opening import Unlocked
from exodesk.storage.pin import Pin, PinGone, WrongPin
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.tries import Tries, tries_path
from exodesk.ui.preferences import Folders
from exodesk.ui.unlock.passphrase import Way


class Doorkeeper:
    """Knows one record at a time."""

    def __init__(self, folders: Folders, now: Callable[[], datetime]) -> None:
        self._folders = folders
        self._now = now
        self._path: Path | None = None
        self._pin: Pin | None = None

    def attend(self, path: Path) -> None:
        """It is about this record now; a PIN of another one is gone."""
        if path != self._path:
            self._path, self._pin = path, None

    @property
    def today(self) -> date:
        return self._now().astimezone().date()

    @property
    def has_pin(self) -> bool:
        return self._pin is not None and self._pin.day == self.today and self._pin.left > 0

    def make_pin(self, record: RecordFile, digits: str) -> Callable[[], Pin]:
        """How the worker wraps the key of an open record; `keep_pin` then holds it."""
        key, db_uuid, today = record.key, record.db_uuid, self.today
        return lambda: Pin.wrap(key, digits, db_uuid, today)

    def keep_pin(self, pin: Pin | None) -> None:
        self._pin = pin

    def way_in(self, text: str, way: Way) -> Callable[[], Unlocked]:
        """What the worker does with what was typed."""
        path, copies, pin, today = self._path, self._folders.key_copies, self._pin, self.today

        def find() -> Unlocked:
            if path is None:
                raise AssertionError(way)
            match way:
                case Way.PASSPHRASE:
                    return opening.unlock(path, text, copies)
                case Way.CODE:
                    return opening.unlock_with_recovery_code(path, text)
                case Way.PIN:
                    if pin is None:
                        raise PinGone
                    return Unlocked(pin.unwrap(text, today))

        return find

    def turn_away(self, error: ExodeskError) -> None:
        """Only a wrong secret counts as a try."""
        if self._path and isinstance(error, WrongPassphrase | WrongRecoveryCode | WrongPin | PinGone):
            with suppress(OSError):  # a folder that cannot be written: then nothing is counted
                self.tries.and_one(self._now()).write(self._tries_path(self._path))

    def wait_s(self) -> int:
        """Seconds to wait before the next try."""
        return self.tries.wait_s(self._now())

    def admit(self) -> None:
        """It is written down: the count begins again."""
        if self._path:
            with suppress(OSError):
                self._tries_path(self._path).unlink(missing_ok=True)

    @property
    def tries(self) -> Tries:
        """Those in vain since the record was last unlocked."""
        return Tries.read(self._tries_path(self._path)) if self._path else Tries()

    def _tries_path(self, path: Path) -> Path:
        return tries_path(self._folders.config / "tries", path)
