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
        "queries.soundness",
        "ui.open_record.safekeeper",
        "ui.forms.form",
        "queries.today",
        "ui.pages.today.to_do",
        "ui.pages.today.page",
        "ui.palette.widget",
        "core.timeline.cards",
        "ui.timeline.axis",
        "ui.timeline.layout",
        "ui.timeline.paint",
        "ui.timeline.widget",
        "ui.timeline.view",
        "ui.pages.booking.dialog",
        "ui.pages.chart.plan_form",
        "queries.history",
        "ui.pages.chart.plans",
        "ui.pages.visit.amend_dialogs",
        "ui.pages.chart.earlier",
        "ui.pages.chart.opener",
        "ui.pages.chart.patient_menu",
        "ui.pages.chart.scores",
        "ui.pages.chart.page",
        "ui.pages.visit.where",
        "ui.pages.visit.injection_form",
        "ui.pages.visit.review",
        "ui.pages.visit.page",
        "ui.calendar.widget",
        "ui.pages.calendar.acts",
        "ui.pages.calendar.days",
        "ui.pages.calendar.page",
        "ui.pages.patients",
        "ui.pages.past",
        "ui.pages.boosters.page",
        "ui.pages.phone.dialog",
        "ui.pages.today.closing",
        "ui.pages.trail",
        "documents.page",
        "documents.summary",
        "printing.pdf",
        "printing.flow",
        "printing.pages",
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
    yield list_zones
    yield load_desktop
    for name in dir(QtWidgets):  # each class makes itself when it is first met; a page would meet them all at once
        if name.startswith("Q"):
            yield partial(getattr, QtWidgets, name)


def list_zones() -> None:
    """Settings offer all time zones, and to find them is to walk through folders."""
    from exodesk.ui.forms.clinic_form import zone_names  # noqa: PLC0415 - loaded by then

    zone_names()


def load_desktop() -> type[Desktop]:
    """D-Bus, for as long as a record is open."""
    return desktop_of_this_system()
