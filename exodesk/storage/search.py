"""Finding patients while one types: folded words of their names, as prefixes. Never LIKE, never a rank.

Every word of every name has a row; each typed word is one range of the index, and the rarest leads.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from exodesk.core.dates import PartialDate
from exodesk.core.records.patient import Patient
from exodesk.storage.reading import Reader, records
from exodesk.storage.rows import Rows

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_PLACES_TO_SPLIT = (r"\s+", r"[\s\-‐-―]+", r"[\s\-‐-―'’ʼ`´.]+")
_AFTER_EVERY_WORD = "\U0010ffff"
_COUNT_AT_MOST = 2000

_CHARTS = "SELECT * FROM patient WHERE id IN (SELECT DISTINCT coalesce(patient.merged_into, patient.id) FROM "
_ALL = "patient WHERE 1"
_LED_BY_A_WORD = "name_word AS lead JOIN patient ON patient.id = lead.patient_id WHERE lead.word >= ? AND lead.word < ?"
_HAS_WORD_TOO = " AND EXISTS (SELECT 1 FROM name_word WHERE patient_id = patient.id AND word >= ? AND word < ?)"
_BORN = " AND patient.birth_date >= ? AND patient.birth_date < ?"
_AT_MOST = " LIMIT ?)"


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
    sql, bounds = _ALL, []
    if ordered := _rarest_first(record, set(words)):
        sql = _LED_BY_A_WORD + _HAS_WORD_TOO * (len(ordered) - 1)
        bounds = [bound for word in ordered for bound in _range(word)]
    if born:
        sql += _BORN
        bounds += _range(str(born))
    found = records(record, Patient, f"{_CHARTS}{sql}{_AT_MOST}", *bounds, limit)
    return sorted(found, key=lambda each: (fold(each.family_name), fold(each.given_name), each.chart_no))


def with_chart_no(record: Reader, chart_no: int) -> list[Patient]:
    """The patient with this number; of a merged chart, the one that it counts as."""
    return records(
        record,
        Patient,
        "SELECT * FROM patient WHERE id = (SELECT coalesce(merged_into, id) FROM patient WHERE chart_no = ?)",
        chart_no,
    )


def _rarest_first(record: Reader, words: set[str]) -> list[str]:
    """The word that fewest names begin with leads: the others are looked up for its names alone."""
    if len(words) < 2:
        return list(words)
    return sorted(words, key=lambda word: (_how_many(record, word), word))


def _range(prefix: str) -> Sequence[str]:
    return prefix, prefix + _AFTER_EVERY_WORD


def _how_many(record: Reader, word: str) -> int:
    """How many names begin like this; more than enough is as good as all."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM name_word WHERE word >= ? AND word < ? LIMIT ?)"
    return int(record.read(sql, [*_range(word), _COUNT_AT_MOST])[0][0])
