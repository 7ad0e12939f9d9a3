"""What mouse and keys do on a timeline: they take marks, open records, move and zoom time, fold lanes."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from exodesk.core.timeline import Entry, Lane
from exodesk.ui.parts import announce
from exodesk.ui.timeline.geometry import Label, Place
from exodesk.ui.timeline.picture import Picture, Tell, bare

STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ZOOMS: dict[int, float] = {Qt.Key.Key_Plus: 0.8, Qt.Key.Key_Equal: 0.8, Qt.Key.Key_Minus: 1.25}
PANS: dict[int, float] = {Qt.Key.Key_PageUp: -0.8, Qt.Key.Key_PageDown: 0.8}
ENDS: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
DRAG_FROM = 4
WHEEL_SHARE = 0.08
NOTCH_ZOOM = 0.85


class TimelineWidget(Picture):
    """A click takes a mark and opens it out in place, a double click or Enter opens its record.

    Left and Right go from mark to mark, Home and End to the first and the last; + and - zoom, as Ctrl and the wheel.
    """

    def __init__(self, tell: Tell = bare, parent: QWidget | None = None) -> None:
        super().__init__(tell, parent)
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys that arrive by Tab find a mark to stand on: the last one up to today."""
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self._focus is None and (first := self._nearest_today()):
            self.select(first)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, entries = event.key(), self._panel.entries if self._panel else ()
        if not entries or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in STEPS:
            self._walk(STEPS[key])
        elif key in ENDS:
            self.select(entries[ENDS[key]])
        elif key in ZOOMS:
            self._zoom_by_key(ZOOMS[key])
        elif key in PANS:
            self._pan(PANS[key])
        else:
            self._press_on_focus(event)

    def _press_on_focus(self, event: QKeyEvent) -> None:
        """Enter tells more of the mark that is taken, and then opens its record; Esc puts away what was told."""
        match event.key():
            case Qt.Key.Key_F:
                self._fold(self._foldable())
            case Qt.Key.Key_Escape if self.is_out:
                self.fold_in()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._focus and self.is_out:
                self._open(self._focus)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._focus:
                self.open_out()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._panel is None:
            return
        self._pressed, self._dragged = event.position(), False
        point = event.position()
        if place := self.layout_now.at(point.x(), point.y()):
            self._take_place(place)
        elif beyond := self._beyond(point):
            self.select(beyond)
        elif lane := self.layout_now.fold_at(point.x(), point.y()):
            self._fold({lane})
        else:
            self.fold_in()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.layout_now.at(event.position().x(), event.position().y()) if self._panel else None
        if place and not place.is_crowd:
            self._open(place.entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panel is None:
            return
        point = event.position()
        if self._pressed is None:
            here = self.layout_now
            taken = here.at(point.x(), point.y()) or self._beyond(point) or here.fold_at(point.x(), point.y())
            self.setCursor(Qt.CursorShape.PointingHandCursor if taken else Qt.CursorShape.ArrowCursor)
            return
        moved = point.x() - self._pressed.x()
        if self._dragged or abs(moved) >= DRAG_FROM:
            self._dragged = True
            self._pressed = point
            self._look_at(self._viewport.moved(-moved / self._scale.per_day))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Moves time; with Ctrl it zooms where the pointer is."""
        turned = event.angleDelta()
        notches = (turned.x() or turned.y()) / 120
        if not notches or self._panel is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(NOTCH_ZOOM**notches, self._scale.day_at(event.position().x()))
        else:
            self._pan(-notches * WHEEL_SHARE)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._panel:
            place = self.layout_now.at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), _tip(place) if place else "", self)
            return True
        return super().event(event)

    # Inside

    def _nearest_today(self) -> Entry | None:
        """The last entry up to today, or the first of those to come."""
        if self._panel is None:
            return None
        past = [entry for entry in self._panel.entries if entry.on <= self._panel.today]
        return next(iter([*past[-1:], *self._panel.entries]), None)

    def _walk(self, step: int) -> None:
        entries = self._panel.entries if self._panel else ()
        here = next((number for number, entry in enumerate(entries) if entry is self._focus), None)
        if here is not None:
            self.select(entries[max(0, min(here + step, len(entries) - 1))])
        elif start := self._nearest_today():
            self.select(start)

    def _take_place(self, place: Place) -> None:
        """A mark, opened out; of several at one place the one that is taken already, or the last."""
        inside = any(entry is self._focus for entry in place.entries)
        self.select(self._focus if inside and self._focus else place.entry)
        self.open_out()

    def _beyond(self, point: QPointF) -> Entry | None:
        """The nearest entry out of sight, where its count at the foot is pointed at."""
        if self._panel is None:
            return None

        def meant(label: Label | None) -> bool:
            return label is not None and label.box.contains(point.x(), point.y())

        if meant(self.layout_now.earlier):
            return self._panel.last_before(self._viewport.first)
        return self._panel.first_after(self._viewport.last) if meant(self.layout_now.later) else None

    def _pan(self, share: float) -> None:
        self._look_at(self._viewport.moved(share * self._viewport.days))

    def _zoom(self, factor: float, around: float) -> None:
        self._look_at(self._viewport.zoomed(factor, around))

    def _zoom_by_key(self, factor: float) -> None:
        """About the mark that is taken, else about the middle; and say how much is in sight."""
        middle = self._viewport.first + self._viewport.days / 2
        here = self._panel.day_of(self._focus) if self._panel and self._focus else None
        in_sight = here is not None and self._viewport.touches(here, here)
        self._zoom(factor, here if here is not None and in_sight else middle)
        announce(self, f"{round(self._viewport.days):,} days in sight")

    def _foldable(self) -> set[Lane]:
        return {band.lane for band in self.layout_now.bands if band.folded or band.lane in self._unfolded}

    def _fold(self, lanes: set[Lane]) -> None:
        """Unfold these lanes, or fold them again once all of them are open."""
        if lanes:
            opened = lanes <= self._unfolded
            self.unfold(self._unfolded - lanes if opened else self._unfolded | lanes)
            announce(self, "Folded" if opened else "Unfolded")
            self.moved.emit()


def _tip(place: Place) -> str:
    """What is under the pointer; of a crowd the first few."""
    shown = [f"{entry.when}\n{entry.text}" for entry in place.entries[:3]]
    more = len(place.entries) - len(shown)
    return "\n".join([*shown, f"and {more} more"] if more else shown)
