"""Texts of the practice: what they may name, what they may not claim, and that a bad one never stops a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.documents.claims import claims_in
from exodesk.documents.html import fixed
from exodesk.documents.sample import sample_page
from exodesk.documents.texts import OURS, PLACES, PracticeTexts, faults_in, fields_of
from tests.documents.made_up import CLINIC, PRINTED, summary

EN = Language.ENGLISH


def written(place: TextPlace, text: str, language: Language = EN) -> PracticeText:
    return PracticeText(id=place.value, place=place, language=language, text=text)


@pytest.mark.parametrize("place", TextPlace)
def test_our_own_texts_pass_their_check(place: TextPlace) -> None:
    for language in Language:
        assert faults_in(place, OURS.get((place, language), "")) == []


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
    found = faults_in(TextPlace.NEXT_DAYS, text)
    assert any(each.said.startswith(problem) for each in found) if problem else found == []


def test_each_fault_names_its_line() -> None:
    text = "Dear {patient},\n\nOn {vist_date} we saw no\nside effects.\nIt will {heal."
    assert [(fault.line, fault.said.partition(".")[0]) for fault in faults_in(TextPlace.NEXT_DAYS, text)] == [
        (3, "There is no field {vist_date}"),
        (3, "“no side effects”: no page may claim this"),
        (5, "A brace stands alone"),
    ]
    assert str(faults_in(TextPlace.CLOSING, "\n{gone}")[0]).startswith("Line 2: There is no field {gone}.")


def test_a_letter_may_name_whom_it_goes_to() -> None:
    assert faults_in(TextPlace.LETTER_OPENING, "Dear {recipient}") == []


@given(st.text(), st.sampled_from(TextPlace))
def test_what_passes_the_check_can_be_filled_in(text: str, place: TextPlace) -> None:
    values = {name: fixed("x") for name in fields_of(place)}
    texts = PracticeTexts((written(place, text),))
    page = texts.at(place, EN, values)
    if not faults_in(place, text):
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


@pytest.mark.parametrize(("place", "language"), PLACES)
def test_a_text_stands_on_the_page_of_a_made_up_patient_before_it_is_kept(place: TextPlace, language: Language) -> None:
    fields = " ".join(f"{{{name}}}" for name in fields_of(place))
    texts = PracticeTexts((written(place, f"Our own words: {fields}", language),))
    page = sample_page(place, language, texts, CLINIC, PRINTED)
    assert "Our own words: " in page.wording
    assert "{" not in page.html
    assert "Robin Sample" in page.html
    assert page.marks[-1] == "SYNTHETIC"


def test_an_invitation_is_written_anew_but_what_must_stand_stays() -> None:
    texts = PracticeTexts((written(TextPlace.INVITATION, "Come and see us about your {joint}. Call {phone}."),))
    page = sample_page(TextPlace.INVITATION, EN, texts, CLINIC, PRINTED)
    assert "Come and see us about your right knee. Call " in page.wording
    assert "At the review we ask" not in page.wording
    for always in ("Long-term effects are not known.", "Call us the same day if you notice", "Dear "):
        assert always in page.wording
