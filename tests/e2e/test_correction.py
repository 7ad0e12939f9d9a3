"""A correction after signing, in a real window."""

from __future__ import annotations

import pytest

from exodesk.core.quantities import BILLION
from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from exodesk.queries.soundness import findings
from tests.e2e.conftest import Walk
from tests.e2e.desk import Walked
from tests.e2e.made_up import WHY_CORRECTED
from tests.e2e.marisol import one_signed_dose

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def walked(walk: Walk) -> Walked:
    return walk("correction", one_signed_dose)


def test_what_was_signed_is_corrected_by_a_second_version(walked: Walked) -> None:
    with walked.desk.opened() as record:
        [patient] = find(record, "alvarez")
        [visit] = read_chart(record, patient.id).visits
        assert findings(record) == []
    assert [signature.version for signature in visit.signatures] == [1, 2]
    [amendment] = visit.amendments
    assert amendment.reason == WHY_CORRECTED
    [given] = visit.injections
    assert (given.injection.volume_ul, given.particles) == (800, 8 * BILLION)
