"""Scrolling a page to the field that is asked for."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from exodesk.ui.forms.cell import WORDS_HEIGHT


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page so far that a widget is seen, and a line of words below it; what was just shown has its room."""
    if (area := _area_around(widget)) and (page := area.widget()):
        area.ensureWidgetVisible(widget)  # content with the widget alone
        end = widget.mapTo(page, widget.rect().bottomLeft())
        area.ensureVisible(end.x(), end.y() + WORDS_HEIGHT, 0, WORDS_HEIGHT)


def bring_to_top(widget: QWidget) -> None:
    """Scroll the page so far that a widget begins it, or as far as it goes."""
    if (area := _area_around(widget)) and (page := area.widget()):
        area.verticalScrollBar().setValue(widget.mapTo(page, widget.rect().topLeft()).y())


def _area_around(widget: QWidget) -> QScrollArea | None:
    """What it scrolls in, with everything laid out."""
    above = widget.parentWidget()
    while above and not isinstance(above, QScrollArea):
        if layout := above.layout():
            layout.activate()
        QApplication.sendEvent(above, QEvent(QEvent.Type.LayoutRequest))  # the page is as high as it will be
        above = above.parentWidget()
    return above if isinstance(above, QScrollArea) else None
