"""What the desktop says over D-Bus is heard: on a bus of its own, where somebody speaks for logind and the screen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
BOTH = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from exodesk.ui.process.desktop import Desktop

app = QCoreApplication([])
desktop = Desktop(app)
desktop.covered.connect(lambda: print("covered", flush=True))
desktop.left.connect(lambda why: print("left:", why, flush=True))
logind = "org.freedesktop.login1"
other = QDBusConnection.connectToBus(QDBusConnection.BusType.SystemBus, "somebody else")
assert other.registerService(logind)

def say(path, interface, name, *arguments):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(arguments))
    assert other.send(message)

def speak():
    session, properties = "/org/freedesktop/login1/session/_31", "org.freedesktop.DBus.Properties"
    say("/org/freedesktop/login1", f"{logind}.Manager", "PrepareForSleep", False)
    say("/org/freedesktop/login1", f"{logind}.Manager", "PrepareForSleep", True)
    say(session, f"{logind}.Session", "Lock")
    say(session, properties, "PropertiesChanged", f"{logind}.Session", {"Active": True}, ["IdleHint"])
    say(session, properties, "PropertiesChanged", f"{logind}.Session", {"Active": False}, ["IdleHint"])
    say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)
    say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
    QTimer.singleShot(1000, app.quit)

QTimer.singleShot(0, speak)
app.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a D-Bus daemon to start")
def test_sleep_a_locked_screen_and_another_user_are_heard() -> None:
    script = f'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "{sys.executable}" -c "$CODE"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        cwd=CHECKOUT, env={**os.environ, "CODE": BOTH}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "left: the computer went to sleep",
        "covered",
        "left: another user came to the screen",
        "covered",
    ], done.stderr


def test_without_a_bus_it_is_quiet() -> None:
    code = """
from PySide6.QtCore import QCoreApplication
from exodesk.ui.process.desktop import Desktop
application = QCoreApplication([])
"""
    nowhere = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}Desktop(application); print('quiet')"],
        cwd=CHECKOUT, env={**os.environ, **nowhere}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("quiet\n", "")
