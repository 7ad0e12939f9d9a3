"""The clinic page, the figures of the forecast, and what the practice usually plans."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exodesk.core.changes import Change
from exodesk.core.dates import show_date
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.planning import rules_problems
from exodesk.core.records.clinic import Clinic, FormerGiver
from exodesk.core.records.list_rules import USUAL_LIST_RULES, ListRules
from exodesk.core.records.rules import USUAL_RULES, ClinicRules, UsualFigures
from exodesk.core.signing import signer
from exodesk.services.checks import check
from exodesk.storage import clinic as stored
from exodesk.storage.recordfile import RecordFile


def save_clinic(record: RecordFile, clinic: Clinic) -> Change:
    """Write the clinic page: the first time with a new record, then whenever it is changed."""
    check(record, clinic, *_zone_problems(clinic))
    before = stored.find(record)
    with record.write("save clinic") as rows:
        (rows.update if before else rows.insert)(clinic)
    undo = partial(save_clinic, clinic=before) if before else None
    return Change(frozenset({"clinic"}), None, clinic.id, "Clinic saved.", undo)


def hand_over(record: RecordFile, successor: Clinic) -> Change:
    """Another practitioner gives from a day on. What was given before carries the name of who gave it, for good.

    `successor`: the clinic page with their name, title and numbers, and `gives_from`. A hand-over whose day is still to
    come gives way to one from the same or an earlier day; one that has begun is never forgotten.
    """
    begins = check_successor(record, successor)
    former, today = stored.former_givers(record), record.today()
    giving = stored.giving(record, begins - timedelta(days=1))
    gave = FormerGiver(
        id=record.new_id(),
        giver_name=giving.giver_name,
        giver_title=giving.giver_title,
        npi=giving.npi,
        licence=giving.licence,
        succeeded_on=begins,
    )
    day = show_date(begins)
    reason = f"{signer(gave)}, until the day before {day}; {signer(successor)}, from then on."
    with record.write("hand over to a successor", reason) as rows:
        for each in former:
            if each.succeeded_on >= begins:
                rows.update(replace(each, withdrawn_on=today))
        rows.insert(gave)
        rows.update(successor)
    return Change(frozenset({"clinic"}), None, successor.id, f"{successor.giver_name} gives from {day}.")


def check_successor(record: RecordFile, successor: Clinic) -> date:
    """The day from which they give. Asked before the passphrase becomes theirs, too. Raises InvalidRecord."""
    begins = successor.gives_from
    if begins is None:
        raise InvalidRecord([Problem("gives_from", "Type the day from which the successor gives.")])
    check(record, successor, *_zone_problems(successor))
    begun = [each.succeeded_on for each in stored.former_givers(record) if each.succeeded_on < record.today()]
    if begun and begins <= begun[-1]:
        gives = stored.giving(record, begun[-1])
        text = f"{signer(gives)} gives since {show_date(begun[-1])}. Type a later day."
        raise InvalidRecord([Problem("gives_from", text)])
    return begins


def save_rules(record: RecordFile, rules: ClinicRules) -> Change:
    """Change the figures of the forecast. Every stored forecast is stale then; many are renewed by the worker."""
    check(record, rules, *rules_problems(rules))
    before = stored.find_rules(record)
    with record.write("save figures of the forecast") as rows:
        (rows.update if before else rows.insert)(rules)
    undo = partial(save_rules, rules=before or USUAL_RULES)
    return Change(frozenset({"clinic_rules", "forecast"}), None, rules.id, "Figures saved.", undo)


def save_list_rules(record: RecordFile, rules: ListRules) -> Change:
    """Change how the list of boosters is worked: how far ahead it looks, how often it calls."""
    check(record, rules)
    before = stored.find_list_rules(record)
    with record.write("save rules of the booster list") as rows:
        (rows.update if before else rows.insert)(rules)
    undo = partial(save_list_rules, rules=before or USUAL_LIST_RULES)
    return Change(frozenset({"list_rules"}), None, rules.id, "Saved.", undo)


def keep_usual(record: RecordFile, figures: UsualFigures) -> Change:
    """Keep what the practice usually plans, to be offered as a hint from now on."""
    check(record, figures)
    before = stored.find_usual(record)
    with record.write("keep usual figures") as rows:
        (rows.update if before else rows.insert)(figures)
    undo = partial(keep_usual, figures=before or UsualFigures())
    return Change(frozenset({"usual_figures"}), None, figures.id, "Kept as your usual.", undo)


def _zone_problems(clinic: Clinic) -> list[Problem]:
    try:
        ZoneInfo(clinic.zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return [Problem("zone", f"“{clinic.zone}” is not a time zone. Type one like America/Los_Angeles.")]
    return []
