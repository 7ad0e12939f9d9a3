"""A form in a window of its own: what it says comes and goes, and nothing that one is about to press moves."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.records.patient import Allergy, Condition
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.rows import Row
from exodesk.ui.look.tokens import Tone

SHORT: list[Row] = ["substance"]
LONG: list[Row] = ["text", ("site", "side"), ("onset", "icd10cm"), ("severity_grade", "severity_scale")]


@pytest.mark.parametrize(("kind", "rows"), [(Allergy, SHORT), (Condition, LONG)])
def test_a_message_moves_neither_a_field_nor_a_button_and_hides_no_field(
    qtbot: QtBot, look: None, kind: type, rows: list[Row]
) -> None:
    form = RecordForm(kind, rows, today=lambda: date(2026, 11, 23))
    dialog = EntryDialog("New", form, lambda _: None, about="SAMPLE, Alex · 17-May-1961 · EX-00001", parent=None)
    qtbot.addWidget(dialog)
    below = parts.muted("May be entered already")
    dialog.put_below(below)
    dialog.show()
    _settle()
    controls = [form.control(name) for row in rows for name in ([row] if isinstance(row, str) else row)]
    buttons = [each for each in dialog.findChildren(parts.Button) if each.isVisible()]
    watched = [*controls, below, *buttons]
    before = [_place(each, dialog) for each in watched]
    dialog.message.say("What you typed is not saved.", Tone.WARNING, act="Close without saving")
    _settle()
    assert [_place(each, dialog) for each in watched] == before
    assert all(each.visibleRegion().boundingRect() == each.rect() for each in controls)
    dialog.message.say("Nothing is saved yet. SAMPLE, Alex may be the same person. " * 3, Tone.DANGER)
    _settle()
    places = [_place(each, dialog) for each in watched]
    assert [place for each, place in zip(watched, places, strict=True) if each is not below] == [
        place for each, place in zip(watched, before, strict=True) if each is not below
    ]
    assert dialog.message.text.height() >= dialog.message.text.heightForWidth(dialog.message.text.width())
    dialog.message.close_message()
    _settle()
    assert [_place(each, dialog) for each in watched] == before


def _settle() -> None:
    """Words take their height once they have their width."""
    for _ in range(3):
        QApplication.processEvents()


def _place(part: QWidget, dialog: QWidget) -> tuple[int, int]:
    corner = part.mapTo(dialog, QPoint(0, 0))
    return corner.x(), corner.y()
