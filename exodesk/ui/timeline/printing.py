"""The way from the timeline to the print window: what is in sight, or all there is."""

from dataclasses import replace

from exodesk.core.chart import Chart
from exodesk.core.records.printed import PrintedPage, Purpose
from exodesk.printing.leaving import Page
from exodesk.printing.pages import content_of
from exodesk.queries.clinic import clinic_of
from exodesk.storage import patients
from exodesk.storage.recordfile import RecordFile
from exodesk.ui import parts
from exodesk.ui.printing.options import HANDED, SentOptions
from exodesk.ui.session import Session
from exodesk.ui.timeline.drawn import unpacked
from exodesk.ui.timeline.sheet import TimelinePage
from exodesk.ui.timeline.shot import Shot
from exodesk.ui.timeline.told import drawn_of
from exodesk.ui.timeline.viewport import EVERYTHING

IN_SIGHT, ALL = "sight", "all"


class TimelineOptions(SentOptions):
    """How much of the time, and to whom it goes."""

    title = "Timeline"

    def __init__(self, session: Session, chart: Chart, shot: Shot) -> None:
        super().__init__(session, purpose=Purpose.PATIENT, description="Timeline")
        self._chart, self._shot = chart, shot
        self.stretch = parts.ChoiceRow([(IN_SIGHT, "In sight"), (ALL, "Everything")], IN_SIGHT, name="Time printed")
        self.stretch.chosen.connect(self._choose)
        self.put(parts.FieldLabel("Time printed"))
        self._column.addLayout(parts.row(self.stretch, 1))
        self.put(parts.FieldLabel(HANDED), self.recipient, parts.FieldLabel("Purpose"), self.purpose)
        self.put(parts.hint("Leave this empty while the page stays in the house.", wrap=True))

    def page(self) -> Page:
        record, shot = self.session.record, self._shot
        whole = self.stretch.current() == ALL
        viewport = EVERYTHING.around(shot.panel) if whole else shot.viewport
        clinic = clinic_of(record)
        drawn = drawn_of(
            self._chart,
            replace(shot, viewport=viewport),
            clinic,
            printed_at=self.session.clock(record.now()),
            audit_head=record.head().sha256.hex(),
            synthetic=record.is_made_up,
        )
        return TimelinePage(patient=self._chart.patient, paper=clinic.paper, drawn=drawn)

    def _choose(self, _stretch: str) -> None:
        self.changed.emit()


def kept_timeline(record: RecordFile, page: PrintedPage) -> TimelinePage:
    """A timeline once more as it was printed then."""
    return TimelinePage(
        patient=patients.get(record, page.patient_id),
        paper=page.paper,
        drawn=unpacked(content_of(record, page)),
        when=page.printed_on.isoformat(),
    )
