"""What a signed visit said before: laws of how its earlier versions are put in order and told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.records.visit import Score
from exodesk.core.versions import Former, corrected, lines
from tests.documents.made_up import CORRECTION, SCORES

versions = st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "7", "8", "9"])), max_size=5)


def version(entry: int, number: int) -> Score:
    """The versions of one entry differ by their id."""
    return replace(SCORES[0], entry_id=f"entry {entry}", id=f"{entry}, {number}")


@given(st.permutations([(entry, number) for entry in range(2) for number in range(4)]), st.integers(0, 3))
def test_the_earlier_versions_of_one_entry_come_oldest_first_in_whatever_order_they_are_found(
    found: list[tuple[int, int]], asked: int
) -> None:
    formers = [Former(version(entry, number), replace(CORRECTION, version=number + 2)) for entry, number in found]
    earlier = [former.entered for former in corrected(formers, version(1, asked))]
    assert earlier == [version(1, number) for number in range(4) if number != asked]


@given(versions)
def test_all_that_ever_stood_at_a_label_is_told_and_nothing_else(told: Sequence[Mapping[str, str]]) -> None:
    now = told[-1] if told else {}
    shown = {line.label: line for line in lines(now, told[:-1])}
    for label in "abcd":
        values = [each.get(label, "") for each in told]
        if not any(values):
            assert label not in shown
        else:
            assert shown[label].now == values[-1]
            assert {*shown[label].struck} | ({shown[label].now} - {""}) == {*values} - {""}


@given(versions)
def test_a_version_that_changed_nothing_here_adds_nothing(told: Sequence[Mapping[str, str]]) -> None:
    assert lines({"a": "1"}, [each for each in told for _ in range(2)]) == lines({"a": "1"}, told)


def test_labels_stand_in_the_order_of_the_newest_version_that_holds_them() -> None:
    told = lines({"b": "1"}, [{"d": "1", "c": "1"}, {"c": "1", "a": "1", "b": "1"}])
    assert [line.label for line in told] == ["b", "c", "a", "d"]
