"""The bar in which the program speaks: what happened, and one act such as Undo.

In a dialog it stands beside the buttons, in the window over the free end of a row: nothing that somebody is about to
press moves when it comes or goes, and no row of a page is covered.

What it says is also announced to a screen reader.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from exodesk.ui.look import icons, theme
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.tokens import Tone
from exodesk.ui.parts.buttons import icon_button, secondary_button
from exodesk.ui.parts.words import words

GLYPHS = {
    Tone.ACCENT: "circle-check",
    Tone.INFO: "info",
    Tone.NEUTRAL: "info",
    Tone.PAIN: "info",
    Tone.WARNING: "triangle-alert",
    Tone.DANGER: "circle-alert",
}


GAP = 12


def announce(speaker: QWidget, text: str, *, at_once: bool = False) -> None:
    """Tell a screen reader what changed without moving the focus: "Draft saved"."""
    event = QAccessibleAnnouncementEvent(speaker, text)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class MessageBar(QWidget):
    """Hidden until it has something to say. A new message takes the place of the old one."""

    acted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tone = Tone.INFO
        self.text = words("", wrap=True)
        self.act = secondary_button("")
        self.dismiss = icon_button("x", "Dismiss message")
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.act)
        row.addWidget(self.dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # Fixed would cut a long text
        self.act.clicked.connect(self._on_act)
        self.dismiss.clicked.connect(self.close_message)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.INFO, *, act: str = "", seconds: float | None = None) -> None:
        """Show a message, with an act if it has one, for good or for some seconds."""
        self._tone = tone
        self.text.setText(text)
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self._timer.stop()
        if seconds is not None:
            self._timer.start(round(seconds * 1000))
        self.show()
        self.update()
        announce(self, text, at_once=tone is Tone.DANGER)

    def close_message(self) -> None:
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), fill=tokens.tint(self._tone), radius=10)
            icons.draw(painter, GLYPHS[self._tone], tokens.ink(self._tone), QRectF(12, 0, 20, self.height()), 18)

    def _on_act(self) -> None:
        self.close_message()
        self.acted.emit()

    def _on_time(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):  # somebody reads, or is about to act
            self._timer.start(2000)
        else:
            self.close_message()


class MessageBeside(MessageBar):
    """In the row of a dialog's buttons, at their left. Two lines move nothing; with more the row grows upwards."""

    HEIGHT = 38

    def __init__(self) -> None:
        super().__init__()
        if layout := self.layout():
            layout.setContentsMargins(40, 3, 4, 3)

    def row(self, *buttons: QWidget) -> QHBoxLayout:
        """The row, with the buttons at its right."""
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addStrut(self.HEIGHT)
        line.addWidget(self, 1)
        line.addStretch()
        for button in buttons:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return line


class MessageOver(MessageBar):
    """Over a row of `window`, between its `first` and `last` widget, if they stay in sight. Long words reach beyond."""

    def __init__(
        self, row: QWidget, window: QWidget, first: QWidget | None = None, *, last: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setParent(window)
        self._row, self._first, self._last, self._window = row, first, last, window
        if layout := self.layout():
            layout.setContentsMargins(40, 1, 4, 1)
        for watched in filter(None, (row, last)):
            watched.installEventFilter(self)
        if first:
            QWidget.setTabOrder(first, self.act)
            QWidget.setTabOrder(self.act, self.dismiss)

    def say(self, text: str, tone: Tone = Tone.INFO, *, act: str = "", seconds: float | None = None) -> None:
        super().say(text, tone, act=act, seconds=seconds)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in (self._row, self._last) and event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.Move,
            QEvent.Type.Show,
        ):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """The words take their own height at that width; short ones stand in the row."""
        corner = self._row.mapTo(self._window, QPoint(0, 0))
        left, right = (_room(part) for part in (self._first, self._last))
        width = self._row.width() - left - right
        height = max(self._row.height(), self.heightForWidth(width))
        top = min(corner.y(), self._window.height() - height)  # at the foot, long words reach higher
        self.setGeometry(corner.x() + left, top, width, height)
        self.raise_()


def _room(part: QWidget | None) -> int:
    """What a widget takes of a row, with the gap beside it; also while something else stands in its place."""
    return part.width() + GAP if part else 0
