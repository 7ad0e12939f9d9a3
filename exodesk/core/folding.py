"""Names and numbers as they are compared: without case, accents and marks. Nothing here is shown to people."""

import re
import unicodedata
from functools import lru_cache

from exodesk.core.records.patient import Patient

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_PLACES_TO_SPLIT = (r"\s+", r"[\s\-‐-―]+", r"[\s\-‐-―'’ʼ`´.]+")
_EXTENSION = re.compile(r"(?<=\d)[\s,;.]*(?:ext|x|#)", re.IGNORECASE)


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


def digits_of(number: str) -> str:
    """The digits of a phone number, without those of an extension: `(555) 010-0123 ext. 4` is `5550100123`."""
    return "".join(letter for letter in _EXTENSION.split(number)[0] if letter in "0123456789")
