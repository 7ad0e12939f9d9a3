"""The cards above a timeline: a few large words each, all from the chart."""

from datetime import date

import pytest

from exodesk.core.booster import State
from exodesk.core.chart import Chart
from exodesk.core.quantities import NBSP
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.plan import BoosterRule
from exodesk.core.records.visit import ScoreMode
from exodesk.core.timeline import Card, cards_of
from tests import made_up_chart as made_up

TODAY = date(2026, 11, 23)


def card(chart: Chart, title: str) -> Card:
    return next(each for each in cards_of(chart, chart.plans[0] if chart.plans else None) if each.title == title)


def test_a_patient_in_the_middle_of_treatment() -> None:
    chart = made_up.alvarez(TODAY)
    found = [(each.title, each.headline, each.detail) for each in cards_of(chart, chart.plans[0])]
    lot = f"111 days ago · 0.5{NBSP}mL · 5{NBSP}billion · lot XP-2291"
    assert found[:2] == [
        ("Last injection", "04-Aug-2026 · right knee", lot),
        ("Pain then and now", "8 → 2", "14-Oct-2025 → 02-Nov-2026 by phone"),
    ]
    assert found[2][:2] == ("Booster 2", "Watching")
    assert found[2][2] == chart.plans[0].why_needed
    assert found[3] == ("Next", "04-Dec-2026 10:30 review", "3–4 month review: no score yet")


def test_a_patient_without_anything() -> None:
    chart = made_up.chart(TODAY)
    assert [(each.title, each.headline) for each in cards_of(chart, None)] == [
        ("Last injection", "None yet"), ("Pain then and now", "Not recorded"), ("Next", "Nothing booked"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "ago"),
    [(date(2026, 8, 4), "today"), (date(2026, 8, 5), "yesterday"), (date(2026, 8, 6), "2 days ago")],
)
def test_how_long_ago(today: date, ago: str) -> None:
    knee = made_up.plan(doses=1)
    chart = made_up.chart(today, plans=[knee], injections=[made_up.injection(date(2026, 8, 4), knee)])
    assert card(chart, "Last injection").detail.startswith(f"{ago} · ")


@pytest.mark.parametrize(
    ("today", "headline", "detail", "state"),
    [
        (date(2025, 5, 30), "31-Jul-2025, not yet", None, State.NOT_YET),
        (date(2025, 5, 31), "31-Jul-2025, possible now", None, State.AVAILABLE),
        (date(2025, 7, 31), "Due since 31-Jul-2025", None, State.DUE),
        (date(2025, 8, 31), "1 day overdue", None, State.OVERDUE),
        (date(2025, 9, 1), "2 days overdue", None, State.OVERDUE),
    ],
)
def test_where_a_fixed_booster_stands(today: date, headline: str, detail: None, state: State) -> None:
    knee = made_up.plan(doses=1, planned_on=date(2025, 1, 31), booster=BoosterRule.FIXED, booster_months=6)
    chart = made_up.chart(today, plans=[knee], injections=[made_up.injection(date(2025, 1, 31), knee)])
    booster = card(chart, "Booster 1")
    assert (booster.headline, booster.state) == (headline, state)


def test_the_next_dose_of_a_series_tells_its_dates() -> None:
    knee = made_up.plan(planned_on=date(2026, 12, 1))
    chart = made_up.chart(TODAY, plans=[knee])
    assert card(chart, "Dose 1 of 2").detail == "From 01-Dec-2026 to 11-Jan-2027"
    assert card(chart, "Last injection").detail == "First dose planned on 01-Dec-2026"


def test_one_score_is_now_and_not_then() -> None:
    knee = made_up.plan()
    chart = made_up.chart(TODAY, plans=[knee], scores=[made_up.score(TODAY, 7, knee, mode=ScoreMode.PAPER)])
    pain = card(chart, "Pain then and now")
    assert (pain.headline, pain.detail) == ("7 of 10", "23-Nov-2026 on paper")


def test_of_two_scores_on_one_day_the_later_entry_is_told() -> None:
    knee = made_up.plan()
    scores = [made_up.score(TODAY, 3, knee, hour=15), made_up.score(TODAY, 7, knee, hour=9)]
    assert card(made_up.chart(TODAY, plans=[knee], scores=scores), "Pain then and now").headline.endswith("3 of 10")


def test_the_score_of_another_joint_does_not_count() -> None:
    knee, other = made_up.plan(), made_up.plan()
    chart = made_up.chart(TODAY, plans=[knee, other], scores=[made_up.score(TODAY, 7, other)])
    assert card(chart, "Pain then and now").headline == "Not recorded"


def test_the_review_says_when_a_score_is_in() -> None:
    knee = made_up.plan(doses=1)
    chart = made_up.chart(
        TODAY,
        plans=[knee],
        injections=[made_up.injection(date(2026, 8, 4), knee)],
        scores=[made_up.score(date(2026, 11, 10), 3, knee)],
    )
    assert card(chart, "Next").detail == "3–4 month review: score of 10-Nov-2026"


@pytest.mark.parametrize("status", [AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW, AppointmentStatus.DONE])
def test_only_an_appointment_that_stands_is_next(status: AppointmentStatus) -> None:
    chart = made_up.chart(TODAY, appointments=[made_up.appointment(TODAY, status=status)])
    assert card(chart, "Next").headline == "Nothing booked"
