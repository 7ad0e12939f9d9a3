"""The power goes in every step of a visit, in a real window."""

from __future__ import annotations

import pytest

from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from exodesk.queries.soundness import findings
from tests.e2e.conftest import Walk
from tests.e2e.desk import Walked
from tests.e2e.marisol import ready_for_both_knees

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def walked(walk: Walk) -> Walked:
    return walk("killed", ready_for_both_knees)


def test_the_visit_goes_on_after_every_kill(walked: Walked) -> None:
    """Each text was read in its field by the journey; the record is sound, and there is one visit."""
    with walked.desk.opened() as record:
        [patient] = find(record, "alvarez")
        [visit] = read_chart(record, patient.id).visits
        assert findings(record) == []
    assert not visit.is_signed
