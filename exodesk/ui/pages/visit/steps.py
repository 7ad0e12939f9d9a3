"""The steps of a visit: which ones its kind asks for, in order, and how each is made."""

from collections.abc import Callable, Sequence
from functools import partial

from exodesk.core.records.visit import VisitKind
from exodesk.core.signing import OF_INJECTION
from exodesk.queries.visit import VisitPage as Read
from exodesk.ui.forms.rows import Row
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.notes import (
    CALL_ROWS,
    EXAM_ROWS,
    OTHER_ROWS,
    OUTCOME_ROWS,
    PLAN_ROWS,
    REASON_ROWS,
    REVIEW_ROWS,
    NotesStep,
)
from exodesk.ui.pages.visit.review import ReviewStep
from exodesk.ui.pages.visit.scores import ScoresCard
from exodesk.ui.pages.visit.treatment import TreatmentStep
from exodesk.ui.pages.visit.vitals import VitalsCard

Step = NotesStep | TreatmentStep | ReviewStep
Wanted = tuple[str, Callable[[], Step]]
"""The title of a step, and what makes it once it is seen; nothing is connected to it yet."""


def steps_of(read: Read, session: Session) -> list[Wanted]:
    """Only the steps that the visit's kind needs. A signed visit has one: what was signed, read only."""
    review: Wanted = ("Review and sign", partial(ReviewStep, session))
    if read.view.is_signed:
        return [review]
    kind = read.view.visit.kind
    notes = partial(_notes, session, kind)
    steps: list[Wanted]
    match kind:
        case VisitKind.PHONE:
            steps = [("Call", partial(notes, "call", CALL_ROWS, scores=True))]
        case VisitKind.OTHER:
            steps = [("Notes", partial(notes, "notes", OTHER_ROWS, vitals=True))]
        case _:
            first = REVIEW_ROWS if kind is VisitKind.REVIEW else REASON_ROWS
            steps = [
                ("Reason and history", partial(notes, "reason", first)),
                ("Exam and scores", partial(notes, "exam", EXAM_ROWS, scores=True, vitals=True)),
            ]
    waits = any(each.field == OF_INJECTION for each in read.missing)
    if kind is VisitKind.INJECTION or read.view.injections or waits:
        steps.append(("Treatment", partial(TreatmentStep, session)))
    if kind not in (VisitKind.PHONE, VisitKind.OTHER):
        rows = OUTCOME_ROWS if kind is VisitKind.CONSULT else PLAN_ROWS
        steps.append(("Plan", partial(notes, "plan", rows)))
    return [*steps, review]


def _notes(
    session: Session, kind: VisitKind, name: str, rows: Sequence[Row], *, scores: bool = False, vitals: bool = False
) -> NotesStep:
    return NotesStep(
        session,
        name,
        rows,
        scores=ScoresCard(session) if scores else None,
        vitals=VitalsCard(session, after=kind is VisitKind.INJECTION) if vitals else None,
    )
