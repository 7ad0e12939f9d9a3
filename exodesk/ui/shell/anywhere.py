"""What opens over anything: a booking, a phone note, a task, of the patient in sight if there is one; a lot."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QApplication, QWidget

from exodesk.core.records.patient import Patient
from exodesk.queries import patients
from exodesk.queries.lots import LotChoice
from exodesk.ui.keyboard import keys
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.open_record.session import Session


class Anywhere:
    """`in_sight`: the id of the patient whose page is open. `is_covered`: whether nobody may be named now.

    Over a dialog nobody is proposed: whoever calls meanwhile is seldom the one that it is about.
    """

    def __init__(
        self,
        session: Session,
        window: QWidget,
        *,
        in_sight: Callable[[], str | None],
        is_covered: Callable[[], bool],
    ) -> None:
        self._session, self._window = session, window
        self._in_sight, self._is_covered = in_sight, is_covered
        keys.bind(Key.BOOK, window, self.book)
        keys.bind(Key.PHONE_NOTE, window, self.note_call)
        keys.bind(Key.TASK, window, self.add_task)

    @property
    def over_dialogs(self) -> Mapping[Key, Callable[[QWidget], object]]:
        """The same over a dialog, which stays beneath with all that is typed in it."""
        return {Key.BOOK: self.book, Key.PHONE_NOTE: self.note_call, Key.TASK: self.add_task}

    def book(self, over: QWidget | None = None) -> None:
        """Of the patient in sight, or of whoever is found; behind the curtain it would name people."""
        from exodesk.ui.pages.booking.dialog import BookingDialog  # noqa: PLC0415 - not before it is asked for

        if not self._is_covered() and not _is_open(BookingDialog):
            patient_id = None if over else self._in_sight()
            BookingDialog(self._session, over or self._window, patient_id=patient_id).open()

    def note_call(self, over: QWidget | None = None) -> None:
        """Write down a call: of the patient in sight, or of whoever is found."""
        from exodesk.ui.pages.phone.dialog import PhoneDialog  # noqa: PLC0415 - not before it is asked for

        if not _is_open(PhoneDialog):
            PhoneDialog(self._session, over or self._window, patient=None if over else self._patient()).open()

    def add_task(self, over: QWidget | None = None) -> None:
        """Write down a task: about the patient in sight, or not."""
        from exodesk.ui.pages.task_dialog import TaskDialog  # noqa: PLC0415 - not before it is asked for

        if not _is_open(TaskDialog):
            TaskDialog(self._session, over or self._window, patient=None if over else self._patient()).open()

    def edit_lot(self, choice: LotChoice) -> None:
        """What was entered of a lot, and its recall: found by the palette, which has closed what was open."""
        from exodesk.ui.pages.visit.lot_dialog import edit_lot_dialog  # noqa: PLC0415 - not before it is asked for

        edit_lot_dialog(self._session, choice, self._window).open()

    def _patient(self) -> Patient | None:
        patient_id = self._in_sight()
        return patients.get(self._session.record, patient_id) if patient_id else None


def _is_open(kind: type[QWidget]) -> bool:
    """One form of a kind at a time: two would be one draft."""
    return any(isinstance(window, kind) and window.isVisible() for window in QApplication.topLevelWidgets())
