"""What an open record needs, to be loaded a step at a time while nobody waits; a start loads what Today stands on."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

from PySide6 import QtWidgets

from exodesk.storage.driver import load_utils
from exodesk.ui.process.desktop import Desktop, desktop_of_this_system

MODULES = tuple(
    f"exodesk.{name}"
    for name in (
        "ui.open_record.safekeeper",
        "ui.forms.form",
        "queries.today",
        "ui.pages.today.to_do",
        "ui.pages.today.page",
        "ui.palette.widget",
        "ui.timeline.layout",
        "ui.timeline.widget",
        "ui.timeline.view",
        "ui.pages.booking.dialog",
        "ui.pages.chart.plan_form",
        "ui.pages.chart.plans",
        "ui.pages.visit.amend_dialogs",
        "ui.pages.chart.earlier",
        "ui.pages.chart.page",
        "ui.pages.visit.injection_form",
        "ui.pages.visit.page",
        "ui.calendar.widget",
        "ui.pages.calendar.page",
        "ui.pages.patients",
        "ui.pages.past",
        "ui.pages.boosters.page",
        "ui.pages.phone.dialog",
        "ui.pages.today.closing",
        "ui.pages.trail",
        "documents.summary",
        "printing.pdf",
        "ui.printing.dialog",
        "ui.shell.settings_maker",
    )
)
"""What the first pages and the first print stand on, in steps that are each short."""

UNDER_UTILS = ("click", "dateutil.parser", "pluggy")
"""What sqlite-utils stands on: imported with it, they would make the longest step twice as long."""


def needed_soon() -> Iterator[Callable[[], object]]:
    """Each is short."""
    for name in UNDER_UTILS:
        yield partial(import_module, name)
    yield load_utils
    for name in MODULES:
        yield partial(import_module, name)
    yield load_desktop
    for name in dir(QtWidgets):  # each class makes itself when it is first met; a page would meet them all at once
        if name.startswith("Q"):
            yield partial(getattr, QtWidgets, name)


def load_desktop() -> type[Desktop]:
    """D-Bus, for as long as a record is open."""
    return desktop_of_this_system()
