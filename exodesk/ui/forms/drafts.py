"""When a draft is kept: text that is typed and not yet saved is at most two seconds from the record."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from exodesk.ui.forms.form import RecordForm

PAUSE_MS, LONGEST_MS = 1000, 2000
"""A draft is kept this long after the last key, and at least this often while keys keep coming."""


class Autosave(QObject):
    """Calls `keep` with the form's text when typing pauses, at least every two seconds, and when a field is left."""

    def __init__(self, form: RecordForm, keep: Callable[[dict[str, str]], None]) -> None:
        super().__init__(form)
        self._form = form
        self._keep = keep
        self._is_waiting = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for signal in (self._pause.timeout, self._longest.timeout, form.left):
            signal.connect(self.flush)
        form.edited.connect(self.wait)

    def flush(self) -> None:
        """Keep what waits, now: at a change of step, at lock, at quit. If it fails, it is tried again in a second."""
        if not self._is_waiting:
            return
        self._pause.start()
        self._keep(self._form.raw_texts())
        self.forget()

    def forget(self) -> None:
        """What was typed is saved, or not wanted."""
        self._is_waiting = False
        self._pause.stop()
        self._longest.stop()

    def wait(self) -> None:
        """Something was typed that is not kept yet."""
        self._is_waiting = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
