"""The site field, which also takes the side behind it: `kn l` and Tab is the left knee."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent

from exodesk.core.fields import Described, coded
from exodesk.core.places import read_place, without_side
from exodesk.core.sites import Site
from exodesk.ui.forms.choices import LongChoice
from exodesk.ui.forms.controls import is_leaving
from exodesk.ui.forms.editors import Editor

_CODES = frozenset(site.value for site in Site)


class SiteChoice(LongChoice):
    """`sided` tells the side that was typed with the site; the field itself keeps the site."""

    sided = Signal(object)  # a Side

    def __init__(self) -> None:
        super().__init__([(site.value, site.label) for site in Site])
        self._line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving with the list still open settles what is typed, too."""
        if watched is self._line and isinstance(event, QFocusEvent) and event.lostFocus() and is_leaving(event):
            self.settle()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        found = None if self.raw() in _CODES else read_place(self.currentText())
        if found is None:
            super().settle()
            return
        site, side = found
        self._complete(site.label)
        self.sided.emit(side)

    def _type(self, text: str) -> None:
        super()._type(without_side(text)[0])


def site_editor(about: Described) -> Editor:
    control = SiteChoice()

    def get() -> object:
        code = control.raw()
        if code and code not in _CODES:
            fitting = ", ".join(control.fitting()[:3])
            raise ValueError(f"“{code}” can be {fitting}. Choose one." if fitting else f"“{code}” is not in the list.")
        return coded(about.type, code) if code else None

    def put(value: object) -> None:
        control.put_raw("" if value is None else str(value))

    return Editor(about, control, get, put, control.raw, control.put_raw, control.edited)
