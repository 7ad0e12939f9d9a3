"""What is booked: its type, the dose or follow-up point it is for, and all doses of a series at once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.dates import show_weekday
from exodesk.core.records.appointment import Appointment, AppointmentType, Serves
from exodesk.core.records.visit import VisitKind
from exodesk.queries.agenda import types_offered
from exodesk.queries.to_book import Aim, aims_of
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.controls import Tick
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.labelled import Labelled

NO_AIM = "-"


class What(QWidget):
    """`changed` comes with every choice that may move the time."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._types = {each.id: each for each in types_offered(session.record)}
        self._aims: list[Aim] = []
        self._ahead: Sequence[Appointment] = ()
        self.type = Choice([(each.id, each.name) for each in self._types.values()], optional=False)
        self.type.setAccessibleName("Type")
        self.type.edited.connect(self.changed)
        self.aim = Choice([], optional=False)
        self.aim.setAccessibleName("For")
        self.aim.edited.connect(self._take_aim)
        self.series = Tick("All doses that are left")
        self.series.edited.connect(self.changed)
        self._for = Labelled("For", self.aim)
        self._dates = parts.muted("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first := parts.row(Labelled("Type", self.type), self._for, spacing=12))
        first.setStretch(0, 2)
        first.setStretch(1, 5)
        column.addWidget(self.series)
        column.addWidget(self._dates)
        self.show_nobody()

    @property
    def chosen_type(self) -> AppointmentType | None:
        return self._types.get(self.type.raw())

    @property
    def chosen_aim(self) -> Aim | None:
        return next((aim for aim in self._aims if _key(aim) == self.aim.raw()), None)

    @property
    def whole_series(self) -> Aim | None:
        """The aim, when all that is left of its series is booked in one act."""
        aim = self.chosen_aim
        return aim if aim and aim.left > 1 and self.series.isChecked() else None

    def show_nobody(self) -> None:
        """Nobody is chosen, or somebody new: no plan to book for."""
        self._aims = []
        self._for.hide()
        self._propose(VisitKind.CONSULT)
        self._show_series()

    def show_patient(
        self,
        patient_id: str,
        ahead: Sequence[Appointment] = (),
        *,
        plan_id: str | None = None,
        serves: Serves | None = None,
    ) -> None:
        """Offer what this patient may be booked for; what was asked for, or what asks first, is chosen.

        `ahead`: what they are booked for already, told where it is of the plan that is chosen.
        """
        self._ahead = ahead
        self._aims = aims_of(self._session.record, patient_id)
        self.aim.clear()
        for aim in self._aims:
            self.aim.addItem(aim.words, _key(aim))
        self.aim.addItem("No plan", NO_AIM)
        self._for.setVisible(bool(self._aims))
        wanted = [a for a in self._aims if plan_id in (None, a.plan.id) and serves in (None, a.serves)]
        asked, today = plan_id or serves, self._session.today()
        first = next((aim for aim in wanted if asked or aim.comes_next(today)), None)
        self.aim.put_raw(_key(first) if first else NO_AIM)
        self._follow_aim()

    def tell_dates(self, words: str) -> None:
        """The dates of the doses that are booked together."""
        self._dates.setText(words)
        self._dates.setVisible(bool(words))

    def _take_aim(self) -> None:
        self._follow_aim()
        self.changed.emit()

    def _follow_aim(self) -> None:
        aim = self.chosen_aim
        is_dose = aim is not None and aim.serves is not Serves.FOLLOW_UP
        self._propose(VisitKind.INJECTION if is_dose else VisitKind.REVIEW)
        self._for.say(_booked(aim, self._ahead) if aim else "", warning=True)
        self._show_series()

    def _propose(self, kind: VisitKind) -> None:
        """The first type of a kind, or the first there is."""
        fitting = [each.id for each in self._types.values() if each.kind is kind]
        self.type.put_raw(next(iter([*fitting, *self._types]), ""))

    def _show_series(self) -> None:
        aim = self.chosen_aim
        is_series = aim is not None and aim.left > 1
        self.series.setChecked(False)
        self.series.setVisible(is_series)
        self.tell_dates("")
        if aim and is_series:
            self.series.setText(f"All {aim.left} doses that are left, every {aim.weeks} weeks")


def _booked(aim: Aim, ahead: Sequence[Appointment]) -> str:
    days = [show_weekday(each.starts_at.day) for each in ahead if each.plan_id == aim.plan.id]
    return f"For this plan {' and '.join(days)} is booked already." if days else ""


def _key(aim: Aim) -> str:
    return f"{aim.plan.id} {aim.serves} {aim.point or ''}"
