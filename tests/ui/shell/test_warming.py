"""What is needed soon is loaded once the window stands there, a step at a time and in its own thread."""

from importlib.util import find_spec
from threading import current_thread, main_thread

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exodesk.ui.shell.needed_soon import MODULES, UNDER_UTILS
from exodesk.ui.shell.warming import Warming


def test_the_steps_are_taken_in_their_order_once_the_window_is_painted(qtbot: QtBot) -> None:
    window, taken = QWidget(), list[str]()

    def step(name: str) -> None:
        assert current_thread() is main_thread()
        taken.append(name)

    qtbot.addWidget(window)
    Warming(window, [lambda: step("first"), lambda: step("second")])
    assert taken == []
    window.show()
    qtbot.waitUntil(lambda: taken == ["first", "second"])


def test_no_step_is_taken_while_somebody_waits_for_a_page(qtbot: QtBot) -> None:
    window, taken, asked = QWidget(), list[str](), list[bool]()

    def is_awaited() -> bool:
        asked.append(len(asked) < 2)
        return asked[-1]

    qtbot.addWidget(window)
    Warming(window, [lambda: taken.append("first")], is_awaited)
    window.show()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert taken == []
    qtbot.waitUntil(lambda: taken == ["first"])


def test_every_module_that_is_needed_soon_is_there() -> None:
    assert [name for name in (*UNDER_UTILS, *MODULES) if find_spec(name) is None] == []
