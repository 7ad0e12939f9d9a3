"""What an injection is drawn from: a row for each lot, with the volume drawn of it. One row mostly; none for others."""

import json
from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.chart import DrawnSource
from exodesk.core.codes import Basis
from exodesk.core.errors import Problem
from exodesk.core.quantities import Unit
from exodesk.core.records.injection import InjectionSource
from exodesk.core.records.stock import Lot
from exodesk.queries.lots import LotChoice
from exodesk.ui import parts
from exodesk.ui.forms.controls import Line
from exodesk.ui.pages.visit.dose import source_of
from exodesk.ui.pages.visit.labelled import Amounted, Labelled, Typed
from exodesk.ui.pages.visit.pickers import UNKNOWN_LOT, Picker, figures_of, lot_entries, lot_line


class SourceRow(QWidget):
    """One lot. What was drawn is worked out from the volume given unless it is typed."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lot = Picker("Product and lot")
        self._lots: Sequence[LotChoice] = ()
        self.pick = Labelled("Product and lot", self.lot, required=True)
        self.drawing = Amounted("Drawn", Unit.ML)
        self.mixing = Amounted("Reconstituted in", Unit.ML)
        self.why = Typed("Why the lot is not known", required=True)
        self.drawn, self.reconstituted, self.no_lot_reason = self.drawing.line, self.mixing.line, self.why.line
        self.parts: Mapping[str, Labelled] = {
            "lot_id": self.pick,
            "no_lot_reason": self.why,
            "drawn_ul": self.drawing,
            "reconstituted_ul": self.mixing,
        }
        self.drawing.setFixedWidth(112)
        self.mixing.setFixedWidth(132)
        self.remove = parts.icon_button("x", "Take this lot away")
        self.remove.clicked.connect(self._tell_removed)
        self.remove.hide()
        line = parts.row(self.pick, self.mixing, self.drawing, self.remove, spacing=12)
        line.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.why)
        self.lot.edited.connect(self._show_lot)
        for _, control in self._lines():
            control.edited.connect(self.edited)
        self.lot.edited.connect(self.edited)
        self._show_lot()

    def fill(self, lots: Sequence[LotChoice]) -> None:
        self._lots = lots
        self.lot.fill(lot_entries(lots))
        self._show_lot()

    @property
    def choice(self) -> LotChoice | None:
        return next((choice for choice in self._lots if choice.lot.id == self.lot.raw()), None)

    @property
    def drawn_ul(self) -> int | None:
        return self.drawing.value

    @property
    def unread(self) -> list[Problem]:
        """What was typed and cannot be read. It is never taken for nothing."""
        amounts = {"drawn_ul": self.drawing, "reconstituted_ul": self.mixing}
        return [Problem(field, part.unread) for field, part in amounts.items() if part.unread]

    def lacks(self, field: str) -> bool:
        """Whether what is asked for under this name is still to be typed or picked here."""
        match field:
            case "lot_id":
                return not self.lot.raw()
            case "no_lot_reason":
                return self.lot.raw() == UNKNOWN_LOT and not self.no_lot_reason.raw()
            case "reconstituted_ul":
                return self.mixing.isVisibleTo(self) and not self.mixing.value
            case _:
                return not self.drawn_ul

    def say_drawn(self, volume_ul: int) -> None:
        """What is worked out, where nothing is typed."""
        self.drawn.setPlaceholderText(Unit.ML.edit(volume_ul) if volume_ul else "")

    def source(self, key: str, injection_id: str, drawn_ul: int) -> InjectionSource:
        choice = self.choice
        return source_of(
            key,
            injection_id,
            choice.lot if choice else None,
            drawn=drawn_ul,
            reconstituted_ul=self.mixing.value,
            no_lot_reason=self.no_lot_reason.raw().strip() or None,
        )

    def put(self, drawn: DrawnSource) -> None:
        source = drawn.source
        self.lot.put_raw(source.lot_id or UNKNOWN_LOT)
        self.drawn.put_raw(Unit.ML.edit(source.drawn_ul))
        self.no_lot_reason.put_raw(source.no_lot_reason or "")
        self.reconstituted.put_raw(Unit.ML.edit(source.reconstituted_ul) if source.reconstituted_ul else "")
        self._show_lot()

    def raw_texts(self) -> dict[str, str]:
        return {"lot": self.lot.raw()} | {name: control.raw() for name, control in self._lines()}

    def put_raw(self, texts: Mapping[str, str]) -> None:
        self.lot.put_raw(texts.get("lot", ""))
        for name, control in self._lines():
            control.put_raw(texts.get(name, ""))
        self._show_lot()

    def _lines(self) -> Iterator[tuple[str, Line]]:
        yield "drawn", self.drawn
        yield "reconstituted", self.reconstituted
        yield "no_lot_reason", self.no_lot_reason

    def _show_lot(self) -> None:
        choice, picked = self.choice, self.lot.raw()
        self.why.setVisible(picked == UNKNOWN_LOT)
        self.mixing.setVisible(choice is not None and choice.lot.basis is Basis.LABEL_TOTAL)
        self.pick.say(f"{lot_line(choice.lot)} · {figures_of(choice.lot)}" if choice else "")
        self.pick.show_problem("")

    def _tell_removed(self) -> None:
        self.removed.emit(self)


class Sources(QWidget):
    """The rows of one injection, one at least. To a draft it is one control that holds text.

    `acts` are laid out by whoever shows it: they stand behind the volume, which is typed next.
    """

    FIELDS = ("lot_id", "no_lot_reason", "drawn_ul", "reconstituted_ul")

    edited = Signal()
    new_lot = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[SourceRow] = []
        self._lots: Sequence[LotChoice] = ()
        self._preferred: str | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.another = parts.quiet_button("Another lot in the same injection", glyph="plus")
        self.another.clicked.connect(self._add_by_hand)
        add_lot = parts.quiet_button("New lot", glyph="plus")
        add_lot.clicked.connect(self.new_lot)
        self.acts = QWidget()
        acts = parts.row(self.another, add_lot, 1)
        acts.setContentsMargins(0, 0, 0, 0)
        self.acts.setLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._column)
        self._add()

    def fill(self, lots: Sequence[LotChoice], product_id: str | None = None) -> None:
        """The lots to pick from; those of a product that was given last time stand first."""
        self._preferred = product_id or self._preferred
        self._lots = sorted(lots, key=lambda lot: (bool(lot.unusable), lot.product.id != self._preferred))
        for row in self.rows:
            row.fill(self._lots)

    def pick_new(self, lot_id: str) -> None:
        """A lot was entered: it is what the first row without one is drawn from."""
        row = next((row for row in self.rows if not row.lot.raw()), self.rows[-1])
        row.lot.put_raw(lot_id)
        row.lot.edited.emit()

    def clear(self) -> None:
        self._preferred = None
        for row in self.rows[1:]:
            self._drop(row)
        self.rows[0].put_raw({})
        self.fill(self._lots)

    def put(self, drawn: Sequence[DrawnSource]) -> None:
        self.clear()
        while len(self.rows) < len(drawn):
            self._add()
        for row, source in zip(self.rows, drawn, strict=False):
            row.put(source)
        if len(drawn) == 1:
            self.rows[0].drawn.put_raw("")  # it follows what is given

    @property
    def is_picked(self) -> bool:
        return any(row.lot.raw() for row in self.rows)

    @property
    def lots(self) -> list[Lot]:
        """Those that are picked."""
        return [row.choice.lot for row in self.rows if row.choice]

    @property
    def drawn_ul(self) -> list[int | None]:
        return [row.drawn_ul for row in self._used()]

    @property
    def unread(self) -> list[Problem]:
        """What was typed in a row in use and cannot be read."""
        return [problem for row in self._used() for problem in row.unread]

    def sources(self, ids: Sequence[str], injection_id: str, drawn_ul: Sequence[int]) -> list[InjectionSource]:
        """A source for each row in use, in their order."""
        return [
            row.source(key, injection_id, volume) for row, key, volume in zip(self._used(), ids, drawn_ul, strict=True)
        ]

    def say_drawn(self, drawn_ul: Sequence[int]) -> None:
        """What is worked out for the rows in use; the others have nothing."""
        for row in self.rows:
            row.say_drawn(0)
        for row, volume in zip(self._used(), drawn_ul, strict=True):
            row.say_drawn(volume)

    def raw(self) -> str:
        """All rows as typed, as text that a draft can hold."""
        return json.dumps([row.raw_texts() for row in self.rows])

    def put_raw(self, text: str) -> None:
        rows = json.loads(text) if text else [{}]
        while len(self.rows) < len(rows):
            self._add()
        for row, texts in zip(self.rows, rows, strict=False):
            row.put_raw(texts)

    def stand_problems(self, told: Mapping[str, str]) -> None:
        """Each at the row that lacks what is asked for, else at the first; where nothing is told, nothing is said."""
        for row in self.rows:
            for field, part in row.parts.items():
                part.show_problem(told.get(field, "") if row is self._lacking(field) else "")

    def is_told(self, field: str) -> bool:
        """Whether something is said to be wrong with this field of a row."""
        return any(field in row.parts and row.parts[field].problem for row in self.rows)

    def _lacking(self, field: str) -> SourceRow:
        return next((row for row in self.rows if row.lacks(field)), self.rows[0])

    def _used(self) -> list[SourceRow]:
        """Rows with a lot, or with its absence said."""
        return [row for row in self.rows if row.lot.raw()]

    def _add(self) -> SourceRow:
        row = SourceRow()
        row.fill(self._lots)
        row.edited.connect(self.edited)
        row.removed.connect(self._remove)
        row.remove.setVisible(bool(self.rows))
        self.rows.append(row)
        self._column.addWidget(row)
        self._stand_in_columns()
        return row

    def _stand_in_columns(self) -> None:
        """The first row keeps the room for an act that only the others have, where there are others."""
        policy = self.rows[0].remove.sizePolicy()
        policy.setRetainSizeWhenHidden(len(self.rows) > 1)
        self.rows[0].remove.setSizePolicy(policy)

    def _add_by_hand(self) -> None:
        self._add().lot.setFocus()

    def _remove(self, row: SourceRow) -> None:
        self._drop(row)
        self.edited.emit()

    def _drop(self, row: SourceRow) -> None:
        self.rows.remove(row)
        self._stand_in_columns()
        parts.discard(self._column, row)
