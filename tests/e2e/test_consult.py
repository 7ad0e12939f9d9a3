"""A full consult in a real window, by mouse."""

from __future__ import annotations

import pytest

from exodesk.core.records.visit import ConsultOutcome
from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from tests.e2e.conftest import Walk
from tests.e2e.desk import Walked
from tests.e2e.made_up import SAID
from tests.e2e.marisol import a_patient_with_a_plan

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def walked(walk: Walk) -> Walked:
    return walk("consult", a_patient_with_a_plan)


def test_a_consult_is_written_and_signed(walked: Walked) -> None:
    with walked.desk.opened() as record:
        [patient] = find(record, "alvarez")
        [visit] = read_chart(record, patient.id).visits
    assert visit.is_signed
    for name, said in SAID.items():
        measured = name in ("systolic", "diastolic")
        assert str(getattr(visit.vitals[0] if measured else visit.visit, name)) == said
    assert visit.visit.outcome is ConsultOutcome.TREAT
    assert [str(score.score) for score in visit.scores] == ["7", "6", "4"]


def test_a_visit_takes_few_clicks(walked: Walked) -> None:
    assert walked.too_much() == []
