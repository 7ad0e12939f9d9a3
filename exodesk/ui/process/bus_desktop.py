"""What a Linux desktop says over D-Bus. Where there is no D-Bus it says nothing.

Sleep is held up for as long as locking takes, which logind grants every program for some seconds: afterwards nothing
of a patient is left on the screen that wakes, nor in the memory that a deep sleep writes to the disk.
"""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot

from exodesk.ui.process.desktop import ANOTHER_USER, ASLEEP, Desktop

try:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor
except ImportError:  # a system without its library
    QDBusConnection = None  # type: ignore[assignment,misc]

_LOGIND, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_SCREENS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver")


def _slot(signature: str) -> Any:
    """The stubs of `connect` ask for bytes, and the binding for text."""
    return SLOT(signature)


class ThisDesktop(Desktop):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hold: QDBusUnixFileDescriptor | None = None  # it is open as long as this is there
        if QDBusConnection is None:
            return
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            manager, of_session = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
            system.connect(_LOGIND, "", manager, "PrepareForSleep", self, _slot("_sleep(bool)"))
            system.connect(_LOGIND, "", of_session, "Lock", self, _slot("_lock()"))
            properties = "org.freedesktop.DBus.Properties"
            system.connect(
                _LOGIND, "", properties, "PropertiesChanged", self, _slot("_change(QString,QVariantMap,QStringList)")
            )
            self._hold_sleep()
        if session.isConnected():
            for name in _SCREENS:
                session.connect("", "", name, "ActiveChanged", self, _slot("_screen(bool)"))

    def _hold_sleep(self) -> None:
        """From now on the computer sleeps once this has been let go of."""
        asking = QDBusMessage.createMethodCall(_LOGIND, _PATH, f"{_LOGIND}.Manager", "Inhibit")
        asking.setArguments(["sleep", "Exodesk", "The record is locked first", "delay"])
        answer = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(asking), self)
        answer.finished.connect(self._take_hold)

    def _take_hold(self, answer: "QDBusPendingCallWatcher") -> None:
        """A descriptor, which holds it for as long as it is open; a system without logind gives none."""
        told = answer.reply()
        if told.type() == QDBusMessage.MessageType.ReplyMessage:
            self._hold = told.arguments()[0]
        answer.deleteLater()

    @Slot(bool)
    def _sleep(self, goes: bool) -> None:
        if goes:
            self.left.emit(ASLEEP)
            self._hold = None
        else:
            self._hold_sleep()

    @Slot()
    def _lock(self) -> None:
        self.covered.emit()

    @Slot(bool)
    def _screen(self, covered: bool) -> None:
        if covered:
            self.covered.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def _change(self, about: str, values: dict[str, object], _: list[str]) -> None:
        """A session of the desktop is no longer in front: another user came."""
        if about == f"{_LOGIND}.Session" and values.get("Active") is False:
            self.left.emit(ANOTHER_USER)
