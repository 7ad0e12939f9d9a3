"""The first day of a practice: from an empty computer to a visit that is signed and printed, and back in on the next
start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey
from tests.e2e.made_up import PASSPHRASE, PRACTICE


class FirstDay(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (
            self.make_a_record,
            self.add_a_patient,
            self.tell_their_history,
            self.plan,
            self.write_the_visit,
            self.give_the_injection,
            self.sign,
            self.book_the_next,
            self.save_the_summary,
            self.read_the_timeline,
            self.quit,
            self.come_back,
        )

    def make_a_record(self) -> None:
        self.start()
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
        screen.wait_for("Lock")

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
        screen.turn_to("History")
        screen.press("No known allergies")
        screen.press("New condition")
        screen.fill("Condition", "Osteoarthritis")
        screen.fill("Site", "knee")
        screen.key("Tab")
        screen.press("Right")
        screen.fill("Since", "2019")
        self.save("New condition")
        screen.press("New consent")
        screen.fill("Consent version", "2026-1")
        screen.fill("Signed on", "t")
        screen.fill("Information sheet edition", "3")
        screen.fill("Sheet given on", "t")
        screen.press("Paper filed")
        self.save("New consent")
        screen.wait_for("Consent 23-Nov-2026")

    def plan(self) -> None:
        screen = self.screen
        screen.turn_to("Plans")
        screen.press("New plan")
        screen.fill("Goal, in the patient’s words", "Walk to the beach")
        screen.press("A series")
        screen.fill("First dose planned on", "t")
        screen.fill("Doses", "2")
        screen.fill("Interval", "6")
        screen.fill("Intended dose", "10")
        self.save("New plan")
        screen.wait_for("Due since 23-Nov-2026: dose 1, as planned.")

    def write_the_visit(self) -> None:
        """By keys alone."""
        screen = self.screen
        screen.key("ctrl+n", "Down", "Return")
        screen.wait_for("Reason for the visit")
        screen.type("Knee pain on stairs")
        screen.key("ctrl+Return")
        screen.wait_for("Pain and change")
        with self.counted("score"):
            screen.key("7", "Return", "6", "Return", "4", "Return")
        screen.wait_until("the exam is asked", lambda: "Exam" in screen.focused())
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
        self.save("New lot")
        with self.counted("injection"):
            screen.fill("Volume given", "1")
            screen.wait_for("10\xa0billion labelled particles")
            screen.wait_for("as planned")
            screen.key("ctrl+g")
            screen.wait_for("Ask for name and birth date, then confirm who is here.")
            screen.key("y")
            screen.wait_for("Who is here: name and birth date: yes")
            screen.key("ctrl+g")
            screen.wait_for("Reaction while observed")
            screen.press("None")
            screen.wait_for("Treatment, done")

    def sign(self) -> None:
        """Without waiting for the page: no key of somebody who types fast is lost."""
        self.screen.key(self.screen.key_of_tab("Review and sign"), "ctrl+shift+s")
        self.screen.wait_for("Version 1: 23-Nov-2026")

    def book_the_next(self) -> None:
        """Signing proposes it, on the first free time from its day on."""
        screen = self.screen
        with self.counted("rebook"):
            screen.wait_until("a time is proposed", lambda: "Free times" in screen.focused())
            screen.key("Return")
            screen.wait_for("Booked: ALVAREZ, Marisol")

    def save_the_summary(self) -> None:
        """There is no printer here, so Enter saves a file."""
        screen = self.screen
        with self.counted("print"):
            screen.key("ctrl+p")
            screen.wait_until("Enter saves", lambda: "Save as PDF" in screen.focused())
            screen.key("Return")
            screen.wait_for("Saved ")

    def read_the_timeline(self) -> None:
        """The picture, and the table beside it that a screen reader reads."""
        screen = self.screen
        screen.press("Chart")
        screen.wait_for("Timeline, right knee")
        self._read_chart()

    def come_back(self) -> None:
        self.start()
        screen = self.screen
        screen.wait_for("Unlock practice")
        screen.fill("Passphrase", PASSPHRASE)
        screen.key("Return")
        screen.wait_for("Lock")
        self.open_chart("mari alv", "ALVAREZ, Marisol")
        screen.wait_for("Timeline, right knee")
        self._read_chart()
        self.quit()

    def _read_chart(self) -> None:
        screen = self.screen
        screen.wait_for("No known allergies")
        screen.wait_for("Right knee · osteoarthritis, since 2019")
        screen.key("ctrl+t")
        screen.wait_for("Injection: Knee pain on stairs")
        screen.wait_for("Exosome, right knee: 1\xa0mL · 10\xa0billion, dose 1, lot EX26A")
        screen.wait_for("04-Jan-2027, not yet")
