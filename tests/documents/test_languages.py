"""Every language says everything: no code without a word, no English left on a Spanish page, the side never lost."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.quantities import BILLION, NBSP
from exodesk.core.records.patient import Language
from exodesk.core.records.visit import Visit
from exodesk.core.sites import Site, takes_side
from exodesk.documents.wording import ENGLISH, IN_LANGUAGE, SPANISH, language_of
from exodesk.documents.wording.shape import Wording
from tests.documents.made_up import CHART, DRAFT, PATIENT, VISIT, in_spanish, signed, summary


def texts(part: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a wording, with the way to it."""
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(part, tuple):
        for at, value in enumerate(part):
            yield from texts(value, f"{path}.{at}")
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts(getattr(part, field.name), f"{path}.{field.name}")


@pytest.mark.parametrize("wording", IN_LANGUAGE.values(), ids=lambda wording: wording.language.value)
def test_a_language_has_a_word_for_every_code_and_fills_in_the_same_fields(wording: Wording) -> None:
    """English is complete because its pages are looked at; the others are held against it."""
    ours, theirs = dict(texts(ENGLISH)), dict(texts(wording))
    assert ours.keys() == theirs.keys()
    for path, text in ours.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", theirs[path])), path


def test_what_stays_empty_in_one_language_is_known() -> None:
    empty = {path for wording in (ENGLISH, SPANISH) for path, text in texts(wording) if not text}
    assert empty == {".treatment.guidance.none", ".typed_as_written"}


def test_every_site_has_a_name_of_its_own_and_keeps_its_side() -> None:
    names = {SPANISH.where(site, side): (site, side) for site in Site for side in Side if takes_side(site, side)}
    assert len(names) == len([1 for site in Site for side in Side if takes_side(site, side)])
    for name, (_, side) in names.items():
        assert ("izquierd" in name, "derech" in name) == (side is Side.LEFT, side is Side.RIGHT)


@pytest.mark.parametrize(
    ("site", "side", "told"),
    [
        (Site.KNEE_JOINT, Side.RIGHT, "Rodilla derecha"),
        (Site.ACHILLES, Side.LEFT, "Tendón de Aquiles izquierdo"),
        (Site.SHOULDER_JOINT, Side.LEFT, "Hombro (glenohumeral), lado izquierdo"),
        (Site.PARASPINAL, Side.MIDLINE, "Músculo paraespinal, línea media"),
        (Site.DISC, Side.MIDLINE, "Disco"),
    ],
)
def test_sides_agree_with_their_site(site: Site, side: Side, told: str) -> None:
    assert SPANISH.where(site, side) == told


def test_dates_and_counts_in_spanish() -> None:
    assert SPANISH.long_date(date(2026, 12, 4)) == "4 de diciembre de 2026"
    assert SPANISH.partial_date(PartialDate(1962, 3)) == "marzo de 1962"
    assert SPANISH.partial_date(PartialDate(1962)) == "1962"
    assert SPANISH.billions(5 * BILLION) == f"5,000{NBSP}millones"
    assert SPANISH.billions(BILLION // 2) == f"500{NBSP}millones"
    assert SPANISH.billions(BILLION // 1000) == f"1{NBSP}millón"


def test_a_page_is_in_the_language_of_its_patient() -> None:
    assert [language_of(each) for each in (None, *Language)] == [
        Language.ENGLISH,
        Language.ENGLISH,
        Language.SPANISH,
        Language.ENGLISH,
    ]
    page = in_spanish()
    assert "Llámenos el mismo día si nota" in page.wording
    assert "Fiebre o escalofríos" in page.wording
    assert "Rest the knee today" in page.html
    assert "Las notas están en el idioma en que se escribieron" in page.wording
    asked = summary(
        chart=replace(CHART, patient=replace(PATIENT, language=Language.SPANISH)), language=Language.ENGLISH
    )
    assert asked.html == summary().html


def test_no_english_is_left_on_a_spanish_page() -> None:
    """But for what people typed, names, and figures."""
    chart = replace(CHART, patient=replace(PATIENT, language=Language.SPANISH))
    bare: dict[str, str | None] = {"reason": None, "plan_text": None, "instructions": None}
    visit: Visit = replace(VISIT, **bare)  # type: ignore[arg-type]  # by name
    english = {word for _, text in texts(ENGLISH) for word in re.findall(r"[a-z]{4,}", text.casefold())}
    spanish = {word for _, text in texts(SPANISH) for word in re.findall(r"[a-zà-ÿ]{3,}", text.casefold())}
    for view in (signed(visit=visit), replace(DRAFT, visit=visit)):
        found = set(re.findall(r"[a-zà-ÿ]{4,}", summary(view, chart).wording.casefold()))
        assert found & (english - spanish) == set()
