"""The palette over the page: a line to type into, and what it finds. The keys stay in the line; Esc closes it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from exodesk.queries.lots import LotChoice
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.look import theme
from exodesk.ui.look.panels import dress
from exodesk.ui.look.strokes import rounded
from exodesk.ui.open_record.session import Session
from exodesk.ui.palette.paint import HEIGHT, PalettePainter
from exodesk.ui.palette.recents import Recents
from exodesk.ui.palette.rows import PaletteRows, Row, Sort, Ways
from exodesk.ui.palette.search import Search

WIDTH, MOST_ROWS = 680, 13
TOLD_AFTER_MS = 40
_MARGIN = 8
_PASSING = (Key.LOCK, Key.QUIT, Key.CURTAIN, Key.NEW_PATIENT, Key.BOOK, Key.PHONE_NOTE, Key.TASK)
"""Keys of the window that go on working while the palette is open; no other may act on what it covers."""

NOTHING = f"Nothing is found by that. {Key.NEW_PATIENT.shown} adds a new patient."
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


def _always() -> bool:
    return True


class Palette(QFrame):
    def __init__(
        self,
        session: Session,
        ways: Ways,
        offers: Callable[[], list[Row]],
        parent: QWidget,
        *,
        recents: Recents,
        make_way: Callable[[], bool] = _always,
    ) -> None:
        """`offers`: what can be done in the window now; it is asked each time that the palette opens.

        `make_way`: asked before something is done; False keeps what lies under the palette where it is.
        """
        super().__init__(parent)
        self._session, self._ways, self._offers = session, ways, offers
        self._make_way = make_way
        self.recents = recents
        self._search: Search | None = None
        self._lot: LotChoice | None = None
        self._before: QWidget | None = None
        self._room = QRect()
        self.setAccessibleName("Search or command")
        self.line = parts.SearchField("Patient, visit, lot, page or command", "Search or command")
        self.list = QListView()
        self._rows = PaletteRows(self.list)
        self._caption = parts.muted("", wrap=True)
        self._telling = QTimer(self, singleShot=True, interval=TOLD_AFTER_MS)
        self._telling.timeout.connect(self._tell_more)
        self._lay_out()
        self.line.textChanged.connect(self._read)
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._tell_current)
        self.hide()

    @property
    def rows(self) -> Sequence[Row]:
        """What stands there now."""
        return self._rows.rows

    def open_over(self, place: QWidget, *, but_for: str | None) -> None:
        """Open empty, with what was used last, where `place` begins. `but_for`: the patient whose page is in sight.

        Open already, it stays so, and what is typed next takes the place of what stands there.
        """
        if self.isVisible():
            self.line.selectAll()
            return
        self._before = QApplication.focusWidget()
        self._search = Search(self._session, self._ways, self.recents, self._offers(), but_for=but_for)
        self._lot = None
        self.line.clear()
        if window := self.parentWidget():
            corner = QPoint(_MARGIN, _MARGIN) if place is window else place.mapTo(window, QPoint(-_MARGIN, -_MARGIN))
            self._room = QRect(corner, window.rect().bottomRight() - QPoint(_MARGIN, _MARGIN))
        self._read("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close it, with the focus where it was."""
        if self.isHidden():
            return
        self.hide()
        self._search = None
        if self._before and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self._rows.show([])
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys move through the list while typing goes on; a click elsewhere closes it, and so does a dialog."""
        match event:
            case QKeyEvent() if event.type() is QEvent.Type.ShortcutOverride:
                if not _passes(event):
                    event.accept()
                    return True
            case QKeyEvent() if event.type() is QEvent.Type.KeyPress:
                return self._take_key(event)
            case QFocusEvent() if event.lostFocus() and (event.reason() in _AWAY or self._is_under_dialog()):
                self._before = None
                self.dismiss()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight it tells nothing more: by then the record may be closed."""
        self._telling.stop()
        super().hideEvent(event)

    def _is_under_dialog(self) -> bool:
        return QApplication.activeModalWidget() not in (None, self.window())

    def focusNextPrevChild(self, _next: bool) -> bool:
        """There is one place to type; Tab leads nowhere else."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), fill=tokens.base, edge=tokens.field_border, radius=10)

    def _take_key(self, event: QKeyEvent) -> bool:
        if QKeySequence(event.keyCombination()) == QKeySequence(Key.PALETTE.keys):
            self.line.selectAll()
            return True
        match Qt.Key(event.key()):
            case Qt.Key.Key_Escape:
                self._step_out()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.list.currentIndex())
            case key if key in _STEPS:
                self._move(_STEPS[key])
            case _:
                return False
        return True

    def _step_out(self) -> None:
        """Out of a lot, back to the search for it; else out of the palette."""
        if self._lot:
            self._lot = None
            self._read(self.line.text())
        else:
            self.dismiss()

    def _move(self, step: int) -> None:
        last = len(self.rows) - 1
        self._go_to(min(max(self.list.currentIndex().row() + step, 0), last))

    def _go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self._rows.index(row))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row: Row = index.data(PaletteRows.ROW)
        if row.stays:
            row.act()
            return
        if row.sort is Sort.COMMAND:
            self.recents.note_command(row.key)
        self.dismiss()
        if self._make_way():
            row.act()

    def _read(self, typed: str) -> None:
        if self._search is None:
            return
        self._lot = None
        self._show(self._search.rows(typed, self._narrow))
        self._telling.start()

    def _narrow(self, choice: LotChoice) -> None:
        """A lot was chosen: who received it."""
        if self._search:
            self._lot = choice
            self._show(self._search.receivers(choice))

    def _show(self, rows: Sequence[Row]) -> None:
        self._rows.show(rows)
        caption = _of_lot(self._lot, len(rows) > 1) if self._lot else "" if rows else NOTHING
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        self.list.setVisible(bool(rows))
        self._fit(len(rows))
        if rows:
            self._go_to(0)

    def _fit(self, rows: int) -> None:
        """As high as what it shows, as far as the window has room; more scrolls."""
        self.list.setFixedHeight(0)
        left = max(self._room.height() - self._column.sizeHint().height(), 0)
        self.list.setFixedHeight(min(rows * HEIGHT, MOST_ROWS * HEIGHT, left // HEIGHT * HEIGHT))
        size = QSize(min(WIDTH, self._room.width()), self._column.sizeHint().height())
        self.setGeometry(QRect(self._room.topLeft(), size))

    def _tell_more(self) -> None:
        """Phones and who may be taken for whom, once typing pauses: nothing moves by it."""
        if self._search and self._lot is None:
            self._rows.tell(self._search.notes(self.rows))
            words = f"{len(self.rows)} found" if self.rows else self._caption.text()
            parts.announce(self.line, words)

    def _tell_current(self, current: QModelIndex) -> None:
        if current.isValid() and self.isVisible():
            parts.announce(self.line, current.data(PaletteRows.ROW).spoken)

    def _lay_out(self) -> None:
        self.list.setModel(self._rows)
        self.list.setItemDelegate(PalettePainter(self.list))
        self.list.setAccessibleName("Found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.list, theme.tokens())
        kinds = parts.hint("Only  >  commands   @  patients   #  lots   /  pages")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_MARGIN)
        column.addWidget(self.line)
        column.addWidget(self._caption)
        column.addWidget(self.list)
        column.addWidget(kinds)


_AWAY = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason, Qt.FocusReason.TabFocusReason)


def _of_lot(choice: LotChoice, was_given: bool) -> str:
    lot = f"{choice.product.name} lot {choice.lot.code}"
    return f"Who received {lot}, the latest first" if was_given else f"Nobody received {lot}."


def _passes(event: QKeyEvent) -> bool:
    """Whether this is a key that the window takes whatever is open."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed == QKeySequence(key.keys) for key in _PASSING)
