"""The chart, and a visit in it, as they stood when a day ended: the same reading of what the trail had said by then."""

from contextlib import closing
from datetime import date

from exodesk.core.chart import Chart
from exodesk.queries.chart import read_chart
from exodesk.queries.visit import VisitPage, read_visit
from exodesk.storage import past
from exodesk.storage.recordfile import RecordFile


def days_of(record: RecordFile, patient_id: str) -> list[date]:
    """The days on which anything about a patient was written, oldest first."""
    return past.days_of(record, patient_id)


def chart_as_of(record: RecordFile, patient_id: str, day: date) -> Chart:
    """NotFound where the patient was not yet entered."""
    with closing(past.as_of(record, patient_id, day)) as then:
        return read_chart(then, patient_id)


def visit_as_of(record: RecordFile, patient_id: str, entry_id: str, day: date) -> VisitPage:
    with closing(past.as_of(record, patient_id, day)) as then:
        return read_visit(then, entry_id)
