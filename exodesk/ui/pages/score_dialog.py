"""A score given by phone at a point after the doses: pain and global change in digits, for one plan."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from exodesk.core.fields import Field
from exodesk.core.instruments import SCALES
from exodesk.core.records.patient import identity_line
from exodesk.core.records.visit import Instrument
from exodesk.core.sentences import mid_sentence
from exodesk.queries.to_do import ToScore
from exodesk.services.scores import score_by_phone
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session


def _digits(instrument: Instrument, *, tells_ends: bool = True) -> Field:
    scale = SCALES[instrument]
    told = scale.meaning if tells_ends else ""
    return Field(label=instrument.label, minimum=scale.lowest, maximum=scale.highest, help=told)


_PAIN_AVERAGE = _digits(Instrument.PAIN_AVERAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered of one plan, in digits; whichever was asked is typed."""

    pain_average: Annotated[int | None, _PAIN_AVERAGE] = None
    pain_now: Annotated[int | None, _digits(Instrument.PAIN_NOW, tells_ends=False)] = None
    pgic: Annotated[int | None, _digits(Instrument.PGIC)] = None


ANSWER_ROWS = (("pain_average", "pain_now"), "pgic")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedByPhone(Answers):
    """The deciding measure is what is called for."""

    pain_average: Annotated[int, _PAIN_AVERAGE]


class ScoreDialog(EntryDialog):
    def __init__(self, session: Session, asked: ToScore, parent: QWidget | None) -> None:
        form = RecordForm(AskedByPhone, ANSWER_ROWS, today=session.today)
        title = f"{asked.point.label.capitalize()}: {mid_sentence(asked.where)}"
        super().__init__(title, form, self._write, about=identity_line(asked.patient), parent=parent)
        self._session, self._asked = session, asked
        if asked.phone:
            self.put_above(parts.muted(f"Phone {asked.phone}"))

    def _write(self, values: dict[str, Any]) -> None:
        answers = {Instrument(name): Decimal(answer) for name, answer in values.items() if answer is not None}
        self._session.run(score_by_phone, self._asked.patient.id, answers, plan_id=self._asked.plan_id)
