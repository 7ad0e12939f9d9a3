"""What somebody may be booked for, in the words of the booking dialog."""

from datetime import timedelta

import pytest

from exodesk.core.records.plan import BoosterRule
from exodesk.queries.chart import read_chart
from exodesk.queries.to_book import aims_of
from exodesk.storage.recordfile import RecordFile
from tests.factories import Clock, a_lot, a_patient, a_plan, give


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Right knee: booster 1, not yet, due 02-Sep-2026"),
        (184, "Right knee: booster 1, due since 02-Sep-2026"),
        (220, "Right knee: booster 1, 7 days overdue"),
    ],
)
def test_a_booster_is_offered_in_the_words_of_the_list_and_of_the_chart(
    record: RecordFile, clock: Clock, days: int, words: str
) -> None:
    """Overdue is counted from one day, wherever it is told."""
    plan = a_plan(record, a_patient(record), booster=BoosterRule.FIXED, booster_months=6)
    give(record, plan, a_lot(record, expires_on=record.today() + timedelta(days=900)))
    clock.pass_by(days=days)
    assert aims_of(record, plan.patient_id)[0].words == words
    (view,) = read_chart(record, plan.patient_id).plans
    if view.standing.overdue:
        assert words.endswith(view.standing.overdue)
        assert view.why.startswith(view.standing.overdue)
