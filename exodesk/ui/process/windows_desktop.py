"""What Windows says to a window: of the session it is in, once it has asked for that, and of power, to every window.

Sources: WM_WTSSESSION_CHANGE, WTSRegisterSessionNotification and WM_POWERBROADCAST in the Windows API.
"""

import sys
from ctypes import wintypes
from enum import IntEnum

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QWindow

from exodesk.ui.process.desktop import ANOTHER_USER, ASLEEP, Desktop

_TO_WINDOWS = b"windows_generic_MSG"


class Message(IntEnum):
    POWER = 0x0218
    SESSION = 0x02B1


class Power(IntEnum):
    SUSPEND = 4


class SessionChange(IntEnum):
    """`AWAY`: another user's turn. `REMOTE_AWAY`: who looked on from elsewhere has gone."""

    AWAY = 2
    REMOTE_AWAY = 4
    LOCKED = 7


class ThisDesktop(Desktop):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = _Messages(self)
        if app := QCoreApplication.instance():
            app.installNativeEventFilter(self._messages)

    def watch(self, window: QWindow) -> None:
        """Windows then tells it when its session is locked or another one comes to the screen."""
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415 - beside the only use of it

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(int(window.winId())), 0)

    def hear(self, message: int, what: int) -> None:
        match message, what:
            case Message.POWER, Power.SUSPEND:
                self.left.emit(ASLEEP)
            case Message.SESSION, SessionChange.LOCKED:
                self.covered.emit()
            case Message.SESSION, SessionChange.AWAY | SessionChange.REMOTE_AWAY:
                self.left.emit(ANOTHER_USER)


class _Messages(QAbstractNativeEventFilter):
    """Reads what passes by, and holds none of it up."""

    def __init__(self, desktop: ThisDesktop) -> None:
        super().__init__()
        self._desktop = desktop

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, address: int) -> tuple[bool, int]:
        if bytes(kind) == _TO_WINDOWS:  # type: ignore[arg-type]  # QByteArray has a buffer
            passing = wintypes.MSG.from_address(int(address))
            if passing.message in (Message.POWER, Message.SESSION):
                self._desktop.hear(passing.message, passing.wParam)
        return False, 0
