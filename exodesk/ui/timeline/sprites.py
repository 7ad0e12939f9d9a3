"""The marks of a timeline as small pictures: drawn once for each screen's scale and colours, then only copied."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from exodesk.core.timeline import Mark
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.tokens import Tokens
from exodesk.ui.timeline.geometry import Type
from exodesk.ui.timeline.lettering import font, set_words

Drawn = Callable[[QPainter, Tokens], None]

SIDE = 24
"""Of the picture: a mark of 12 with room for its edge."""
MIDDLE = QPointF(SIDE / 2, SIDE / 2)


@lru_cache(maxsize=8)
def sprites(tokens: Tokens, ratio: float) -> dict[Mark, QPixmap]:
    """All of them, for a scheme of colours and a screen's scale."""
    return {mark: _picture(draw, tokens, ratio) for mark, draw in _DRAWN.items()}


@lru_cache(maxsize=2048)
def badge(text: str, size: tuple[float, float], ink: str, ground: str, ratio: float) -> QPixmap:
    """The number of a crowd, kept: a frame may show a hundred of them."""
    width, height = size
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        draw_badge(painter, text, QRectF(0, 0, width, height), ink, ground)
    return picture


def draw_badge(painter: QPainter, text: str, box: QRectF, ink: str, ground: str) -> None:
    rounded(painter, box, fill=ground, edge=ink, width=1.6, radius=box.height() / 2)
    words, width, height = set_words(text, Type.HINT_STRONG)
    painter.setPen(QColor(ink))
    painter.setFont(font(Type.HINT_STRONG))
    left, top = box.left() + (box.width() - width) / 2, box.top() + (box.height() - height) / 2
    painter.drawStaticText(QPointF(left, round(top)), words)


@lru_cache(maxsize=8)
def ring(tokens: Tokens, ratio: float) -> QPixmap:
    """A point of the curve that several scores share."""
    return _picture(draw_ring, tokens, ratio)


def draw_ring(painter: QPainter, tokens: Tokens) -> None:
    rounded(painter, QRectF(4, 4, 16, 16), edge=tokens.pain, radius=8)
    _score(painter, tokens)


def draw_mark(painter: QPainter, mark: Mark, tokens: Tokens, x: float, y: float) -> None:
    """The mark itself about its middle, in lines: for paper, where a picture of it would blur."""
    draw_at(painter, _DRAWN[mark], tokens, x, y)


def draw_at(painter: QPainter, draw: Drawn, tokens: Tokens, x: float, y: float) -> None:
    painter.save()
    painter.translate(x - SIDE / 2, y - SIDE / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, tokens)
    painter.restore()


def _picture(draw: Drawn, tokens: Tokens, ratio: float) -> QPixmap:
    picture = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, tokens)
    return picture


def _pen(painter: QPainter, ink: str, fill: str | None = None, *, dashed: bool = False) -> None:
    pen = QPen(QColor(ink), 2.0)
    if dashed:
        pen.setDashPattern([2.0, 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)


def _square(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(7, 7, 10, 10), 2, 2)


def _circle(painter: QPainter) -> None:
    painter.drawEllipse(MIDDLE, 5, 5)


def _cross(painter: QPainter) -> None:
    painter.drawLine(QPointF(7.5, 7.5), QPointF(16.5, 16.5))
    painter.drawLine(QPointF(7.5, 16.5), QPointF(16.5, 7.5))


def _drop(painter: QPainter) -> None:
    path = QPainterPath(QPointF(12, 3.5))
    path.cubicTo(13, 7.5, 18, 11, 18, 15)
    path.cubicTo(18, 18.3, 15.3, 20.5, 12, 20.5)
    path.cubicTo(8.7, 20.5, 6, 18.3, 6, 15)
    path.cubicTo(6, 11, 11, 7.5, 12, 3.5)
    painter.drawPath(path)


def _capsule(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(6.5, 8.5, 11, 7), 3.5, 3.5)


def _attended(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.field_border, tokens.field_border)
    painter.drawEllipse(MIDDLE, 4, 4)


def _booked(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.info, tokens.base)
    _circle(painter)


def _missed(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.danger)
    _cross(painter)


def _visit(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.info, tokens.base)
    _square(painter)


def _draft(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.info, tokens.base, dashed=True)
    _square(painter)


def _dose(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.accent, tokens.accent)
    _drop(painter)


def _earlier_dose(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.accent, tokens.base, dashed=True)
    _drop(painter)


def _other_injection(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.accent, tokens.base)
    _drop(painter)


def _approximate_dose(painter: QPainter, tokens: Tokens) -> None:
    """Hollow and dotted; how long it may have been is drawn beside it."""
    pen = QPen(QColor(tokens.accent), 2.0, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(QColor(tokens.accent_tint))
    _drop(painter)


def _call(painter: QPainter, tokens: Tokens) -> None:
    """A triangle: no other mark of the lane has a point."""
    _pen(painter, tokens.info, tokens.info_tint)
    painter.drawPolygon([QPointF(12, 6), QPointF(18, 17), QPointF(6, 17)])


def _sheet(painter: QPainter) -> None:
    """A page with its corner turned down."""
    painter.drawPolygon([QPointF(8, 6), QPointF(13, 6), QPointF(16, 9), QPointF(16, 18), QPointF(8, 18)])


def _printed(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.muted, tokens.base)
    _sheet(painter)


def _sent(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.muted, tokens.muted)
    _sheet(painter)


def _adverse_event(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.danger)
    _cross(painter)


def _not_done(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.muted)
    _cross(painter)


def _score(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.pain, tokens.base)
    _circle(painter)


def _other_score(painter: QPainter, tokens: Tokens) -> None:
    _pen(painter, tokens.pain, tokens.base)
    painter.drawPolygon([QPointF(12, 6.5), QPointF(17.5, 12), QPointF(12, 17.5), QPointF(6.5, 12)])


def _small_booster(ink: str, *, filled: bool, dashed: bool = False) -> Drawn:
    def draw(painter: QPainter, tokens: Tokens) -> None:
        colour = str(getattr(tokens, ink))
        _pen(painter, colour, colour if filled else tokens.base, dashed=dashed)
        _capsule(painter)

    return draw


_DRAWN: dict[Mark, Drawn] = {
    Mark.ATTENDED: _attended,
    Mark.BOOKED: _booked,
    Mark.MISSED: _missed,
    Mark.VISIT: _visit,
    Mark.DRAFT: _draft,
    Mark.DOSE: _dose,
    Mark.EARLIER_DOSE: _earlier_dose,
    Mark.APPROXIMATE_DOSE: _approximate_dose,
    Mark.CALL: _call,
    Mark.OTHER_INJECTION: _other_injection,
    Mark.NOT_DONE: _not_done,
    Mark.SCORE: _score,
    Mark.OTHER_SCORE: _other_score,
    Mark.BOOSTER_GIVEN: _small_booster("accent", filled=True),
    Mark.BOOSTER_PLANNED: _small_booster("muted", filled=False, dashed=True),
    Mark.BOOSTER_POSSIBLE: _small_booster("accent", filled=False),
    Mark.BOOSTER_DUE: _small_booster("warning", filled=False),
    Mark.BOOSTER_OVERDUE: _small_booster("danger", filled=True),
    Mark.BOOSTER_WATCHED: _small_booster("muted", filled=False, dashed=True),
    Mark.LOCKOUT: _small_booster("muted", filled=False),
    Mark.ADVERSE_EVENT: _adverse_event,
    Mark.PRINTED: _printed,
    Mark.SENT: _sent,
    Mark.ON_HOLD: _small_booster("warning", filled=False, dashed=True),
}
