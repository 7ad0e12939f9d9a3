"""Two charts of one person are merged, looked at, and parted again by Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey


class Merge(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (self.open_desk, self.merge, self.read_as_one, self.take_it_back, self.quit)

    def merge(self) -> None:
        screen = self.screen
        self.open_chart("alvarez", "ALVAREZ, Marisol")
        screen.press("More acts on this patient")
        screen.pick("Merge with another chart…")
        screen.wait_until("the window opens", lambda: screen.shows_window("Merge charts"))
        screen.press_first("ALVARES, Marisol")
        screen.wait_for("EX-00001 stays; EX-00002 counts as part of it")
        screen.fill("Why these two charts are one person", "She showed her old card")
        screen.press("Merge charts")
        screen.wait_until("it is done", lambda: not screen.shows_window("Merge charts"))

    def read_as_one(self) -> None:
        """The visits of both stand in one chart."""
        screen = self.screen
        screen.wait_until("both visits count", lambda: screen.key_of_tab("Visits 2"))

    def take_it_back(self) -> None:
        screen = self.screen
        screen.press("Undo")
        screen.wait_until("one visit is left", lambda: screen.key_of_tab("Visits 1"))
        self.open_chart("alvares", "ALVARES, Marisol")
        screen.wait_for("EX-00002")
