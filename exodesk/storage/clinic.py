"""The practice as stored: its page, the figures of its forecast, and what it usually plans. A row each."""

from datetime import date

from exodesk.core.errors import NotFound
from exodesk.core.records.clinic import Clinic, FormerGiver, on_day
from exodesk.core.records.list_rules import USUAL_LIST_RULES, ListRules
from exodesk.core.records.rules import USUAL_RULES, ClinicRules, UsualFigures
from exodesk.storage.reading import Reader, records


def find(record: Reader) -> Clinic | None:
    """The clinic page; None while it has never been filled in."""
    found = records(record, Clinic, "SELECT * FROM clinic WHERE id = 'clinic'")
    return found[0] if found else None


def get(record: Reader) -> Clinic:
    found = find(record)
    if found is None:
        raise NotFound("page of the", "clinic")
    return found


def former_givers(record: Reader) -> list[FormerGiver]:
    """Everybody who gave until another began, the first one first."""
    sql = "SELECT * FROM former_giver WHERE withdrawn_on IS NULL ORDER BY succeeded_on"
    return records(record, FormerGiver, sql)


def giving(record: Reader, day: date | None = None) -> Clinic:
    """The clinic page with who gives on a day, today unless given: each successor begins at a day of their own."""
    return on_day(get(record), former_givers(record), day or record.today())


def find_rules(record: Reader) -> ClinicRules | None:
    """None while nobody changed a figure."""
    found = records(record, ClinicRules, "SELECT * FROM clinic_rules")
    return found[0] if found else None


def rules(record: Reader) -> ClinicRules:
    return find_rules(record) or USUAL_RULES


def find_usual(record: Reader) -> UsualFigures | None:
    """None until a usual figure is first kept."""
    found = records(record, UsualFigures, "SELECT * FROM usual_figures")
    return found[0] if found else None


def find_list_rules(record: Reader) -> ListRules | None:
    """None while nobody changed how the list of boosters is worked."""
    found = records(record, ListRules, "SELECT * FROM list_rules")
    return found[0] if found else None


def list_rules(record: Reader) -> ListRules:
    return find_list_rules(record) or USUAL_LIST_RULES
