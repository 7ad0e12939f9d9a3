"""Consents as stored."""

from collections.abc import Sequence

from exodesk.core.records.patient import Consent
from exodesk.storage.reading import Reader, by_id, listed, records


def get(record: Reader, consent_id: str) -> Consent:
    return by_id(record, Consent, consent_id)


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Consent]:
    """Withdrawn ones too, oldest first."""
    sql = "SELECT * FROM consent WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY signed_on, id"
    return records(record, Consent, sql, listed(patient_ids))
