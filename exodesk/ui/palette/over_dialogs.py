"""The palette over dialogs: Ctrl+K works there too, and what is chosen waits until the dialog has made way for it.

A dialog never loses text by it: one that keeps a draft closes and keeps it, another says what is not saved, and stays.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.open_record.session import Session
from exodesk.ui.palette.recents import Recents
from exodesk.ui.palette.rows import Row, Ways

_OWN = Qt.FindChildOption.FindDirectChildrenOnly
"""A dialog that was opened over another one, and closed again, still is among its children."""


@runtime_checkable
class MakesWay(Protocol):
    """A dialog that can close for something else."""

    @property
    def is_kept(self) -> bool:
        """Whether what is typed comes back with the form."""

    def put_aside(self) -> None: ...


class OverDialogs(QObject):
    """Binds its keys in every dialog of ours that comes to the front. `is_covered`: whether nobody may be named now.

    `acts` open something of their own over the dialog, which stays as it is beneath.
    """

    def __init__(
        self,
        session: Session,
        ways: Ways,
        offers: Callable[[], list[Row]],
        recents: Recents,
        acts: Mapping[Key, Callable[[QWidget], object]],
        *,
        is_covered: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._ways, self._offers, self._recents = session, ways, offers, recents
        self._acts, self._is_covered = acts, is_covered
        if isinstance(app := QApplication.instance(), QGuiApplication):
            app.focusWindowChanged.connect(self._meet)

    def _meet(self, _window: QWindow | None) -> None:
        """Another window has the keys: a dialog that was not met before gets those of the palette and of the acts."""
        dialog = QApplication.activeModalWidget()
        is_ours = isinstance(dialog, QDialog) and type(dialog).__module__.startswith("exodesk.")
        if is_ours and dialog and dialog.findChild(QShortcut, Key.PALETTE.name, _OWN) is None:
            bind(Key.PALETTE, dialog, partial(self._open, dialog))
            for key, act in self._acts.items():
                bind(key, dialog, partial(act, dialog))

    def _open(self, dialog: QWidget) -> None:
        from exodesk.ui.palette.widget import Palette  # noqa: PLC0415 - not before it is asked for

        if self._is_covered():
            return
        palette = dialog.findChild(Palette, options=_OWN) or Palette(
            self._session, self._ways, self._offers, dialog, recents=self._recents, make_way=make_way
        )
        palette.open_over(dialog, but_for=None)


def make_way() -> bool:
    """Close the dialogs that are open, the one in front first; False once one of them has something to say."""
    while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
        if isinstance(dialog, MakesWay) and dialog.is_kept:
            dialog.put_aside()
        else:
            dialog.reject()
        if dialog is QApplication.activeModalWidget():
            return False
    return True
