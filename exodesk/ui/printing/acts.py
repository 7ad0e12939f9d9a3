"""The ways to the print window. What it is made of is loaded when somebody first prints: a start needs none of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from exodesk.core.records.printed import PrintedKind
from exodesk.queries.boosters import BoosterRow
from exodesk.ui.open_record.session import Session


def print_visit(
    session: Session, visit_id: str, kind: PrintedKind, parent: QWidget, *, look_first: bool = False
) -> None:
    """One of a visit's pages: the summary, the letter, the record. `look_first`: the preview has the focus."""
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.options import LetterOptions, RecordOptions, SummaryOptions  # noqa: PLC0415 - as above

    made = {
        PrintedKind.SUMMARY: SummaryOptions,
        PrintedKind.LETTER: LetterOptions,
        PrintedKind.VISIT_RECORD: RecordOptions,
    }[kind]
    PrintDialog(made(session, visit_id), parent, look_first=look_first).open()


def print_invitation(session: Session, plan_id: str, parent: QWidget) -> QDialog:
    """The letter that invites the patient of a plan; `accepted` comes once it has been printed or saved."""
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.options import InvitationOptions  # noqa: PLC0415 - as above

    dialog = PrintDialog(InvitationOptions(session, plan_id), parent)
    dialog.open()
    return dialog


def print_account(session: Session, patient_id: str, parent: QWidget) -> None:
    """What left the house about a patient, for a patient who asks."""
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.options import AccountOptions  # noqa: PLC0415 - as above

    PrintDialog(AccountOptions(session, patient_id), parent).open()


def print_blank_form(session: Session, parent: QWidget) -> None:
    """A visit form to write on."""
    from exodesk.printing.forms import blank_form  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - as above
    from exodesk.ui.printing.options import FormOptions  # noqa: PLC0415 - as above

    PrintDialog(FormOptions(session, "Blank visit form", partial(blank_form, session.record)), parent).open()


def print_call_list(session: Session, rows: Sequence[BoosterRow], parent: QWidget) -> None:
    """Whom to call about a dose, with room for what they say."""
    from exodesk.printing.forms import call_form  # noqa: PLC0415 - print code stays out of the start
    from exodesk.ui.printing.dialog import PrintDialog  # noqa: PLC0415 - as above
    from exodesk.ui.printing.options import FormOptions  # noqa: PLC0415 - as above

    PrintDialog(FormOptions(session, "Call list", partial(call_form, session.record, rows)), parent).open()


def print_letters(session: Session, rows: Sequence[BoosterRow], chosen: Sequence[BoosterRow], parent: QWidget) -> None:
    """Invitations to several patients in one act; `chosen` of the rows are ticked at first."""
    from exodesk.ui.printing.letters import LettersDialog  # noqa: PLC0415 - print code stays out of the start

    LettersDialog(session, rows, chosen, parent).open()
