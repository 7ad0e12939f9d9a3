"""After a visit is signed: the next appointment, proposed from what is planned and recorded. Esc leaves it."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from exodesk.queries.to_book import next_after
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.dialog import BookingDialog


def propose_next(session: Session, parent: QWidget, visit_id: str) -> None:
    """With the first free time on or after its day current, so that Enter books it; nothing where nothing asks.

    Whoever was here today comes again tomorrow at the soonest, though a follow-up may be open already.
    """
    if aim := next_after(session.record, visit_id):
        BookingDialog(
            session,
            parent,
            patient_id=aim.plan.patient_id,
            plan_id=aim.plan.id,
            serves=aim.serves,
            since=session.today() + timedelta(days=1),
            title="Next appointment",
        ).open()
