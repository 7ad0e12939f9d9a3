"""A person at the screen: finds things by the names that a screen reader says, reads them, presses and types.

Runs under the system's own Python, which alone has `gi`: standard library and accessibility bus, nothing else. Nothing
waits for a fixed time: everything is looked for until it is there.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from tests.e2e import nodes
from tests.e2e.nodes import BUTTONS, CELLS, ENTRIES, FIELDS, LINES, TABLES, TABS, WORDLESS, Atspi, GLib, Node

PATIENCE_S = 30.0
LOOK_AGAIN_S = 0.05
MOST_TABS, MOST_ENTRIES = 60, 20

Found = TypeVar("Found")


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
    """The windows of one program. `clicks` and `keys` count what the person did: text typed into one field is one."""

    def __init__(self, program: str) -> None:
        self._program = program
        self.clicks = self.keys = 0
        self._told: list[Node] = []
        self._listener = Atspi.EventListener.new(self._take)
        self._listener.register("object:state-changed:focused")

    # Acting

    def press(self, name: str) -> None:
        """Click a button with the mouse, in its middle."""
        node = self.find(name, BUTTONS)
        self.wait_until(f"“{name}” can be pressed", lambda: nodes.is_in(node, "SENSITIVE"))
        self._click(node)

    def press_first(self, start: str) -> None:
        """Click the first row or button that begins so."""
        self._click(self.wait_until(f"“{start}…” is in sight", lambda: self._beginning(start, BUTTONS)))

    def pick(self, name: str) -> None:
        """Click an entry of the menu that is open. It tells its entries one by one, as the keys go through them."""
        told: list[str] = []
        for _ in range(MOST_ENTRIES):
            before = len(self._told)
            _xdotool("key", "Down")
            entry = self.wait_until("an entry is told", lambda: self._hear(before))  # noqa: B023
            told.append(str(entry.get_name()))
            if told[-1] == name:
                self._click(entry)
                return
        raise NotSeen(f"“{name}” among {told}")

    def turn_to(self, name: str) -> None:
        """Go to a tab by its key, Alt and its number."""
        self.key(self.key_of_tab(name))

    def key_of_tab(self, name: str) -> str:
        """Of the tab that begins so."""
        return self.wait_until(f"the tab “{name}” is in sight", lambda: self._key_of_tab(name))

    def choose(self, name: str, label: str) -> None:
        """Open a list with the mouse, and choose the entry that begins with these letters."""
        self._click(self.find(name, FIELDS))
        self._type(label)
        self.key("Return")
        self.wait_until(f"{label} is chosen in {name}", lambda: label in nodes.words(self.find(name, FIELDS)))

    def fill(self, name: str, text: str) -> None:
        """Put the focus on a field and type, over what stands there."""
        self.go_to(name)
        if nodes.text(self.find(name, FIELDS)):
            self.key("ctrl+a")
        self._type(text)

    def go_to(self, name: str) -> None:
        """Put the focus on a field."""
        node = self.find(name, FIELDS)
        Atspi.Component.grab_focus(node)
        self.wait_until(f"{name} has the focus", lambda: nodes.has_focus(node))

    def tab_to(self, name: str) -> None:
        """By keys alone: Tab until the focus is on what is called so."""
        for _ in range(MOST_TABS):
            if name in self.focused():
                return
            before = self.focused()
            self.key("Tab")
            self.wait_until(f"Tab leads on from {before}", lambda: self.focused() not in ([], before))  # noqa: B023
        raise NotSeen(f"Tab leads to “{name}”")

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self._type(text)

    def key(self, *keys: str) -> None:
        """Press keys as xdotool names them: `ctrl+g`, `Return`."""
        self.keys += len(keys)
        _xdotool("key", "--clearmodifiers", "--delay", "20", *keys)

    # Reading

    def find(self, name: str, roles: tuple[Any, ...]) -> Node:
        """What is in sight under this name; of several the one in the window opened last."""
        return self.wait_until(f"“{name}” is in sight", lambda: self._look_for(name, roles))

    def focused(self) -> list[str]:
        """The names of what has the focus. Rows that were last in use say so too, in lists that are not in sight."""
        found = [
            node
            for window in self._windows()
            for node in nodes.match(window, (*CELLS, *TABS), without=True, state="FOCUSED")
        ]
        return [name for node in found for name in nodes.names(node)]

    def sees(self, text: str) -> bool:
        """Whether these words stand anywhere in sight."""
        return any(text in words for words in self.read())

    def wait_for(self, text: str) -> None:
        self.wait_until(f"“{text}” can be read", lambda: self.sees(text))

    def read(self) -> Iterator[str]:
        """Every name and text in sight, then every description."""
        seen = []
        for node in self._in_sight():
            seen.append(node)
            yield from filter(None, (nodes.words(node),))
        yield from filter(None, map(nodes.description, seen))

    def rows(self, name: str) -> list[str]:
        """The cells of the list of this name."""
        return [str(cell.get_name()) for cell in nodes.match(self.find(name, TABLES), CELLS)]

    def says(self, name: str, text: str) -> bool:
        """Whether a field holds these words, or a list shows them."""
        return text in nodes.words(self.find(name, FIELDS))

    def text_of(self, name: str) -> str:
        """What stands in a field."""
        return nodes.text(self.find(name, FIELDS))

    def wait_until(self, what: str, look: Callable[[], Found | None]) -> Found:
        """Look until there is something to see. What goes away while one looks at it was not there."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            with suppress(GLib.GError):
                if found := look():
                    return found
            time.sleep(LOOK_AGAIN_S)
        raise NotSeen(what)

    def is_open(self) -> bool:
        return bool(self._windows())

    def shows_window(self, title: str) -> bool:
        """Whether a window is open whose title begins so."""
        return any(str(window.get_name()).startswith(title) for window in self._windows())

    def tree(self) -> str:
        """What a screen reader has to go by, for whoever looks into a failure."""
        return "\n".join(f"{node.get_role_name()}: {nodes.words(node)!r}" for node in self._in_sight())

    def shoot(self, path: Path) -> None:
        subprocess.run(["import", "-window", "root", path], check=False)

    # Inside

    def _take(self, event: Any) -> None:
        with suppress(GLib.GError):  # it went away again
            if event.detail1 and event.source is not None and event.source.get_role() in ENTRIES:
                self._told.append(event.source)

    def _hear(self, before: int) -> Node | None:
        """The entry that was told last, if one was told since."""
        while GLib.MainContext.default().iteration(may_block=False):
            pass
        return self._told[-1] if len(self._told) > before else None

    def _look_for(self, name: str, roles: tuple[Any, ...]) -> Node | None:
        for window in reversed(self._windows()):
            seen = nodes.match(window, roles)
            named = [node for node in seen if node.get_name() == name]
            found = named or [node for node in seen if name in nodes.names(node)]
            if found:  # of a list that is typed into, its line
                return next((node for node in found if node.get_role() in FIELDS[:3]), found[0])
        return None

    def _beginning(self, start: str, roles: tuple[Any, ...]) -> Node | None:
        found = (node for window in reversed(self._windows()) for node in nodes.match(window, roles))
        return next((node for node in found if str(node.get_name()).startswith(start)), None)

    def _key_of_tab(self, name: str) -> str | None:
        tabs = [str(node.get_name()) for window in self._windows() for node in nodes.match(window, TABS)]
        return next((f"alt+{number}" for number, tab in enumerate(tabs, start=1) if tab.startswith(name)), None)

    def _in_sight(self) -> Iterator[Node]:
        """Rows of a list say that they show while their list does not; so they are asked for list by list."""
        for window in reversed(self._windows()):
            yield window
            yield from nodes.match(window, WORDLESS, without=True)
            for table in nodes.match(window, TABLES):
                yield from nodes.match(table, CELLS)

    def _windows(self) -> list[Node]:
        desktop = Atspi.get_desktop(0)
        programs = [desktop.get_child_at_index(index) for index in range(desktop.get_child_count())]
        return [
            window
            for program in programs
            if program is not None and program.get_name() == self._program
            for window in nodes.children(program)
            if nodes.is_in(window, "SHOWING")
        ]

    def _click(self, node: Node) -> None:
        across, down = self.wait_until("the page is at rest", lambda: _place_at_rest(node))
        self.clicks += 1
        _xdotool("mousemove", str(across), str(down), "click", "1")

    def _type(self, text: str) -> None:
        """Type, and see it stand there.

        Qt asks a screen reader about every letter before it goes into the field, and xdotool does not wait for that.
        """
        field = self._line_in_use()
        for number, line in enumerate(text.splitlines()):
            if number:
                self.key("Return")
            self.keys += 1
            _xdotool("type", "--clearmodifiers", "--delay", "8", line)
        if field:
            last = text.splitlines()[-1]
            self.wait_until(f"“{last}” stands where it was typed", lambda: last in nodes.text(field))

    def _line_in_use(self) -> Node | None:
        found = (node for window in self._windows() for node in nodes.match(window, LINES, state="FOCUSED"))
        return next(found, None)


def _place_at_rest(node: Node) -> tuple[int, int] | None:
    """The middle of it, unless it still moves: a page lays itself out after it came in sight."""
    before = _middle(node)
    time.sleep(LOOK_AGAIN_S)
    return before if _middle(node) == before else None


def _middle(node: Node) -> tuple[int, int]:
    box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    return box.x + box.width // 2, box.y + box.height // 2


def _xdotool(*arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True)
