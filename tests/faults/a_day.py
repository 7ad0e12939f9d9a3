"""A day at the desk with a planted patient, in a process of its own; tells as JSON what could be seen of it afterwards.

`python -m tests.faults.a_day FOLDER RECORD PASSPHRASE`
"""

import ctypes
import json
import os
import resource
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from exodesk.app import Exodesk
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.process.log import log_to
from exodesk.ui.process.options import Options
from exodesk.ui.process.undumpable import hide_memory
from exodesk.ui.shell.workspace import Workspace
from tests.ui.program import folders_in
from tests.ui.seen import texts_in

PR_GET_DUMPABLE = 3
NETWORK = {"http", "urllib3", "requests", "ftplib", "smtplib", "socketserver", "asyncio", "keyring", "secretstorage"}
NETWORK_OF_QT = {"PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore", "ssl", "urllib.request"}


def main(home: Path, record: Path, passphrase: str) -> None:
    os.umask(0o077)
    hide_memory()
    folders = folders_in(home)
    log_to(folders.logs)
    app = QApplication(["exodesk"])
    program = Exodesk(app, folders, Options(record=record, today=date(2026, 11, 23), passphrase=passphrase))
    program.take_hold_of_process()
    program.start()
    wait(lambda: program.window.workspace is not None)
    assert program.window.workspace is not None
    titles = work(program.window.workspace)
    app.clipboard().setText("Zyxwvut")
    fail(program)
    program.lock.lock("by hand")
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QTest.qWait(50)
    print(
        json.dumps({"titles": titles, "left": held_by(program.window), "clipboard": app.clipboard().text(), **seen()})
    )
    program.window.close()


def work(desk: Workspace) -> list[str]:
    """Go through the pages about the patient; the titles that windows had meanwhile."""
    patient = desk.session.record.read("SELECT id FROM patient")[0]["id"]
    titles = set()
    for key, target in (
        ("patients", None),
        ("past", patient),
        ("trail", patient),
        ("settings", None),
        ("chart", patient),
    ):
        desk.open_page(key, target)
        QTest.qWait(30)
        titles |= set(shown_titles())
    assert isinstance(desk.page, ChartPage)
    desk.page._edit_patient()
    QTest.qWait(50)
    return sorted(titles | set(shown_titles()))


def fail(program: Exodesk) -> None:
    """A bug whose message names the patient."""
    try:
        {}["Zyxwvut"]  # type: ignore[index]  # raises
    except KeyError as error:
        program._problems._handle(error)


def shown_titles() -> Iterable[str]:
    return (each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible())


def held_by(window: QWidget) -> str:
    """All text of all widgets, in sight or not."""
    more = [
        f"{each.toolTip()} {each.accessibleName()} {each.accessibleDescription()} {each.windowTitle()}"
        for each in (window, *window.findChildren(QWidget))
    ]
    return "\n".join([texts_in(window), *more])


def seen() -> dict[str, object]:
    """What the system knows of this process."""
    return {
        "inet": sorted(sockets_of_ours() & sockets_of_networks()),
        "modules": sorted(name for name in sys.modules if name.split(".")[0] in NETWORK or name in NETWORK_OF_QT),
        "libraries": sorted({line.split("/")[-1] for line in lines("/proc/self/maps") if "Network" in line}),
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "dumpable": ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0),
    }


def sockets_of_ours() -> set[str]:
    found = set()
    for number in Path("/proc/self/fd").iterdir():
        try:
            target = str(number.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            found.add(target[8:-1])
    return found


def sockets_of_networks() -> set[str]:
    tables = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
    return {line.split()[9] for table in tables for line in lines(f"/proc/self/net/{table}")[1:]}


def lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def wait(until: Callable[[], bool]) -> None:
    for _ in range(2000):
        if until():
            return
        QTest.qWait(10)
    raise TimeoutError


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
