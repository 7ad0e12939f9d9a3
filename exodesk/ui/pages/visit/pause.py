"""The pause before the needle: who is here, where, what the chart and the lots say, how much; then Given."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from exodesk.core.before_needle import ReadBack
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.look import icons, theme
from exodesk.ui.look.theme import Text

TICK, OPEN, WRONG = "circle-check", "circle", "circle-alert"
LEAST = 44
IDENTITY = "identity"
"""What a problem with who is here is called: it stands at the pause, in no form."""


class Check(parts.Button):
    """One question of the pause. Y or Enter says yes, N takes it back; what the form tells is ticked by the form."""

    answered = Signal()

    def __init__(self, question: str, *, asked: bool) -> None:
        super().__init__("", "quiet")
        self._asked = asked
        self._is_yes = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if asked else Qt.FocusPolicy.NoFocus)
        self.setFlat(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(LEAST)
        self.setCursor(Qt.CursorShape.PointingHandCursor if asked else Qt.CursorShape.ArrowCursor)
        self._glyph = QLabel()
        self._glyph.setFixedWidth(20)
        self.question = parts.strong(question)
        self.detail = parts.words("", Text.HINT, "muted", wrap=True)
        self._wrong = parts.words("", Text.HINT, "danger", wrap=True)
        self._wrong.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.question)
        words.addWidget(self.detail)
        words.addWidget(self._wrong)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if asked:
            self.clicked.connect(self._toggle)
        self.say(yes=False, detail="")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words need: a long name is never cut."""
        layout = self.layout()
        return max(LEAST, layout.totalHeightForWidth(width)) if layout else LEAST

    @property
    def is_yes(self) -> bool:
        return self._is_yes

    def say(self, *, yes: bool, detail: str, wrong: str = "") -> None:
        """`wrong`: why what is answered does not agree with what is recorded. Then it is no yes."""
        self._is_yes = yes and not wrong
        tokens = theme.tokens()
        glyph, colour, state = OPEN, tokens.muted, "not answered" if self._asked else "open"
        if wrong:
            glyph, colour, state = WRONG, tokens.danger, "does not agree"
        elif yes:
            glyph, colour, state = TICK, tokens.accent, "yes"
        self._glyph.setPixmap(icons.pixmap(glyph, colour, 16, self.devicePixelRatioF()))
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{self.question.text()}: {state}")
        self.show_problem(wrong)

    def show_problem(self, text: str) -> None:
        """Say what is wrong, such as that it is still to be answered; "" says nothing."""
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        parts.set_problem(self, wrong=bool(text))
        self.setAccessibleDescription(text or self.detail.text())
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._asked and event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N):
            self._answer(yes=event.key() == Qt.Key.Key_Y)
            if self._is_yes:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def _toggle(self) -> None:
        self._answer(yes=not self._is_yes)

    def _answer(self, *, yes: bool) -> None:
        self.say(yes=yes, detail=self.detail.text())
        self.answered.emit()


class PauseCard(parts.Card):
    """Nothing is answered before it is asked: identity is said aloud, site and volume come from the form."""

    given = Signal()
    answered = Signal()

    def __init__(self) -> None:
        super().__init__("The pause")
        self.add(parts.hint("Ask now. Y yes, N takes it back"))
        self.identity = Check("Who is here: name and birth date", asked=True)
        self.identity.answered.connect(self._tell)
        self.place = Check("Site and side", asked=False)
        self.volume = Check("Volume", asked=False)
        self.known = parts.words("", Text.HINT, "muted", wrap=True)
        self.known.setTextFormat(Qt.TextFormat.PlainText)
        self.warned = parts.words("", Text.HINT, "warning", wrap=True)
        for part in (self.identity, self.place, self.warned, self.known, self.volume):
            self.add(part)
        self.button = parts.primary_button("Given", keys=Key.GIVEN.shown)
        self.button.clicked.connect(self.given)
        self._left = parts.hint("", wrap=True)
        self.add(self.button)
        self.add(self._left)

    def show_who(self, who: str) -> None:
        """Who it is by now: a name or a birth date that was put right meanwhile is asked for anew."""
        if who != self.identity.detail.text():
            self.begin(who)

    def begin(self, who: str) -> None:
        """A new injection: who is here is asked again."""
        self.identity.say(yes=False, detail=who)

    @property
    def is_begun(self) -> bool:
        """The first question was answered."""
        return self.identity.is_yes

    def show_editing(self, *, editing: bool) -> None:
        """An injection that is edited was given once: who was here is not asked again."""
        self.identity.setVisible(not editing)
        self.button.setText("Save" if editing else "Given")
        self._tell_left()

    def show_state(self, *, place: str, wrong: str, volume: str) -> None:
        """What the form tells so far, in words; "" is still open. `wrong`: why that place is not the plan's."""
        self.place.say(yes=bool(place), detail="" if wrong else place or "choose site and side", wrong=wrong)
        self.volume.say(yes=bool(volume), detail=volume or "type the volume")
        self._tell_left()

    def show_known(self, lines: Sequence[ReadBack]) -> None:
        """What is recorded, to be read aloud; first what must not be missed."""
        for label, warns in ((self.warned, True), (self.known, False)):
            told = [f"{line.label}: {line.text}" for line in lines if line.warns is warns]
            label.setText("\n".join(told))
            label.setVisible(bool(told))

    def _tell(self) -> None:
        self._tell_left()
        self.answered.emit()

    def _tell_left(self) -> None:
        checks = (self.identity, self.place, self.volume)
        left = [check.question.text() for check in checks if not (check.is_yes or check.isHidden())]
        named = [words.partition(":")[0].lower() for words in left]
        self._left.setText(f"Still open: {', '.join(named)}" if left else "")
