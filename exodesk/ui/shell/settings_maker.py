"""The Settings page with all its cards, each joined to what it sets: preferences, lock, entrance, backups."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exodesk.ui.look.theme import Scheme
from exodesk.ui.open_record.safekeeper import Safekeeper
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import TRAIL, Desk, Page
from exodesk.ui.pages.settings import Section, SettingsPage
from exodesk.ui.pages.settings.backup_card import BackupCard
from exodesk.ui.pages.settings.hand_over import HandOverCard
from exodesk.ui.pages.settings.keys_card import KeysCard
from exodesk.ui.pages.settings.lock_card import LockCard
from exodesk.ui.pages.settings.many import ManySummariesCard
from exodesk.ui.process.preferences import Folders, KeptPreferences, Preferences
from exodesk.ui.shell.lock import Lock
from exodesk.ui.unlock.entrance import Entrance
from exodesk.ui.unlock.key_change import KeyChange
from exodesk.ui.unlock.kit import Kit
from exodesk.ui.work.jobs import Jobs

NOT_KEPT = (
    "The choice is not saved on this computer; it holds until Exodesk ends. Make room on its disk and choose again."
)


class SettingsMaker(QObject):
    """Makes the page anew whenever it is opened, and does what is chosen there."""

    scheme_chosen = Signal(object)  # the Scheme, which is remembered already
    not_kept = Signal(str)  # what to say where a choice cannot be written: it holds until the end of the program

    def __init__(
        self,
        preferences: KeptPreferences,
        folders: Folders,
        jobs: Jobs,
        entrance: Entrance,
        lock: Lock,
        *,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._preferences, self._folders, self._jobs = preferences, folders, jobs
        self._entrance, self._lock = entrance, lock

    def make(self, session: Session, desk: Desk, safekeeper: Safekeeper) -> Page:
        page = SettingsPage(session, self._preferences.now.scheme)
        page.scheme_chosen.connect(self._choose_scheme)
        page.trail_asked.connect(partial(desk.open_page, TRAIL))
        page.add_card(Section.TEXTS, partial(ManySummariesCard, session, self._jobs))
        page.add_card(Section.SAFETY, self._lock_card)
        page.add_card(Section.SAFETY, partial(self._keys_card, session))
        page.add_card(Section.SAFETY, partial(self._backup_card, session, safekeeper))
        page.add_card(Section.SAFETY, partial(self._successor_card, session))
        return page

    def _keys_card(self, session: Session) -> KeysCard:
        card = KeysCard(session, self._jobs, self._folders.key_copies)
        card.new_code_asked.connect(self._change_key)
        return card

    def _successor_card(self, session: Session) -> HandOverCard:
        card = HandOverCard(session, self._jobs, self._folders.key_copies)
        card.new_code_asked.connect(self._change_key)
        return card

    def _lock_card(self) -> LockCard:
        card = LockCard(self._preferences.now.idle_minutes, has_pin=self._entrance.keeper.has_pin)
        card.minutes_chosen.connect(self._choose_idle)
        card.pin_chosen.connect(partial(self._set_pin, card))
        card.pin_forgotten.connect(partial(self._entrance.keeper.keep_pin, None))
        return card

    def _backup_card(self, session: Session, safekeeper: Safekeeper) -> BackupCard:
        card = BackupCard(session, safekeeper, self._jobs, self._folders.key_copies)
        card.second_place_chosen.connect(self._choose_second_place)
        card.restore_asked.connect(self._restore)
        card.moved.connect(partial(self._lock.lock, "the record was moved to another computer"))
        return card

    def _prefer(self, preferences: Preferences) -> None:
        if not self._preferences.prefer(preferences):
            self.not_kept.emit(NOT_KEPT)

    def _choose_scheme(self, scheme: str) -> None:
        chosen = Scheme(scheme)
        self._prefer(replace(self._preferences.now, scheme=chosen))
        self.scheme_chosen.emit(chosen)

    def _choose_idle(self, minutes: int) -> None:
        self._prefer(replace(self._preferences.now, idle_minutes=minutes))
        self._lock.idle.minutes = minutes
        self._lock.log("change settings", f"lock after {minutes} minutes without use")

    def _set_pin(self, card: LockCard, digits: str) -> None:
        if self._lock.session:
            keeper = self._entrance.keeper
            make = keeper.make_pin(self._lock.session.record, digits)
            job = self._jobs.run(lambda _: make())
            job.succeeded.connect(keeper.keep_pin)
            job.succeeded.connect(card.tell_pin)
            job.succeeded.connect(self._log_pin)

    def _log_pin(self, _: object) -> None:
        self._lock.log("set a PIN for the day")

    def _change_key(self, kit: Kit, passphrase: str) -> None:
        """The record is closed for it, and opens again where somebody was."""
        if self._lock.session:
            change = KeyChange.of(kit, self._lock.session.record.key, passphrase)
            self._lock.lock("a new recovery code")
            self._lock.when_quiet(partial(self._begin_key_change, change))

    def _begin_key_change(self, change: KeyChange) -> None:
        if self._lock.session is None:
            self._entrance.change_key(change)

    def _choose_second_place(self, folder: Path | None) -> None:
        self._prefer(replace(self._preferences.now, second_place=folder))

    def _restore(self) -> None:
        """The record is closed for it; the last backup of it is made first, if anything was changed."""
        self._lock.lock("a backup is to be restored")
        self._lock.when_quiet(self._entrance.restore)
