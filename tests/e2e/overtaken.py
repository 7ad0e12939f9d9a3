"""Letters and the key that saves them come in one go, as on a busy computer: the letters are saved with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey

TYPED = "knee"


class Overtaken(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (self.open_desk, self.begin, self.save_in_one_go, self.quit)

    def begin(self) -> None:
        screen = self.screen
        self.open_chart("alv", "ALVAREZ, Marisol")
        screen.key("ctrl+n", "Down", "Return")
        screen.wait_until("the reason is asked", lambda: "Reason for the visit" in screen.focused())

    def save_in_one_go(self) -> None:
        with self.stopped():
            self.screen.key(*TYPED, "ctrl+s")
        self.screen.wait_for("All that is typed here is saved.")
