"""The clinic page's form: at the first start for what every page needs, in Settings whole."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone

from exodesk.core.fields import described
from exodesk.core.records.clinic import Clinic
from exodesk.ui.forms.editors import choice_editor
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.rows import Row

ASKED_FIRST: Sequence[Row] = (
    "name",
    "address",
    ("phone", "out_of_hours_phone"),
    ("giver_name", "giver_title"),
    ("zone", "paper"),
)
WHOLE: Sequence[Row] = (
    *ASKED_FIRST,
    ("npi", "licence"),
    "letterhead",
    ("consent_version", "sheet_edition"),
)


def clinic_form(names: Sequence[Row], today: Callable[[], date]) -> RecordForm:
    """The zone is chosen from the list of all; this computer's own is proposed."""
    zones = [(zone, zone) for zone in zone_names()]
    form = RecordForm(Clinic, names, today=today, overrides={"zone": choice_editor(described(Clinic)["zone"], zones)})
    here = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    if here in zone_names():
        form.put_value("zone", here)
    return form


@cache
def zone_names() -> Sequence[str]:
    """All of them, in order. To find them is to walk through the folders of the system."""
    return sorted(available_timezones())
