"""A consult, by mouse: somebody comes, tells, is looked at and asked, and the visit is signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.e2e.journey import Journey
from tests.e2e.made_up import SAID


class Consult(Journey):
    def parts(self) -> Sequence[Callable[[], None]]:
        return (self.open_desk, self.find_them, self.see_them, self.quit)

    def find_them(self) -> None:
        self.open_chart("alv", "ALVAREZ, Marisol")

    def see_them(self) -> None:
        """Clicks go from page to page; between two fields goes Tab."""
        screen = self.screen
        with self.counted("visit, by mouse"):
            screen.press("Start visit")
            screen.pick("Consult")
            screen.wait_until("the reason is asked", lambda: "Reason for the visit" in screen.focused())
            screen.type(SAID["reason"])
            self._write("History", "history")
            screen.press("Next: exam and scores")
            with self.counted("score"):
                screen.wait_until("pain is asked", lambda: any("Pain" in name for name in screen.focused()))
                screen.key("7", "Return", "6", "Return", "4", "Return")
            screen.wait_until("the exam is asked", lambda: "Exam" in screen.focused())
            self._write("Exam", "exam")
            self._write("Assessment", "assessment")
            self._write("Systolic", "systolic")
            self._write("Diastolic", "diastolic")
            screen.press("Next: plan")
            screen.press("Treat")
            self._write("Plan", "plan_text")
            self._write("Instructions given", "instructions")
            screen.press("Next: review and sign")
            screen.wait_for("Nothing is missing.")
            screen.press("Sign")
            screen.wait_for("Version 1: 23-Nov-2026")
        screen.wait_until("the next is proposed", lambda: "Free times" in screen.focused())
        screen.key("Escape")

    def _write(self, name: str, said: str) -> None:
        self.screen.tab_to(name)
        self.screen.type(SAID[said])
