"""Adverse events and the injections suspected of them, as stored. No rules, no transactions."""

from collections.abc import Sequence

from exodesk.core.records.adverse_event import AdverseEvent, SuspectInjection
from exodesk.storage.reading import Reader, by_id, listed, records


def get(record: Reader, event_id: str) -> AdverseEvent:
    return by_id(record, AdverseEvent, event_id)


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[AdverseEvent]:
    """Those not taken back, oldest first."""
    return records(
        record,
        AdverseEvent,
        """SELECT * FROM adverse_event WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY began_on, began_at, id""",
        listed(patient_ids),
    )


def suspects_of(record: Reader, event_ids: Sequence[str]) -> list[SuspectInjection]:
    """Those not taken back, in the order of entry."""
    return records(
        record,
        SuspectInjection,
        """SELECT * FROM suspect_injection WHERE adverse_event_id IN (SELECT value FROM json_each(?))
        AND withdrawn_on IS NULL ORDER BY id""",
        listed(event_ids),
    )
