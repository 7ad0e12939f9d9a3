"""An injection into two sites in one visit, the first of them diluted: by keys alone, from the unlocked record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey


class TwoSites(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (self.open_desk, self.begin, self.give_diluted, self.give_undiluted, self.sign, self.quit)

    def begin(self) -> None:
        screen = self.screen
        self.open_chart("alv", "ALVAREZ, Marisol")
        screen.key("ctrl+n", "Down", "Return")
        screen.wait_until("the reason is asked", lambda: "Reason for the visit" in screen.focused())
        screen.type("Both knees, as planned")
        screen.turn_to("Treatment")
        screen.wait_for("The pause")

    def give_diluted(self) -> None:
        """1 mL of the lot, made up to 2 mL: half as many particles in a mL, and all of them given."""
        screen = self.screen
        self._pick("Plan", "Right knee")
        self._pick("Product and lot", "Exo Sample")
        screen.tab_to("Volume given")
        screen.type("2")
        screen.tab_to("More fields")
        screen.key("space")
        screen.tab_to("Diluent")
        screen.type("Saline 0.9 %")
        screen.tab_to("Diluent volume")
        screen.key("ctrl+a")
        screen.type("1")
        screen.wait_for("10\xa0billion labelled particles")
        self._give()

    def give_undiluted(self) -> None:
        screen = self.screen
        screen.tab_to("Add injection")
        screen.key("Return")
        self._pick("Plan", "Left knee")
        self._pick("Product and lot", "Exo Sample")
        screen.tab_to("Volume given")
        screen.type("0.5")
        screen.wait_for("5\xa0billion labelled particles")
        self._give()

    def sign(self) -> None:
        screen = self.screen
        screen.key(screen.key_of_tab("Review and sign"), "ctrl+shift+s")
        screen.wait_for("Version 1: 23-Nov-2026")
        screen.wait_until("the next is proposed", lambda: "Free times" in screen.focused())
        screen.key("Escape")

    def _pick(self, name: str, entry: str) -> None:
        """Choose from a list by its letters, unless it says so by itself."""
        screen = self.screen
        screen.tab_to(name)
        if not screen.says(name, entry):
            screen.type(entry)
        screen.wait_until(f"{name} says {entry}", lambda: screen.says(name, entry))

    def _give(self) -> None:
        screen = self.screen
        with self.counted("pause before the needle"):
            screen.key("ctrl+g")
            screen.wait_until("who is here is asked", lambda: any("Who is here" in each for each in screen.focused()))
            screen.key("y")
            screen.wait_for("Who is here: name and birth date: yes")
            screen.key("ctrl+g")
        with self.counted("observation"):
            screen.wait_until("the observation is asked", lambda: "None" in screen.focused())
            screen.key("space")
        screen.wait_until("the next is offered", lambda: "Add injection" in screen.focused())
