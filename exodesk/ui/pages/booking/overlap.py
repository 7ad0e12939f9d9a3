"""Why an appointment is put where another one is: asked when it is moved there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from exodesk.core.fields import Field
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    overlap_reason: Annotated[str, Field(label="Why it overlaps", max_length=300)]


def overlap_dialog(
    session: Session, about: str, told: str, act: Callable[[str], object], parent: QWidget | None
) -> EntryDialog:
    """`told` says with what it overlaps; `act` takes the reason."""
    form = RecordForm(Overlap, ("overlap_reason",), today=session.today)

    def save(values: dict[str, Any]) -> None:
        act(values["overlap_reason"])

    dialog = EntryDialog("Two at one time", form, save, about=about, act="Put it there", parent=parent)
    dialog.put_above(parts.words(told, tone=Tone.WARNING, wrap=True))
    return dialog
