"""The way from a timeline to the print window, whose code is loaded when somebody first prints."""

from PySide6.QtWidgets import QWidget

from exodesk.core.chart import Chart
from exodesk.ui.open_record.session import Session
from exodesk.ui.timeline.shot import Shot


def print_timeline(session: Session, chart: Chart, shot: Shot, parent: QWidget) -> None:
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.timeline.printing import TimelineOptions  # noqa: PLC0415 - as above

    PrintDialog(TimelineOptions(session, chart, shot), parent).open()
