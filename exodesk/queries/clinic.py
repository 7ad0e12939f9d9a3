"""The clinic page, for whoever shows or prints it."""

from exodesk.core.clinic_rules import USUAL_RULES, ClinicRules
from exodesk.core.records.clinic import Clinic
from exodesk.storage import clinic
from exodesk.storage.recordfile import RecordFile


def clinic_of(record: RecordFile) -> Clinic:
    """The clinic; NotFound before its page was filled in."""
    return clinic.get(record)


def rules_of(_record: RecordFile) -> ClinicRules:
    """The figures that the practice computes with."""
    return USUAL_RULES
