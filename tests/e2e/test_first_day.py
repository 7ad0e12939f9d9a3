"""The first day of a practice, in a real window, by the names that a screen reader says."""

from __future__ import annotations

import subprocess

import pytest

from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Reaction
from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from tests.e2e.conftest import Walk
from tests.e2e.desk import Walked
from tests.e2e.made_up import TODAY

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def walked(walk: Walk) -> Walked:
    return walk("first day")


def test_the_first_day_of_a_practice(walked: Walked) -> None:
    with walked.desk.opened() as record:
        [patient] = find(record, "alvarez marisol")
        chart = read_chart(record, patient.id)
    [visit] = chart.visits
    [given] = visit.injections
    assert visit.is_signed
    assert visit.visit.visited_on.isoformat() == TODAY
    assert [str(score.score) for score in visit.scores] == ["7", "6", "4"]
    assert (given.injection.volume_ul, given.particles) == (1000, 10 * BILLION)
    assert given.injection.reaction is Reaction.NONE


def test_what_the_patient_takes_home(walked: Walked) -> None:
    [summary] = walked.desk.home.glob("*.pdf")
    text = subprocess.run(["pdftotext", "-layout", summary, "-"], capture_output=True, text=True, check=True)
    for words in ("Your visit on 23 November 2026", "Marisol Alvarez", "Right knee", "EX26A", "Page 1 of 1"):
        assert words in text.stdout


def test_what_is_done_daily_takes_few_keys(walked: Walked) -> None:
    assert walked.too_much() == []


def test_the_log_of_the_day_tells_no_bug_and_names_nobody(walked: Walked) -> None:
    assert walked.desk.log() == []
