"""The bar above a timeline: how much time is in sight, from which day it counts, and as what it is shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.timeline.memory import Shown
from exodesk.ui.timeline.viewport import PRESETS, Preset


class TimelineBar(QWidget):
    """Its view connects the buttons."""

    shown_chosen = Signal(str)

    def __init__(self, preset: Preset) -> None:
        super().__init__()
        self.presets = parts.ChoiceRow(
            [(each.label, each.label) for each in PRESETS], preset.label, name="Time in sight"
        )
        self.align = parts.Button("Align", "choice")
        self.align.setCheckable(True)
        self.align.setAccessibleName("Align on the first injection")
        self.align.setToolTip("Align on the first injection: it is day 0 of each joint")
        self._shown = parts.ChoiceRow(
            [(Shown.PICTURE.value, "Picture"), (Shown.TABLE.value, "Table"), (Shown.STORY.value, "Joint")],
            Shown.PICTURE.value,
            name="Shown as",
        )
        self._shown.setToolTip(f"{Key.TABLE.words}  {Key.TABLE.shown}")
        self._shown.chosen.connect(self.shown_chosen)
        self.print = parts.icon_button("printer", "Print the timeline", keys=Key.PRINT.shown)
        self.setLayout(parts.row(self.presets, self.align, self._shown, self.print, spacing=8))

    @property
    def shown(self) -> Shown:
        return Shown(self._shown.current())

    def choose_shown(self, shown: Shown) -> None:
        self._shown.choose(shown.value)
