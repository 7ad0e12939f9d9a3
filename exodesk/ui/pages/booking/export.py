"""Appointments for another calendar: which days, and whether names go along. The file is written where one chooses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Field
from exodesk.core.sentences import counted
from exodesk.exchange.appointments import save_icalendar
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session

ENDING = ".ics"
Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    first: Annotated[date, Field(label="First day", ahead=True)]
    last: Annotated[date, Field(label="Last day", ahead=True)]
    with_names: Annotated[bool, Field(label="Say who comes, with name and type")] = False


def export_dialog(session: Session, days: tuple[date, date], tell: Tell, parent: QWidget | None) -> EntryDialog:
    """`tell` takes what became of it, in words."""
    form = RecordForm(Exported, (("first", "last"), "with_names"), today=session.today)
    form.put_value("first", days[0])
    form.put_value("last", days[1])

    def save(values: dict[str, Any]) -> None:
        if values["last"] < values["first"]:
            raise InvalidRecord([Problem("last", "The last day lies before the first.")])
        if path := _ask_where(dialog):
            tell(write_icalendar(session, path, Exported(**values)))

    dialog = EntryDialog("Save as iCalendar", form, save, act="Save", parent=parent)
    note = "Another calendar reads the file. Without names it says only that somebody comes; the file is not encrypted."
    dialog.put_above(parts.muted(note, wrap=True))
    return dialog


def write_icalendar(session: Session, path: Path, asked: Exported) -> str:
    """Write it; what is to be told."""
    count = save_icalendar(session.record, path, asked.first, asked.last, with_names=asked.with_names)
    what = counted(count, "appointment")
    return f"Saved {what} as {path.name} in {path.parent}."


def _ask_where(parent: QWidget) -> Path | None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save as iCalendar", str(Path(folder) / "Appointments.ics"), "iCalendar (*.ics)"
    )
    return _named(Path(chosen)) if chosen else None


def _named(path: Path) -> Path:
    """With the ending that other calendars know it by; a file that is there is one that was asked about."""
    ending = path.with_name(f"{path.name}{ENDING}")
    return path if path.suffix.lower() == ENDING or path.exists() or ending.exists() else ending
