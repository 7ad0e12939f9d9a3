"""What can be done to a signed visit: each act opens its dialog. Nothing here changes what was signed."""

from PySide6.QtWidgets import QDialog, QWidget

from exodesk.core.chart import GivenInjection
from exodesk.core.left_over import LeftOver
from exodesk.core.records.patient import identity_line
from exodesk.core.records.visit import Score, Visit, Vitals
from exodesk.core.versions import Entered, entry_of
from exodesk.queries import history
from exodesk.queries.visit import VisitPage
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.amend_dialogs import (
    addendum_dialog,
    correct_pause_dialog,
    correct_score_dialog,
    correct_visit_dialog,
    correct_vitals_dialog,
    in_error_dialog,
    late_score_dialog,
    name_of,
)
from exodesk.ui.pages.visit.amend_injection import InjectionAmendment
from exodesk.ui.parts.record_history import HistoryDialog


class Amending:
    """The acts on the visit that a page shows. Dialogs belong to `parent` and are returned opened."""

    def __init__(self, session: Session, page: VisitPage, parent: QWidget) -> None:
        self._session, self._page, self._parent = session, page, parent

    def add(self, left: LeftOver | None = None) -> QDialog:
        """`left`: what was typed and never saved, which it begins with."""
        return _opened(addendum_dialog(self._session, self._page, self._parent, left))

    def add_late_injection(self) -> QDialog:
        return _opened(InjectionAmendment(self._session, self._page, None, self._parent))

    def correct(self, entered: Entered) -> QDialog:
        match entered:
            case Visit():
                return _opened(correct_visit_dialog(self._session, self._page, self._parent))
            case Score():
                return _opened(correct_score_dialog(self._session, self._page, entered, self._parent))
            case GivenInjection():
                return _opened(InjectionAmendment(self._session, self._page, entered, self._parent))

    def correct_pause(self, given: GivenInjection) -> QDialog:
        return _opened(correct_pause_dialog(self._session, self._page, given, self._parent))

    def add_late_score(self) -> QDialog:
        return _opened(late_score_dialog(self._session, self._page, self._parent))

    def correct_vitals(self, vitals: Vitals) -> QDialog:
        return _opened(correct_vitals_dialog(self._session, self._page, vitals, self._parent))

    def add_late_vitals(self) -> QDialog:
        return _opened(correct_vitals_dialog(self._session, self._page, None, self._parent))

    def take_out(self, entered: Entered) -> QDialog:
        return _opened(in_error_dialog(self._session, self._page, entered, self._parent))

    def show_history(self, entered: Entered) -> QDialog:
        record, entry_id = self._session.record, entry_of(entered)
        match entered:
            case Visit():
                found = history.of_visit(record, entry_id)
            case Score():
                found = history.of_score(record, entry_id)
            case GivenInjection():
                found = history.of_injection(record, entry_id)
        about = identity_line(self._page.chart.patient)
        return _opened(HistoryDialog(f"History of {name_of(entered)}", about, found, self._parent))


def _opened(dialog: QDialog) -> QDialog:
    dialog.open()
    return dialog
