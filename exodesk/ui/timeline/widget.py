"""The painted timeline: what is seen, and what mouse and keys do on it. It reads no record and decides no date."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from exodesk.core.dates import show_date, show_long_date
from exodesk.core.timeline import Entry, Panel
from exodesk.core.timeline.words import lower
from exodesk.ui import theme
from exodesk.ui.parts import announce
from exodesk.ui.timeline.geometry import Label, Layout
from exodesk.ui.timeline.layout import lay_out, least_height
from exodesk.ui.timeline.lettering import measure
from exodesk.ui.timeline.paint import paint
from exodesk.ui.timeline.viewport import USUAL_PRESET, Preset, Scale, Viewport

STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
DRAG_FROM = 4
WHEEL_SHARE = 0.08
PAGE_SHARE = 0.8


class TimelineWidget(QWidget):
    """One plan's panel, painted.

    A click takes a mark, a double click or Enter opens its record; Left and Right go from mark to mark, Home and End
    to the first and the last. Taking a dose counts the review months from it.
    """

    opened = Signal(str, str)
    """The kind of record and its id, see `Entry.opens`."""
    dose_chosen = Signal(object)
    """The dose that the review months are counted from, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: Panel | None = None
        self._viewport = Viewport(0.0, 1.0)
        self._layout: Layout | None = None
        self._focus: Entry | None = None
        self._dose: Entry | None = None
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Timeline")

    def show_panel(self, panel: Panel, preset: Preset = USUAL_PRESET, *, again: bool = False) -> None:
        """Show a plan's entries. Read `again`, the stretch of time, the mark and a dose taken by hand stay."""
        known = {(entry.kind, entry.id): entry for entry in panel.entries} if again else {}
        taken = self._dose if self._panel and self._dose is not self._panel.last_dose else None
        self._focus = known.get((self._focus.kind, self._focus.id)) if self._focus else None
        dose = known.get((taken.kind, taken.id)) if taken else None
        self._panel = panel
        self.setMinimumHeight(int(least_height(panel.lanes)))
        self._choose(dose or panel.last_dose)
        self._look_at(self._viewport if again else preset.around(panel))
        self.setAccessibleName(f"Timeline, {lower(panel.heading.where)}" if panel.heading else "Timeline")
        self._describe()

    def show_preset(self, preset: Preset) -> None:
        """Show another stretch of time, and say so."""
        if self._panel is None:
            return
        self._look_at(preset.around(self._panel))
        announce(self, f"{preset.name} shown")

    @property
    def layout_now(self) -> Layout:
        """The picture as it stands."""
        if self._panel is None:
            raise RuntimeError("No panel is shown yet.")
        if self._layout is None:
            self._layout = lay_out(
                self._panel, self._viewport, self.width(), self.height(), measure=measure, chosen=self._dose
            )
        return self._layout

    @property
    def focus_entry(self) -> Entry | None:
        return self._focus

    @property
    def chosen_dose(self) -> Entry | None:
        return self._dose

    def take(self, entry: Entry) -> None:
        """Stand on a mark, and bring it in sight."""
        self._focus = entry
        if entry.is_dose:
            self._choose(entry)
        if not self._viewport.shows(entry.on, entry.until):
            self._look_at(self._viewport.showing(entry.on))
        self._describe()
        self.update()

    def select(self, entry: Entry) -> None:
        """Take a mark, and say which."""
        self.take(entry)
        announce(self, self._in_words(entry))

    def sizeHint(self) -> QSize:
        return QSize(900, 420)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._panel is None:
            return
        with QPainter(self) as painter:
            paint(painter, self.layout_now, theme.tokens(), self._focus, has_focus=self.hasFocus())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._layout = None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._layout = None
            self.update()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys that arrive by Tab find a mark to stand on: the last one up to today."""
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self._focus is None and (first := self._nearest_today()):
            self.select(first)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        entries = self._panel.entries if self._panel else ()
        match event.key():
            case _ if not entries or event.modifiers() & Qt.KeyboardModifier.AltModifier:
                super().keyPressEvent(event)
            case _ if step is not None:
                self._walk(step)
            case Qt.Key.Key_Home:
                self.select(entries[0])
            case Qt.Key.Key_End:
                self.select(entries[-1])
            case Qt.Key.Key_PageUp:
                self._pan(-PAGE_SHARE)
            case Qt.Key.Key_PageDown:
                self._pan(PAGE_SHARE)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._focus:
                self._open(self._focus)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._panel is None:
            return
        self._pressed, self._dragged = event.position(), False
        point = event.position()
        if place := self.layout_now.at(point.x(), point.y()):
            self.select(place.entry)
        elif beyond := self._beyond(point):
            self.select(beyond)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._panel and (place := self.layout_now.at(event.position().x(), event.position().y())):
            self._open(place.entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panel is None:
            return
        point = event.position()
        if self._pressed is None:
            taken = self.layout_now.at(point.x(), point.y()) or self._beyond(point)
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
        turned = event.angleDelta()
        notches = (turned.x() or turned.y()) / 120
        if notches and self._panel:
            self._pan(-notches * WHEEL_SHARE)
            event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._panel:
            place = self.layout_now.at(event.pos().x(), event.pos().y())
            text = f"{show_date(place.entry.on)}\n{place.entry.text}" if place else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    @property
    def _scale(self) -> Scale:
        return Scale(self.layout_now.plot, self._viewport)

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

    def _beyond(self, point: QPointF) -> Entry | None:
        """The nearest entry out of sight, where its count at the foot is pointed at."""
        if self._panel is None:
            return None

        def meant(label: Label | None) -> bool:
            return label is not None and label.box.contains(point.x(), point.y())

        if meant(self.layout_now.earlier):
            ended = [e for e in self._panel.entries if (e.until or e.on).toordinal() < self._viewport.first]
            return ended[-1]
        if meant(self.layout_now.later):
            return next(e for e in self._panel.entries if e.on.toordinal() > self._viewport.last)
        return None

    def _open(self, entry: Entry) -> None:
        self.opened.emit(entry.opens, entry.id)

    def _choose(self, dose: Entry | None) -> None:
        if dose is not self._dose or dose is None:
            self._dose = dose
            self._layout = None
            self.dose_chosen.emit(dose)

    def _pan(self, share: float) -> None:
        self._look_at(self._viewport.moved(share * self._viewport.days))

    def _look_at(self, viewport: Viewport) -> None:
        self._viewport = viewport.kept_near(self._panel) if self._panel else viewport
        self._layout = None
        self.update()

    def _in_words(self, entry: Entry) -> str:
        if self._panel is None:
            return ""
        here = next(number for number, each in enumerate(self._panel.entries, start=1) if each is entry)
        return f"{show_long_date(entry.on)}: {entry.text}. {here} of {len(self._panel.entries)}."

    def _describe(self) -> None:
        count = len(self._panel.entries) if self._panel else 0
        whole = f"{count} entries. Left and Right go through them, Enter opens one, Ctrl+T shows them as a table."
        self.setAccessibleDescription(self._in_words(self._focus) if self._focus else whole)
