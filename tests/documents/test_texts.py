"""Texts of the practice: what they may name, what they may not claim, and that a bad one never stops a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.documents.claims import claims_in
from exodesk.documents.html import fixed
from exodesk.documents.texts import OURS, PLACES, PracticeTexts, fields_of, problems_of
from tests.documents.made_up import summary

EN = Language.ENGLISH


def written(place: TextPlace, text: str, language: Language = EN) -> PracticeText:
    return PracticeText(id=place.value, place=place, language=language, text=text)


@pytest.mark.parametrize("place", TextPlace)
def test_our_own_texts_pass_their_check(place: TextPlace) -> None:
    for language in Language:
        assert problems_of(place, OURS.get((place, language), "")) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Dear {pateint}", "There is no field {pateint}. Did you mean {patient}?"),
        ("On {xyzzy}", "There is no field {xyzzy}. There are {patient}"),
        ("To {}", "There is no field {}."),
        ("{recipient}", "There is no field {recipient}."),
        ("Open {patient", "A brace stands alone."),
        ("Close }", "A brace stands alone."),
        ("{patient.__class__}", "There is no field {patient.__class__}."),
        ("{patient!r}", "Between the braces stands the name of a field"),
        ("{patient:>9}", "Between the braces stands the name of a field"),
        ("It will heal {patient}.", "“heal”: no page may claim this."),
        ("Es un producto seguro.", "“seguro”: no page may claim this."),
        ("You are {patient} due", ""),
    ],
)
def test_what_cannot_be_printed_is_said(text: str, problem: str) -> None:
    found = problems_of(TextPlace.NEXT_DAYS, text)
    assert any(each.startswith(problem) for each in found) if problem else found == []


def test_a_letter_may_name_whom_it_goes_to() -> None:
    assert problems_of(TextPlace.LETTER_OPENING, "Dear {recipient}") == []


@given(st.text(), st.sampled_from(TextPlace))
def test_what_passes_the_check_can_be_filled_in(text: str, place: TextPlace) -> None:
    values = {name: fixed("x") for name in fields_of(place)}
    texts = PracticeTexts((written(place, text),))
    page = texts.at(place, EN, values)
    if not problems_of(place, text):
        assert claims_in(page.wording) == []
        assert texts.unusable() == []


def test_the_page_carries_the_practices_text_with_its_fields() -> None:
    texts = PracticeTexts(
        (
            written(TextPlace.NEXT_DAYS, "No bath for a day, {patient}.\nCall {phone} for {sites}."),
            written(TextPlace.ABOUT_PRODUCT, "Ask us for the sheet of the maker."),
            written(TextPlace.CLOSING, "With kind regards, {practitioner}"),
        )
    )
    page = summary(texts=texts)
    for told in (
        "No bath for a day, Marisol Alvarez.",
        "Call (760) 555-0142 for right knee.",
        "Ask us for the sheet of the maker.",
        "With kind regards, Dana Reyes, MD",
    ):
        assert told in page.html
    for always in ("Long-term effects are not known.", "Do not stop a blood thinner", "It is not FDA-approved."):
        assert always in page.wording


def test_a_text_that_cannot_be_printed_gives_way_to_ours() -> None:
    bad = PracticeTexts((written(TextPlace.NEXT_DAYS, "Dear {pateint}"),))
    assert summary(texts=bad).html == summary().html
    assert [each.place for each in bad.unusable()] == [TextPlace.NEXT_DAYS]


def test_a_text_in_another_language_is_left_out() -> None:
    spanish = PracticeTexts((written(TextPlace.NEXT_DAYS, "No se bañe hoy.", Language.SPANISH),))
    assert "bañe" not in summary(texts=spanish).html
    assert "bañe" in summary(texts=spanish, language=Language.SPANISH).html


def test_each_place_is_offered_in_the_languages_it_is_printed_in() -> None:
    assert (TextPlace.NEXT_DAYS, Language.SPANISH) in PLACES
    assert [language for place, language in PLACES if place is TextPlace.LETTER_OPENING] == [EN]
