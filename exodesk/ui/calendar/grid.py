"""What the painted calendars share: a layout that is made anew in another size or font, and tips on what is booked."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from exodesk.core.dates import WallTime
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar import words
from exodesk.ui.calendar.geometry import Tile

DRAG_FROM = 4


class Tiled(Protocol):
    """A layout in which bookings lie."""

    def at(self, x: float, y: float) -> Tile | None: ...

    def tile_of(self, key: str | None) -> Tile | None: ...


class PaintedGrid(QWidget):
    """`layout_now` gives the layout; it is only asked once days are shown."""

    goes_by_days = False
    """Whether a booking is moved to another day only, at its own time."""

    opened = Signal(str)
    """An appointment, to be opened."""
    moved = Signal(str, object, int)
    """An appointment, its new time and length."""
    stood = Signal()
    """Another booking, time or day is current."""
    menu_asked = Signal(QPoint)
    """What can be done where one stands is to be shown, at this place of the screen."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self._cut: str | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to lay out yet."""
        raise NotImplementedError

    @property
    def layout_now(self) -> Tiled:
        raise NotImplementedError

    @property
    def current(self) -> Booking | None:
        """The booking that one stands on, which keys act on."""
        raise NotImplementedError

    @property
    def cursor_at(self) -> WallTime | None:
        """The time that one stands on."""
        raise NotImplementedError

    def stand_on(self, key: str) -> None:
        """Make a booking current."""
        raise NotImplementedError

    def stand_at(self, point: QPointF) -> bool:
        """Make current what lies there; False where nothing does."""
        raise NotImplementedError

    def begin_move(self) -> None:
        """Carry the current booking by the arrows until Enter drops it."""
        raise NotImplementedError

    def show_cut(self, key: str | None) -> None:
        """Mark what is taken along."""
        self._cut = key
        self.update()

    def forget_layout(self) -> None:
        raise NotImplementedError

    def tile_at(self, point: QPoint | QPointF) -> Tile | None:
        return self.layout_now.at(point.x(), point.y())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of what lies under the pointer; by the menu key, of what is current."""
        if not self.is_shown:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.mapToGlobal(self._below_current()))
        elif self.stand_at(QPointF(event.pos())):
            self.menu_asked.emit(event.globalPos())

    def _below_current(self) -> QPoint:
        tile = self.layout_now.tile_of(self.current.appointment.id) if self.current else None
        return (
            QPointF(tile.box.left + 8, tile.box.bottom).toPoint()
            if tile
            else self.visibleRegion().boundingRect().center()
        )

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.forget_layout()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.forget_layout()
            self.update()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.is_shown:
            tile = self.tile_at(event.pos())
            QToolTip.showText(event.globalPos(), words.tip(tile.booking) if tile else "", self)
            return True
        return super().event(event)
