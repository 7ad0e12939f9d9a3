"""Patients as stored, with allergies and conditions. A merged chart is read together with the one it is in."""

from collections.abc import Sequence

from exodesk.core.records.patient import Allergy, AllergyState, AllergyStatement, Condition, Patient
from exodesk.storage.reading import Reader, by_id, listed, one, records

_LAST_WRITES = (300, 2000)
"""How many of the last writes are looked through for who was written about: the first of these, then all."""


def get(record: Reader, patient_id: str) -> Patient:
    return by_id(record, Patient, patient_id)


def by_chart_no(record: Reader, chart_no: int) -> Patient:
    return one(record, Patient, f"EX-{chart_no:05}", "SELECT * FROM patient WHERE chart_no = ?", chart_no)


def person(record: Reader, patient_id: str) -> list[Patient]:
    """All charts of one person: first the chart that counts, then those merged into it."""
    found = records(
        record,
        Patient,
        """SELECT * FROM patient
        WHERE id = coalesce((SELECT merged_into FROM patient WHERE id = ?1), ?1)
        UNION ALL
        SELECT * FROM patient WHERE merged_into = coalesce((SELECT merged_into FROM patient WHERE id = ?1), ?1)""",
        patient_id,
    )
    return found or [get(record, patient_id)]


def people(record: Reader, patient_ids: Sequence[str]) -> dict[str, str]:
    """By id of every chart of these people: the id of the chart that counts."""
    rows = record.read(
        """WITH root (id) AS (
            SELECT DISTINCT coalesce(merged_into, id) FROM patient WHERE id IN (SELECT value FROM json_each(?))
        )
        SELECT id, id FROM root
        UNION ALL
        SELECT patient.id, root.id FROM root CROSS JOIN patient ON patient.merged_into = root.id""",
        [listed(patient_ids)],
    )
    return {row[0]: row[1] for row in rows}


def with_ids(record: Reader, patient_ids: Sequence[str]) -> dict[str, Patient]:
    sql = "SELECT * FROM patient WHERE id IN (SELECT value FROM json_each(?))"
    return {patient.id: patient for patient in records(record, Patient, sql, listed(patient_ids))}


def latest_changed(record: Reader, limit: int) -> list[Patient]:
    """The patients whose records were written to last, the latest first. The last writes mostly name enough of them."""
    found: list[Patient] = []
    for writes in _LAST_WRITES:
        if len(found) < limit:
            found = _changed_in(record, writes, limit)
    return found


def _changed_in(record: Reader, writes: int, limit: int) -> list[Patient]:
    """In so many of the last writes."""
    return records(
        record,
        Patient,
        """SELECT patient.* FROM (
            SELECT patient_id, max(seq) AS seq FROM (
                SELECT patient_id, seq FROM audit ORDER BY seq DESC LIMIT ?
            ) WHERE patient_id IS NOT NULL GROUP BY patient_id
        ) AS latest JOIN patient ON patient.id = latest.patient_id
        WHERE patient.merged_into IS NULL ORDER BY latest.seq DESC LIMIT ?""",
        writes,
        limit,
    )


def allergy_statement(record: Reader, patient_id: str) -> AllergyStatement | None:
    found = records(record, AllergyStatement, "SELECT * FROM allergy_statement WHERE patient_id = ?", patient_id)
    return found[0] if found else None


def allergy_state(record: Reader, patient_ids: Sequence[str]) -> AllergyState:
    """What is known of a person's allergies: one that is listed on any chart is known; else what was said last.

    Once all that was listed is ruled out nobody has said what is known now: they are not recorded.
    """
    rows = record.read(
        """SELECT state FROM (
            SELECT 'known' AS state, '9999' AS said_on FROM allergy
            WHERE patient_id IN (SELECT value FROM json_each(?1)) AND ended_on IS NULL
            UNION ALL
            SELECT iif(state = 'known', 'not_recorded', state), updated_on FROM allergy_statement
            WHERE patient_id IN (SELECT value FROM json_each(?1))
        ) ORDER BY said_on DESC, state = 'not_recorded' DESC LIMIT 1""",
        [listed(patient_ids)],
    )
    return AllergyState(rows[0]["state"]) if rows else AllergyState.NOT_RECORDED


def allergies(record: Reader, patient_ids: Sequence[str]) -> list[Allergy]:
    sql = "SELECT * FROM allergy WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY updated_on, id"
    return records(record, Allergy, sql, listed(patient_ids))


def allergy(record: Reader, allergy_id: str) -> Allergy:
    return by_id(record, Allergy, allergy_id)


def conditions(record: Reader, patient_ids: Sequence[str]) -> list[Condition]:
    sql = "SELECT * FROM condition WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return records(record, Condition, sql, listed(patient_ids))


def condition(record: Reader, condition_id: str) -> Condition:
    return by_id(record, Condition, condition_id)


_LINKS = """SELECT child.name AS child, link."from" AS column, link."table" AS parent
FROM sqlite_master AS child, pragma_foreign_key_list(child.name) AS link
WHERE child.type = 'table'
AND EXISTS (SELECT 1 FROM pragma_table_info(child.name) WHERE name = 'patient_id')
AND EXISTS (SELECT 1 FROM pragma_table_info(link."table") WHERE name = 'patient_id')"""


def leaning_across(record: Reader, patient_id: str) -> list[str]:
    """Tables with a record that joins this chart to another one, either way round, which only merged charts may do.

    Every reference that the schema holds is looked along: it refuses what joins two people by the same ones.
    """
    links = [
        f"""SELECT '{child}' FROM {child} JOIN {parent} AS parent ON parent.id = {child}.{column}
        WHERE {of}.patient_id = ?1 AND parent.patient_id <> {child}.patient_id"""  # noqa: S608  # the schema's own names
        for child, column, parent in record.read(_LINKS)
        for of in (child, "parent")
    ]
    return sorted(row[0] for row in record.read(" UNION ".join(links), [patient_id]))
