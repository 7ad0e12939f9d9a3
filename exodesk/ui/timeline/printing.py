"""The way from the timeline to the print window: what is in sight, or all there is."""

from dataclasses import replace
from functools import partial

from exodesk.core.chart import Chart
from exodesk.core.records.printed import PrintedKind, PrintedPage, Purpose
from exodesk.documents.plain_lists import plain_timeline
from exodesk.printing.fallback import made_or_plain
from exodesk.printing.leaving import Page
from exodesk.printing.pages import Made, content_of, printing_of
from exodesk.queries.clinic import clinic_of
from exodesk.storage import patients
from exodesk.storage.recordfile import RecordFile
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.printing.options import HANDED, SentOptions
from exodesk.ui.timeline.drawn import Drawn, unpacked
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
        whole = self.stretch.current() == ALL
        viewport = EVERYTHING.around(self._shot.panel) if whole else self._shot.viewport
        return timeline_page(self.session.record, self._chart, replace(self._shot, viewport=viewport))

    def _choose(self, _stretch: str) -> None:
        self.changed.emit()


def timeline_page(record: RecordFile, chart: Chart, shot: Shot) -> Page:
    """The picture of what is in sight; where a bug stands in its way, all that is on it in words."""
    clinic = clinic_of(record)
    printing = printing_of(record, clinic)
    usual = partial(
        drawn_of,
        chart,
        shot,
        clinic,
        printed_at=printing.printed_at,
        audit_head=printing.audit_head,
        synthetic=printing.synthetic,
    )
    plain = partial(plain_timeline, chart.patient, shot.panel.entries, printing)
    made, warnings = made_or_plain("timeline", usual, plain)
    if isinstance(made, Drawn):
        return TimelinePage(patient=chart.patient, paper=clinic.paper, drawn=made)
    return Made(
        document=made,
        kind=PrintedKind.OTHER,  # it is kept as words
        patient=chart.patient,
        visit_id=None,
        paper=clinic.paper,
        when="",
        warnings=warnings,
    )


def kept_timeline(record: RecordFile, page: PrintedPage) -> TimelinePage:
    """A timeline once more as it was printed then."""
    return TimelinePage(
        patient=patients.get(record, page.patient_id),
        paper=page.paper,
        drawn=unpacked(content_of(record, page)),
        when=page.printed_on.isoformat(),
    )
