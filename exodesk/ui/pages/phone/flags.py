"""The red flags of a call, asked one by one: a digit or a click says there, once more absent, a third time neither.

Nothing is answered beforehand. `0` says that none of the others is there. They are one stop for Tab, with arrows from
one to the other, and their ground shows when digits answer: what is typed into the note must never turn a flag.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from exodesk.core.codes import YesNo
from exodesk.core.records.contact import RedFlag
from exodesk.ui import parts
from exodesk.ui.look import theme
from exodesk.ui.look.strokes import ring, rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone

COLUMNS = 2
HEIGHT, SIDE, DIGIT, FRAME = 32, 12, 18, 6
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: COLUMNS, Qt.Key.Key_Up: -COLUMNS}
_HERE = "Keys 1 to 6 answer: there, once more absent. Tab goes on."
_AWAY = "Click, or come here by Tab to answer by 1 to 6."
_NEXT: dict[YesNo | None, YesNo | None] = {None: YesNo.YES, YesNo.YES: YesNo.NO, YesNo.NO: None}


class FlagsAsked(QWidget):
    """Like all controls it holds text: `fever=yes hot=no`, in the order of the flags."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Red flags")
        self._flags = {flag: _Flag(flag, number) for number, flag in enumerate(RedFlag, start=1)}
        self.none = parts.secondary_button("None of the others", keys="0")
        self.none.clicked.connect(self.deny_others)
        self.stops: list[QAbstractButton] = [*self._flags.values(), self.none]
        self._keys = parts.hint(_AWAY)
        grid = QGridLayout()
        grid.setSpacing(6)
        for stop in self.stops:
            stop.installEventFilter(self)
        for place, button in enumerate(self._flags.values()):
            button.clicked.connect(self.edited)
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, FRAME, 0, FRAME)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addLayout(parts.row(self.none, self._keys, 1))

    @property
    def present(self) -> tuple[RedFlag, ...]:
        return self._answered(YesNo.YES)

    @property
    def absent(self) -> tuple[RedFlag, ...]:
        return self._answered(YesNo.NO)

    def button(self, flag: RedFlag) -> QAbstractButton:
        return self._flags[flag]

    def deny_others(self) -> None:
        """None of those that nobody has answered yet is there."""
        for button in self._flags.values():
            if button.answer is None:
                button.say(YesNo.NO)
        self.edited.emit()

    def raw(self) -> str:
        answers = {flag: button.answer for flag, button in self._flags.items()}
        return " ".join(f"{flag.value}={answer.value}" for flag, answer in answers.items() if answer)

    def put_raw(self, text: str) -> None:
        answers = dict(pair.split("=", 1) for pair in text.split() if "=" in pair)
        for flag, button in self._flags.items():
            button.say(YesNo(answers[flag.value]) if answers.get(flag.value) in set(YesNo) else None)

    @property
    def listens(self) -> bool:
        """Whether digits answer now."""
        return any(stop.hasFocus() for stop in self.stops)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An arrow goes to another flag: a button by itself would take it for Tab."""
        step = _STEPS.get(Qt.Key(event.key())) if isinstance(event, QKeyEvent) else None
        if step and event.type() == QEvent.Type.KeyPress:
            place = next((at for at, stop in enumerate(self.stops) if stop is watched), 0)
            self.stops[max(0, min(place + step, len(self.stops) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._keys.setText(_HERE if self.listens else _AWAY)
            self.update()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab goes on from all of them, to what follows or to what stands before."""
        (self.stops[-1] if next_ else self.stops[0]).setFocus(Qt.FocusReason.OtherFocusReason)
        return super().focusNextPrevChild(next_)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.listens:
            tokens = theme.tokens()
            with QPainter(self) as painter:
                rounded(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), fill=tokens.accent_tint, radius=10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers wherever the focus is among the flags."""
        typed = event.text()
        if typed == "0":
            self.deny_others()
        elif typed.isdecimal() and 1 <= int(typed) <= len(self._flags):
            list(self._flags.values())[int(typed) - 1].click()
        else:
            super().keyPressEvent(event)

    def _answered(self, answer: YesNo) -> tuple[RedFlag, ...]:
        return tuple(flag for flag, button in self._flags.items() if button.answer is answer)


class _Flag(QAbstractButton):
    """One flag: its digit, its words, and the answer in a word at the right."""

    def __init__(self, flag: RedFlag, number: int) -> None:
        super().__init__()
        self._number = str(number)
        self.answer: YesNo | None = None
        self.setText(flag.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(None)
        self.clicked.connect(self._turn)

    def say(self, answer: YesNo | None) -> None:
        self.answer = answer
        self.setAccessibleName(f"{self.text()}: {self._word.lower()}")
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance("Not asked")
        return QSize(round(words * 1.1) + 2 * SIDE + 2 * DIGIT, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        box = QRectF(self.rect())
        is_there = self.answer is YesNo.YES
        tone = Tone.DANGER if is_there else Tone.NEUTRAL
        edge = tokens.field_border if self.isEnabled() else tokens.hairline
        with QPainter(self) as painter:
            fill = tokens.tint(tone) if self.answer else tokens.base
            rounded(painter, box, fill=fill, edge=tokens.danger if is_there else edge)
            if self.hasFocus():
                ring(painter, box, tokens, radius=7)
            inner = box.adjusted(SIDE, 0, -SIDE, 0)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setFont(theme.font(Text.HINT_STRONG))
            painter.setPen(QColor(tokens.faint))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, self._number)
            painter.setPen(QColor(tokens.ink(tone) if self.answer else tokens.faint))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._word)
            painter.setFont(theme.font(Text.STRONG if is_there else Text.BODY))
            ink = tokens.text if self.isEnabled() else tokens.faint
            painter.setPen(QColor(tokens.ink(tone) if is_there else ink))
            painter.drawText(inner.adjusted(DIGIT, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, self.text())

    @property
    def _word(self) -> str:
        return self.answer.label if self.answer else "Not asked"

    def _turn(self) -> None:
        self.say(_NEXT[self.answer])
