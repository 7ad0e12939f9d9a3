"""The picture of a timeline as a widget: what it shows, which mark is taken, what is opened out over it.

It reads no record and decides no date. What mouse and keys do is in widget.py.
"""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from exodesk.core.sentences import mid_sentence
from exodesk.core.timeline import Entry, Lane, Panel
from exodesk.core.timeline.details import Details
from exodesk.ui.look import theme
from exodesk.ui.parts import announce
from exodesk.ui.timeline.expansion import Expansion
from exodesk.ui.timeline.geometry import Layout
from exodesk.ui.timeline.layout import lay_out, least_height
from exodesk.ui.timeline.lettering import measure
from exodesk.ui.timeline.paint import paint
from exodesk.ui.timeline.sprites import sprites
from exodesk.ui.timeline.viewport import USUAL_PRESET, Preset, Scale, Viewport

Tell = Callable[[Entry], tuple[Details, tuple[str, ...]]]
"""What an entry says when it is opened out, and the words of other acts on it."""


HOW = (
    "Left and Right go through them, Enter tells more of one and then opens it, plus and minus zoom, F folds lanes,"
    " Ctrl+T shows them as a table."
)


def bare(entry: Entry) -> tuple[Details, tuple[str, ...]]:
    """What the entry says by itself, and no act."""
    return Details(entry.kind.value, (("", entry.text),), opens="Open"), ()


class Picture(QWidget):
    """One panel, painted. Taking a dose counts the review months from it."""

    opened = Signal(str, str)
    """The kind of record and its id, see `Entry.opens`."""
    dose_chosen = Signal(object)
    """The dose that the review months are counted from, or None."""
    acted = Signal(object, str)
    """An entry, and the words of an act on it other than opening."""
    moved = Signal()
    """Another stretch of time is in sight, or other lanes are folded."""

    def __init__(self, tell: Tell = bare, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._panel: Panel | None = None
        self._viewport = Viewport(0.0, 1.0)
        self._unfolded: frozenset[Lane] = frozenset()
        self._layout: Layout | None = None
        self._focus: Entry | None = None
        self._dose: Entry | None = None
        self._is_out = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Timeline")
        sprites(theme.tokens(), self.devicePixelRatioF())  # once, with a page that lies ready: no chart waits for them

    @cached_property
    def expansion(self) -> Expansion:
        """Made when a mark is first opened out: a chart opens without."""
        made = Expansion(self)
        made.opened.connect(self._open_focus)
        made.closed.connect(self.fold_in)
        made.chosen.connect(self.select)
        made.acted.connect(self._act_on_focus)
        return made

    @property
    def is_out(self) -> bool:
        """Whether a mark is opened out."""
        return self._is_out

    # What is shown

    def show_panel(self, panel: Panel, sight: Preset | Viewport = USUAL_PRESET, *, again: bool = False) -> None:
        """Show entries. Read `again`, the stretch of time, the mark and a dose taken by hand stay."""
        known = {entry.key: entry for entry in panel.entries} if again else {}
        taken = self._dose if self._panel and self._dose is not self._panel.last_dose else None
        self._focus = known.get(self._focus.key) if self._focus else None
        dose = known.get(taken.key) if taken else None
        self._panel = panel
        self._set_least_height()
        self._choose(dose or panel.last_dose)
        if again:
            sight = self._viewport
        self._look_at(sight.around(panel) if isinstance(sight, Preset) else sight)
        self.setAccessibleName(f"Timeline, {mid_sentence(panel.heading.where)}" if panel.heading else "Timeline")
        self._describe()
        if self._is_out:
            self.open_out() if self._focus else self.fold_in()

    def show_preset(self, preset: Preset) -> None:
        """Show another stretch of time, and say so."""
        if self._panel is None:
            return
        self._look_at(preset.around(self._panel))
        announce(self, f"{preset.name} shown")

    def shows(self, preset: Preset) -> bool:
        """Whether this stretch of time is in sight, and no other."""
        return self._panel is not None and self._viewport == preset.around(self._panel).kept_near(self._panel)

    def unfold(self, lanes: frozenset[Lane]) -> None:
        """Of the lanes that fold, show these in full."""
        self._unfolded = lanes
        self._set_least_height()
        self._lay_out_anew()

    @property
    def layout_now(self) -> Layout:
        """The picture as it stands."""
        if self._panel is None:
            raise RuntimeError("No panel is shown yet.")
        if self._layout is None:
            self._layout = lay_out(
                self._panel,
                self._viewport,
                self.width(),
                self.height(),
                measure=measure,
                chosen=self._dose,
                unfolded=self._unfolded,
            )
        return self._layout

    @property
    def focus_entry(self) -> Entry | None:
        return self._focus

    @property
    def chosen_dose(self) -> Entry | None:
        return self._dose

    @property
    def viewport(self) -> Viewport:
        return self._viewport

    @property
    def unfolded(self) -> frozenset[Lane]:
        return self._unfolded

    # Marks

    def take(self, entry: Entry) -> None:
        """Stand on a mark, and bring it in sight."""
        self._focus = entry
        if entry.is_dose:
            self._choose(entry)
        if self._panel and not self._viewport.shows_entry(entry, self._panel.track_of(entry)):
            self._look_at(self._viewport.showing(self._panel.day_of(entry)))
        self._describe()
        self.update()
        if self._is_out:
            self.open_out()

    def select(self, entry: Entry) -> None:
        """Take a mark, and say which."""
        self.take(entry)
        announce(self, self._in_words(entry))

    def open_out(self) -> None:
        """Tell more of the mark that is taken, beside it."""
        place = self.layout_now.place_of(self._focus)
        if self._focus is None or place is None:
            self.fold_in()
            return
        details, acts = self._tell(self._focus)
        self.expansion.show_entry(self._focus, details, place.entries, acts)
        self.expansion.place_by(place.box, self)
        self._is_out = True
        self.expansion.show()
        self.expansion.raise_()
        announce(self, ". ".join(f"{label} {text}".strip() for label, text in details.lines))

    def fold_in(self) -> None:
        """Put away what was opened out; the keys are with the picture again."""
        if not self._is_out:
            return
        self._is_out = False
        had_focus = self.expansion.isAncestorOf(self.focusWidget() or self)
        self.expansion.hide()
        if had_focus:
            self.setFocus()

    # Drawing

    def sizeHint(self) -> QSize:
        return QSize(900, 420)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._panel is None:
            return
        with QPainter(self) as painter:
            paint(painter, self.layout_now, theme.tokens(), self._focus, has_focus=self.hasFocus())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._layout = None
        if self._is_out and (place := self.layout_now.place_of(self._focus)):
            self.expansion.place_by(place.box, self)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._lay_out_anew()
        super().changeEvent(event)

    # Inside

    @property
    def _scale(self) -> Scale:
        return Scale(self.layout_now.plot, self._viewport)

    def _choose(self, dose: Entry | None) -> None:
        if dose is not self._dose or dose is None:
            self._dose = dose
            self._layout = None
            self.dose_chosen.emit(dose)

    def _set_least_height(self) -> None:
        if self._panel:
            self.setMinimumHeight(int(least_height(self._panel.tracks, self._unfolded)))

    def _look_at(self, viewport: Viewport) -> None:
        self._viewport = viewport.kept_near(self._panel) if self._panel else viewport
        self._lay_out_anew()
        self.moved.emit()

    def _lay_out_anew(self) -> None:
        self._layout = None
        self.update()
        if self._panel and self._is_out:
            place = self.layout_now.place_of(self._focus)
            self.expansion.place_by(place.box, self) if place else self.fold_in()

    def _in_words(self, entry: Entry) -> str:
        if self._panel is None:
            return ""
        here = next(number for number, each in enumerate(self._panel.entries, start=1) if each is entry)
        return f"{entry.when_aloud}: {entry.text}. {here} of {len(self._panel.entries)}."

    def _describe(self) -> None:
        count = len(self._panel.entries) if self._panel else 0
        whole = f"{count} entries. {HOW}"
        self.setAccessibleDescription(self._in_words(self._focus) if self._focus else whole)

    def _open(self, entry: Entry) -> None:
        """Open its record; of what has no page of its own all is told in place."""
        if self._tell(entry)[0].opens:
            self.opened.emit(entry.opens, entry.id)
        else:
            self.take(entry)
            self.open_out()

    def _open_focus(self) -> None:
        if self._focus:
            self._open(self._focus)

    def _act_on_focus(self, words: str) -> None:
        if self._focus:
            self.acted.emit(self._focus, words)
