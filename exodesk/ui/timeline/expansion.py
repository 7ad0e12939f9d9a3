"""What a mark tells when it is opened out over the picture, before its record is opened. It reads no record.

The keys stay with the picture: Enter again opens the record, Esc closes, Left and Right go on to the next mark.
"""

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QListView, QPushButton, QWidget

from exodesk.core.dates import unbroken
from exodesk.core.timeline import Entry
from exodesk.core.timeline.details import Details
from exodesk.ui import parts
from exodesk.ui.look import theme
from exodesk.ui.look.panels import dress
from exodesk.ui.timeline.geometry import Box

WIDTH = 320
MOST_IN_SIGHT = 6
MOST_ACTS = 2
SIDES = 15
SPACING = 6
ABOVE_AND_BELOW = 22 + 2 * SPACING
LEAST_LINES = 18
OFF_THE_MARK = 12.0


class Expansion(parts.Card):
    """One entry in labelled lines; of several that share a place the list, and the one among them that is taken."""

    opened = Signal()
    closed = Signal()
    chosen = Signal(object)  # an Entry of the list
    acted = Signal(str)
    """The words of another act than opening."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(padding=(SIDES - 1, 10, 10))
        self.setParent(parent)
        self.setFixedWidth(WIDTH)
        self._crowd: Sequence[Entry] = ()
        self._title = parts.strong("")
        close = parts.icon_button("x", "Close")
        close.clicked.connect(self.closed)
        self._close = close
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Entries at this place")
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._listed = QStringListModel(self)
        self.list.setModel(self._listed)
        self.list.clicked.connect(self._choose)
        dress(self.list, theme.tokens())
        self._lines = parts.words("", theme.Text.HINT, wrap=True)
        self._lines.setTextFormat(Qt.TextFormat.RichText)
        self.open_button = parts.secondary_button("Open")
        self.open_button.clicked.connect(self.opened)
        self.acts = [parts.quiet_button("More") for _ in range(MOST_ACTS)]
        for button in self.acts:
            button.clicked.connect(partial(self._act, button))
        self.body.setSpacing(SPACING)
        self.body.addLayout(parts.row(self._title, 1, close))
        self.add(self.list)
        self._window = parts.scrolling(self._lines)
        self._window.viewport().setAutoFillBackground(False)
        self._lines.setAutoFillBackground(False)
        self.add(self._window)
        self.body.addLayout(parts.row(self.open_button, *self.acts, 1))
        self.hide()

    def show_entry(self, entry: Entry, details: Details, crowd: Sequence[Entry], acts: Sequence[str]) -> None:
        """`acts`: the words of what else than opening is done with this entry."""
        self._title.setText(f"{entry.when} \u00b7 {details.title}")
        self._fill_lines(details)
        _say(self.open_button, details.opens)
        for number, button in enumerate(self.acts):
            _say(button, acts[number] if number < len(acts) else "")
        self._fill_list(entry, crowd)

    def place_by(self, mark: Box, inside: QWidget) -> None:
        """Beside the mark where there is more room, and never out of the picture; what is too long scrolls."""
        wanted = self._lines.heightForWidth(WIDTH - 2 * SIDES)
        around = self._height_around()
        shown = max(LEAST_LINES, min(wanted, inside.height() - around))
        self._window.setFixedHeight(shown)
        self.resize(WIDTH, around + shown)
        right = mark.right + OFF_THE_MARK
        left = mark.left - OFF_THE_MARK - self.width()
        x = right if right + self.width() <= inside.width() or left < 0 else left
        x = max(0.0, min(x, inside.width() - self.width()))
        y = max(0.0, min(mark.top - 8, inside.height() - self.height()))
        self.move(round(x), round(y))

    def _height_around(self) -> int:
        """What stands above and below the lines: title, list and buttons, with what lies between."""
        buttons = [button for button in (self.open_button, *self.acts) if not button.isHidden()]
        shown = [self._close.sizeHint().height(), *(button.sizeHint().height() for button in buttons[:1])]
        if not self.list.isHidden():
            shown.append(self.list.maximumHeight())
        return sum(shown) + SPACING * len(shown) + ABOVE_AND_BELOW

    def _fill_lines(self, details: Details) -> None:
        """Labels lighter than what they name."""
        label = f'<td style="color: {theme.tokens().muted}; padding-right: 10px">'
        rows = (
            f"<tr>{label}{escape(name)}</td><td>{unbroken(escape(text))}</td></tr>"
            if name
            else f'<tr><td colspan="2">{unbroken(escape(text))}</td></tr>'
            for name, text in details.lines
        )
        self._lines.setText(f'<table cellspacing="0" cellpadding="1">{"".join(rows)}</table>')
        self._lines.setAccessibleName(". ".join(f"{name} {text}".strip() for name, text in details.lines))

    def _fill_list(self, entry: Entry, crowd: Sequence[Entry]) -> None:
        many = len(crowd) > 1
        self.list.setVisible(many)
        if crowd is not self._crowd:
            self._crowd = crowd
            self._listed.setStringList([f"{each.when}  {each.text}" for each in crowd] if many else [])
        if many:
            self.list.setFixedHeight(min(len(crowd), MOST_IN_SIGHT) * self.list.sizeHintForRow(0) + 2)
            here = next(row for row, each in enumerate(crowd) if each is entry)
            self.list.setCurrentIndex(self._listed.index(here))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._crowd[index.row()])

    def _act(self, button: QPushButton) -> None:
        self.acted.emit(button.text())


def _say(button: QPushButton, words: str) -> None:
    """A button without words is away."""
    button.setVisible(bool(words))
    if words:
        button.setText(words)
