"""Texts that the practice may write for places on a page: plain text with `{named fields}`, checked before it is kept.

What always has to stand on a page is not among them: status, what is not known, red flags, blood thinners, phones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from operator import attrgetter
from string import Formatter

from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, PrintedKind, TextPlace
from exodesk.documents.claims import claims_in
from exodesk.documents.html import Markup, filled, fixed, joined, paragraph
from exodesk.documents.wording import IN_LANGUAGE

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
INVITATION_FIELDS = {name: FIELDS[name] for name in FIELDS if name not in ("visit_date", "sites")} | {
    "joint": "The joint that it is about"
}
ON_PAGE = {
    PrintedKind.SUMMARY: (TextPlace.ABOUT_PRODUCT, TextPlace.NEXT_DAYS, TextPlace.CLOSING),
    PrintedKind.LETTER: (TextPlace.LETTER_OPENING, TextPlace.LETTER_REQUEST),
    PrintedKind.INVITATION: (TextPlace.INVITATION,),
}
"""The places of each page, from top to bottom."""

_PAGES = {place: page for page, places in ON_PAGE.items() for place in places}
_FIELDS = {PrintedKind.LETTER: LETTER_FIELDS, PrintedKind.INVITATION: INVITATION_FIELDS}

OURS = {
    (TextPlace.LETTER_OPENING, Language.ENGLISH): (
        "Thank you for referring {patient}, born {birth_date}, whom I saw on {visit_date}."
    ),
    (TextPlace.LETTER_REQUEST, Language.ENGLISH): (
        "Please let us know of any infection, reaction, new anticoagulant or other treatment of this site. "
        "We write again after the next review."
    ),
    **{(TextPlace.INVITATION, language): words.invitation.letter for language, words in IN_LANGUAGE.items()},
}
"""The built-in texts; a place that is not here is empty until the practice writes something."""

PLACES = tuple(
    (place, language)
    for place in TextPlace
    for language in ((Language.ENGLISH,) if _PAGES[place] is PrintedKind.LETTER else IN_LANGUAGE)
)
"""Every place in every language that it is printed in: colleagues are written to in English."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a text from being printed, and in which of its lines; the first is 1."""

    line: int
    said: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.said}"


def page_of(place: TextPlace) -> PrintedKind:
    """The page that a text stands on."""
    return _PAGES[place]


def fields_of(place: TextPlace) -> Mapping[str, str]:
    """The fields that a text of this place may name, with what they stand for."""
    return _FIELDS.get(_PAGES[place], FIELDS)


def faults_in(place: TextPlace, text: str) -> list[Fault]:
    """Why a text cannot be printed at its place, from its first line on; [] when it can."""
    lines = text.splitlines()
    found = [Fault(number, said) for number, line in enumerate(lines, start=1) for said in _wrong_in(place, line)]
    words = [_words(line) for line in lines]
    told = {claim for line in words for claim in claims_in(line)}
    for number in range(len(lines), 0, -1):  # a claim that begins in one line and ends in another
        across = [claim for claim in claims_in("\n".join(words[number - 1 :])) if claim not in told]
        told.update(across)
        found += [Fault(number, _claim(claim)) for claim in across]
    return sorted(dict.fromkeys(found), key=attrgetter("line"))


def _wrong_in(place: TextPlace, line: str) -> list[str]:
    try:
        pieces = list(Formatter().parse(line))
    except ValueError:
        return ["A brace stands alone. Fields are written like {patient}; a brace itself is written twice."]
    known = fields_of(place)
    found = [_unknown(name, known) for _, name, _, _ in pieces if name is not None and name not in known]
    if any(name is not None and (spec or conversion) for _, name, spec, conversion in pieces):
        found.append("Between the braces stands the name of a field, and nothing else.")
    return found + [_claim(claim) for claim in claims_in(_words(line))]


def _words(line: str) -> str:
    """What stands on the page between the fields."""
    try:
        return "".join(literal + ("x" if name is not None else "") for literal, name, _, _ in Formatter().parse(line))
    except ValueError:
        return line


def _claim(claim: str) -> str:
    return f"“{claim}”: no page may claim this. Say what was done or seen."


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    hint = f"Did you mean {{{near[0]}}}?" if near else f"There are {', '.join(f'{{{each}}}' for each in known)}."
    return f"There is no field {{{name}}}. {hint}"


@dataclass(frozen=True, slots=True)
class PracticeTexts:
    """The texts in use. One that cannot be printed never stops a page: the built-in text stands in for it."""

    written: tuple[PracticeText, ...] = ()

    def at(self, place: TextPlace, language: Language, values: Values, *, kind: str = "") -> Markup:
        """A paragraph a line; nothing where there is no text."""
        lines = [filled(line, **values) for line in self.text(place, language).splitlines()]
        return joined(paragraph(line or fixed("\N{NO-BREAK SPACE}"), kind=kind) for line in lines)

    def text(self, place: TextPlace, language: Language) -> str:
        found = self._written(place, language)
        usable = found is not None and not faults_in(place, found)
        return found.strip() if found is not None and usable else OURS.get((place, language), "")

    def unusable(self) -> list[PracticeText]:
        """Those that cannot be printed as they stand."""
        return [each for each in self.written if faults_in(each.place, each.text)]

    def _written(self, place: TextPlace, language: Language) -> str | None:
        return next((each.text for each in self.written if (each.place, each.language) == (place, language)), None)


BUILT_IN = PracticeTexts()
