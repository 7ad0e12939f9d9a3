"""What the desktop says is heard: on a bus of its own, where somebody speaks for logind, and from Windows' messages."""

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from exodesk.ui.process.windows_desktop import Message, ThisDesktop, _Messages

CHECKOUT = Path(__file__).resolve().parents[3]
BOTH = """
import os, sys
from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVirtualObject
from exodesk.ui.process.bus_desktop import ThisDesktop

def tell(*words):
    # each thing that is heard brings on the next that is said
    print(*words, flush=True)
    if act := next(answers[words[0]], None):
        QTimer.singleShot(0, act)

app = QCoreApplication([])
logind, path = "org.freedesktop.login1", "/org/freedesktop/login1"
other = QDBusConnection.connectToBus(QDBusConnection.BusType.SystemBus, "somebody else")
assert other.registerService(logind)

class Logind(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, connection):
        tell("asked:", message.member(), *message.arguments())
        reading, writing = os.pipe()
        held = QDBusUnixFileDescriptor(writing)
        os.close(writing)
        self.let_go = QSocketNotifier(reading, QSocketNotifier.Type.Read)
        self.let_go.activated.connect(self.see)
        return connection.send(message.createReply(held))
    def see(self):
        self.let_go.setEnabled(False)
        tell("let go")

manager = Logind()
assert other.registerVirtualObject(path, manager)
desktop = ThisDesktop(app)
desktop.covered.connect(lambda: tell("covered"))
desktop.left.connect(lambda why: tell("left:", why))

def say(path, interface, name, *arguments):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(arguments))
    assert other.send(message)

def sleep(goes):
    say(path, f"{logind}.Manager", "PrepareForSleep", goes)

def speak():
    session, properties = f"{path}/session/_31", "org.freedesktop.DBus.Properties"
    say(session, f"{logind}.Session", "Lock")
    say(session, properties, "PropertiesChanged", f"{logind}.Session", {"Active": True}, ["IdleHint"])
    say(session, properties, "PropertiesChanged", f"{logind}.Session", {"Active": False}, ["IdleHint"])
    say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)
    say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)

answers = {
    "asked:": iter((lambda: sleep(True), speak)),
    "let go": iter((lambda: sleep(False),)),
    "covered": iter((None, app.quit)),
    "left:": iter(()),
}
QTimer.singleShot(30_000, app.quit)  # something was not heard
app.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a D-Bus daemon to start")
def test_sleep_a_locked_screen_and_another_user_are_heard() -> None:
    """Sleep waits until what `left` is connected to, the lock, is over; after waking it is held up again."""
    script = f'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "{sys.executable}" -c "$CODE"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        cwd=CHECKOUT, env={**os.environ, "CODE": BOTH}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    asked = "asked: Inhibit sleep Exodesk The record is locked first delay"
    assert done.stdout.splitlines() == [
        asked,
        "left: the computer went to sleep",
        "let go",
        asked,
        "covered",
        "left: another user came to the screen",
        "covered",
    ], done.stderr


def test_without_a_bus_it_is_quiet() -> None:
    code = """
from PySide6.QtCore import QCoreApplication
from exodesk.ui.process.bus_desktop import ThisDesktop
application = QCoreApplication([])
"""
    nowhere = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}ThisDesktop(application); print('quiet')"],
        cwd=CHECKOUT, env={**os.environ, **nowhere}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("quiet\n", "")


@pytest.mark.parametrize(
    ("message", "what", "said"),
    [
        (Message.POWER, 4, ["the computer went to sleep"]),
        (Message.SESSION, 7, ["covered"]),
        (Message.SESSION, 2, ["another user came to the screen"]),
        (Message.SESSION, 4, ["another user came to the screen"]),
        (Message.POWER, 7, []),  # awake again
        (Message.SESSION, 8, []),  # the screen is unlocked
        (0x0200, 4, []),  # the mouse
    ],
)
def test_messages_of_windows_are_read(qtbot: QtBot, message: int, what: int, said: list[str]) -> None:
    """As they lie in memory; that Windows sends them is seen on Windows only."""
    parent, heard = QObject(), list[str]()
    desktop = ThisDesktop(parent)
    desktop.covered.connect(lambda: heard.append("covered"))
    desktop.left.connect(heard.append)
    passing = wintypes.MSG(message=message, wParam=what)
    for kind in (b"windows_generic_MSG", b"windows_dispatcher_MSG", b"xcb_generic_event_t"):
        assert _Messages(desktop).nativeEventFilter(kind, ctypes.addressof(passing)) == (False, 0)
    assert heard == said
