"""What a test in a real window, or with a real printer, needs from the system, and which of it is missing.

Standard library only: `python3 -m tests.window_tools` prints the Debian packages before anything is set up.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

PROGRAMS = {
    "xvfb-run": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-run-session": "dbus",
    "import": "imagemagick",
    "pdftotext": "poppler-utils",
    "cupsd": "cups",
    "lpadmin": "cups-client",
}
PRINTER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
PRINTER_PACKAGE = "printer-driver-cups-pdf"
SYSTEM_PROGRAMS = "/usr/sbin"  # not on everybody's path
SYSTEM_PYTHON = Path("/usr/bin/python3")  # `gi` is not to be had in a virtual environment
ACCESSIBILITY_BUS = Path("/usr/libexec/at-spi-bus-launcher")
ACCESSIBILITY_PACKAGES = ("at-spi2-core", "gir1.2-atspi-2.0", "python3-gi")
_ASK_ATSPI = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def packages() -> list[str]:
    """Every Debian package that a test in a real window, or with a real printer, needs."""
    return [*PROGRAMS.values(), PRINTER_PACKAGE, *ACCESSIBILITY_PACKAGES]


def missing() -> list[str]:
    """What this computer lacks, by the names a person would look for."""
    absent = [program for program in PROGRAMS if where(program) is None]
    absent += [] if PRINTER.exists() else [PRINTER_PACKAGE]
    return absent if _has_accessibility() else [*absent, "accessibility bus and its Python binding"]


def where(program: str) -> str | None:
    """The path of a program, of those for administrators too."""
    return shutil.which(program) or shutil.which(program, path=SYSTEM_PROGRAMS)


def _has_accessibility() -> bool:
    if not (ACCESSIBILITY_BUS.exists() and SYSTEM_PYTHON.exists()):
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", _ASK_ATSPI], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    print(*packages())
