"""A person at the screen: finds things by the names that a screen reader says, reads them, presses and types.

Runs under the system's own Python, which alone has `gi`: standard library and accessibility bus, nothing else. Nothing
waits for a fixed time: everything is looked for until it is there.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  # the version is chosen first

PATIENCE_S = 20.0
LOOK_AGAIN_S = 0.05
BUTTONS = ("push button", "button", "toggle button", "check box", "radio button")
FIELDS = ("text", "password text", "combo box", "spin button")

Found = TypeVar("Found")
Node = Any


class NotSeen(AssertionError):
    """What was looked for did not come."""


def open_desk() -> subprocess.Popen[bytes]:
    """A window manager that is at work. One that starts before the display is ready goes away again."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
        while manager.poll() is None and time.monotonic() < until:
            if subprocess.run(["xdotool", "get_num_desktops"], capture_output=True, check=False).returncode == 0:
                return manager
            time.sleep(LOOK_AGAIN_S)
    raise NotSeen("a window manager")


class Screen:
    """The windows of one program. `clicks` and `keys` count what the person did since `count_again`."""

    def __init__(self, program: str) -> None:
        self._program = program
        self.clicks = self.keys = 0

    def count_again(self) -> None:
        self.clicks = self.keys = 0

    # Acting

    def press(self, name: str) -> None:
        """Click a button with the mouse, in its middle."""
        node = self.find(name, BUTTONS)
        self.wait_until(f"“{name}” can be pressed", lambda: _is(node, "SENSITIVE"))
        self._click(node)

    def choose(self, name: str, label: str) -> None:
        """Open a list with the mouse, and choose the entry that begins with these letters."""
        self._click(self.find(name, FIELDS))
        self._type(label)
        self.key("Return")
        self.wait_until(f"{label} is chosen in {name}", lambda: label in _words(self.find(name, FIELDS)))

    def fill(self, name: str, text: str) -> None:
        """Put the focus on a field and type, over what stands there."""
        self.go_to(name)
        if _text(self.find(name, FIELDS)):
            self.key("ctrl+a")
        self._type(text)

    def go_to(self, name: str) -> None:
        """Put the focus on a field."""
        node = self.find(name, FIELDS)
        Atspi.Component.grab_focus(node)
        self.wait_until(f"{name} has the focus", lambda: _has_focus(node))

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self._type(text)

    def key(self, *keys: str) -> None:
        """Press keys as xdotool names them: `ctrl+g`, `Return`."""
        self.keys += len(keys)
        _xdotool("key", "--clearmodifiers", "--delay", "20", *keys)

    # Reading

    def find(self, name: str, roles: tuple[str, ...] = ()) -> Node:
        """What is in sight under this name; of several the one in the window opened last."""
        return self.wait_until(f"“{name}” is in sight", lambda: self._look_for(name, roles))

    def sees(self, text: str) -> bool:
        """Whether these words stand anywhere in sight."""
        return any(text in words for words in self.read())

    def wait_for(self, text: str) -> None:
        self.wait_until(f"“{text}” can be read", lambda: self.sees(text))

    def read(self) -> list[str]:
        """Every name and text in sight, in reading order."""
        return [words for node in self._in_sight() for words in (_words(node), _description(node)) if words]

    def wait_until(self, what: str, look: Callable[[], Found | None]) -> Found:
        """Look until there is something to see."""
        until = time.monotonic() + PATIENCE_S
        while not (found := look()):
            if time.monotonic() > until:
                raise NotSeen(what)
            time.sleep(LOOK_AGAIN_S)
        return found

    def is_open(self) -> bool:
        return bool(self._windows())

    def shows_window(self, title: str) -> bool:
        """Whether a window is open whose title begins so."""
        return any(str(window.get_name()).startswith(title) for window in self._windows())

    def tree(self) -> str:
        """What a screen reader has to go by, for whoever looks into a failure."""
        return "\n".join(f"{node.get_role_name()}: {_words(node)!r}" for node in self._in_sight())

    def shoot(self, path: Path) -> None:
        subprocess.run(["import", "-window", "root", path], check=False)

    # Inside

    def _look_for(self, name: str, roles: tuple[str, ...]) -> Node | None:
        for window in reversed(self._windows()):
            found = {
                node.get_role_name(): node
                for node in _walk(window)
                if (not roles or node.get_role_name() in roles) and name in _names(node)
            }
            if found:
                return found.get("text") or next(iter(found.values()))  # of a list that is typed into, its line
        return None

    def _in_sight(self) -> Iterator[Node]:
        for window in self._windows():
            yield from _walk(window)

    def _windows(self) -> list[Node]:
        desktop = Atspi.get_desktop(0)
        programs = [desktop.get_child_at_index(index) for index in range(desktop.get_child_count())]
        return [
            window
            for program in programs
            if program is not None and program.get_name() == self._program
            for window in _children(program)
            if _is(window, "SHOWING")
        ]

    def _click(self, node: Node) -> None:
        across, down = self.wait_until("the page is at rest", lambda: _place_at_rest(node))
        self.clicks += 1
        _xdotool("mousemove", str(across), str(down), "click", "1")

    def _type(self, text: str) -> None:
        for number, line in enumerate(text.splitlines()):
            if number:
                self.key("Return")
            self.keys += 1
            _xdotool("type", "--clearmodifiers", "--delay", "8", line)


def _place_at_rest(node: Node) -> tuple[int, int] | None:
    """The middle of it, unless it still moves: a page lays itself out after it came in sight."""
    before = _middle(node)
    time.sleep(LOOK_AGAIN_S)
    return before if _middle(node) == before else None


def _middle(node: Node) -> tuple[int, int]:
    box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    return box.x + box.width // 2, box.y + box.height // 2


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in _children(node):
        if _is(child, "SHOWING"):
            yield from _walk(child)


def _children(node: Node) -> list[Node]:
    found = (node.get_child_at_index(index) for index in range(node.get_child_count()))
    return [child for child in found if child is not None]


def _is(node: Node, state: str) -> bool:
    return bool(node.get_state_set().contains(getattr(Atspi.StateType, state)))


def _has_focus(node: Node) -> bool:
    return any(_is(each, "FOCUSED") for each in _walk(node))


def _names(node: Node) -> list[str]:
    """Its own, and that of the label it belongs to: a list is named by its label and says its value."""
    labels = [
        relation.get_target(index).get_name()
        for relation in node.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
        for index in range(relation.get_n_targets())
    ]
    return [str(node.get_name()), *labels]


def _words(node: Node) -> str:
    """Its text where it has one, else its name."""
    return _text(node) or str(node.get_name() or "")


def _text(node: Node) -> str:
    if "Text" not in node.get_interfaces():
        return ""
    return str(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) or "")


def _description(node: Node) -> str:
    return str(node.get_description() or "")


def _xdotool(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True)
