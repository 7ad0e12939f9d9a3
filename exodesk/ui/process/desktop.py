"""What the desktop says of the person: screen locked, computer put to sleep, another user's turn. Linux, over D-Bus.

Where there is no D-Bus, or another system, it says nothing: then idle time alone locks.
"""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

try:
    from PySide6.QtDBus import QDBusConnection
except ImportError:  # a system without its library
    QDBusConnection = None  # type: ignore[assignment,misc]

_LOGIND = "org.freedesktop.login1"
_SCREENS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver")


def _slot(signature: str) -> Any:
    """The stubs of `connect` ask for bytes, and the binding for text."""
    return SLOT(signature)


class Desktop(QObject):
    """`covered`: the screen is locked. `left`: it is no longer this person's, with the reason in words."""

    covered = Signal()
    left = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
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
        if session.isConnected():
            for name in _SCREENS:
                session.connect("", "", name, "ActiveChanged", self, _slot("_screen(bool)"))

    @Slot(bool)
    def _sleep(self, goes: bool) -> None:
        if goes:
            self.left.emit("the computer went to sleep")

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
            self.left.emit("another user came to the screen")
