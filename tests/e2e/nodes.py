"""What the program tells of itself over the accessibility bus: nodes by role and state, their names and words.

The program itself looks for them, in one question a window; going through its tree from here takes a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version is chosen first

__all__ = ["Atspi", "GLib"]
ROLE = Atspi.Role
LINES = (ROLE.TEXT, ROLE.ENTRY)
FIELDS = (*LINES, ROLE.PASSWORD_TEXT, ROLE.COMBO_BOX, ROLE.SPIN_BUTTON)
BUTTONS = (ROLE.PUSH_BUTTON, ROLE.TOGGLE_BUTTON, ROLE.CHECK_BOX, ROLE.RADIO_BUTTON)
ENTRIES = (ROLE.MENU_ITEM, ROLE.CHECK_MENU_ITEM)
TABS = (ROLE.PAGE_TAB,)
CELLS = (ROLE.TABLE_CELL, ROLE.LIST_ITEM, ROLE.TREE_ITEM, ROLE.COLUMN_HEADER, ROLE.TABLE_COLUMN_HEADER)
TABLES = (ROLE.TABLE, ROLE.LIST, ROLE.TREE, ROLE.TREE_TABLE)
WORDLESS = (*CELLS, ROLE.SCROLL_BAR, ROLE.SCROLL_PANE, ROLE.VIEWPORT)

Node = Any


def match(node: Node, roles: Iterable[Any] = (), *, without: bool = False, state: str = "SHOWING") -> list[Node]:
    """All below it in this state, and of one of these roles, or of none of them."""
    every, some, none = (getattr(Atspi.CollectionMatchType, kind) for kind in ("ALL", "ANY", "NONE"))
    of_roles = none if without else some if roles else every
    states = Atspi.StateSet.new([getattr(Atspi.StateType, state)])
    rule = Atspi.MatchRule.new(states, every, {}, every, list(roles), of_roles, [], every, False)
    found = Atspi.Collection.get_matches(node, rule, Atspi.CollectionSortOrder.CANONICAL, 0, True)
    return [each for each in found if each is not None]


def children(node: Node) -> list[Node]:
    found = (node.get_child_at_index(index) for index in range(node.get_child_count()))
    return [child for child in found if child is not None]


def is_in(node: Node, state: str) -> bool:
    return bool(node.get_state_set().contains(getattr(Atspi.StateType, state)))


def has_focus(node: Node) -> bool:
    return is_in(node, "FOCUSED") or bool(match(node, state="FOCUSED"))


def names(node: Node) -> list[str]:
    """Its own, and that of the label it belongs to: a list is named by its label and says its value."""
    labels = [
        relation.get_target(index).get_name()
        for relation in node.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
        for index in range(relation.get_n_targets())
    ]
    return [str(node.get_name()), *labels]


def words(node: Node) -> str:
    """Its text where it has one, else its name."""
    return text(node) or str(node.get_name() or "")


def text(node: Node) -> str:
    if node.get_role() not in (*LINES, ROLE.PASSWORD_TEXT, ROLE.COMBO_BOX):
        return ""
    if "Text" not in node.get_interfaces():
        return ""
    return str(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) or "")


def description(node: Node) -> str:
    return str(node.get_description() or "")
