"""The shared pieces that every page is made of. `from exodesk.ui import parts`, then `parts.Card("Appointments")`.

Words and frames   words, selectable, cards, buttons, messages, menus; layouts (how they lie)
Lists              lines and row_list (rows as widgets), rows and tables (rows as painted), picks
Ways               rail, tabs, stack
Dialogs            read_dialog, record_history
"""

from exodesk.ui.parts.buttons import (
    Button,
    ChoiceRow,
    icon_button,
    named,
    primary_button,
    quiet_button,
    secondary_button,
)
from exodesk.ui.parts.cards import (
    Card,
    EmptyState,
    Heading,
    ListRow,
    fact_line,
    page_heading,
    paint_sheet,
    section_heading,
)
from exodesk.ui.parts.layouts import clear, column, dialog_column, discard, fill, row, scrolling
from exodesk.ui.parts.menus import Menu
from exodesk.ui.parts.messages import MessageBar, MessageBeside, MessageOver, announce
from exodesk.ui.parts.picks import PickList
from exodesk.ui.parts.rail import NavRail, RailItem
from exodesk.ui.parts.selectable import Selectable
from exodesk.ui.parts.stack import Stack
from exodesk.ui.parts.tables import SearchField, dress_table
from exodesk.ui.parts.tabs import SectionTabs, StepTabs
from exodesk.ui.parts.words import (
    Chip,
    Divider,
    FieldLabel,
    hint,
    muted,
    page_title,
    section_title,
    set_problem,
    set_tone,
    strong,
    words,
)

__all__ = [
    "Button",
    "Card",
    "Chip",
    "ChoiceRow",
    "Divider",
    "EmptyState",
    "FieldLabel",
    "Heading",
    "ListRow",
    "Menu",
    "MessageBar",
    "MessageBeside",
    "MessageOver",
    "NavRail",
    "PickList",
    "RailItem",
    "SearchField",
    "SectionTabs",
    "Selectable",
    "Stack",
    "StepTabs",
    "announce",
    "clear",
    "column",
    "dialog_column",
    "discard",
    "dress_table",
    "fact_line",
    "fill",
    "hint",
    "icon_button",
    "muted",
    "named",
    "page_heading",
    "page_title",
    "paint_sheet",
    "primary_button",
    "quiet_button",
    "row",
    "scrolling",
    "secondary_button",
    "section_heading",
    "section_title",
    "set_problem",
    "set_tone",
    "strong",
    "words",
]
