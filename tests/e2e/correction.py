"""What was signed is corrected: the chart, the visit of last week, the volume, why; both stay readable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey
from tests.e2e.made_up import WHY_CORRECTED


class Correction(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (self.open_desk, self.open_the_visit, self.correct_it, self.read_both, self.quit)

    def open_the_visit(self) -> None:
        screen = self.screen
        self.open_chart("alv", "ALVAREZ, Marisol")
        screen.turn_to("Visits")
        screen.press_first("16-Nov-2026")
        screen.wait_for("Version 1: 16-Nov-2026")

    def correct_it(self) -> None:
        screen = self.screen
        screen.press("Amend: Injection · Right knee, exosome")
        screen.pick("Correct…")
        screen.wait_for("Correct the injection: Right knee")
        screen.fill("Volume given", "0.8")
        screen.fill("Why it is amended", WHY_CORRECTED)
        screen.key("ctrl+Return")
        screen.wait_until("it is saved", lambda: not screen.shows_window("Correct the injection"))

    def read_both(self) -> None:
        screen = self.screen
        screen.wait_for("Version 2: 23-Nov-2026")
        screen.wait_for(WHY_CORRECTED)
        screen.wait_for("No longer: 1\xa0mL · 10\xa0billion")
        screen.wait_for("0.8\xa0mL · 8\xa0billion")
