"""One record in a window of its own: whose it is, its fields, Save. Writes nothing itself, loses nothing typed."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.errors import ExodeskError, InvalidRecord, Problem
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.parts import MessageBeside
from exodesk.ui.parts.buttons import is_enter
from exodesk.ui.parts.layouts import BESIDE_BAR

Save = Callable[[dict[str, Any]], object]
WIDTH, MOST_HEIGHT, GAP = 640, 720, 10
AROUND = 176
"""What stands above and below the fields."""


class Apart(Protocol):
    """A control that stands above the fields and is none of the record's, with a line of words of its own."""

    control: QWidget

    def show_problem(self, text: str) -> None: ...


class EntryDialog(QDialog):
    """`about` tells whose record it is: name, birth date and chart number. `save` raises what stands in the way."""

    saved = Signal(object)  # what `save` returned, once the dialog is closed

    def __init__(
        self,
        title: str,
        form: RecordForm,
        save: Save,
        *,
        about: str = "",
        kept: KeptForm | None = None,
        act: str = "Save",
        parent: QWidget | None,
    ) -> None:
        """`kept` joins the form to its draft, and follows its record from here on. `act`: what saving is called."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = form
        self._save = save
        self._kept = kept
        self.message = MessageBeside()
        self.message.acted.connect(self._do_act)
        self._act: Callable[[], None] = self.close_unsaved
        self._apart: dict[str, Apart] = {}
        self._is_refused = False
        if kept:
            kept.restored.connect(self._tell_restored)
        form.edited.connect(self._forget_refusal)
        self._save_button = parts.primary_button(act, keys=Key.SAVE.shown)
        self._save_button.clicked.connect(self.accept)
        self._head, self._above, self._below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._lay_out(about)
        for key in (Key.SAVE, Key.NEXT_STEP):
            bind(key, self, self.accept)
        self.resize(WIDTH, min(MOST_HEIGHT, form.sizeHint().height() + AROUND))
        form.focus_first()

    def _lay_out(self, about: str) -> None:
        cancel = parts.secondary_button("Cancel")
        cancel.clicked.connect(self.reject)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(24, 20, 24, 20)
        self._across.setSpacing(20)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        self._across.addLayout(column, 1)
        column.addWidget(parts.section_title(self.windowTitle()))
        if about:
            column.addWidget(parts.strong(about))
        column.addLayout(self._head)
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, BESIDE_BAR, 0)
        inner.addLayout(self._above)
        inner.addWidget(self.form, 1)
        column.addWidget(parts.scrolling(sheet), 1)
        column.addLayout(self._below)
        acts = self.message.row(cancel, self._save_button)
        for beside_no_bar in (self._head, self._below, acts):
            beside_no_bar.setContentsMargins(0, 0, BESIDE_BAR, 0)
        column.addLayout(acts)

    def put_in_head(self, widget: QWidget) -> None:
        """What stays in sight while the fields scroll, such as whom they are about."""
        self._head.addWidget(widget)

    def put_above(self, *widgets: QWidget) -> None:
        """Something to choose before the fields, such as what the record belongs to. A form here is guarded too."""
        for widget in widgets:
            self._above.addWidget(widget)
        in_reading_order(self)
        self.resize(self.width(), min(MOST_HEIGHT, self.height() + sum(w.sizeHint().height() for w in widgets)))

    def put_removal(self, words: str, remove: Callable[[], object]) -> None:
        """Take the record away, and what is typed of it too."""

        def take_away() -> None:
            remove()
            self.close_unsaved()

        button = parts.quiet_button(words, glyph="trash-2")
        button.clicked.connect(take_away)
        self.put_above(button)

    def tell_at(self, name: str, part: Apart) -> None:
        """Let a problem of this name stand at something above the fields."""
        self._apart[name] = part

    def put_below(self, widget: QWidget) -> None:
        """Something to see while the fields are filled, such as who the patient may already be."""
        self._below.addWidget(widget)
        if not widget.isHidden():
            self.resize(self.width(), min(MOST_HEIGHT, self.height() + widget.sizeHint().height() + GAP))

    def put_beside(self, *widgets: QWidget, width: int, height: int) -> None:
        """Something to look at while the fields are filled, at their right; the last of it takes the room."""
        side = QVBoxLayout()
        side.setSpacing(8)
        for widget in widgets:
            side.addWidget(widget)
        side.setStretch(len(widgets) - 1, 1)
        self._across.addLayout(side, 1)
        room = self.screen().availableSize()
        self.resize(min(self.width() + width, room.width() - 40), min(max(self.height(), height), room.height() - 60))

    @property
    def is_kept(self) -> bool:
        """Whether what is typed here comes back with the form."""
        return self._kept is not None

    def put_aside(self) -> None:
        """Close for something else; what was typed is kept as a draft and comes back with the form."""
        if self._kept:
            self._kept.flush()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves by a press of its own, not by one that lasts since something else was chosen with it."""
        if not (is_enter(event) and event.isAutoRepeat()):
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Save, and close only when it is saved."""
        self._forget_refusal()
        try:
            made = self._save(self.form.values())
        except InvalidRecord as refused:
            self._refuse(self.form.show_problems(refused.problems))
            return
        except ExodeskError as error:
            self.message.say(str(error), Tone.DANGER)
            return
        self._settle()
        super().accept()
        self.saved.emit(made)

    def _refuse(self, homeless: Sequence[Problem]) -> None:
        """What stands at no field of the form: at its place above them, else in the bar until something is changed."""
        for name, part in self._apart.items():
            told = next((problem.text for problem in homeless if problem.field == name), "")
            part.show_problem(told)
            if told:
                part.control.setFocus()
        if left := [problem.text for problem in homeless if problem.field not in self._apart]:
            self._is_refused = True
            self.message.say(" ".join(left), Tone.DANGER)

    def _forget_refusal(self) -> None:
        if self._is_refused:
            self._is_refused = False
            self.message.close_message()

    def reject(self) -> None:
        """Esc loses no text: once something was typed, closing takes a second, plain act."""
        if any(form.is_edited for form in self._forms()):
            self._act = self.close_unsaved
            self.message.say("What you typed is not saved.", Tone.WARNING, act="Close without saving")
            return
        super().reject()

    def close_unsaved(self) -> None:
        """Close without saving: what was typed is not wanted, and its draft goes too."""
        self._settle()
        super().reject()

    def follow(self, target_id: str, patient_id: str | None) -> None:
        """From now on the text is kept as a draft of this record; one kept before comes back."""
        if self._kept:
            self._kept.follow(target_id, patient_id)

    def let_go(self) -> None:
        """It is about somebody else: what is typed stays in the form, and is no longer kept for whom it was about."""
        if self._kept:
            self._kept.let_go()

    def _tell_restored(self, said: str) -> None:
        self._act = self._start_over
        self.message.say(said, act="Start over")

    def _start_over(self) -> None:
        """Let the draft go and show the form as it opens without one."""
        if self._kept:
            self._kept.start_over()
        self.form.focus_first()

    def _forms(self) -> list[RecordForm]:
        """What is typed into here, and not into a dialog that was opened over it."""
        return [form for form in self.findChildren(RecordForm) if form.window() is self]

    def _do_act(self) -> None:
        self._act()

    def _settle(self) -> None:
        """The text is saved or not wanted. The focus goes first: a date typed short is spelled out when it leaves."""
        if self._kept:
            self._kept.forget()
        if focused := self.focusWidget():
            focused.clearFocus()
        for form in self._forms():
            form.mark_saved()
        if self._kept:
            self._kept.settle()
