"""Every injection of a chart by joint, the latest first: what it was, from which lot, and where it is written down."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.dates import show_date, show_month
from exodesk.core.mixture import diluent_in_words, lots_in_words
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.sentences import counted
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.parts.lines import LineRow


class InjectionsTab(QWidget):
    """A card a joint. A line opens its visit; one from earlier records has none, and opens its form."""

    opened = Signal(str)  # a visit's entry
    earlier_opened = Signal(str)  # an injection's entry
    earlier_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._column = parts.column()
        self._earlier = parts.secondary_button("Injection from earlier records", glyph="plus")
        self._earlier.clicked.connect(self.earlier_asked)
        self._empty = parts.EmptyState("No injection yet. Those from earlier records can be entered here.")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._column)
        column.addWidget(self._empty)
        column.addLayout(parts.row(self._earlier, 1))
        column.addStretch()
        parts.fill(self, parts.scrolling(inner))

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        parts.clear(self._column)
        for where, injections in by_place(chart.injections).items():
            self._column.addWidget(self._card(where, injections))
        self._empty.setVisible(not chart.injections)

    def _card(self, where: str, injections: Sequence[GivenInjection]) -> parts.Card:
        card = parts.Card(where, note=_summary(injections))
        for given in injections:
            row = LineRow(_title(given), _note(given), *self._state(given), quiet=_is_off(given))
            row.setProperty("record", given.injection.entry_id)
            row.clicked.connect(self._open)
            card.add_row(row)
        return card

    def _state(self, given: GivenInjection) -> tuple[str, Tone]:
        injection = given.injection
        if injection.from_earlier_records:
            off = "Entered in error" if _is_off(given) else "From earlier records"
            return off, Tone.DANGER if _is_off(given) else Tone.NEUTRAL
        if _is_off(given):
            return "Not done", Tone.WARNING
        visit = self._chart.visit(injection.visit_id) if self._chart and injection.visit_id else None
        return ("Signed", Tone.ACCENT) if visit and visit.is_signed else ("Not signed", Tone.WARNING)

    def _open(self) -> None:
        sender, chart = self.sender(), self._chart
        if sender is None or chart is None:
            return
        entry_id = str(sender.property("record"))
        visits = {given.injection.entry_id: given.injection.visit_id for given in chart.injections}
        if visit_id := visits.get(entry_id):
            self.opened.emit(visit_id)
        else:
            self.earlier_opened.emit(entry_id)


def by_place(injections: Sequence[GivenInjection]) -> Mapping[str, list[GivenInjection]]:
    """By site and side: the place of the latest injection first, and in each the latest first."""
    places: dict[str, list[GivenInjection]] = {}
    for given in reversed(injections):
        places.setdefault(given.where, []).append(given)
    return places


def _summary(injections: Sequence[GivenInjection]) -> str:
    count = sum(not _is_off(given) for given in injections)
    return counted(count, "injection")


def _is_off(given: GivenInjection) -> bool:
    return given.injection.status is InjectionStatus.NOT_DONE


def _title(given: GivenInjection) -> str:
    return f"{day_of(given)}  {given.injection.kind.label} · {given.amount}"


def day_of(given: GivenInjection) -> str:
    """The day, or the month where earlier records say no more."""
    day = given.injection.given_on
    return show_month(day) if given.injection.given_in_month else show_date(day)


def _note(given: GivenInjection) -> str:
    """How it was given, and from what; or why it was not."""
    injection = given.injection
    if _is_off(given):
        return injection.not_done_reason or ""
    how = [each.label for each in (injection.route, injection.guidance) if each]
    named = " ".join(each for each in (injection.product_text, injection.lot_text) if each)
    diluent = diluent_in_words(injection)
    mixed = f"mixed with {diluent}" if diluent else ""
    return " · ".join(part for part in (lots_in_words(given), mixed, named, *how) if part)
