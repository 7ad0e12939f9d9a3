"""What a timeline is drawn with: its colours, its words, its small pictures, put on a painter."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.tokens import Tokens
from exodesk.ui.timeline.geometry import Box, Label, Type
from exodesk.ui.timeline.lettering import font, set_words

BADGE_RADIUS = 10


class Ink:
    """A painter for one picture. Colours go by the names of the tokens, and are mixed once each."""

    def __init__(self, painter: QPainter, tokens: Tokens, *, on_paper: bool) -> None:
        self.painter = painter
        self.tokens = tokens
        self.on_paper = on_paper
        self.ratio = painter.device().devicePixelRatioF()
        self._pens: dict[str, QPen] = {}

    def colour(self, name: str) -> QColor:
        return self.pen(name).color()

    def pen(self, name: str) -> QPen:
        """For words, and for lines of one pixel."""
        if name not in self._pens:
            self._pens[name] = QPen(QColor(str(getattr(self.tokens, name))))
        return self._pens[name]

    def words(self, text: str, type_: Type, name: str, box: Box, *, centred: bool = False) -> None:
        words, wide, tall = set_words(text, type_)
        left = box.left + (box.width - wide) / 2 if centred else box.left
        self.painter.setPen(self.pen(name))
        self.painter.setFont(font(type_))
        self.painter.drawStaticText(QPointF(left, round(box.top + (box.height - tall) / 2)), words)

    def label(self, label: Label) -> None:
        if label.backed:
            self.painter.fillRect(rect(label.box), self.colour("base"))
        self.words(label.text, label.type, label.ink, label.box, centred=label.backed)

    def badge(self, text: str, box: Box, ground: str) -> None:
        rounded(self.painter, rect(box), fill=getattr(self.tokens, ground), radius=BADGE_RADIUS)
        self.words(text, Type.HINT_STRONG, "base", box, centred=True)

    def copy(self, picture: QPixmap, left: float, top: float) -> None:
        """On whole pixels of the screen, so that nothing blurs."""
        ratio = self.ratio
        if ratio == 1.0:
            self.painter.drawPixmap(round(left), round(top), picture)
        else:
            self.painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), picture)


def rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
