"""Adverse events: recorded, mended with a reason, taken back with a reason. The hold that one makes goes with it."""

from collections.abc import Sequence
from dataclasses import replace

from exodesk.core.adverse_events import event_problems, hold_of, named
from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.adverse_event import AdverseEvent, SuspectInjection
from exodesk.core.records.injection import Injection
from exodesk.core.records.plan import Hold, HoldReason
from exodesk.services.checks import check, same_person
from exodesk.storage import adverse_events, injections, plans
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows

KINDS = frozenset({"adverse_event", "hold", "forecast"})


def record_adverse_event(record: RecordFile, entered: AdverseEvent, injection_ids: Sequence[str]) -> Change:
    """Write down what happened and the injections it may come from, with the hold that it makes."""
    suspects = _checked(record, entered, injection_ids)
    hold = hold_of(entered, suspects, record.new_id())
    event = replace(entered, entered_at=record.now(), hold_id=hold.id if hold else None)
    with record.write("record adverse event") as rows:
        if hold:
            rows.insert(hold)
        rows.insert(event)
        _link(record, rows, event, injection_ids)
    return _change(event, "recorded", hold)


def amend_adverse_event(
    record: RecordFile, entered: AdverseEvent, injection_ids: Sequence[str], reason: str | None
) -> Change:
    """Say it otherwise. What it said before stays in the trail, with the reason."""
    _ask_for(reason)
    before = adverse_events.get(record, entered.id)
    same_person(record, before.patient_id, entered.patient_id)
    suspects = _checked(record, entered, injection_ids)
    stored = plans.hold(record, before.hold_id) if before.hold_id else None
    links = adverse_events.suspects_of(record, [before.id])
    earlier = injections.of_entries(record, [link.injection_id for link in links])
    hold = _hold_after(record, (before, earlier), (entered, suspects), stored)
    event = replace(entered, entered_at=before.entered_at, hold_id=hold.id if hold else None)
    with record.write("amend adverse event", reason) as rows:
        if hold and stored and hold.id == stored.id:
            rows.update(hold)
        elif hold:
            rows.insert(hold)
        rows.update(event)
        _link(record, rows, event, injection_ids)
    return _change(event, "amended", hold if hold and hold.withdrawn_on is None and hold != stored else None)


def withdraw_adverse_event(record: RecordFile, event_id: str, reason: str | None) -> Change:
    """It was entered in error: it and its hold count no more, and stay readable."""
    _ask_for(reason)
    event = adverse_events.get(record, event_id)
    with record.write("adverse event entered in error", reason) as rows:
        rows.update(replace(event, withdrawn_on=record.today()))
        if event.hold_id:
            rows.update(_taken_back(record, plans.hold(record, event.hold_id)))
    return _change(event, "taken back", None)


def _ask_for(reason: str | None) -> None:
    if not reason:
        raise InvalidRecord([Problem("reason", "Type the reason.")])


def _checked(record: RecordFile, event: AdverseEvent, injection_ids: Sequence[str]) -> list[Injection]:
    suspects = injections.of_entries(record, injection_ids)
    check(record, event, *event_problems(event, suspects))
    same_person(record, event.patient_id, *(each.patient_id for each in suspects))
    return suspects


def _link(record: RecordFile, rows: Rows, event: AdverseEvent, injection_ids: Sequence[str]) -> None:
    """Add the injections that are new, and take back those that are named no more."""
    standing = {link.injection_id: link for link in adverse_events.suspects_of(record, [event.id])}
    for injection_id in dict.fromkeys(injection_ids):
        if injection_id not in standing:
            rows.insert(
                SuspectInjection(
                    id=record.new_id(),
                    adverse_event_id=event.id,
                    patient_id=event.patient_id,
                    injection_id=injection_id,
                )
            )
    for injection_id in standing.keys() - set(injection_ids):
        rows.update(replace(standing[injection_id], withdrawn_on=record.today()))


def _hold_after(
    record: RecordFile,
    before: tuple[AdverseEvent, Sequence[Injection]],
    after: tuple[AdverseEvent, Sequence[Injection]],
    stored: Hold | None,
) -> Hold | None:
    """The hold of an event that was amended. One that was mended or taken back by hand stays while no more is asked."""
    if stored is None:
        return hold_of(*after, record.new_id())
    made, wanted = hold_of(*before, stored.id), hold_of(*after, stored.id)
    if wanted == made:
        return stored
    if stored.withdrawn_on and wanted:
        return replace(wanted, id=record.new_id())
    return stored if stored != made else wanted or _taken_back(record, stored)


def _taken_back(record: RecordFile, hold: Hold) -> Hold:
    return hold if hold.withdrawn_on else replace(hold, withdrawn_on=record.today())


def _change(event: AdverseEvent, done: str, hold: Hold | None) -> Change:
    said = f"{named(event)}: {done}."
    if hold and hold.reason is HoldReason.CONTRAINDICATION:
        said += " Further injections are contraindicated."
    elif hold:
        said += " On hold until it has ended." if hold.until_on else " On hold until you release it."
    return Change(KINDS, event.patient_id, event.id, said)
