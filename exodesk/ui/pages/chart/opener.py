"""What a record of a chart opens: its visit, its form, the page that was printed, or the part where it is listed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.chart import Chart
from exodesk.core.records.injection import InjectionStatus
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.adverse_form import amend_dialog, event_view, history_dialog, record_dialog, withdraw_dialog
from exodesk.ui.pages.booking.held import HeldDialog
from exodesk.ui.pages.chart.earlier import EarlierDialog, show_earlier_history
from exodesk.ui.pages.printed import print_again
from exodesk.ui.timeline.view import IN_ERROR, ITS_HISTORY, NOTE_EVENT


class Opener(QObject):
    """Made for one chart, as its menus are. What it opens stands over the page of that chart."""

    visit_opened = Signal(str)  # a visit's entry
    listed = Signal(str, str)  # the title of a part of the chart, and the record to go to there

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._chart: Chart | None = None

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart

    def open(self, kind: str, record_id: str) -> None:
        """Open what a mark of the timeline stands for."""
        match kind:
            case "visit":
                self.visit_opened.emit(record_id)
            case "injection" | "score":
                self._open_visit_of(record_id)
            case "plan":
                self.listed.emit("Plans", record_id)
            case "appointment":
                self._open_appointment(record_id)
            case "disclosure":
                self.listed.emit("Documents", record_id)
            case "printed_page":
                self._open_page(record_id)
            case "adverse_event":
                amend_dialog(self._session, self.chart, event_view(self.chart, record_id), self._page).open()
            case _:
                self.listed.emit("Timeline", record_id)

    def act(self, words: str, record_id: str) -> None:
        """What else a mark of the timeline offers."""
        if words == NOTE_EVENT:
            record_dialog(self._session, self.chart, record_id, self._page).open()
        elif words == IN_ERROR:
            withdraw_dialog(self._session, self.chart, event_view(self.chart, record_id), self._page).open()
        elif words == ITS_HISTORY:
            history_dialog(self._session, self.chart, event_view(self.chart, record_id), self._page).open()

    def enter_earlier(self) -> None:
        """Ask for an injection from earlier records."""
        EarlierDialog(self._session, self.chart, None, self._page).open()

    def open_earlier(self, entry_id: str) -> None:
        """One that was taken out is read, not edited."""
        given = next(each for each in self.chart.injections if each.injection.entry_id == entry_id)
        if given.injection.status is InjectionStatus.NOT_DONE:
            show_earlier_history(self._session, self.chart, given, self._page)
        else:
            EarlierDialog(self._session, self.chart, given, self._page).open()

    @property
    def chart(self) -> Chart:
        if self._chart is None:
            raise RuntimeError("Nobody has said yet whose chart this is.")
        return self._chart

    @property
    def _page(self) -> QWidget:
        page = self.parent()
        if not isinstance(page, QWidget):
            raise TypeError(page)
        return page

    def _open_appointment(self, appointment_id: str) -> None:
        dialog = HeldDialog(self._session, appointment_id, self._page)
        dialog.visit_opened.connect(self.visit_opened)
        dialog.open()

    def _open_page(self, page_id: str) -> None:
        """A page as it was printed; one that was not kept stands among the documents."""
        page = next(each for each in self.chart.printed if each.id == page_id)
        if page.content_sha256:
            print_again(self._session, page, self._page)
        else:
            self.listed.emit("Documents", page_id)

    def _open_visit_of(self, entry_id: str) -> None:
        """An injection from earlier records has no visit and opens its form; a score by phone stands in its table."""
        given = {each.injection.entry_id: each.injection.visit_id for each in self.chart.injections}
        visits = given | {score.entry_id: score.visit_id for score in self.chart.scores}
        if visit_id := visits.get(entry_id):
            self.visit_opened.emit(visit_id)
        elif entry_id in given:
            self.open_earlier(entry_id)
        else:
            self.listed.emit("Scores", entry_id)
