"""The power goes in every step of a visit: two seconds after the last key the text is safe, and stands where it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey
from tests.e2e.made_up import TYPED


class Killed(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (self.open_desk, self.begin, *(self._kill_in(step) for step in TYPED), self.quit)

    def begin(self) -> None:
        screen = self.screen
        self.open_chart("alv", "ALVAREZ, Marisol")
        screen.key("ctrl+n", "Down", "Return")
        screen.wait_until("the reason is asked", lambda: "Reason for the visit" in screen.focused())

    def _kill_in(self, step: str) -> Callable[[], None]:
        def kill() -> None:
            screen, (name, text) = self.screen, TYPED[step]
            screen.turn_to(step)
            screen.fill(name, text)
            self._wait_for_draft()
            self.kill()
            self.open_desk()
            screen.key("ctrl+j")
            screen.turn_to(step)
            screen.wait_until(f"{text} is back", lambda: screen.text_of(name) == text)

        kill.__name__ = f"kill in {step}"
        return kill

    def _wait_for_draft(self) -> None:
        """What is kept is told at the foot of the rail."""
        self.screen.wait_for("Draft kept")
