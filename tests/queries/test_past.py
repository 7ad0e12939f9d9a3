"""The chart of a day gone by is the chart that one saw on that day: put together from the trail alone."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exodesk.core.chart import Chart
from exodesk.core.errors import NotFound
from exodesk.core.records.patient import Allergy
from exodesk.core.records.visit import VisitKind
from exodesk.queries.chart import read_chart
from exodesk.queries.past import chart_as_of, days_of, visit_as_of
from exodesk.queries.visit import read_visit
from exodesk.services import amend, background, patients, visits
from exodesk.services.clinic import save_clinic
from exodesk.storage import clinic, injections, plans
from exodesk.storage import patients as stored
from exodesk.storage.recordfile import RecordFile
from tests.factories import (
    Clock,
    a_consent,
    a_contact,
    a_lot,
    a_patient,
    a_plan,
    give,
    new_record,
    recall_lot,
    score,
    sign_it,
)

FIRST = date(2026, 3, 2)


class Desk:
    """Two charts of people who may be one, and somebody who writes about them."""

    def __init__(self, record: RecordFile) -> None:
        self.record = record
        self.lot = a_lot(record)
        self.one = a_patient(record)
        self.other = a_patient(record, given_name="Alexander")
        self.number = 0

    def charts(self) -> dict[str, Chart]:
        return {each: read_chart(self.record, each) for each in (self.one, self.other)}

    def rename(self) -> None:
        self.number += 1
        patient = stored.get(self.record, self.one)
        patients.edit_patient(self.record, replace(patient, given_name=f"Alex{'x' * self.number}"))

    def tell(self) -> None:
        a_contact(self.record, self.other, value=f"555 01{self.number:02}")
        allergy = Allergy(
            id=self.record.new_id(), patient_id=self.one, substance="Latex", updated_on=self.record.today()
        )
        background.add_allergy(self.record, allergy)
        a_consent(self.record, self.one)

    def plan(self) -> None:
        a_plan(self.record, self.one)

    def dose(self) -> None:
        if found := plans.of_patients(self.record, [self.one]):
            give(self.record, found[-1], self.lot, dose_reason="Asked for by the test")

    def sign(self) -> None:
        unsigned = self.record.read("SELECT visit_id FROM unsigned_visit ORDER BY visit_id")
        for row in unsigned[:1]:
            if given := injections.of_visit(self.record, row["visit_id"]):
                sign_it(self.record, *given)

    def amend(self) -> None:
        for row in self.record.read("SELECT visit_id FROM signature ORDER BY signed_at DESC LIMIT 1"):
            amend.add_addendum(self.record, row["visit_id"], "Called the next day.", "Came in after signing")

    def rate(self) -> None:
        if found := plans.of_patients(self.record, [self.one]):
            score(self.record, found[0], 3 + self.number % 5)

    def visit(self) -> None:
        visits.start_visit(self.record, self.other, VisitKind.CONSULT)

    def merge(self) -> None:
        other = stored.get(self.record, self.other)
        if other.merged_into:
            patients.unmerge_patient(self.record, self.other)
        else:
            patients.merge_patients(self.record, self.one, self.other, "One person, entered twice")

    def change_practice(self) -> None:
        self.number += 1
        save_clinic(self.record, replace(clinic.get(self.record), name=f"Practice {self.number}"))

    def recall(self) -> None:
        recall_lot(self.record, self.lot.id, self.record.today())


ACTS: tuple[Callable[[Desk], None], ...] = (
    Desk.rename,
    Desk.tell,
    Desk.plan,
    Desk.dose,
    Desk.sign,
    Desk.amend,
    Desk.rate,
    Desk.visit,
    Desk.merge,
    Desk.change_practice,
    Desk.recall,
)
days = st.lists(st.lists(st.sampled_from(ACTS), min_size=1, max_size=4), min_size=1, max_size=5)


@given(days)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_the_chart_of_any_day_is_the_one_that_was_seen_on_it(of_days: list[list[Callable[[Desk], None]]]) -> None:
    with TemporaryDirectory() as folder:
        clock = Clock()
        clock.go_to(FIRST)
        with closing(new_record(Path(folder), clock)) as record:
            desk = Desk(record)
            seen: dict[date, dict[str, Chart]] = {}
            for number, acts in enumerate(of_days):
                clock.go_to(FIRST + timedelta(days=3 * number))
                for act in (Desk.plan, *acts):
                    clock.pass_by(minutes=1)
                    act(desk)
                seen[record.today()] = desk.charts()
            clock.pass_by(days=400)
            for day, charts in seen.items():
                for patient_id, chart in charts.items():
                    assert chart_as_of(record, patient_id, day) == chart


@pytest.fixture
def desk(record: RecordFile, clock: Clock) -> Desk:
    return Desk(record)


def test_before_somebody_was_entered_there_is_no_chart(desk: Desk) -> None:
    with pytest.raises(NotFound):
        chart_as_of(desk.record, desk.one, FIRST - timedelta(days=1))


def test_a_day_ends_at_midnight_of_the_clinic(desk: Desk, clock: Clock) -> None:
    clock.go_to(date(2026, 3, 6), hour=7)  # 23:00 of the fifth in Los Angeles
    desk.rename()
    assert days_of(desk.record, desk.one) == [FIRST, date(2026, 3, 5)]
    assert chart_as_of(desk.record, desk.one, date(2026, 3, 4)).patient.given_name == "Alex"
    assert chart_as_of(desk.record, desk.one, date(2026, 3, 5)).patient.given_name == "Alexx"


def test_a_visit_of_a_past_day_reads_as_it_did(desk: Desk, clock: Clock) -> None:
    desk.plan()
    desk.dose()
    desk.sign()
    entry = desk.record.read("SELECT visit_id FROM signature")[0]["visit_id"]
    then = read_visit(desk.record, entry)
    clock.pass_by(days=2)
    desk.amend()
    assert visit_as_of(desk.record, desk.one, entry, FIRST) == then
    assert read_visit(desk.record, entry) != then


def test_looking_back_writes_nothing(desk: Desk) -> None:
    desk.plan()
    before = desk.record.head()
    chart_as_of(desk.record, desk.one, FIRST)
    assert desk.record.head() == before
    assert not [left for left in desk.record.path.parent.iterdir() if "past" in left.name]
