"""What every journey does: start the program, go part by part, end it. It notes what each part took."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.made_up import PROGRAM, TODAY, TOLD
from tests.e2e.screen import NotSeen, Screen

CLOSE_S = 30


class Journey(ABC):
    """`folder`: where it lives, and where it notes what it took. `command` starts the program."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._folder = folder
        self._command = command
        self._program: subprocess.Popen[bytes] | None = None
        self.screen = Screen(PROGRAM)

    @abstractmethod
    def parts(self) -> Sequence[Callable[[], None]]:
        """What is done, one after the other."""

    def go(self) -> None:
        for part in self.parts():
            with self.counted(part.__name__):
                part()

    @contextmanager
    def counted(self, what: str) -> Iterator[None]:
        """Note how long something takes, in clicks, keys and seconds."""
        screen, began = self.screen, time.monotonic()
        clicks, keys = screen.clicks, screen.keys
        yield
        told = {"what": what, "clicks": screen.clicks - clicks, "keys": screen.keys - keys}
        told["seconds"] = round(time.monotonic() - began, 1)
        with (self._folder / TOLD).open("a", encoding="utf-8") as notes:
            print(json.dumps(told), file=notes)

    def start(self) -> None:
        self._program = subprocess.Popen([*self._command, "--today", TODAY])
        self.screen.wait_until("a window opens", self.screen.is_open)

    def open_desk(self) -> None:
        """Start over a record that opens by itself, and wait until somebody can work."""
        self.start()
        self.screen.wait_for("Lock")

    def quit(self) -> None:
        self.screen.key("ctrl+q")
        if self._program is None or self._program.wait(CLOSE_S) != 0:
            raise NotSeen("the program ends well")

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Meanwhile the program stands still; then it meets all that was done in one go."""
        if self._program is None:
            raise NotSeen("the program runs")
        self._program.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._program.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """What a power cut does, with the program as it is at this moment."""
        if self._program and self._program.poll() is None:
            self._program.kill()
            self._program.wait()

    def open_chart(self, typed: str, found: str) -> None:
        """By the palette, from any page: type until the name stands first, Enter."""
        screen = self.screen
        screen.key("ctrl+k")
        screen.wait_until("the palette is open", lambda: "Search or command" in screen.focused())
        screen.type(typed)
        screen.wait_until(f"“{found}” is found", lambda: any(found in row for row in screen.rows("Found")[:1]))
        screen.key("Return")
        screen.wait_for("Start visit")

    def save(self, title: str) -> None:
        """Save a dialog, and wait until it has gone."""
        self.screen.key("ctrl+s")
        self.screen.wait_until(f"“{title}” closes", lambda: not self.screen.shows_window(title))
