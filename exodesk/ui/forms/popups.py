"""How the list of a field opens: as wide as its entries, and never over what tells whom the page is about.

That stands above whatever scrolls, on pages and in dialogs alike; so a list begins no higher than what scrolls.
"""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QFrame, QWidget

LEAST_HEIGHT = 100
MARGIN = 12


def place_list(box: QComboBox) -> None:
    """Put the list that a field has just opened where it hides nobody's name."""
    view, field = box.view(), QRect(box.mapToGlobal(QPoint()), box.size())
    held, screen = view.window(), box.screen().availableGeometry()
    if not isinstance(held, QFrame) or held is box.window():
        return
    bar = view.verticalScrollBar().sizeHint().width()
    width = max(held.width(), min(view.sizeHintForColumn(0) + bar + MARGIN, screen.width()))
    room = QRect(screen)
    room.setTop(max(screen.top(), _top_of_what_scrolls(box)))
    held.setGeometry(placed(field, QSize(width, held.height()), room))
    view.scrollTo(view.currentIndex())


def show_first(box: QComboBox) -> None:
    """In the list of a field that is still empty the keys are on its first entry: let that be seen."""
    if box.currentIndex() < 0 and box.count():
        box.view().setCurrentIndex(box.model().index(0, box.modelColumn()))


def placed(field: QRect, size: QSize, room: QRect) -> QRect:
    """Below the field if it fits there, else where more of it fits; never outside the room, nor over the field."""
    below, above = room.bottom() - field.bottom(), field.top() - room.top()
    left = max(room.left(), min(field.left(), room.right() + 1 - size.width()))
    if size.height() <= below or below >= above:
        return QRect(left, field.bottom() + 1, size.width(), min(size.height(), max(below, LEAST_HEIGHT)))
    height = min(size.height(), above)
    return QRect(left, field.top() - height, size.width(), height)


def _top_of_what_scrolls(box: QWidget) -> int:
    """On the screen; the outermost counts, and a page that does not scroll sets no bound."""
    top, around = box.screen().availableGeometry().top(), box.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QAbstractScrollArea):
            top = around.mapToGlobal(QPoint()).y()
        around = around.parentWidget()
    return top
