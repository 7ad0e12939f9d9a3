"""The one window: the entrance while no record is open, the workspace while one is. Its title names no patient."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from exodesk.ui.keyboard import keys
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.look import icons
from exodesk.ui.look.tokens import Tone
from exodesk.ui.shell.keys_dialog import KeysDialog
from exodesk.ui.shell.problems import CrashDialog
from exodesk.ui.shell.workspace import Workspace
from exodesk.ui.unlock.entrance import Entrance

TITLE = "Exodesk"
SMALLEST = (1120, 680)
USUAL = (1280, 800)
_GEOMETRY = "window/geometry"


class Window(QMainWindow):
    closing = Signal()

    def __init__(self, entrance: Entrance, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self._crash: CrashDialog | None = None
        self.entrance = entrance
        self.workspace: Workspace | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(entrance)
        self.setCentralWidget(self._stack)
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(*SMALLEST)
        self._restore_geometry()
        keys.bind(Key.HELP, self, self._show_keys)
        keys.bind(Key.QUIT, self, self.close)

    def show_workspace(self, workspace: Workspace) -> None:
        """At the next turn of the event loop: what the caller still puts into it is painted with it."""
        self.workspace = workspace
        self._stack.addWidget(workspace)
        QTimer.singleShot(0, workspace, self._turn_to_workspace)

    def _turn_to_workspace(self) -> None:
        if self.workspace:
            self._stack.setCurrentWidget(self.workspace)

    def show_entrance(self) -> None:
        """Cover everything, and let go of every widget that showed a patient. A dialog is not asked whether it may."""
        for dialog in self.findChildren(QDialog):
            dialog.hide()
            dialog.deleteLater()
        self._crash = None
        self._stack.setCurrentWidget(self.entrance)
        if self.workspace:
            self._stack.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None
        self.entrance.begin()

    def come_to_front(self) -> None:
        """A second start asked for this window."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def tell(self, text: str) -> None:
        """A known error that no page has caught."""
        if self.workspace:
            self.workspace.messages.say(text, Tone.DANGER)
        else:
            self.entrance.say(text)

    def show_crash(self, report: str) -> None:
        """One dialog at a time: a bug that repeats is in the log."""
        if self._crash is None:
            self._crash = CrashDialog(report, self)
            self._crash.finished.connect(self._forget_crash)
            self._crash.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing never asks: drafts are kept. A record that this window alone still holds keeps it open."""
        event.ignore()  # a fault on the way must not close it either
        if not self.may_close():
            return
        event.accept()
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        self._settings.sync()
        self.hide()  # the last backup takes a moment, and nobody has to look at a window that stands still
        self.closing.emit()
        super().closeEvent(event)

    def _forget_crash(self) -> None:
        self._crash = None

    def _restore_geometry(self) -> None:
        kept = self._settings.value(_GEOMETRY)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            room = self.screen().availableGeometry().size()
            self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height()))
            if self.height() < USUAL[1] or self.width() < USUAL[0]:  # its frame would stand out at the edge
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def _show_keys(self) -> None:
        shown: QWidget = self
        KeysDialog(keys.bound_in(shown), self).open()
