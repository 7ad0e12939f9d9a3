"""What stands still in a calendar, painted once a layout: where one stands and what is carried is drawn over it.

An arrow key, the pointer, the line of the time of day and scrolling then repaint one picture, however much is booked.
"""

from PySide6.QtGui import QPainter, QPixmap

from exodesk.ui.calendar.dressing import dress_tiles
from exodesk.ui.calendar.geometry import Layout
from exodesk.ui.calendar.paint import draw_still
from exodesk.ui.look.tokens import Tokens


class Picture:
    """Painted anew with another layout, scheme or screen. `forget` gives its memory back."""

    def __init__(self) -> None:
        self._of: tuple[Layout, Tokens, float] | None = None
        self._pixels = QPixmap()

    def of(self, layout: Layout, tokens: Tokens, ratio: float) -> QPixmap:
        """`ratio`: device pixels for each logical one."""
        if self._of is None or self._of[0] is not layout or self._of[1:] != (tokens, ratio):
            self._of = (layout, tokens, ratio)
            self._pixels = QPixmap(round(layout.width * ratio), round(layout.height * ratio))
            self._pixels.setDevicePixelRatio(ratio)
            with QPainter(self._pixels) as painter:
                draw_still(painter, layout, tokens, dress_tiles(layout, tokens, ratio))
        return self._pixels

    def forget(self) -> None:
        self._of, self._pixels = None, QPixmap()
