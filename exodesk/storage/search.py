"""Finding patients while one types: folded words of their names, as prefixes, and the ends of their phone numbers.

Every word of every name has a row; each typed word is one range of the index, and the rarest leads. Numbers stand with
their last digit first, so that their end is a prefix too. Never LIKE, never a rank.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exodesk.core.dates import PartialDate
from exodesk.core.folding import digits_of, fold, words_of
from exodesk.core.reaching import rings_for
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Patient
from exodesk.storage.driver import Row
from exodesk.storage.reading import Reader, listed, records
from exodesk.storage.rows import Lazily, Rows, Value, from_rows

_AFTER_EVERY_WORD = "\U0010ffff"
_ENOUGH = 2000


@dataclass(frozen=True, slots=True)
class _Sought:
    """One thing asked: a range of an index. It leads the search, or is looked up for what another has found."""

    leading: str
    following: str
    bounds: tuple[str, str]


_WORD = (
    "SELECT patient_id FROM name_word WHERE word >= ? AND word < ?",
    """SELECT 1 FROM name_word INDEXED BY name_word_patient
    WHERE patient_id = lead.patient_id AND word >= ? AND word < ?""",
)
_BORN = (
    "SELECT id AS patient_id FROM patient WHERE birth_date >= ? AND birth_date < ?",
    "SELECT 1 FROM patient WHERE id = lead.patient_id AND birth_date >= ? AND birth_date < ?",
)
_CALLED = (
    "SELECT patient_id FROM phone_end WHERE reversed >= ? AND reversed < ?",
    """SELECT 1 FROM phone_end INDEXED BY phone_end_patient
    WHERE patient_id = lead.patient_id AND reversed >= ? AND reversed < ?""",
)


def write_words(rows: Rows, patient: Patient) -> None:
    """Renew the words of a patient, in the transaction that writes the patient."""
    rows.delete("name_word", "patient_id = ?", [patient.id])
    write_first_words(rows, [patient])


def write_first_words(rows: Rows, patients: Iterable[Patient]) -> None:
    """The words of patients who have none yet."""
    rows.insert_columns(
        "name_word",
        ({"word": word, "patient_id": patient.id} for patient in patients for word in sorted(words_of(patient))),
    )


def write_numbers(rows: Rows, patient_id: str, contacts: Iterable[Contact]) -> None:
    """Renew what a patient's phone is found by, in the transaction that writes a contact; `contacts`: all of them."""
    rows.delete("phone_end", "patient_id = ?", [patient_id])
    write_first_numbers(rows, contacts)


def write_first_numbers(rows: Rows, contacts: Iterable[Contact]) -> None:
    """The numbers of patients who have none yet."""
    found = {(digits_of(contact.value)[::-1], contact.patient_id) for contact in contacts if rings_for(contact)}
    rows.insert_columns(
        "phone_end",
        ({"reversed": digits, "patient_id": patient_id} for digits, patient_id in sorted(found) if digits),
    )


def write_everybody(record: Reader, rows: Rows) -> None:
    """All words and numbers anew, from patients and contacts."""
    for table in ("name_word", "phone_end"):
        rows.delete(table, "1", [])
    write_first_words(rows, records(record, Patient, "SELECT * FROM patient"))
    write_first_numbers(rows, records(record, Contact, "SELECT * FROM contact"))


def matching(
    record: Reader, words: Iterable[str], born: PartialDate | None, limit: int, *, number_end: str = ""
) -> Sequence[Patient]:
    """Patients with a name that begins with each of these folded words; born then and called so, if that is asked."""
    sought = [_Sought(*_WORD, _range(word)) for word in sorted(set(words))]
    if born:
        sought.append(_Sought(*_BORN, _range(str(born))))
    if number_end:
        sought.append(_Sought(*_CALLED, _range(number_end[::-1])))
    lead, *others = _rarest_first(record, sought)
    also = "".join(f" AND EXISTS ({other.following})" for other in others)
    sql = f"SELECT DISTINCT patient_id FROM ({lead.leading}) AS lead WHERE 1{also} LIMIT {limit:d}"  # noqa: S608  # our own text
    found = _counting(record, sql, *(bound for each in (lead, *others) for bound in each.bounds))
    found.sort(key=lambda row: (fold(row["family_name"]), fold(row["given_name"]), row["chart_no"]))
    return Lazily(Patient, found)


def born_on(record: Reader, dates: Iterable[str]) -> list[tuple[str, str, str]]:
    """Id, family name and birth date, as stored, of everybody born on one of these dates."""
    sql = """SELECT id, family_name, birth_date FROM patient
        WHERE birth_date IN (SELECT value FROM json_each(?)) AND merged_into IS NULL"""
    return [(row[0], row[1], row[2]) for row in record.read(sql, [listed(sorted(set(dates)))])]


def with_chart_no(record: Reader, chart_no: int) -> list[Patient]:
    """The patient with this number."""
    return from_rows(Patient, _counting(record, "SELECT id FROM patient WHERE chart_no = ?", chart_no))


def _counting(record: Reader, chart_ids: str, *parameters: Value) -> list[Row]:
    """The rows of the patients whose ids a query gives; instead of a merged chart, the one that it counts as."""
    sql = f"""SELECT * FROM patient WHERE id IN (
        SELECT coalesce(merged_into, id) FROM patient WHERE id IN ({chart_ids})
    )"""  # noqa: S608  # our own text
    return record.read(sql, parameters)


def _rarest_first(record: Reader, sought: Sequence[_Sought]) -> list[_Sought]:
    """What fewest patients have leads: the rest is looked up for those alone."""
    return sorted(sought, key=lambda each: _how_many(record, each)) if len(sought) > 1 else list(sought)


def _how_many(record: Reader, sought: _Sought) -> int:
    """How many have it; more than enough is as good as all."""
    sql = f"SELECT count(*) FROM ({sought.leading} LIMIT {_ENOUGH})"  # noqa: S608  # our own text
    return int(record.read(sql, sought.bounds)[0][0])


def _range(prefix: str) -> tuple[str, str]:
    return prefix, prefix + _AFTER_EVERY_WORD
