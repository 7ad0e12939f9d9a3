"""A form from the descriptions of a record's fields. It arranges and reads; rules speak through problems.

Loading never counts as editing, and text that cannot be read stays as it was typed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, fields
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Record, described, problem_with
from exodesk.ui import parts
from exodesk.ui.forms.cell import Cell
from exodesk.ui.forms.controls import Tick
from exodesk.ui.forms.editors import Editor
from exodesk.ui.forms.in_view import bring_into_view
from exodesk.ui.forms.rows import Row, editor_for, rows_of
from exodesk.ui.forms.site_choice import SiteChoice


class Beside(Protocol):
    """A control of the page that holds text, such as a list to pick from. It is no field of the record."""

    @property
    def edited(self) -> SignalInstance: ...

    def raw(self) -> str: ...

    def put_raw(self, text: str, /) -> None: ...


class RecordForm(QWidget):
    """The fields `names` of a record type: a name is a row by itself, a group of names shares one.

    It is one of a new record until `put` shows one that is there: what makes sense later only is not asked before.

    With `columns`, single names are laid out that many to a row; fields of several lines keep a row of their own.
    `overrides` brings a page's own editor for a field, `needed` stars fields that are asked for later.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(
        self,
        record_type: type[Record],
        names: Sequence[Row],
        *,
        today: Callable[[], date],
        columns: int = 1,
        overrides: Mapping[str, Editor] | None = None,
        needed: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._loading = False
        self._is_edited = False
        self._cells: dict[str, Cell] = {}
        self._beside: dict[str, Beside] = {}
        abouts = described(record_type)
        self._defaults = {
            field.name: None if field.default is MISSING else field.default for field in fields(record_type)
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for row in rows_of(names, columns, abouts):
            column.addLayout(line := QHBoxLayout())
            line.setSpacing(12)
            editors = {name: (overrides or {}).get(name) or editor_for(abouts[name], today) for name in row}
            only_ticks = all(isinstance(editor.widget, Tick) for editor in editors.values())
            for name, editor in editors.items():
                asked = abouts[name].must_fill and self._defaults[name] is None
                cell = Cell(editor, starred=asked or name in needed, low=only_ticks)
                cell.edited.connect(self._tell_edited)
                cell.left.connect(self._leave)
                self._cells[name] = cell
                line.addWidget(cell, 1)
            if len(row) < columns and not abouts[row[0]].field.multiline:
                line.addStretch(columns - len(row))
        column.addStretch(1)  # what is over goes below the fields, not between them
        self._let_site_take_side()
        self.clear()

    # Values

    def values(self) -> dict[str, Any]:
        """Every field's value by name; a field that is not shown gives its default.

        Raises InvalidRecord, with the problems already at their fields, when one cannot be read or may not be saved.
        """
        try:
            return self.read_values()
        except InvalidRecord as refused:
            self.show_problems(refused.problems)
            raise

    def read_values(self) -> dict[str, Any]:
        """The same without a word at any field, for what is computed while one types."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, cell in self._cells.items():
            if not cell.isVisibleTo(self):
                values[name] = self._defaults[name]
                continue
            values[name], wrong = self._read(cell)
            if wrong:
                problems.append(Problem(name, wrong))
        if problems:
            raise InvalidRecord(problems)
        return values

    def value(self, name: str) -> Any:
        """One field's value as it stands, for what is computed as one types; None while it may not be saved."""
        value, wrong = self._read(self._cells[name])
        return None if wrong else value

    def put(self, record: Record) -> None:
        """Show a record's values. This is not editing."""
        with self._quietly():
            for name, cell in self._cells.items():
                cell.editor.put(getattr(record, name))
        self._ask_later(asked=True)

    def clear(self) -> None:
        """Show a new record: empty but for what a new record always says."""
        with self._quietly():
            for name, cell in self._cells.items():
                cell.editor.put(self._defaults[name])
        self._ask_later(asked=False)

    def put_value(self, name: str, value: object) -> None:
        """Show a value that the page proposes, in place of what stood there and was perhaps wrong. Not editing."""
        with self._unheard():
            self._cells[name].editor.put(value)
            self._cells[name].show_problem("")

    def begin_with(self, texts: Mapping[str, str]) -> None:
        """Show what was typed elsewhere, readable or not; what is wrong with it is said. This is not editing."""
        for name, text in texts.items():
            self._cells[name].editor.put_raw(text)
            self._check(name)

    # Text as typed, for drafts

    def keep_beside(self, name: str, control: Beside) -> None:
        """Let a draft of this form hold the text of a control of the page too."""
        self._beside[name] = control
        control.edited.connect(partial(self._tell_edited, name))

    def raw_texts(self) -> dict[str, str]:
        texts = {name: cell.editor.raw() for name, cell in self._cells.items()}
        return texts | {name: control.raw() for name, control in self._beside.items()}

    def put_raw(self, texts: Mapping[str, str]) -> None:
        """Show text as it was typed once, readable or not. It counts as edited: nobody has saved it."""
        with self._quietly():
            for name in texts.keys() & self._cells.keys():
                self._cells[name].editor.put_raw(texts[name])
            for name in texts.keys() & self._beside.keys():
                self._beside[name].put_raw(texts[name])
        self._is_edited = True

    def note(self, name: str) -> None:
        """A person changed a field by other means than its control, such as a picture beside it."""
        self._tell_edited(name)

    @property
    def is_edited(self) -> bool:
        """Whether a person changed anything since `put`, `clear` or `mark_saved`."""
        return self._is_edited

    def mark_saved(self) -> None:
        self._is_edited = False

    # Problems

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Stand each problem at its field and go to the first; returns those that belong to no field here."""
        left = self.stand_problems(problems)
        if first := next((cell for cell in self._cells.values() if cell.problem), None):
            bring_into_view(first)
            first.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            parts.announce(self, first.problem)
        return left

    def stand_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """The same without moving the focus; a field without a problem says nothing any more."""
        by_field: dict[str, str] = {}
        for problem in problems:
            by_field.setdefault(problem.field, problem.text)
        for name, cell in self._cells.items():
            cell.show_problem(by_field.get(name, ""))
        return [problem for problem in problems if problem.field not in self._cells]

    def problem_at(self, name: str) -> str:
        """The words that stand at a field; "" when nothing is wrong with it."""
        return self._cells[name].problem

    # Fields

    def holds(self, name: str) -> bool:
        """Whether a name is a field of this form."""
        return name in self._cells

    def editor(self, name: str) -> Editor:
        return self._cells[name].editor

    def control(self, name: str) -> QWidget:
        """The widget that is typed into."""
        return self._cells[name].editor.widget

    def label(self, name: str) -> str:
        return self._cells[name].editor.about.field.label

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field. What was typed into it is kept; the focus stays where it is."""
        self._cells[name].setVisible(shown)

    def hint_at(self, name: str) -> str:
        """The quiet words under a field."""
        return self._cells[name].hint

    def hint(self, name: str, text: str, *, warning: bool = False) -> None:
        """Say something quiet under a field, such as where its value comes from, or something to look at again."""
        self._cells[name].set_hint(text, warning=warning)

    def focus_first(self) -> None:
        """Put the focus where typing begins: the first shown field."""
        for cell in self._cells.values():
            if cell.isVisibleTo(self):
                cell.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _let_site_take_side(self) -> None:
        """Typed in one go with its site, `kn l`, the side stands in its own field, where the form has both."""
        site = self._cells["site"].editor.widget if "site" in self._cells else None
        if isinstance(site, SiteChoice) and "side" in self._cells:
            site.sided.connect(self._take_side)

    def _take_side(self, side: object) -> None:
        self.put_value("side", side)
        self._tell_edited("side")

    def _ask_later(self, *, asked: bool) -> None:
        for cell in self._cells.values():
            if cell.editor.about.field.later:
                cell.setVisible(asked)

    def _read(self, cell: Cell) -> tuple[object, str]:
        try:
            value = cell.editor.get()
        except ValueError as unread:
            return None, str(unread)
        return value, problem_with(cell.editor.about, value, self._today())

    @contextmanager
    def _unheard(self) -> Iterator[None]:
        """What changes in a control meanwhile is no act of a person."""
        before, self._loading = self._loading, True
        try:
            yield
        finally:
            self._loading = before

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """All the fields are filled: afterwards nothing is edited, and nothing wrong."""
        with self._unheard():
            yield
        self._is_edited = False
        for cell in self._cells.values():
            cell.show_problem("")

    def _check(self, name: str) -> None:
        """Say at once what is wrong with a field that has text."""
        cell = self._cells[name]
        if cell.editor.raw():
            cell.show_problem(self._read(cell)[1])

    def _leave(self, name: str) -> None:
        self._check(name)
        self.left.emit()

    def _tell_edited(self, name: str) -> None:
        if not self._loading:
            self._is_edited = True
            if name in self._cells:
                self._cells[name].show_problem("")
            self.edited.emit(name)
