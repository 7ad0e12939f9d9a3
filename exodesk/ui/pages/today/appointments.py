"""The appointments of the day, one line each with its one next act. It shows and asks; the page acts."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from exodesk.core.dates import show_time
from exodesk.core.day import UNSIGNED, NextAct
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.patient import show_birth_date, show_chart_no, show_name
from exodesk.queries.today import Coming, Today
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look import theme
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.work.pieces import Pieces

HEIGHT, TIME, ACT, CHIP, SIDE = 54, 118, 112, 128, 10
AT_ONCE = 16
"""Rows a turn of the event loop: what a window shows without scrolling."""
STATUS = AppointmentStatus
_TONES = {
    STATUS.BOOKED: Tone.NEUTRAL,
    STATUS.CONFIRMED: Tone.ACCENT,
    STATUS.ARRIVED: Tone.PAIN,
    STATUS.WITH_YOU: Tone.INFO,
    STATUS.DONE: Tone.NEUTRAL,
    STATUS.NO_SHOW: Tone.DANGER,
    STATUS.CANCELLED: Tone.NEUTRAL,
}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class AppointmentRow(QWidget):
    """Time, who and what for, how far it has come, and the act. A click on its words opens the appointment."""

    acted = Signal(object)  # a Coming
    opened = Signal(object)
    missed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.coming: Coming | None = None
        self._is_here = False
        self._time = self._length = self._name = self._born = self._about = ""
        self.chip = parts.Chip()
        self.act = parts.secondary_button("")
        self.act.setFixedWidth(ACT)
        self.act.clicked.connect(self._tell_act)
        bind(Key.NO_SHOW, self.act, self._tell_missed, Qt.ShortcutContext.WidgetShortcut)
        line = parts.row(1, self.chip, self.act, spacing=16)
        line.setContentsMargins(SIDE, 0, SIDE, 0)
        self.setLayout(line)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_coming(self, coming: Coming, session: Session, *, is_here: bool) -> None:
        if (coming, is_here) == (self.coming, self._is_here):
            return
        self.coming, self._is_here = coming, is_here
        booking = coming.booking
        appointment, patient = booking.appointment, booking.patient
        self._time = show_time(appointment.starts_at.at)
        self._length = f"{appointment.minutes} min"
        self._name = show_name(patient) if patient else appointment.reason or "Blocked time"
        self._born = show_birth_date(patient) if patient else ""
        about = (appointment.type, appointment.reason if patient else None, appointment.room_note)
        self._about = " · ".join(part for part in about if part)
        self._say_state(coming, session)
        act = coming.act
        self.act.setVisible(act is not None)
        self.act.setText(act.label if act else "")
        number = f", {show_chart_no(patient.chart_no)}" if patient else ""
        self.act.setAccessibleName(f"{self.act.text()}: {self._time} {self._name}, {self._born}{number}")
        self.setAccessibleName(f"{self._time} {self._name} {self._about}")
        self.setToolTip("Open the appointment")
        self.update()

    def _say_state(self, coming: Coming, session: Session) -> None:
        appointment = coming.booking.appointment
        words, tone = appointment.status.label, _TONES[appointment.status]
        if coming.act is NextAct.PRINT:
            words, tone = "Signed", Tone.ACCENT
        elif coming.act is NextAct.SIGN:
            words, tone = UNSIGNED, Tone.WARNING
        elif appointment.status is STATUS.ARRIVED and appointment.arrived_at:
            words = f"Arrived {show_time(session.clock(appointment.arrived_at))}"
        self.chip.say(words, tone)
        self.chip.lift(self._is_here)
        self.chip.setVisible(not appointment.is_block)

    def sizeHint(self) -> QSize:
        return QSize(TIME + 220 + CHIP + ACT, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.coming)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, box = theme.tokens(), QRectF(self.rect())
        is_over = self.coming is not None and not self.coming.booking.appointment.takes_time
        with QPainter(self) as painter:
            if self._is_here:
                rounded(painter, box.adjusted(0, 1, 0, -2), fill=tokens.accent_tint, radius=6)
            painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), QColor(tokens.hairline))
            right = (self.chip if self.chip.isVisibleTo(self) else self.act).x() - SIDE
            first = QRectF(SIDE, 8, right - SIDE, 19)
            second = QRectF(TIME, 27, right - TIME, 18)
            ink = QColor(tokens.muted if is_over else tokens.text)
            self._pair(painter, first, self._time, self._length, ink)
            self._pair(painter, first.adjusted(TIME - SIDE, 0, 0, 0), self._name, self._born, ink)
            painter.setFont(theme.font(Text.HINT))
            painter.setPen(QColor(tokens.faint))
            about = painter.fontMetrics().elidedText(self._about, Qt.TextElideMode.ElideRight, int(second.width()))
            painter.drawText(second, Qt.AlignmentFlag.AlignVCenter, about)

    @staticmethod
    def _pair(painter: QPainter, box: QRectF, strong: str, quiet: str, ink: QColor) -> None:
        """Strong words, and beside them what tells them from others."""
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(Text.STRONG))
        painter.setPen(ink)
        painter.drawText(box, middle, strong)
        width = painter.fontMetrics().horizontalAdvance(strong) + 7
        painter.setFont(theme.font(Text.BODY))
        painter.setPen(QColor(theme.tokens().faint))
        painter.drawText(box.adjusted(width, 0, 0, 0), middle, quiet)

    def _tell_act(self) -> None:
        self.acted.emit(self.coming)

    def _tell_missed(self) -> None:
        self.missed.emit(self.coming)


def _id_of(row: AppointmentRow) -> str:
    return row.coming.booking.appointment.id if row.coming else ""


class AppointmentsCard(parts.Card):
    """Lines stay where they are through every change, and so does the focus in them."""

    acted = Signal(object)  # a Coming
    opened = Signal(object)
    missed = Signal(object)
    filled = Signal()

    def __init__(self, session: Session, empty: QWidget) -> None:
        self.day_sheet = parts.secondary_button("Day sheet", glyph="printer", keys=Key.PRINT.shown)
        super().__init__("Appointments", self.day_sheet)
        self._session = session
        self.rows: list[AppointmentRow] = []
        self._filling = Pieces(AT_ONCE, self)
        self._filling.over.connect(self._follow)
        self._filling.over.connect(self.filled)
        self._held = ""  # the appointment whose act has the keys while the day is shown anew
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lines.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        holder = QVBoxLayout(content)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._lines)
        holder.addStretch()
        self._empty = empty
        self._list = parts.scrolling(content)
        for ground in (self._list.viewport(), content):
            ground.setAutoFillBackground(False)  # the card is the ground
        self.add(self._list, 1)
        self.add(empty, 1)
        empty.hide()  # nobody has looked yet

    def show_day(self, today: Today) -> None:
        coming = today.coming
        here = next((each for each in coming if each.is_open), today.next)
        self._held = self.held
        for row in self.rows[len(coming) :]:
            row.hide()
        self._list.setVisible(bool(coming))
        self._empty.setVisible(not coming)
        self._filling.begin(partial(self._show, place, each, each is here) for place, each in enumerate(coming))

    def _show(self, place: int, coming: Coming, is_here: bool) -> None:
        if place == len(self.rows):
            self._add_row()
        self.rows[place].show_coming(coming, self._session, is_here=is_here)
        self.rows[place].show()

    def _follow(self) -> None:
        """A row may show somebody else by now: the keys go along with whom they were on."""
        held, self._held = self._held, ""
        for row in self.in_sight():
            if held and _id_of(row) == held and row.act.isVisibleTo(row):
                row.act.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def held(self) -> str:
        """The appointment whose act has the keys; "" while they are elsewhere."""
        focus = self.window().focusWidget()
        return next((_id_of(row) for row in self.in_sight() if row.act is focus), "")

    @property
    def is_filling(self) -> bool:
        return self._filling.is_on

    def in_sight(self) -> list[AppointmentRow]:
        return [row for row in self.rows if not row.isHidden()]

    def focus_next(self, today: Today) -> bool:
        """Go to the act of who comes next; False where nobody does, or the row is still to come."""
        for row in self.in_sight():
            if today.next is not None and row.coming == today.next:
                row.act.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from act to act."""
        step = _STEPS.get(Qt.Key(event.key()))
        acts = [row.act for row in self.in_sight() if row.act.isVisibleTo(row)]
        here = next((place for place, act in enumerate(acts) if act.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(acts):
            acts[here + step].setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.ensureWidgetVisible(acts[here + step])

    def _add_row(self) -> None:
        row = AppointmentRow()
        row.acted.connect(self.acted)
        row.opened.connect(self.opened)
        row.missed.connect(self.missed)
        self.rows.append(row)
        self._lines.addWidget(row)
