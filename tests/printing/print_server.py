"""A print server of our own for a test: it listens to nobody else, and keeps what it was sent.

It asks for root, as the lists of tools say; what a program sent is the spooled file itself.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.window_tools import PRINTER, where

QUEUE = "Clinic_PDF"
PATIENCE = 15
T = TypeVar("T")
_DAEMON = """Listen 127.0.0.1:{port}
DirtyCleanInterval 0
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """ServerRoot {home}/etc
RequestRoot {home}/spool
TempDir {home}/spool/tmp
CacheDir {home}/cache
StateDir {home}/run
ErrorLog {home}/log/error
AccessLog {home}/log/access
PageLog {home}/log/page
FileDevice Yes
User lp
Group lp
SystemGroup root
"""


class PrintServer:
    """One queue, as `lpadmin` knows it."""

    def __init__(self, home: Path, address: str) -> None:
        self.home = home
        self.address = address

    def pause(self) -> None:
        self._tell("cupsdisable", QUEUE)

    def resume(self) -> None:
        self._tell("cupsenable", QUEUE)

    def jobs(self) -> str:
        """Every job, done or waiting, as the queue lists it."""
        return self._tell("lpstat", "-W", "all", "-o")

    def spooled(self) -> list[Path]:
        """What was sent, byte for byte, oldest first."""
        return sorted((self.home / "spool").glob("d*-001"))

    def ticket_of(self, spooled: Path) -> bytes:
        """What the queue was told of a job: its title, by whom, how many copies. It is written a moment later."""
        path = spooled.with_name(f"c{spooled.name[1:6]}")
        return _wait_until(path.exists, path.read_bytes)

    def add_queue(self) -> None:
        self._tell("lpadmin", "-p", QUEUE, "-v", "cups-pdf:/", "-P", str(PRINTER), "-E")
        self._tell("lpadmin", "-d", QUEUE)

    def _tell(self, program: str, *arguments: str) -> str:
        found = where(program)
        assert found, program
        environment = os.environ | {"CUPS_SERVER": self.address, "LC_ALL": "C"}
        done = subprocess.run(
            [found, *arguments], env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout


@contextmanager
def running(home: Path) -> Iterator[PrintServer]:
    """`home` is a fresh folder that the user `lp` may enter."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for folder, mode in (
        ("etc/ppd", 0o755),
        ("spool", 0o710),
        ("spool/tmp", 0o1770),
        ("cache", 0o770),
        ("run/certs", 0o755),
        ("log", 0o755),
    ):
        (home / folder).mkdir(parents=True, exist_ok=True)
        (home / folder).chmod(mode)
    for folder in ("etc", "spool", "spool/tmp", "cache"):
        shutil.chown(home / folder, group="lp")
    daemon, files = home / "etc/cupsd.conf", home / "etc/cups-files.conf"
    daemon.write_text(_DAEMON.format(port=port))
    files.write_text(_FILES.format(home=home))
    cupsd = where("cupsd")
    assert cupsd
    server = PrintServer(home, f"127.0.0.1:{port}")
    with subprocess.Popen([cupsd, "-f", "-c", daemon, "-s", files]) as process:
        try:
            _wait_for(port)
            server.add_queue()
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(port: int) -> None:
    def answers() -> bool:
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", port)) == 0

    _wait_until(answers, answers)


def _wait_until(ready: Callable[[], bool], then: Callable[[], T]) -> T:
    until = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < until, "the print server does not answer"
        time.sleep(0.05)
    return then()
