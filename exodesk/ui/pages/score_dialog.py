"""A score given by phone at a point after the doses: pain and global change in digits, for one plan."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from exodesk.core.fields import Field
from exodesk.core.records.patient import identity_line
from exodesk.core.records.visit import Instrument
from exodesk.core.sentences import mid_sentence
from exodesk.queries.to_do import ToScore
from exodesk.services.scores import score_by_phone
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresAsked:
    pain_average: Annotated[
        int, Field(label="Pain, average of 7 days", minimum=0, maximum=10, help="0 no pain, 10 the worst imaginable")
    ]
    pain_now: Annotated[int | None, Field(label="Pain now", minimum=0, maximum=10)] = None
    pgic: Annotated[
        int | None,
        Field(label="Global change", minimum=1, maximum=7, help="1 very much improved, 4 no change, 7 very much worse"),
    ] = None


class ScoreDialog(EntryDialog):
    def __init__(self, session: Session, asked: ToScore, parent: QWidget | None) -> None:
        form = RecordForm(ScoresAsked, (("pain_average", "pain_now"), "pgic"), today=session.today)
        title = f"{asked.point.label.capitalize()}: {mid_sentence(asked.where)}"
        super().__init__(title, form, self._write, about=identity_line(asked.patient), parent=parent)
        self._session, self._asked = session, asked
        if asked.phone:
            self.put_above(parts.muted(f"Phone {asked.phone}"))

    def _write(self, values: dict[str, Any]) -> None:
        answers = {Instrument(name): Decimal(answer) for name, answer in values.items() if answer is not None}
        self._session.run(score_by_phone, self._asked.patient.id, answers, plan_id=self._asked.plan_id)
