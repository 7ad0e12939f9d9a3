"""Words on a page: titles, hints, chips, labels of fields. Always plain text: a name never becomes markup."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from exodesk.core.dates import unbroken
from exodesk.ui.look import icons, theme
from exodesk.ui.look.grounds import ground
from exodesk.ui.look.panels import dress
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone

_BEGINNING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
MOST_HIGH = 2000
"""Pixels that words may take downwards when their height is asked for; QLabel has the same."""


class Words(QLabel):
    """Plain text, whose lines never end inside a date. It holds, tells and gives the words as they were set.

    Only what is drawn has other hyphens.
    """

    def __init__(self, text: str, kind: Text = Text.BODY, tone: str = "", *, wrap: bool = False) -> None:
        super().__init__(text)
        self._measured = text
        self._heights: dict[int, int] = {}  # of this text, by the width of its lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(kind))
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # else that of text on buttons, for words on one
        set_tone(self, tone)
        self.setWordWrap(wrap)

    def heightForWidth(self, width: int) -> int:
        """A layout asks a dozen times for the same few widths, and Qt would set the words in type each time."""
        if self._measured != (text := self.text()):
            self._measured = text
            self._heights.clear()
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        if room not in self._heights:
            self._heights[room] = self._height_in(width, room) - margins.top() - margins.bottom()
        return self._heights[room] + margins.top() + margins.bottom()

    def changeEvent(self, event: QEvent) -> None:
        """In another font or style the same words are as high as they are."""
        self._heights.clear()
        super().changeEvent(event)

    def _height_in(self, width: int, room: int) -> int:
        held = self._held()
        if held is None:
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        height = self.fontMetrics().boundingRect(QRect(0, 0, room, MOST_HIGH), self._flags(), held).height()
        return height + margins.top() + margins.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        held = self._held()
        if held is None:
            super().paintEvent(event)
            return
        box, flags = self.contentsRect(), self._flags()
        with QPainter(self) as painter:
            ink = self.foregroundRole()
            self.style().drawItemText(painter, box, flags, self.palette(), self.isEnabled(), held, ink)

    def _held(self) -> str | None:
        """The text as it is drawn; None where Qt draws it as it stands, such as markup."""
        if self.textFormat() is not Qt.TextFormat.PlainText or not self.wordWrap():
            return None
        text = self.text()
        held = unbroken(text)
        return held if held != text else None

    def _flags(self) -> int:
        return self.alignment().value | Qt.TextFlag.TextWordWrap.value


def words(text: str, kind: Text = Text.BODY, tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label. `tone` is "muted", "faint" or a Tone; none is the colour of text."""
    return Words(text, kind, tone, wrap=wrap)


def page_title(text: str) -> QLabel:
    return words(text, Text.PAGE)


def section_title(text: str) -> QLabel:
    return words(text, Text.SECTION)


def strong(text: str, tone: str = "") -> QLabel:
    return words(text, Text.STRONG, tone)


def muted(text: str, *, wrap: bool = False) -> QLabel:
    return words(text, Text.BODY, "muted", wrap=wrap)


def hint(text: str, *, wrap: bool = False) -> QLabel:
    return words(text, Text.HINT, "faint", wrap=wrap)


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a label another colour."""
    before = widget.property("tone")
    if before != str(tone):
        widget.setProperty("tone", str(tone))
        if before or tone:
            dress(widget, theme.tokens())


def set_problem(field: QWidget, wrong: bool) -> None:
    """Frame a field that cannot be saved as it stands. The words beside it say why."""
    field.setProperty("problem", wrong)
    field.update()


class FieldLabel(QLabel):
    """The label above or beside a field, with a star when the field is required."""

    def __init__(self, text: str, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(Text.HINT))
        set_tone(self, "muted")
        self._required = required
        self.set_required(required)

    def set_required(self, required: bool) -> None:
        self._required = required
        self.setContentsMargins(0, 0, self.fontMetrics().horizontalAdvance(" *"), 0)  # the same room either way
        self.setAccessibleDescription("required" if required else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._required:
            return
        with QPainter(self) as painter:
            painter.setFont(theme.font(Text.HINT_STRONG))
            painter.setPen(QColor(theme.tokens().danger))
            start = self.fontMetrics().horizontalAdvance(self.text() + " ")
            painter.drawText(self.rect().adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "*")


class Chip(QLabel):
    """A state in a word or two on its own ground: "Signed", "Known allergies: latex". Never cut short."""

    HEIGHT = 20
    SIDE = 11
    GLYPH = 13

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, *, glyph: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(Text.HINT_STRONG))
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self._glyph = ""
        self._is_lifted = False
        self.say(text, tone, glyph=glyph)

    def say(self, text: str, tone: Tone, *, glyph: str = "") -> None:
        self._tone, self._glyph = tone, glyph
        left = self.SIDE + (self.GLYPH + 5 if glyph else 0)
        self.setContentsMargins(left, 0, self.SIDE, 0)
        self.setText(text)
        set_tone(self, tone)
        self.updateGeometry()

    @property
    def tone(self) -> Tone:
        return self._tone

    def lift(self, on: bool) -> None:
        """On the tinted ground of a marked row a tint does not show: there it is white with an edge in its own ink."""
        self._is_lifted = on
        self.update()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width + margins.left() + margins.right() + 1, max(self.HEIGHT, self.fontMetrics().height() + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        with QPainter(self) as painter:
            fill, edge = (tokens.base, tokens.ink(self._tone)) if self._is_lifted else (tokens.tint(self._tone), None)
            ground(painter, self.rect(), fill=fill, edge=edge, radius=self.height() / 2)
            if self._glyph:
                box = QRectF(self.SIDE - 2, 0, self.GLYPH, self.height())
                icons.draw(painter, self._glyph, tokens.ink(self._tone), box, self.GLYPH)
            painter.drawText(self.contentsRect(), _BEGINNING, self.text())


class Divider(QFrame):
    """A hairline between two things that whitespace alone does not part."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
