"""The row that is chosen: whose it is, the reason in words, and what can be done about it, one key each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.dates import show_date
from exodesk.core.records.contact import CallResult
from exodesk.core.records.patient import identity_line
from exodesk.core.to_book import Group
from exodesk.queries.boosters import BoosterRow
from exodesk.queries.chart import read_chart
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.look.flow import FlowLayout
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session

CALLS = {
    CallResult.REACHED: Key.REACHED,
    CallResult.LEFT_WORD: Key.LEFT_WORD,
    CallResult.NO_ANSWER: Key.NO_ANSWER,
    CallResult.REFUSED: Key.REFUSED,
    CallResult.WRONG_NUMBER: Key.WRONG_NUMBER,
}
TONES = {
    Group.OVERDUE: Tone.DANGER,
    Group.DUE: Tone.WARNING,
    Group.SOON: Tone.INFO,
    Group.RELAPSE: Tone.PAIN,
    Group.RENEW: Tone.WARNING,
    Group.SUSPENDED: Tone.WARNING,
    Group.LOST: Tone.NEUTRAL,
}


class ChosenCard(parts.Card):
    called = Signal(object)  # a CallResult

    def __init__(self, session: Session) -> None:
        super().__init__(padding=(16, 12, 14))
        self._session = session
        self.identity = parts.section_title("")
        self.state = parts.Chip()
        self.need = parts.Chip()
        self.phone = parts.Selectable()
        self.why = parts.words("", wrap=True)
        self.why.setMinimumHeight(36)
        self.book = parts.primary_button("Book", glyph="calendar-plus", keys="Enter")
        self.calls: dict[CallResult, parts.Button] = {}
        self.hide_until = parts.quiet_button("Hide until…", keys=Key.SNOOZE.shown)
        self.hide_until.setAccessibleName("Hide from the lists until a day")
        self.set_date = parts.quiet_button("Set the date", keys=Key.SET_DATE.shown)
        self.letter = parts.quiet_button("Letter", keys=Key.LETTER.shown)
        self.decline = parts.quiet_button("Declines")
        self.review = parts.quiet_button("Reviewed")
        self.close_plan = parts.quiet_button("Close the plan")
        self.chart = parts.quiet_button("Open the chart")
        self.body.addLayout(parts.row(self.identity, self.state, self.need, 1, self.phone))
        self.add(self.why)
        self.add(self._acts())
        self.hide()  # until somebody is chosen: the list is read beside the window's thread

    def _acts(self) -> QWidget:
        """In lines that break where the room ends."""
        acts = QWidget()
        flow = FlowLayout()
        acts.setLayout(flow)
        flow.addWidget(self.book)
        for result, key in CALLS.items():
            button = parts.secondary_button(result.label, keys=key.shown)
            button.setAccessibleName(f"Called: {result.label.lower()}")
            button.setProperty("result", result.value)
            button.clicked.connect(self._tell)
            self.calls[result] = button
            flow.addWidget(button)
        more = (self.letter, self.hide_until, self.set_date, self.decline, self.review, self.close_plan, self.chart)
        for quiet in more:
            flow.addWidget(quiet)
        return acts

    def show_row(self, row: BoosterRow | None) -> None:
        self.setVisible(row is not None)
        if row is None:
            return
        standing = row.listed.standing
        self.identity.setText(identity_line(row.patient))
        self.state.say(row.due[:1].upper() + row.due[1:], TONES[row.group])
        self.need.say(row.need, Tone.PAIN)
        self.need.setVisible(bool(row.need))
        self.phone.setText(row.listed.phone or "No phone recorded")
        tried = f" Calls: {row.tried}. {row.next_try}".rstrip() if row.tried else ""
        self.why.setText(f"{row.where}. {row.why}{self._by_rule(row)}{tried}")
        self.book.setEnabled(standing.next is not None)
        self.review.setVisible(row.group in (Group.SUSPENDED, Group.RELAPSE))
        for result, button in self.calls.items():
            button.setEnabled(self.may_call(row, result))
        self.letter.setEnabled(not row.no_contact)

    @staticmethod
    def may_call(row: BoosterRow, result: CallResult) -> bool:
        """Nobody is called who asked not to be, and no word is left with who wants no voicemail."""
        if result is CallResult.LEFT_WORD and row.patient.no_voicemail:
            return False
        return not row.no_contact

    def _by_rule(self, row: BoosterRow) -> str:
        """Beside a date set by hand, the one that the rules give."""
        if row.listed.forecast.hand_set_on is None:
            return ""
        view = read_chart(self._session.record, row.patient.id).plan(row.listed.plan_id)
        if view is None or view.by_rule is None:
            return " The rules give no date."
        return f" By the rules: {show_date(view.by_rule)}."

    def _tell(self) -> None:
        if sender := self.sender():
            self.called.emit(CallResult(sender.property("result")))
