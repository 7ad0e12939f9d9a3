"""The clinic page, for whoever shows or prints it."""

from exodesk.core.records.clinic import Clinic
from exodesk.core.records.list_rules import ListRules
from exodesk.core.records.rules import ClinicRules, UsualFigures
from exodesk.storage import clinic
from exodesk.storage.recordfile import RecordFile


def clinic_of(record: RecordFile) -> Clinic:
    """The clinic with who gives today; NotFound before its page was filled in."""
    return clinic.giving(record)


def rules_of(record: RecordFile) -> ClinicRules:
    """The figures that the practice computes with."""
    return clinic.rules(record)


def usual_of(record: RecordFile) -> UsualFigures:
    """What the practice usually plans; empty until it was first kept."""
    return clinic.find_usual(record) or UsualFigures()


def list_rules_of(record: RecordFile) -> ListRules:
    """How the practice works its list of boosters."""
    return clinic.list_rules(record)
