"""A day at the desk in a real window: booked, moved, given, called; and what it left in the record."""

from __future__ import annotations

from datetime import date

import pytest

from exodesk.core.booster import State
from exodesk.core.records.appointment import AppointmentStatus, Serves
from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from exodesk.queries.to_do import to_do
from tests.e2e.conftest import Walk
from tests.e2e.desk import Walked
from tests.e2e.marisol import due_and_known

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def walked(walk: Walk) -> Walked:
    return walk("at the desk", due_and_known)


def test_who_was_due_was_booked_from_the_list_given_booked_again_and_is_on_hold(walked: Walked) -> None:
    with walked.desk.opened() as record:
        [patient] = find(record, "alvarez")
        chart = read_chart(record, patient.id)
        [waiting] = to_do(record).notes
    [plan] = chart.plans
    assert plan.standing.state is State.SUSPENDED
    assert [each.status for each in chart.appointments] == [AppointmentStatus.DONE, AppointmentStatus.BOOKED]
    assert chart.appointments[0].serves is Serves.BOOSTER
    assert [each.injection.plan_id for each in chart.injections] == [plan.plan.id, plan.plan.id]
    assert chart.visits[-1].is_signed
    assert waiting.note.said == "Swollen since noon, 2 tablets"
    assert waiting.note.red_flags == ("hot",)
    assert len(waiting.note.flags_absent) == 5


def test_who_called_or_is_new_is_booked(walked: Walked) -> None:
    with walked.desk.opened() as record:
        booked = {}
        for name in ("cooper", "okafor"):
            [patient] = find(record, name)
            [booked[name]] = read_chart(record, patient.id).appointments
    assert {each.status for each in booked.values()} == {AppointmentStatus.BOOKED}
    assert booked["okafor"].starts_at.day == date(2026, 11, 26)
    assert booked["okafor"].starts_at.show().endswith("09:30")


def test_no_hand_left_the_keys(walked: Walked) -> None:
    assert sum(told.clicks for told in walked.told) == 0
    assert walked.too_much() == []
