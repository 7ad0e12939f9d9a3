"""Who asks to be let into a record: by what, how often in vain, how long to wait, and what the next unlock is told."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.storage import opening
from exodesk.storage.driver import DiskRefuses
from exodesk.storage.files import may_write
from exodesk.storage.finding import Finding
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.opening import Unlocked
from exodesk.storage.own_file import has_second_name, make_own
from exodesk.storage.pin import Pin, PinGone
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from exodesk.storage.tries import Attempts, Tries
from exodesk.ui.process.preferences import Folders
from exodesk.ui.unlock.passphrase import Way
from exodesk.ui.work.jobs import Progress

RENEWING = "Exodesk brings the record to its new version, which can take minutes. It stays as it was until all is done."


class Doorkeeper:
    """Knows one record at a time."""

    def __init__(self, folders: Folders, surroundings: Surroundings) -> None:
        self._folders = folders
        self._surroundings = surroundings
        self._path: Path | None = None
        self._pin: Pin | None = None

    def attend(self, path: Path) -> None:
        """It is about this record now; a PIN of another one is gone."""
        if path != self._path:
            self._path, self._pin = path, None

    @property
    def today(self) -> date:
        return self._surroundings.now().astimezone().date()

    @property
    def has_pin(self) -> bool:
        return self._pin is not None and self._pin.day == self.today and self._pin.left > 0

    def make_pin(self, record: RecordFile, digits: str) -> Callable[[], Pin]:
        """How the worker wraps the key of an open record; `keep_pin` then holds it."""
        key, db_uuid, today = record.key, record.db_uuid, self.today
        return lambda: Pin.wrap(key, digits, db_uuid, today)

    def keep_pin(self, pin: Pin | None) -> None:
        """Let it open the record again today; None ends that, and so does the end of the program."""
        self._pin = pin

    def way_in(self, text: str, way: Way) -> Callable[[Progress], Unlocked]:
        """What the worker does with what was typed, and then with a record of an older format: it comes to this one."""
        path, copies, pin, today = self._path, self._folders.key_copies, self._pin, self.today
        world, attempts = self._surroundings, self._attempts

        def find(progress: Progress) -> Unlocked:
            if path is None or attempts is None:
                raise AssertionError(way)
            with attempts.one():
                unlocked = unlock(path)
            if may_write(path):
                with suppress(StorageError):  # opening meets it again, and says so
                    own = make_own(path, unlocked.key, world)
                    unlocked = replace(unlocked, findings=unlocked.findings + own)
                    opening.bring_up_to_date(path, unlocked.key, world, partial(progress, 0, 0, RENEWING))
            return unlocked

        def unlock(path: Path) -> Unlocked:
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

    def let_in(self, path: Path, key: DatabaseKey, findings: tuple[Finding, ...]) -> RecordFile:
        """Open it, and write down that it was. Where nothing can be written it opens to be read, and says why."""
        only_read = _why_only_read(path)
        try:
            record = self._open(path, key, findings, only_read)
        except DiskRefuses as error:
            only_read = "The disk is full or refuses to write. Free some space, then lock and unlock again."
            try:
                record = self._open(path, key, findings, only_read)
            except StorageError:
                raise error from None
        if self._attempts:
            self._attempts.forget()
        return record

    def _open(self, path: Path, key: DatabaseKey, findings: tuple[Finding, ...], only_read: str) -> RecordFile:
        record = opening.open_record(
            path,
            key,
            surroundings=self._surroundings,
            exclusive=False,
            findings=findings,
            tries=self._attempts.tries if self._attempts else Tries(),
            read_only=bool(only_read),
            why_read_only=only_read,
        )
        try:
            record.log("unlock")
        except StorageError:
            record.close()
            raise
        return record

    def wait_s(self) -> int:
        """Seconds to wait before the next try."""
        return self._attempts.wait_s() if self._attempts else 0

    @property
    def _attempts(self) -> Attempts | None:
        return Attempts(self._folders.tries, self._path) if self._path else None


def _why_only_read(path: Path) -> str:
    if not may_write(path):
        return f"{path.name} or its folder cannot be written."
    if has_second_name(path):
        text = f"{path.name} has a second name on this disk, and there was no way to make it a file of its own."
        return f"{text} Free some space, then lock and unlock again."
    return ""
