"""Buttons of the few kinds there are, and the name that every button without words must have."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from exodesk.ui.look import faces, theme
from exodesk.ui.look.strokes import State, ring, rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tokens, mixed

W = TypeVar("W", bound=QWidget)


def is_enter(event: QKeyEvent) -> bool:
    """Enter by itself presses what has the focus, as Space does. Qt leaves that to the desktop, and desktops differ."""
    alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press(button: QAbstractButton, event: QKeyEvent) -> None:
    """Once for each time that the key goes down: what comes after the act would be pressed by a finger that stays."""
    if not event.isAutoRepeat():
        button.click()


class RowButton(QAbstractButton):
    """What is pressed and paints itself, such as a row that opens what it names."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            press(self, event)
        else:
            super().keyPressEvent(event)

    def draw_ground(self, painter: QPainter, tokens: Tokens) -> None:
        """Under the words: darker below the pointer and while it is pressed, ringed with the focus."""
        outer = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            shade = 0.1 if self.isDown() else 0.05
            rounded(painter, outer, fill=mixed(tokens.base, tokens.text, shade), radius=6)
        if self.hasFocus():
            ring(painter, outer, tokens, radius=6)


class Button(QPushButton):
    """A push button of a kind. `keys` is only shown, after the words: keys are bound in `exodesk.ui.keyboard.keys`.

    It draws its face as the style does, without the style: what Qt hands through it takes five times as long.
    """

    def __init__(self, text: str, kind: str = "secondary", *, glyph: str = "", keys: str = "") -> None:
        super().__init__(text)
        self._kind, self._icon, self._keys = kind, glyph, keys if kind != "icon" else ""
        self.setProperty("kind", kind)
        self.setProperty("keys", self._keys)
        if kind == "choice":
            self.setFont(theme.font(Text.HINT))
        self.setAutoDefault(kind == "primary")  # Enter in a dialog never cancels by chance
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a choice saves the dialog that it stands in; on any other button it presses that button."""
        if is_enter(event) and self._kind != "choice":
            press(self, event)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is one press: by its second half a button may stand for the next act. Arrows step twice."""
        if self._kind == "icon":
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It ends here, after a double click too: a row beneath would open what it names."""
        super().mouseReleaseEvent(event)
        event.accept()

    def set_glyph(self, glyph: str) -> None:
        self._icon = glyph
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return faces.size(self._worn)

    def minimumSizeHint(self) -> QSize:
        return faces.size(self._worn)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn = self._worn
        by_keys = "&" in worn.text and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        with QPainter(self) as painter:
            faces.draw(painter, self.rect(), worn, theme.tokens(), self._state, shows_access_key=by_keys)

    @property
    def _worn(self) -> faces.Worn:
        has_menu, pixels = self.menu() is not None, self.font().pixelSize()
        return faces.Worn(self.text(), self._kind, self._icon, self._keys, has_menu, pixels)

    @property
    def _state(self) -> State:
        menu = self.menu()
        return State(
            enabled=self.isEnabled(),
            hovered=self.underMouse(),
            pressed=self.isDown() or (menu is not None and menu.isVisible()),
            focused=self.hasFocus(),
            checked=self.isChecked(),
        )


def primary_button(text: str, *, glyph: str = "", keys: str = "") -> Button:
    """The one act that a page is there for."""
    return Button(text, "primary", glyph=glyph, keys=keys)


def secondary_button(text: str, *, glyph: str = "", keys: str = "") -> Button:
    return Button(text, "secondary", glyph=glyph, keys=keys)


def quiet_button(text: str, *, glyph: str = "", keys: str = "") -> Button:
    """An act in words alone, like a link: "See all 7"."""
    return Button(text, "quiet", glyph=glyph, keys=keys)


def icon_button(glyph: str, name: str, *, keys: str = "") -> Button:
    """A button without words. The name is read aloud and shown as its tool tip."""
    return named(Button("", "icon", glyph=glyph, keys=keys), name, keys=keys)


def named(widget: W, name: str, *, keys: str = "") -> W:
    """Give a control without words its name, for the screen reader and as a tool tip."""
    if not name.strip():
        message = "a control without words needs a name"
        raise ValueError(message)
    widget.setAccessibleName(name)
    widget.setToolTip(f"{name}  {keys}" if keys else name)
    return widget


class ChoiceRow(QWidget):
    """A few choices side by side, one of them taken: "6 m, 1 y, 2 y, All". Arrow keys move, as among radio buttons."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], current: str, *, name: str) -> None:
        """`choices` are pairs of value and words."""
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        for value, text in choices:
            button = Button(text, "choice")
            button.setCheckable(True)
            button.setChecked(value == current)
            button.setAccessibleDescription(name)  # it holds the focus, so it says what it is a choice of
            self._buttons[value] = button
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._tell)
        self.setFocusProxy(self._buttons.get(current) or next(iter(self._buttons.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the choice that has the focus, unless a dialog waits for it to save."""
        focused = self.focusWidget()
        if is_enter(event) and isinstance(focused, Button) and not isinstance(self.window(), QDialog):
            focused.click()
        else:
            super().keyPressEvent(event)

    def current(self) -> str:
        """The choice that is taken; "" when none is."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Show another choice as taken, or for "" none, without a signal."""
        self._group.setExclusive(bool(value))
        for each, button in self._buttons.items():
            button.setChecked(each == value)
        self._group.setExclusive(True)

    def say(self, value: str, text: str) -> None:
        """Give a choice other words, such as a count."""
        self._buttons[value].setText(text)

    def _tell(self, pressed: QAbstractButton) -> None:
        self.chosen.emit(next(value for value, button in self._buttons.items() if button is pressed))
