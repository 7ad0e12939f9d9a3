"""What happens when something goes wrong that nobody was waiting for: words in the window, and a log without names.

A known error that no page caught is told in the message bar. A bug keeps the drafts, is logged by kind and place only
(its message may hold what a patient said), and is shown once in a dialog whose text can be copied.
"""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from exodesk import __version__
from exodesk.core.errors import ExodeskError
from exodesk.ui import parts

_log = logging.getLogger("exodesk.problems")


def report(error: BaseException) -> str:
    """Kinds and places of an error and its causes, without any message: safe to copy, to log and to send."""
    lines = [f"Exodesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {_from_package(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def _from_package(filename: str) -> str:
    """A path without the folders of this computer, which may name a person."""
    parts = filename.replace("\\", "/").split("/")
    for root in ("exodesk", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) - 1 :])
    return parts[-1]


def watch_for_faults(folder: Path) -> None:
    """Where the interpreter itself falls: the place in the code goes into a file, for no hook runs any more."""
    faulthandler.enable((folder / "faults.log").open("a", encoding="utf-8"))


class Problems(QObject):
    """The hooks of the process. `told` carries a known error's words, `crashed` the report of a bug."""

    told = Signal(str)
    crashed = Signal(str)
    _caught = Signal(object)

    def __init__(self, keep_drafts: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keep_drafts = keep_drafts
        self._caught.connect(self._handle, Qt.ConnectionType.AutoConnection)

    def install(self) -> None:
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        sys.unraisablehook = _log_unraisable
        qInstallMessageHandler(_log_qt)

    def _hook(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, at)
        else:
            self._caught.emit(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught.emit(args.exc_value)

    def _handle(self, error: BaseException) -> None:
        if isinstance(error, ExodeskError):
            _log.warning("told: %s", type(error).__name__)
            self.told.emit(str(error))
            return
        text = report(error)
        _log.error("bug: %s", text)
        self._keep_drafts()
        self.crashed.emit(text)


def _log_unraisable(unraisable: Any) -> None:
    if unraisable.exc_value is not None:
        _log.error("unraisable: %s", report(unraisable.exc_value))


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _log.log(_LEVELS.get(kind, logging.ERROR), "qt %s: %s", context.category, message)


class CrashDialog(QDialog):
    """Says that something in the program went wrong, that the work is kept, and what to do."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Exodesk: something went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        says = parts.muted(
            "What was saved is safe, and what you were typing is kept as a draft. You can go on; if the page looks "
            "wrong, close Exodesk and open it again.\n\nThe lines below name no patient. Copy them to whoever looks "
            "after Exodesk for you.",
            wrap=True,
        )
        self.details = QPlainTextEdit(text)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("Details")
        copy = parts.secondary_button("&Copy", glyph="copy")
        copy.clicked.connect(self._copy)
        go_on = parts.primary_button("&Go on")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        column = parts.dialog_column(self, spacing=12)
        for part in (parts.section_title("Something in Exodesk went wrong"), says, self.details):
            column.addWidget(part)
        column.addLayout(parts.row(copy, 1, go_on))
        self.resize(560, 400)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
