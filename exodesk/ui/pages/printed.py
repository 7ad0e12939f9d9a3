"""Pages that were printed before: opened as they were, and found by the codes at their foot."""

from functools import partial

from PySide6.QtWidgets import QWidget

from exodesk.core.records.printed import PrintedKind, PrintedPage
from exodesk.ui.open_record.session import Session


def print_again(session: Session, page: PrintedPage, parent: QWidget) -> None:
    """A page as it was printed, to look at and to print once more."""
    from exodesk.printing.pages import kept_page  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - as above
    from exodesk.ui.printing.options import KeptOptions  # noqa: PLC0415 - as above
    from exodesk.ui.timeline.printing import kept_timeline  # noqa: PLC0415 - as above

    made = kept_timeline if page.kind is PrintedKind.TIMELINE else kept_page
    PrintDialog(KeptOptions(session, page, made(session.record, page)), parent, look_first=True).open()


def check_page(session: Session, parent: QWidget) -> None:
    """Whether a page on paper is what the record holds."""
    from exodesk.ui.printing.check_page import CheckPageDialog  # noqa: PLC0415 - print code stays out of the start

    dialog = CheckPageDialog(session, parent)
    dialog.opened.connect(partial(print_again, session, parent=dialog))
    dialog.open()
