"""What can be done now, read from the window itself: its pages, and the tabs, buttons, menus and keys in sight.

So a new page, button or key is in the palette without anybody putting it there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QTabBar, QWidget
from shiboken6 import isValid

from exodesk.core.folding import fold
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.palette.rows import Row, Sort
from exodesk.ui.palette.synonyms import also

_OFFERED = frozenset({"primary", "secondary", "quiet", "icon"})
_ORDER = ("primary", "secondary", "quiet", "icon")
_TABS = ("TAB_", "PAGE_")
_NOT_OFFERED = frozenset({Key.PALETTE, Key.NEXT_REGION, Key.NEW})


def offers_in(page: QWidget | None, window: QWidget, pages: Sequence[Row] = ()) -> list[Row]:
    """The pages, the acts of the one in sight, then those of the window by its keys; each once."""
    found = [*pages, *_tabs(page), *_buttons(page), *_menus(page)] if page else [*pages]
    told = {row.tail for row in found if row.tail}
    found += [row for row in keys_of(window) if row.tail not in told]
    first: dict[str, Row] = {}
    for row in found:
        first.setdefault(row.title, row)
    return list(first.values())


def fitting(rows: Iterable[Row], typed: str) -> list[Row]:
    """Rows in which every typed word begins a word of the title, or another word for it.

    Those whose title begins with it stand first, those that only another word finds last.
    """
    words = [folded for word in typed.split() if (folded := fold(word))]
    found = [row for row in rows if _fits(f"{row.title} {row.also} {also(row.title)}", words)]
    return sorted(found, key=lambda row: (not fold(row.title).startswith("".join(words)), not _fits(row.title, words)))


def _fits(title: str, words: list[str]) -> bool:
    theirs = [fold(word) for word in title.replace("-", " ").split()]
    return all(any(word.startswith(typed) for word in theirs) for typed in words)


def _tabs(page: QWidget) -> Iterator[Row]:
    for bar in page.findChildren(QTabBar):
        if not bar.isVisible():
            continue
        bound = _in_sight(page)
        for index in range(bar.count()):
            key = next((key for key in bound if key.name == f"TAB_{index + 1}"), None)
            yield Row(
                sort=Sort.PAGE,
                key=f"tab {bar.tabText(index)}",
                title=bar.tabText(index),
                note=bar.accessibleName(),
                tail=key.shown if key else "",
                act=_if_there(bar, partial(bar.setCurrentIndex, index)),
            )


def _buttons(page: QWidget) -> Iterator[Row]:
    found = [button for button in page.findChildren(QPushButton) if _is_offered(button)]
    for button in sorted(found, key=lambda each: _ORDER.index(each.property("kind"))):
        name = _words(button.accessibleName() or button.text())
        if menu := button.menu():
            for action in _actions(menu):
                yield _of_action(action, f"{name}: {_words(action.text())}")
        elif name:
            yield Row(
                sort=Sort.COMMAND,
                key=name,
                title=name,
                note="On this page",
                tail=str(button.property("keys") or ""),
                act=_if_there(button, button.click),
            )


def _menus(page: QWidget) -> Iterator[Row]:
    """Menus that a page opens itself, of what is in sight."""
    for menu in page.findChildren(QMenu):
        owner = menu.parentWidget()
        if owner and owner.isVisible() and not isinstance(owner, QPushButton | QMenu) and menu not in _of_buttons(page):
            for action in _actions(menu):
                yield _of_action(action, _words(action.text()))


def keys_of(window: QWidget, *, owner: QWidget | None = None) -> Iterator[Row]:
    """What the keys of a window do; with `owner`, of those alone that it bound itself, whatever its page."""
    for shortcut in _shortcuts(window):
        if owner and shortcut.parent() is not owner:
            continue
        key = Key[shortcut.objectName()]
        if key not in _NOT_OFFERED and not key.name.startswith(_TABS):
            act = _if_there(shortcut, shortcut.activated.emit)
            yield Row(sort=Sort.COMMAND, key=key.words, title=key.words, tail=key.shown, act=act)


def _of_buttons(page: QWidget) -> list[QMenu]:
    return [menu for button in page.findChildren(QPushButton) if (menu := button.menu())]


def _of_action(action: QAction, title: str) -> Row:
    act = _if_there(action, action.trigger)
    return Row(sort=Sort.COMMAND, key=title, title=title, note="On this page", act=act)


def _is_offered(button: QPushButton) -> bool:
    return button.isVisible() and button.isEnabled() and button.property("kind") in _OFFERED


def _actions(menu: QMenu) -> list[QAction]:
    return [each for each in menu.actions() if each.text() and each.isEnabled() and each.isVisible()]


def _shortcuts(window: QWidget) -> list[QShortcut]:
    """Those that would act now, in the order of the table."""
    order = [key.name for key in Key]
    found = [each for each in window.findChildren(QShortcut) if each.objectName() in order and _acts(each)]
    return sorted(found, key=lambda each: order.index(each.objectName()))


def _in_sight(page: QWidget) -> list[Key]:
    return [Key[each.objectName()] for each in _shortcuts(page)]


def _acts(shortcut: QShortcut) -> bool:
    owner = shortcut.parent()
    return shortcut.isEnabled() and isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled()


def _words(text: str) -> str:
    return text.replace("&", "").strip()


def _if_there(owner: QWidget | QShortcut | QAction, act: Callable[..., object]) -> Callable[[], object]:
    """A page may have been made anew while the palette was open."""

    def do() -> None:
        if isValid(owner):
            act()

    return do
