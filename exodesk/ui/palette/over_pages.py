"""The palette over the pages of the window, made when it is first asked for: a start shows none."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from exodesk.ui.open_record.session import Session
from exodesk.ui.palette.recents import Recents
from exodesk.ui.palette.rows import Row, Ways

if TYPE_CHECKING:
    from exodesk.ui.palette.widget import Palette


class OverPages:
    """`recents` are those of the open record, for the palette over dialogs too."""

    def __init__(self, session: Session, ways: Ways, offers: Callable[[], list[Row]], window: QWidget) -> None:
        self._session, self._ways, self._offers, self._window = session, ways, offers, window
        self._palette: Palette | None = None
        self.recents = Recents()

    @property
    def palette(self) -> "Palette":
        from exodesk.ui.palette.widget import Palette  # noqa: PLC0415 - not before it is asked for

        if self._palette is None:
            self._palette = Palette(self._session, self._ways, self._offers, self._window, recents=self.recents)
        return self._palette

    def dismiss(self) -> None:
        """Close it, with the focus where it was."""
        if self._palette:
            self._palette.dismiss()
