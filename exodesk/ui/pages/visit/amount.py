"""How much: the volume gives the dose, or the wanted dose the volume, and it always says which of them was typed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.amounts import Syringe, balanced, volume_for_dose
from exodesk.core.drawing import dose_drawn
from exodesk.core.errors import Problem
from exodesk.core.quantities import Unit
from exodesk.ui.forms.controls import YES
from exodesk.ui.forms.form import Beside, RecordForm
from exodesk.ui.pages.visit.labelled import Amounted
from exodesk.ui.pages.visit.sources import Sources

HELD_BY_NONE = "No volume holds this dose."
VOLUME, DOSE, DISCARDED = "volume_ul", "wanted_dose", "discarded_ul"


class Flag(QObject):
    """A yes or no that goes with what is typed, as text that a draft can hold."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_set = False

    def set(self, is_set: bool) -> None:
        self.is_set = is_set

    def raw(self) -> str:
        return YES if self.is_set else ""

    def put_raw(self, text: str) -> None:
        self.is_set = text == YES


class Amount(QWidget):
    """Volume, wanted dose and what was discarded, beside the sources that they are worked out from."""

    def __init__(self, form: RecordForm, sources: Sources) -> None:
        super().__init__()
        self.form = form
        self._sources = sources
        self._dose_typed, self._discard_typed = Flag(), Flag()
        self._copied: int | None = None
        self._above = self._held_by_none = ""
        self.syringe = Syringe(drawn=(), diluent=0, given=0, discarded=0)
        self.wanting = Amounted("Wanted dose", Unit.BILLION)
        self.again = Amounted("Type the volume again", Unit.ML, required=True)
        self.wanted, self.typed_again = self.wanting.line, self.again.line
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(form, 2)
        across.addWidget(self.wanting, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(across)
        column.addWidget(self.again)
        form.edited.connect(self._take_typed)
        self.wanted.edited.connect(self._take_dose)
        self.clear()

    @property
    def given_ul(self) -> int:
        volume = self.form.value(VOLUME)
        return volume if isinstance(volume, int) and volume > 0 else 0

    @property
    def is_typed_again(self) -> bool:
        """Whether the same volume was typed a second time."""
        return self.again.isVisibleTo(self) and bool(self.given_ul) and self.again.value == self.given_ul

    @property
    def problems(self) -> list[Problem]:
        """A dose that was typed in the place of the volume, and cannot be read or is held by none."""
        said = (self.wanting.unread or self._held_by_none) if self._dose_typed.is_set else ""
        return [Problem(DOSE, said)] if said else []

    def clear(self) -> None:
        self._dose_typed.set(False)
        self._discard_typed.set(False)
        self._copied = None
        for line in (self.wanted, self.typed_again):
            line.put_raw("")
        self.ask_again("")
        self._say_which()

    def take_written(self) -> None:
        """The form shows an injection as written; from one lot, what was discarded counts as typed."""
        self.clear()
        self._discard_typed.set(len(self._sources.rows) == 1 and bool(self.form.value(DISCARDED)))

    def take_volume(self) -> None:
        """The volume of last time was filled in: the dose follows it."""
        self._dose_typed.set(False)
        self._copied = self.given_ul

    def show_dose(self, shown: bool) -> None:
        self.wanting.setVisible(shown)

    def ask_again(self, unusual: str) -> None:
        """Ask for the volume once more while the amount is unusual; "" takes the question back."""
        self.again.setVisible(bool(unusual))
        self.again.say(unusual, warning=True)
        if not unusual:
            self.again.show_problem("")

    def warn(self, above_usual: str) -> None:
        self._above = above_usual
        self._say_which()

    def work_out(self, diluent_ul: int) -> None:
        """Fill in what is not typed: the volume from the dose or the dose from the volume, drawn, discarded."""
        drawn = self._sources.drawn_ul
        if self._dose_typed.is_set:
            self._volume_from_dose(drawn, diluent_ul)
        discarded = self.form.value(DISCARDED)
        self.syringe = balanced(
            drawn,
            diluent=diluent_ul,
            given=self.given_ul,
            discarded=discarded if self._discard_typed.is_set and isinstance(discarded, int) else None,
        )
        if not self._discard_typed.is_set:
            self.form.put_value(DISCARDED, self.syringe.discarded)
        self._sources.say_drawn(self.syringe.drawn)
        if not self._dose_typed.is_set:
            self._dose_from_volume()
        self._say_which()

    def settle(self, diluent_ul: int) -> None:
        """Work out what is open, a discarded volume that was emptied again included."""
        if not self.form.editor(DISCARDED).raw().strip():
            self._discard_typed.set(False)
        self.work_out(diluent_ul)

    @property
    def lines(self) -> dict[str, Beside]:
        """What a draft holds of it besides the form."""
        return {DOSE: self.wanted, "dose_typed": self._dose_typed, "discard_typed": self._discard_typed}

    def _volume_from_dose(self, drawn: list[int | None], diluent_ul: int) -> None:
        particles = self.wanting.value
        sources = self._sources.sources([""] * len(drawn), "", [volume or 0 for volume in drawn])
        volume = volume_for_dose(particles, sources, drawn, diluent=diluent_ul) if particles else None
        self._held_by_none = HELD_BY_NONE if drawn and particles is not None and not volume else ""
        if particles is not None:
            self.wanting.show_problem(self._held_by_none)
        self.form.put_value(VOLUME, volume or None)

    def _dose_from_volume(self) -> None:
        syringe = self.syringe
        particles = None
        if syringe.given and syringe.drawn and not syringe.is_short:
            sources = self._sources.sources([""] * len(syringe.drawn), "", syringe.drawn)
            particles = dose_drawn(sources, given_ul=syringe.given, diluent_ul=syringe.diluent).particles
        self.wanted.put_raw(Unit.BILLION.edit(particles) if particles else "")
        self.wanting.show_problem("")

    def _say_which(self) -> None:
        """Under each of the two: whether it was typed or worked out; a warning comes first."""
        volume_from = "as last time" if self._copied == self.given_ul else "typed"
        which = ("from the dose", "typed") if self._dose_typed.is_set else (volume_from, "from the volume")
        volume, dose = which if self.given_ul else ("", "")
        if self._dose_typed.is_set and not self._sources.is_picked:
            dose = "pick the lot: the volume follows"
        self.form.hint(VOLUME, self._above or volume, warning=bool(self._above))
        self.wanting.say(dose if self.wanted.raw() else "")

    def _take_typed(self, name: str) -> None:
        if name == VOLUME:
            self._dose_typed.set(False)
            self._copied = None
        else:
            self._discard_typed.set(bool(self.form.editor(DISCARDED).raw().strip()))

    def _take_dose(self) -> None:
        self._dose_typed.set(bool(self.wanted.raw().strip()))
