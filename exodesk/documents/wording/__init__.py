"""The fixed sentences of what patients take home, in their language. Plain words, no claim, no promise.

What the page says of a product is its status and what is not known; of results, only what was observed, with its date.
claims.py is run over all of it. Names in braces are filled in by the page: a language puts them where it wants them.

shape (what every language has words for); english with english_treatment; spanish with spanish_treatment and
spanish_sites
"""

from dataclasses import replace

from exodesk.core.dates import PartialDate, show_date
from exodesk.core.records.patient import Language
from exodesk.documents.wording.english import ENGLISH as ENGLISH
from exodesk.documents.wording.shape import Wording as Wording
from exodesk.documents.wording.spanish import SPANISH as SPANISH

CLINICAL = replace(ENGLISH, long_date=show_date, partial_date=PartialDate.show)
"""English with the short dates of clinical print. Source: NHS CUI Date Display 5.0."""

IN_LANGUAGE = {Language.ENGLISH: ENGLISH, Language.SPANISH: SPANISH}
"""The languages in which pages for patients are written."""


def language_of(spoken: Language | None) -> Language:
    """The language of a patient's pages: theirs where we write it, else English."""
    return spoken if spoken in IN_LANGUAGE else Language.ENGLISH


def wording_in(language: Language | None) -> Wording:
    return IN_LANGUAGE[language_of(language)]
