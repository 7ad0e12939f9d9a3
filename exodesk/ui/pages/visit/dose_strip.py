"""The dose in large words, how it comes about, and how it stands to the plan."""

from exodesk.ui import parts
from exodesk.ui.pages.visit.dose import DoseLine


class DoseStrip(parts.Card):
    def __init__(self) -> None:
        super().__init__(padding=(14, 8, 8))
        self.setProperty("strip", True)
        self._dose = parts.section_title("")
        self._how = parts.muted("")
        self._plan = parts.strong("", tone="accent")
        self._warning = parts.words("", tone="warning", wrap=True)
        self.body.addLayout(parts.row(parts.muted("Dose"), self._dose, 1, self._plan, spacing=10))
        self.add(self._how)
        self.add(self._warning)
        self.setAccessibleName("Dose")
        self.dose = ""
        self.say(None)

    def say(self, line: DoseLine | None, *, missing: str = "") -> None:
        """`missing`: what is to be done until there is a dose."""
        self.dose = line.dose if line else ""
        self._dose.setText(line.dose if line else "—")
        self._how.setText(line.how if line else missing)
        self._plan.setText(line.against_plan if line else "")
        parts.set_tone(self._plan, "accent" if line and line.as_planned else "warning")
        self._warning.setText(line.warning if line else "")
        self._warning.setVisible(bool(line and line.warning))
        self.setAccessibleDescription(f"{line.dose}, {line.how}, {line.against_plan}" if line else "not known yet")
