"""Contacts, earlier treatments, medicines and history as stored. Of many charts at once, for people who have two."""

from collections.abc import Sequence

from exodesk.core.records.background import EarlierTreatment, HistoryItem, Medication
from exodesk.core.records.contact import OWN_PHONES, Contact
from exodesk.storage.reading import Reader, by_id, listed, records


def contact(record: Reader, contact_id: str) -> Contact:
    return by_id(record, Contact, contact_id)


def contacts(record: Reader, patient_ids: Sequence[str]) -> list[Contact]:
    """Those no longer valid too, in the order of entry."""
    sql = "SELECT * FROM contact WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return records(record, Contact, sql, listed(patient_ids))


def phones(record: Reader, patient_ids: Sequence[str]) -> list[Contact]:
    """The patients' own numbers that are still valid."""
    sql = """SELECT * FROM contact WHERE patient_id IN (SELECT value FROM json_each(?1))
        AND kind IN (SELECT value FROM json_each(?2)) AND ended_on IS NULL ORDER BY id"""
    return records(record, Contact, sql, listed(patient_ids), listed(sorted(OWN_PHONES)))


def treatment(record: Reader, treatment_id: str) -> EarlierTreatment:
    return by_id(record, EarlierTreatment, treatment_id)


def treatments(record: Reader, patient_ids: Sequence[str]) -> list[EarlierTreatment]:
    """Those taken back too; oldest first, undated ones last."""
    sql = """SELECT * FROM earlier_treatment WHERE patient_id IN (SELECT value FROM json_each(?))
        ORDER BY dated IS NULL, dated, id"""
    return records(record, EarlierTreatment, sql, listed(patient_ids))


def medication(record: Reader, medication_id: str) -> Medication:
    return by_id(record, Medication, medication_id)


def medications(record: Reader, patient_ids: Sequence[str]) -> list[Medication]:
    """Stopped ones and those taken back too, by name."""
    sql = """SELECT * FROM medication WHERE patient_id IN (SELECT value FROM json_each(?))
        ORDER BY name COLLATE NOCASE, id"""
    return records(record, Medication, sql, listed(patient_ids))


def history_item(record: Reader, item_id: str) -> HistoryItem:
    return by_id(record, HistoryItem, item_id)


def history(record: Reader, patient_ids: Sequence[str]) -> list[HistoryItem]:
    """Those taken back too; oldest first, undated ones last."""
    sql = """SELECT * FROM history_item WHERE patient_id IN (SELECT value FROM json_each(?))
        ORDER BY dated IS NULL, dated, id"""
    return records(record, HistoryItem, sql, listed(patient_ids))
