"""The booking dialog: who, what for, when. One act books; what is about to be booked stands in words above it."""

from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime, show_time, show_weekday
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.appointment import Appointment, Serves
from exodesk.queries import agenda
from exodesk.queries import patients as queries
from exodesk.queries.to_book import series_from
from exodesk.services.booking import book_newcomer, book_series
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.asked import TIME_ROWS, TimeAsked, put_start, start_in, start_of
from exodesk.ui.pages.booking.what import What
from exodesk.ui.pages.booking.when import When
from exodesk.ui.pages.booking.who import Who

USUAL_MINUTES = 30
WIDTH, HEIGHT = 720, 700


class BookingDialog(EntryDialog):
    """Opened by a key from anywhere, on a patient, on a plan, on a stretch of the calendar, or on any of these."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        *,
        patient_id: str | None = None,
        plan_id: str | None = None,
        serves: Serves | None = None,
        starts_at: WallTime | None = None,
        minutes: int | None = None,
        since: date | None = None,
        title: str = "Book an appointment",
    ) -> None:
        """`minutes`: a length that was drawn in the calendar; otherwise the usual one of the type.

        `since`: the day from which on time is looked for; otherwise today.
        """
        form = RecordForm(TimeAsked, TIME_ROWS, today=session.today)
        super().__init__(title, form, self._book, act="Book", parent=parent)
        self._session = session
        self._minutes = minutes
        self._chosen = starts_at
        self._kept_time = KeptForm(session, form, "appointment", "appointment")
        self._kept_time.restored.connect(self._tell_restored)
        self._is_about = ""
        self._since = max(since or session.today(), session.today())
        self._is_new = False
        self.who, self.what, self.when = Who(session), What(session), When(session)
        self.summary = parts.strong("")
        self.summary.setWordWrap(True)
        self.warning = parts.words("", tone=Tone.WARNING, wrap=True)
        for part in (self.summary, self.warning):
            self.put_below(part)
        self.put_above(self.who, parts.Divider(), self.what, self.when)
        self._connect()
        if starts_at:
            self.when.look_from(starts_at.day)
        elif since:
            self.when.look_from(self._since)
        self.resize(WIDTH, HEIGHT)
        if patient_id:
            with QSignalBlocker(self.who):  # what is asked for is shown at once, not after what comes next
                self.who.take(queries.get(session.record, patient_id))
            self._show_aims(plan_id, serves)
        else:
            self._find()
            self.who.begin()

    def _connect(self) -> None:
        self.who.chosen.connect(self._take_patient)
        self.who.unsettled.connect(self._let_go)
        self.who.restored.connect(self._tell_newcomer_restored)
        self.who.form.edited.connect(self._tell)
        self.who.doubles.new_asked.connect(self._book_anyway)
        bind(Key.AS_NEW, self, self.who.doubles.anyway.click)
        self.what.changed.connect(self._find)
        self.when.moved.connect(self._move)
        self.when.picked.connect(self.accept)
        self.when.slots.spelled.connect(self._find_somebody)
        self.when.wished.connect(self._find_anew)
        self.form.edited.connect(self._take_typed)

    # Choosing

    def _find_somebody(self, letter: str) -> None:
        """Letters among the times are a name: of another than the patient who was proposed."""
        self.who.finder.find_again()
        self.who.finder.search.setText(letter)

    def _take_patient(self) -> None:
        """Known: on to the times. New: the name is typed first."""
        self._forget_refusal()
        self._show_aims(None, None)

    def _show_aims(self, plan_id: str | None, serves: Serves | None) -> None:
        if self.who.patient is None:
            self.what.show_nobody()
            self._find()
            return
        self.what.show_patient(self.who.patient.id, self.who.ahead, plan_id=plan_id, serves=serves)
        aim = self.what.chosen_aim
        if aim and aim.on and not self._chosen:
            self.when.look_from(max(aim.on, self._since))
        self._find()
        if self.when.offered:
            self.when.begin()
        else:
            self.form.control("at").setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_about != self.who.patient.id:
            self._is_about = self.who.patient.id
            self._kept_time.follow(self._is_about, self._is_about)

    def _let_go(self) -> None:
        self._is_about = ""
        self._kept_time.let_go()
        self.what.show_nobody()
        self._find()

    def _find_anew(self) -> None:
        """Another wish: a time that was chosen before is let go."""
        self._chosen = None
        self._find()

    def _find(self) -> None:
        kind = self.what.chosen_type
        minutes = self._minutes or (kind.minutes if kind else USUAL_MINUTES)
        self.form.put_value("minutes", minutes)
        if slot := self.when.offer(minutes, self._chosen, self.who.ahead, few=self.who.is_new):
            put_start(self.form, slot)
        else:
            self.form.put_value("day", self.when.since)
        self._tell()

    def _move(self, slot: WallTime) -> None:
        put_start(self.form, slot)
        self._tell()

    def _take_typed(self, name: str) -> None:
        """A time or a length typed by hand stays, whoever is chosen then."""
        minutes = self.form.value("minutes")
        if name == "minutes" and isinstance(minutes, int):
            self._minutes = minutes
        elif name in ("day", "at"):
            self._chosen = start_in(self.form)
        self._tell()

    # Telling

    def _tell(self, _name: str = "") -> None:
        """What will be booked, in words, and what speaks against it."""
        starts_at, minutes = start_in(self.form), self.form.value("minutes")
        who = self.who.words
        if not (starts_at and isinstance(minutes, int) and minutes > 0):
            self.summary.setText(who)
            self.warning.hide()
            return
        draft = self._appointment(self.who.patient.id if self.who.patient else "", starts_at, minutes, {})
        clashes = agenda.clashes(self._session.record, draft)
        self.form.show_field("overlap_reason", bool(clashes))
        when = f"{show_weekday(starts_at.day)} {show_time(starts_at.at)}, {minutes} minutes"
        self.summary.setText(f"{who}: {when}" if who else when)
        self.warning.setText(" ".join(agenda.warnings_about(self._session.record, draft, clashes, self.who.ahead)))
        self.warning.setVisible(bool(self.warning.text()))
        self._tell_series(starts_at, minutes)

    def _tell_series(self, starts_at: WallTime, minutes: int) -> None:
        aim = self.what.whole_series
        slots = series_from(self._session.record, starts_at, aim, minutes) if aim else []
        told = "; ".join(f"{show_weekday(slot.day)} {show_time(slot.at)}" for slot in slots[1:])
        self.what.tell_dates(f"Then {told}." if told else "")

    # Booking

    def _book(self, values: dict[str, Any]) -> Change:
        if not (self.who.patient or self.who.is_new):
            self.who.begin()
            raise InvalidRecord([Problem("", "Choose who is booked.")])
        starts_at, minutes = start_of(values), values["minutes"]
        if self.who.patient:
            whose = self.who.patient.id
            change = self._session.run(book_series, self._series(whose, starts_at, minutes, values))
        else:
            new = self.who.newcomer()
            if not self._is_new:
                self.who.doubles.lead()
            contacts = new.contacts(self._session.record.new_id)
            series = [self._appointment(new.id, starts_at, minutes, values)]
            change = self._session.run(book_newcomer, new.patient(), contacts, series)
        return change

    def _book_anyway(self) -> None:
        """Somebody new, though somebody alike has a chart."""
        self._is_new = True
        self.accept()
        self._is_new = False

    def _settle(self) -> None:
        super()._settle()
        self.who.settle()
        self._kept_time.settle()

    def _tell_restored(self, said: str) -> None:
        """A time, a reason or a note, typed for this patient before a lock."""
        self._act = self._forget_typed
        self.message.say(said, act="Start over")
        self._take_typed("at")

    def _forget_typed(self) -> None:
        self._kept_time.start_over()
        self._chosen = None
        self._find()

    def _tell_newcomer_restored(self, said: str) -> None:
        """It may be about somebody who called before."""
        self._act = self.who.start_over
        self.message.say(said, act="Start over")

    def _series(self, patient_id: str, starts_at: WallTime, minutes: int, values: dict[str, Any]) -> list[Appointment]:
        aim = self.what.whole_series
        slots = series_from(self._session.record, starts_at, aim, minutes) if aim else [starts_at]
        return [self._appointment(patient_id, slot, minutes, values) for slot in slots]

    def _appointment(self, patient_id: str, starts_at: WallTime, minutes: int, values: dict[str, Any]) -> Appointment:
        record, kind, aim = self._session.record, self.what.chosen_type, self.what.chosen_aim
        return Appointment(
            id=record.new_id(),
            patient_id=patient_id,
            plan_id=aim.plan.id if aim else None,
            serves=aim.serves if aim else None,
            point=aim.point if aim else None,
            starts_at=starts_at,
            zone=record.zone.key,
            minutes=minutes,
            type_id=kind.id if kind else None,
            type=kind.name if kind else None,
            reason=values.get("reason"),
            room_note=values.get("room_note"),
            overlap_reason=values.get("overlap_reason"),
        )
