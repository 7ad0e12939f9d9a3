"""Two injections in one visit, one of them diluted, in a real window and without a mouse."""

from __future__ import annotations

import pytest

from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Reaction
from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from tests.e2e.conftest import Walk
from tests.e2e.desk import Walked
from tests.e2e.marisol import ready_for_both_knees

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def walked(walk: Walk) -> Walked:
    return walk("two sites", ready_for_both_knees)


def test_both_knees_are_given_what_was_meant(walked: Walked) -> None:
    with walked.desk.opened() as record:
        [patient] = find(record, "alvarez")
        [visit] = read_chart(record, patient.id).visits
    assert visit.is_signed
    given = {each.where: each for each in visit.injections}
    right, left = given["Right knee"], given["Left knee"]
    assert (right.injection.volume_ul, right.injection.diluent_ul, right.particles) == (2000, 1000, 10 * BILLION)
    assert right.sources[0].source.drawn_ul == 1000
    assert (left.injection.volume_ul, left.injection.diluent_ul, left.particles) == (500, 0, 5 * BILLION)
    assert {each.injection.reaction for each in visit.injections} == {Reaction.NONE}


def test_no_hand_left_the_keys(walked: Walked) -> None:
    assert sum(told.clicks for told in walked.told) == 0
    assert walked.too_much() == []
