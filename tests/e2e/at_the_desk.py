"""A day at the desk, by keys alone: from the list of the due to booked to given; calls, a move, a worry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey


class AtTheDesk(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (
            self.open_desk,
            self.book_who_is_due,
            self.receive,
            self.give_the_booster,
            self.sign_and_rebook,
            self.book_a_known_patient,
            self.book_somebody_new,
            self.move_cancel_and_undo,
            self.take_a_worried_call,
            self.quit,
        )

    def book_who_is_due(self) -> None:
        """From the list, for an hour of today that is typed: free times depend on the hour of the test."""
        screen = self.screen
        screen.key("ctrl+4")
        screen.wait_for("ALVAREZ, Marisol · 14-Mar-1962")
        screen.key("Return")
        screen.wait_until("a time is proposed", lambda: "Free times" in screen.focused())
        for field, text in (("Day", "23-Nov-2026"), ("Time", "10:00"), ("Reason", "Booster, right knee")):
            screen.tab_to(field)
            screen.key("ctrl+a")
            screen.type(text)
        screen.key("ctrl+s")
        screen.wait_for("Booked: ALVAREZ, Marisol, born 14-Mar-1962, Mon 23-Nov-2026 10:00.")
        screen.key("ctrl+1")

    def receive(self) -> None:
        """From Today: one key when she arrives, one to begin."""
        screen = self.screen
        screen.wait_until(
            "her act has the focus", lambda: any("Arrive: 10:00 ALV" in each for each in screen.focused())
        )
        with self.counted("patient arrives"):
            screen.key("Return")
            screen.wait_until("she is here", lambda: any("Start visit: 10:00" in each for each in screen.focused()))
        screen.key("Return")
        screen.wait_until("the reason is asked", lambda: "Reason for the visit" in screen.focused())

    def give_the_booster(self) -> None:
        screen = self.screen
        screen.turn_to("Treatment")
        screen.wait_for("The pause")
        screen.tab_to("Product and lot")
        if not screen.says("Product and lot", "Exo Sample"):
            screen.type("Exo Sample")
        screen.tab_to("Volume given")
        screen.type("1")
        screen.wait_for("10\xa0billion labelled particles")
        screen.key("ctrl+g")
        screen.wait_until("who is here is asked", lambda: any("Who is here" in each for each in screen.focused()))
        screen.key("y")
        screen.wait_for("Who is here: name and birth date: yes")
        screen.key("ctrl+g")
        screen.wait_until("the observation is asked", lambda: "None" in screen.focused())
        screen.key("space")

    def sign_and_rebook(self) -> None:
        screen = self.screen
        screen.key(screen.key_of_tab("Review and sign"), "ctrl+shift+s")
        with self.counted("rebook"):
            screen.wait_until("the next is proposed", lambda: "Free times" in screen.focused())
            screen.key("Return")
            screen.wait_for("Booked: ALVAREZ, Marisol")
        screen.key("ctrl+1")
        screen.wait_until("Today shows it", lambda: any("Print: 10:00 ALV" in each for each in screen.read()))

    def book_a_known_patient(self) -> None:
        screen = self.screen
        with self.counted("booking, by phone"):
            screen.key("ctrl+b")
            screen.wait_until("who is asked", lambda: "Who is booked" in screen.focused())
            screen.type("coop")
            screen.wait_until("she is found", lambda: "COOPER, June" in screen.rows("Patients found")[:1])
            screen.key("Return")
            screen.wait_until("a time is proposed", lambda: "Free times" in screen.focused())
            screen.key("Return")
            screen.wait_for("Booked: COOPER, June")

    def book_somebody_new(self) -> None:
        """All in one dialog; the day and the time are typed."""
        screen = self.screen
        screen.key("ctrl+b")
        screen.wait_until("who is asked", lambda: "Who is booked" in screen.focused())
        screen.type("okafor ada 30-10-1980 555 0142")
        screen.wait_until("nobody is found", lambda: "New patient" in screen.rows("Patients found")[:1])
        screen.key("Return")
        screen.wait_until("the name is shown", lambda: screen.says("Birth date", "30-10-1980"))
        screen.tab_to("Day")
        screen.key("ctrl+a")
        screen.type("26-Nov-2026")
        screen.tab_to("Time")
        screen.key("ctrl+a")
        screen.type("9:00")
        screen.key("ctrl+s")
        screen.wait_for("Booked: OKAFOR, Ada, born 30-Oct-1980, Thu 26-Nov-2026 09:00.")

    def move_cancel_and_undo(self) -> None:
        screen = self.screen
        screen.key("ctrl+2")
        screen.wait_until("the days are shown", lambda: "Calendar" in screen.focused())
        screen.key("t", "Right", "Right", "Right", "Home")
        screen.wait_for("09:00 to 09:45, OKAFOR, Ada")
        screen.key("m", "Down", "Down", "Return")
        screen.wait_for("Moved: OKAFOR, Ada, born 30-Oct-1980, Thu 26-Nov-2026 09:30")
        screen.key("Delete")
        screen.wait_for("Cancelled: OKAFOR, Ada")
        screen.key("ctrl+z")
        screen.wait_for("As it was: OKAFOR, Ada, born 30-Oct-1980, Thu 26-Nov-2026 09:30")

    def take_a_worried_call(self) -> None:
        """A red flag asks whether the plan is held."""
        screen = self.screen
        screen.key("F7")
        screen.wait_until("who called is asked", lambda: "Who called about" in screen.focused())
        screen.type("alv")
        screen.wait_until("she is found", lambda: "ALVAREZ, Marisol" in screen.rows("Patients found")[:1])
        screen.key("Return")
        screen.wait_for("Injection it may belong to")
        screen.tab_to("Fever: not asked")
        screen.key("2", "0")
        screen.wait_for("Hot or swelling more: yes")
        screen.tab_to("Yes")
        screen.key("space")
        screen.tab_to("What was said")
        screen.type("Swollen since noon, 2 tablets")
        screen.key("ctrl+s")
        screen.wait_for("ALVAREZ, Marisol: Phone note added, plan on hold.")
