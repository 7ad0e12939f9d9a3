"""Words in a sentence: a label loses its capital unless that belongs to it, and one of a thing is one."""

from datetime import date, timedelta

import pytest

from exodesk.core.fields import described
from exodesk.core.records.visit import Instrument, Vitals
from exodesk.core.sentences import ago, counted, mid_sentence
from exodesk.core.sites import Site

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Right knee", "right knee"),
        ("Pain, average of 7 days", "pain, average of 7 days"),
        ("AC joint", "AC joint"),
        ("PEG", "PEG"),
        ("SpO₂", "SpO₂"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence(label: str, words: str) -> None:
    assert mid_sentence(label) == words


def test_no_label_of_ours_is_misspelt_inside_a_sentence() -> None:
    labels = [*(site.label for site in Site), *(each.label for each in Instrument)]
    labels += [about.field.label for about in described(Vitals).values()]
    changed = [mid_sentence(label).partition(" ")[0] for label in labels if mid_sentence(label) != label]
    assert changed
    assert all(word.islower() for word in changed)


@pytest.mark.parametrize(("number", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1200, "1,200 days")])
def test_so_many_of_a_thing(number: int, words: str) -> None:
    assert counted(number, "day") == words


def test_more_of_what_takes_no_s() -> None:
    assert [counted(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "yesterday"), (2, "2 days ago")])
def test_how_long_ago_a_day_was(days: int, words: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == words
