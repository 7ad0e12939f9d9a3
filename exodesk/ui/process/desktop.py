"""What the desktop says of the person: screen locked, computer put to sleep, another user's turn.

Linux says it over D-Bus and Windows by messages to its windows. macOS tells programs written in its own languages
only. There idle time locks, and the clocks tell of a sleep once it is over (`idle`), as they do everywhere.
"""

import sys
from importlib import import_module

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWindow

ASLEEP = "the computer went to sleep"
ANOTHER_USER = "another user came to the screen"


class Desktop(QObject):
    """`covered`: the screen is locked. `left`: it is no longer this person's, with the reason in words."""

    covered = Signal()
    left = Signal(str)

    def watch(self, window: QWindow) -> None:
        """Where the system tells windows, let it tell this one."""


def desktop_of_this_system() -> type[Desktop]:
    """Imports what it speaks through."""
    name = "windows_desktop" if sys.platform == "win32" else "bus_desktop"
    found: type[Desktop] = import_module(f"exodesk.ui.process.{name}").ThisDesktop
    return found
