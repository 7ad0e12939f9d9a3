"""Under a screen reader letters take a detour over its bus, and a key such as Ctrl+S overtakes them. Here it waits.

Why it may: decision 0165. Where no screen reader listens, and on other systems, there is nothing to wait for.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible

try:
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
except ImportError:  # a system without its library
    QDBusConnection = None  # type: ignore[assignment,misc]

_BUS = "a11y"
"""The name under which Qt keeps its connection to the accessibility bus."""

_REGISTRY = "org.a11y.atspi.Registry"
_KEYS = "/org/a11y/atspi/registry/deviceeventcontroller", "org.a11y.atspi.DeviceEventController"
LONGEST_MS = 100


def let_letters_arrive() -> None:
    """Wait until every letter that was typed before this key stands in its field: a millisecond or two."""
    if QDBusConnection is None or not QAccessible.isActive():
        return
    bus = QDBusConnection(_BUS)
    if not bus.isConnected():
        return
    path, interface = _KEYS
    question = QDBusMessage.createMethodCall(_REGISTRY, path, interface, "GetKeystrokeListeners")
    bus.call(question, QDBus.CallMode.Block, LONGEST_MS)  # it answers in order, so the letters' answers are here
    QCoreApplication.sendPostedEvents()  # Qt takes each answer and posts its letter
    QCoreApplication.sendPostedEvents()  # the letters arrive
