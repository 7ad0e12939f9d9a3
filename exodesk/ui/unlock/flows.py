"""The longer ways into a record: a new one, a new key, a backup, what is left of a damaged one, a look around.

Each is imported and made when it is first gone: a start goes none of them.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from exodesk.storage.surroundings import Surroundings
from exodesk.ui.process.preferences import Folders
from exodesk.ui.work.jobs import Jobs

if TYPE_CHECKING:
    from exodesk.ui.unlock.creation import Creation
    from exodesk.ui.unlock.look_around import LookAround, MakeDemo
    from exodesk.ui.unlock.renewal import Renewal
    from exodesk.ui.unlock.restoration import Restoration
    from exodesk.ui.unlock.salvaging import Salvaging
    from exodesk.ui.unlock.way_back import Means, WayBack

AWayBack = TypeVar("AWayBack", bound="WayBack")


class Flows(QObject):
    """Their pages go into the entrance's stack. What a way leads to is told here, whichever way it was."""

    shown = Signal(object)  # the page in sight from now on
    left = Signal()
    failed = Signal(str)
    made = Signal(object)  # the path of a new record, known from now on even if the way in is broken off
    created = Signal(object, object)  # a new record's path and key
    renewed = Signal(object, object, str, str)  # a record's path, its new key, a reason for the trail, and words
    recovered = Signal(object, object, str)  # the path of what was restored or saved, its key, and words
    looked_around = Signal(object, str)  # the made-up practice's path and its passphrase
    restore_asked = Signal()
    salvage_asked = Signal()
    over = Signal()  # given by the entrance: a record is open, and nothing of a secret is kept

    def __init__(
        self,
        stack: QStackedWidget,
        jobs: Jobs,
        folders: Folders,
        surroundings: Surroundings,
        *,
        make_demo: "MakeDemo",
        second_place: Callable[[], Path | None],
    ) -> None:
        super().__init__(stack)
        self._stack, self._jobs, self._folders, self._surroundings = stack, jobs, folders, surroundings
        self._make_demo, self._second_place = make_demo, second_place

    @cached_property
    def creation(self) -> "Creation":
        from exodesk.ui.unlock.creation import Creation

        creation = Creation(self._jobs, self._folders, self._surroundings, self._stack)
        creation.shown.connect(self.shown)
        creation.left.connect(self.left)
        creation.made.connect(self.made)
        creation.ended.connect(self.created)
        self.over.connect(creation.forget)
        return creation

    @cached_property
    def renewal(self) -> "Renewal":
        from exodesk.ui.unlock.renewal import Renewal

        renewal = Renewal(self._jobs, self._folders.key_copies, self._stack)
        self._add(renewal.pages)
        renewal.shown.connect(self.shown)
        renewal.ended.connect(self.renewed)
        return renewal

    @cached_property
    def restoration(self) -> "Restoration":
        from exodesk.ui.unlock.restoration import Restoration

        found = Restoration(self._means, self._stack)
        found.salvage.connect(self.salvage_asked)
        return self._leading_back(found)

    @cached_property
    def salvaging(self) -> "Salvaging":
        from exodesk.ui.unlock.salvaging import Salvaging

        found = Salvaging(self._means, self._stack)
        found.restore.connect(self.restore_asked)
        return self._leading_back(found)

    @property
    def _means(self) -> "Means":
        from exodesk.ui.unlock.way_back import Means

        return Means(self._jobs, self._folders, self._surroundings, self._second_place)

    def _leading_back(self, found: AWayBack) -> AWayBack:
        self._add(found.pages)
        found.shown.connect(self.shown)
        found.left.connect(self.left)
        found.ended.connect(self.recovered)
        return found

    @cached_property
    def look_around(self) -> "LookAround":
        from exodesk.ui.unlock.look_around import LookAround

        look = LookAround(self._jobs, self._folders.cache, self._surroundings, self._make_demo, self._stack)
        look.shown.connect(self.shown)
        look.left.connect(self.left)
        look.failed.connect(self.failed)
        look.ended.connect(self.looked_around)
        return look

    def _add(self, pages: Iterable[QWidget]) -> None:
        for page in pages:
            self._stack.addWidget(page)
