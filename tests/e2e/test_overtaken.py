"""No key overtakes the letters that were typed before it, in a real window with somebody who reads it aloud."""

from __future__ import annotations

import pytest

from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from tests.e2e.conftest import Walk
from tests.e2e.marisol import ready_for_both_knees

pytestmark = pytest.mark.window


def test_what_was_typed_before_the_key_is_saved_with_it(walk: Walk) -> None:
    with walk("overtaken", ready_for_both_knees).desk.opened() as record:
        [patient] = find(record, "alvarez")
        [visit] = read_chart(record, patient.id).visits
    assert visit.visit.reason == "knee"
