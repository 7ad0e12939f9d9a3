"""The body map as a widget: it shows a site and side, and tells what was pointed at. It holds no rule and no focus."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from exodesk.core.codes import Side
from exodesk.core.sites import Site, sided
from exodesk.ui import parts
from exodesk.ui.bodymap import paint
from exodesk.ui.bodymap.layout import FOOT, Layout, lay_out
from exodesk.ui.bodymap.regions import Spot, Surface, pick, spot_of
from exodesk.ui.look import theme

SIZE = QSize(160, 344)
_OPPOSITE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


class BodyMap(QWidget):
    """Front and back with buttons to turn it; `show_place` turns it by itself to where the site lies."""

    picked = Signal(object, object)  # a Site and a Side

    def __init__(self) -> None:
        super().__init__()
        self.figure = Figure()
        self.figure.picked.connect(self.picked)
        self.turn = parts.ChoiceRow(
            [(Surface.FRONT, "Front"), (Surface.BACK, "Back")], Surface.FRONT, name="Side of the body map"
        )
        self.turn.chosen.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.figure)
        column.addLayout(parts.row(1, self.turn, 1))
        column.addStretch()
        self.setFixedWidth(SIZE.width())

    def show_place(self, site: Site | None, side: Side | None, *, planned: Side | None = None) -> None:
        """Show what the fields beside it say. `planned`: the side opposite to it is hatched."""
        spot = spot_of(site, side) if site and side else None
        if spot and self.figure.surface not in spot.region.surfaces:
            self._turn(spot.region.surfaces[0])
            self.turn.choose(spot.region.surfaces[0])
        self.figure.show_spot(site, spot, _OPPOSITE.get(planned) if planned else None)

    def _turn(self, surface: str) -> None:
        self.figure.turn_to(Surface(surface))


class Figure(QWidget):
    """The picture. What it shows stands in the fields beside it, so the keyboard passes it by."""

    picked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.surface = Surface.FRONT
        self._site: Site | None = None
        self._chosen: Spot | None = None
        self._under: Spot | None = None
        self._not_planned: Side | None = None
        self.setFixedSize(SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Body map")
        self._layout = self._lay_out()

    @property
    def places(self) -> Layout:
        return self._layout

    @property
    def chosen(self) -> Spot | None:
        return self._chosen

    def turn_to(self, surface: Surface) -> None:
        self.surface = surface
        self._under = None
        self._layout = self._lay_out()
        self.update()

    def show_spot(self, site: Site | None, spot: Spot | None, not_planned: Side | None) -> None:
        self._site, self._chosen, self._not_planned = site, spot, not_planned
        self.setAccessibleDescription(sided(site, spot.side) if site and spot else "nothing chosen")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._layout.hit(event.position().x(), event.position().y())
        if spot and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(*pick(spot, self._site))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._layout.hit(event.position().x(), event.position().y())
        if under != self._under:
            self._under = under
            self.setToolTip(under.label if under else "")
            self.setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._under = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        with QPainter(self) as painter:
            paint.figure(painter, self._layout, tokens, not_planned=self._not_planned)
            paint.spots(painter, self._layout, tokens, chosen=self._chosen, under=self._under)
            paint.foot(painter, self._layout, tokens)

    def _lay_out(self) -> Layout:
        return lay_out(SIZE.width(), SIZE.height() - FOOT / 2, self.surface)
