"""A merge of two charts and its undo, in a real window."""

from __future__ import annotations

import pytest

from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from exodesk.queries.soundness import findings
from tests.e2e.conftest import Walk
from tests.e2e.desk import Walked
from tests.e2e.marisol import two_charts_of_one_person

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def walked(walk: Walk) -> Walked:
    return walk("merge", two_charts_of_one_person)


def test_after_undo_there_are_two_charts_again(walked: Walked) -> None:
    with walked.desk.opened() as record:
        found = find(record, "marisol")
        assert [patient.merged_into for patient in found] == [None, None]
        assert [len(read_chart(record, patient.id).visits) for patient in found] == [1, 1]
        assert findings(record) == []
