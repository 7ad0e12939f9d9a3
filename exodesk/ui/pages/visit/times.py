"""The times of an injection, in the clinic's zone: given, observed from and until. An empty one is filled by Given."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.dates import read_time, show_time
from exodesk.core.errors import Problem
from exodesk.core.records.injection import Injection
from exodesk.ui import parts
from exodesk.ui.pages.visit.labelled import Typed

LABELS = {"given_at": "Time given", "observed_from": "Observed from", "observed_to": "Observed until"}


class Times(QWidget):
    def __init__(self, zone: ZoneInfo, *, asks_given: bool) -> None:
        """`asks_given`: whether the time given is asked here, and not elsewhere."""
        super().__init__()
        self._zone = zone
        self.cells = {name: Typed(label) for name, label in LABELS.items() if asks_given or name != "given_at"}
        self._written: dict[str, datetime | None] = dict.fromkeys(self.cells)
        self.lines = {name: cell.line for name, cell in self.cells.items()}
        for line in self.lines.values():
            line.setPlaceholderText("hh:mm")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(parts.row(*self.cells.values(), spacing=12))

    def clear(self) -> None:
        self._written = dict.fromkeys(self.cells)
        for line in self.lines.values():
            line.put_raw("")

    def begin(self, is_late: bool) -> None:
        """A visit of another day cannot be timed by the clock."""
        if given := self.cells.get("given_at"):
            given.say("" if is_late else "now, unless typed")

    def put(self, injection: Injection) -> None:
        self._written = {name: getattr(injection, name) for name in self.cells}
        for name, line in self.lines.items():
            moment = self._written[name]
            line.put_raw(self._show(moment) if moment else "")

    def read(self, day: date, now: datetime | None) -> dict[str, datetime | None]:
        """The instants on a day; an unreadable time counts as not typed. `now` stands in for the time given."""
        found = {name: self._moment(name, day) for name in self.cells}
        found["given_at"] = found.get("given_at") or now
        return found

    def problems(self) -> list[Problem]:
        """Times that cannot be read."""
        problems = []
        for name, line in self.lines.items():
            try:
                if line.raw().strip():
                    read_time(line.raw())
            except ValueError as wrong:
                problems.append(Problem(name, str(wrong)))
        return problems

    def _show(self, moment: datetime) -> str:
        return show_time(moment.astimezone(self._zone))

    def _moment(self, name: str, day: date) -> datetime | None:
        try:
            typed, written = self.lines[name].raw(), self._written[name]
            if written and typed == self._show(written):
                return written  # to the second, as it was
            return datetime.combine(day, read_time(typed), self._zone).astimezone(UTC) if typed.strip() else None
        except ValueError:
            return None
