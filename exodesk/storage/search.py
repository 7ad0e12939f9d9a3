"""Finding patients while one types: folded words of their names, as prefixes. Never LIKE, never a rank.

Every word of every name has a row; each typed word is one range of the index, and the rarest leads.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exodesk.core.dates import PartialDate
from exodesk.core.records.patient import Patient
from exodesk.storage.reading import Reader, listed, records
from exodesk.storage.rows import Rows

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_PLACES_TO_SPLIT = (r"\s+", r"[\s\-‐-―]+", r"[\s\-‐-―'’ʼ`´.]+")
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


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Letters and digits in lower case without their accents: `Müller` and `MULLER` are one."""
    bare = (letter for letter in unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)))
    return "".join(letter for letter in bare if letter.isalnum())


def words_of(patient: Patient) -> set[str]:
    """What a patient is found by: each name split at blanks, hyphens and apostrophes, and joined."""
    names = (patient.family_name, patient.given_name, patient.middle_name, patient.preferred_name)
    parts = [part for name in names if name for split in _PLACES_TO_SPLIT for part in (name, *re.split(split, name))]
    return {folded for part in parts if (folded := fold(part))}


def write_words(rows: Rows, patient: Patient) -> None:
    """Renew the words of a patient, in the transaction that writes the patient."""
    rows.delete("name_word", "patient_id = ?", [patient.id])
    write_first_words(rows, [patient])


def write_first_words(rows: Rows, patients: Iterable[Patient]) -> None:
    """The words of patients who have none yet."""
    rows.table("name_word").insert_all(
        ({"word": word, "patient_id": patient.id} for patient in patients for word in sorted(words_of(patient))),
        pk=("word", "patient_id"),
    )


def matching(record: Reader, words: Iterable[str], born: PartialDate | None, limit: int) -> list[Patient]:
    """Patients with a name that begins with each of these folded words, and born then, if that is asked."""
    sought = [_Sought(*_WORD, _range(word)) for word in sorted(set(words))]
    if born:
        sought.append(_Sought(*_BORN, _range(str(born))))
    lead, *others = _rarest_first(record, sought)
    also = "".join(f" AND EXISTS ({other.following})" for other in others)
    sql = f"SELECT DISTINCT patient_id FROM ({lead.leading}) AS lead WHERE 1{also} LIMIT ?"  # noqa: S608  # our own text
    rows = record.read(sql, [bound for each in (lead, *others) for bound in each.bounds] + [limit])
    found = with_merged(record, [row["patient_id"] for row in rows])
    return sorted(found, key=lambda each: (fold(each.family_name), fold(each.given_name), each.chart_no))


def with_chart_no(record: Reader, chart_no: int) -> list[Patient]:
    """The patient with this number."""
    rows = record.read("SELECT id FROM patient WHERE chart_no = ?", [chart_no])
    return with_merged(record, [row["id"] for row in rows])


def with_merged(record: Reader, chart_ids: Sequence[str]) -> list[Patient]:
    """These patients; instead of a merged chart, the one that it counts as."""
    sql = """SELECT * FROM patient WHERE id IN (
        SELECT coalesce(merged_into, id) FROM patient WHERE id IN (SELECT value FROM json_each(?))
    )"""
    return records(record, Patient, sql, listed(chart_ids))


def _rarest_first(record: Reader, sought: Sequence[_Sought]) -> list[_Sought]:
    """What fewest patients have leads: the rest is looked up for those alone."""
    return sorted(sought, key=lambda each: _how_many(record, each)) if len(sought) > 1 else list(sought)


def _how_many(record: Reader, sought: _Sought) -> int:
    """How many have it; more than enough is as good as all."""
    sql = f"SELECT count(*) FROM ({sought.leading} LIMIT ?)"  # noqa: S608  # our own text
    return int(record.read(sql, [*sought.bounds, _ENOUGH])[0][0])


def _range(prefix: str) -> tuple[str, str]:
    return prefix, prefix + _AFTER_EVERY_WORD
