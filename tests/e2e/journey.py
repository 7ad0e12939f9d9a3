"""One journey through the real program, as a practitioner goes it on the first day: from an empty computer to a visit
that is signed and printed, and back in on the next start.

Run by the system's Python inside a display and a bus of its own: see `test_journey.py`. Arguments: the folder to live
in, then the command that starts the program. It notes there what each part took in seconds, clicks and keys.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.made_up import PARTS, PASSPHRASE, PRACTICE, PROGRAM, TODAY
from tests.e2e.screen import NotSeen, Screen, open_desk

CLOSE_S = 20


class Journey:
    def __init__(self, folder: Path, command: list[str]) -> None:
        self._folder = folder
        self._command = command
        self._program: subprocess.Popen[bytes] | None = None
        self.screen = Screen(PROGRAM)
        self.is_done = False

    def go(self) -> None:
        for part in (
            self.make_a_record,
            self.add_a_patient,
            self.tell_their_history,
            self.plan,
            self.write_the_visit,
            self.give_the_injection,
            self.sign,
            self.save_the_summary,
            self.read_the_timeline,
            self.quit,
            self.come_back,
        ):
            with self._told(part.__name__):
                part()
        self.is_done = True

    def make_a_record(self) -> None:
        self._start()
        screen = self.screen
        screen.press("New record")
        screen.wait_for("Your practice")
        for name, text in PRACTICE.items():
            screen.fill(name, text)
        screen.key("Tab")
        screen.wait_for("America/Los_Angeles")
        screen.press("Next: passphrase")
        screen.fill("Passphrase", PASSPHRASE)
        screen.fill("Passphrase again", PASSPHRASE)
        screen.press("Make the record")
        screen.wait_for("Your recovery code")
        code = dict(re.findall(r"Group (\d+) (\w{4})$", "\n".join(screen.read()), re.MULTILINE))
        for number in dict.fromkeys(re.findall(r"Group (\d+) typed back", "\n".join(screen.read()))):
            screen.fill(f"Group {number} typed back", code[number])
        screen.press("Open my record")
        screen.wait_for("Patients stand here once you add the first.")

    def add_a_patient(self) -> None:
        screen = self.screen
        screen.key("ctrl+shift+n")
        screen.fill("Family name", "Alvarez")
        screen.key("Tab")
        screen.type("Marisol")
        screen.fill("Birth date", "14mar1962")
        screen.press("Female")
        screen.key("ctrl+s")
        screen.wait_for("ALVAREZ, Marisol")
        screen.wait_for("14-Mar-1962 (64y)")
        screen.wait_for("EX-00001")

    def tell_their_history(self) -> None:
        screen = self.screen
        screen.key("alt+5")
        screen.press("No known allergies")
        screen.press("New condition")
        screen.fill("Condition", "Osteoarthritis")
        screen.fill("Site", "knee")
        screen.key("Tab")
        screen.press("Right")
        screen.fill("Since", "2019")
        self._save("New condition")
        screen.press("New consent")
        screen.fill("Consent version", "2026-1")
        screen.fill("Signed on", "t")
        screen.fill("Information sheet edition", "3")
        screen.fill("Sheet given on", "t")
        screen.press("Paper filed")
        self._save("New consent")
        screen.wait_for("Consent 23-Nov-2026")

    def plan(self) -> None:
        screen = self.screen
        screen.key("alt+4")
        screen.press("New plan")
        screen.fill("Goal, in the patient’s words", "Walk to the beach")
        screen.press("A series")
        screen.fill("First dose planned on", "t")
        screen.fill("Doses", "2")
        screen.fill("Interval", "6")
        screen.fill("Intended dose", "10")
        self._save("New plan")
        screen.wait_for("Due since 23-Nov-2026: dose 1, as planned.")

    def write_the_visit(self) -> None:
        """By keys alone."""
        screen = self.screen
        screen.key("ctrl+n", "Down", "Down", "Return")
        screen.wait_for("Reason for the visit")
        screen.type("Knee pain on stairs")
        screen.key("ctrl+Return")
        screen.wait_for("Pain and change")
        for answer in ("7", "6", "4"):
            screen.type(answer)
            screen.key("Return")
        screen.type("Mild effusion, full range")
        screen.key("ctrl+Return")
        screen.wait_for("The pause")

    def give_the_injection(self) -> None:
        """With the lot, which is entered once."""
        screen = self.screen
        screen.press("New lot")
        screen.fill("Product", "Exovela")
        screen.key("Tab")
        screen.type("Sample Biologics")
        screen.fill("Lot", "EX26A")
        screen.fill("Expiry", "mar 2028")
        screen.choose("Basis of the dose", "Label, per")
        screen.fill("Label concentration", "10")
        self._save("New lot")
        screen.count_again()
        screen.fill("Volume given", "1")
        screen.wait_for("10\xa0billion labelled particles")
        screen.wait_for("as planned")
        screen.key("ctrl+g")
        screen.wait_for("Ask for name and birth date, then confirm who is here.")
        screen.key("y", "ctrl+g")
        screen.wait_for("Reaction while observed")
        screen.press("None")
        screen.wait_for("Treatment, done")

    def sign(self) -> None:
        screen = self.screen
        screen.key("alt+5")
        screen.wait_for("Nothing is missing.")
        screen.key("ctrl+shift+s")
        screen.wait_for("Version 1: 23-Nov-2026")

    def save_the_summary(self) -> None:
        screen = self.screen
        screen.key("ctrl+p")
        screen.wait_for("Save the visit summary")
        screen.fill("File name:", str(self._folder / "summary.pdf"))
        screen.key("Return")
        screen.wait_for("Saved summary.pdf, 1 page")

    def read_the_timeline(self) -> None:
        """The picture, and the table beside it that a screen reader reads."""
        screen = self.screen
        screen.press("Chart")
        screen.wait_for("Timeline, right knee")
        self._read_chart()

    def quit(self) -> None:
        self.screen.key("ctrl+q")
        if self._program is None or self._program.wait(CLOSE_S) != 0:
            raise NotSeen("the program ends well")

    def come_back(self) -> None:
        self._start()
        screen = self.screen
        screen.wait_for("Unlock practice")
        screen.fill("Passphrase", PASSPHRASE)
        screen.key("Return")
        screen.wait_for("Find a patient")
        screen.type("mari alv")
        screen.wait_for("1 found")
        screen.key("Return")
        screen.wait_for("Timeline, right knee")
        self._read_chart()
        self.quit()

    def close(self) -> None:
        if self._program and self._program.poll() is None:
            self._program.kill()
            self._program.wait()

    def _read_chart(self) -> None:
        screen = self.screen
        screen.wait_for("No known allergies")
        screen.wait_for("Right knee · osteoarthritis, since 2019")
        screen.key("ctrl+t")
        screen.wait_for("Injection: Knee pain on stairs")
        screen.wait_for("Exosome, right knee: 1\xa0mL · 10\xa0billion, dose 1, lot EX26A")
        screen.wait_for("04-Jan-2027, not yet")

    def _start(self) -> None:
        self._program = subprocess.Popen([*self._command, "--today", TODAY])
        self.screen.wait_until("a window opens", self.screen.is_open)

    def _save(self, title: str) -> None:
        """Save a dialog, and wait until it has gone."""
        self.screen.key("ctrl+s")
        self.screen.wait_until(f"“{title}” closes", lambda: not self.screen.shows_window(title))

    @contextmanager
    def _told(self, part: str) -> Iterator[None]:
        began = time.monotonic()
        self.screen.count_again()
        yield
        took = {"part": part, "seconds": round(time.monotonic() - began, 1)}
        took |= {"clicks": self.screen.clicks, "keys": self.screen.keys}
        with (self._folder / PARTS).open("a", encoding="utf-8") as parts:
            print(json.dumps(took), file=parts)


def main(folder: Path, command: list[str]) -> None:
    manager = open_desk()
    journey = Journey(folder, command)
    try:
        journey.go()
    finally:
        if not journey.is_done:
            journey.screen.shoot(folder / "failure.png")
            print(journey.screen.tree(), file=sys.stderr)
        journey.close()
        manager.terminate()
        manager.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
