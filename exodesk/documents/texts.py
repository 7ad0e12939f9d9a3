"""Texts that the practice may write for places on a page: plain text with `{named fields}`, checked before it is kept.

What always has to stand on a page is not among them: status, what is not known, red flags, blood thinners, phones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from string import Formatter

from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.documents.claims import claims_in
from exodesk.documents.html import Markup, filled, fixed, joined, paragraph

Values = Mapping[str, Markup]
"""What each field stands for on one page."""

FIELDS = {
    "patient": "Name of the patient",
    "birth_date": "Birth date",
    "chart": "Chart number",
    "visit_date": "Day of the visit",
    "sites": "Sites that were treated",
    "practitioner": "Your name and title",
    "practice": "Name of the practice",
    "phone": "Phone",
    "out_of_hours": "Out-of-hours phone",
}
LETTER_FIELDS = FIELDS | {"recipient": "Who the letter goes to"}
LETTER = frozenset({TextPlace.LETTER_OPENING, TextPlace.LETTER_REQUEST})

OURS = {
    (TextPlace.LETTER_OPENING, Language.ENGLISH): (
        "Thank you for referring {patient}, born {birth_date}, whom I saw on {visit_date}."
    ),
    (TextPlace.LETTER_REQUEST, Language.ENGLISH): (
        "Please let us know of any infection, reaction, new anticoagulant or other treatment of this site. "
        "We write again after the next review."
    ),
}
"""The built-in texts; a place that is not here is empty until the practice writes something."""

PLACES = tuple(
    (place, language)
    for place in TextPlace
    for language in ((Language.ENGLISH,) if place in LETTER else (Language.ENGLISH, Language.SPANISH))
)
"""Every place in every language that it is printed in: colleagues are written to in English."""


def fields_of(place: TextPlace) -> Mapping[str, str]:
    """The fields that a text of this place may name, with what they stand for."""
    return LETTER_FIELDS if place in LETTER else FIELDS


def problems_of(place: TextPlace, text: str) -> list[str]:
    """Why a text cannot be printed at its place, in sentences; [] when it can."""
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        return ["A brace stands alone. Fields are written like {patient}; a brace itself is written twice."]
    known = fields_of(place)
    found = [_unknown(name, known) for _, name, _, _ in pieces if name is not None and name not in known]
    if any(name is not None and (spec or conversion) for _, name, spec, conversion in pieces):
        found.append("Between the braces stands the name of a field, and nothing else.")
    words = "".join(literal + ("x" if name is not None else "") for literal, name, _, _ in pieces)
    found += [f"“{claim}”: no page may claim this. Say what was done or seen." for claim in claims_in(words)]
    return list(dict.fromkeys(found))


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    hint = f"Did you mean {{{near[0]}}}?" if near else f"There are {', '.join(f'{{{each}}}' for each in known)}."
    return f"There is no field {{{name}}}. {hint}"


@dataclass(frozen=True, slots=True)
class PracticeTexts:
    """The texts in use. One that cannot be printed never stops a page: the built-in text stands in for it."""

    written: tuple[PracticeText, ...] = ()

    def at(self, place: TextPlace, language: Language, values: Values) -> Markup:
        """A paragraph a line; nothing where there is no text."""
        text = self.text(place, language)
        return joined(paragraph(filled(line, **values) or fixed("\N{NO-BREAK SPACE}")) for line in text.splitlines())

    def text(self, place: TextPlace, language: Language) -> str:
        found = self._written(place, language)
        usable = found is not None and not problems_of(place, found)
        return found.strip() if found is not None and usable else OURS.get((place, language), "")

    def unusable(self) -> list[PracticeText]:
        """Those that cannot be printed as they stand."""
        return [each for each in self.written if problems_of(each.place, each.text)]

    def _written(self, place: TextPlace, language: Language) -> str | None:
        return next((each.text for each in self.written if (each.place, each.language) == (place, language)), None)


BUILT_IN = PracticeTexts()
