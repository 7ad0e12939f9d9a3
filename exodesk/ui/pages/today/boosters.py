"""Who is overdue or due for a booster, the first few of them; the list itself is a page of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from exodesk.core.records.patient import show_birth_date, show_name
from exodesk.core.sentences import mid_sentence
from exodesk.core.to_book import Group
from exodesk.queries.boosters import BoosterRow
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.parts.lines import LineRow

MOST = 4
_TONES = {Group.OVERDUE: Tone.DANGER, Group.DUE: Tone.WARNING}


class BoostersCard(parts.Card):
    booked = Signal(object)  # a BoosterRow

    def __init__(self) -> None:
        self.see_all = parts.quiet_button("See all")
        super().__init__("Boosters to book", self.see_all, padding=(16, 10, 8))
        self._shown: Sequence[BoosterRow] = ()
        self._nobody = parts.muted("Nobody is overdue or due.", wrap=True)
        self.add(self._nobody)
        self._nobody.hide()  # nobody has looked yet

    def show_boosters(self, found: Sequence[BoosterRow]) -> None:
        self._shown = found[:MOST]
        self.clear_rows()
        for each in self._shown:
            row = LineRow(show_name(each.patient), _about(each), each.due, _TONES[each.group])
            row.setProperty("plan", each.listed.plan_id)
            row.clicked.connect(self._book)
            self.add_row(row)
        self._nobody.setVisible(not found)
        self.see_all.setText(f"See all {len(found)}" if len(found) > MOST else "Open the list")

    def _book(self) -> None:
        sender = self.sender()
        plan_id = sender.property("plan") if sender else None
        if row := next((each for each in self._shown if each.listed.plan_id == plan_id), None):
            self.booked.emit(row)


def _about(row: BoosterRow) -> str:
    need = mid_sentence(row.need)
    return " · ".join(part for part in (show_birth_date(row.patient), row.where, need) if part)
