"""Forecasts that other rules have computed are computed anew when the record is opened."""

from pathlib import Path

import pytest

from exodesk.core.booster import RULES_VERSION
from exodesk.storage import forecasts, opening
from tests.factories import Clock, a_patient, a_plan, new_record


@pytest.mark.parametrize("version", [RULES_VERSION - 1, RULES_VERSION + 1])
def test_other_rules_make_every_stored_forecast_stale_and_renew_it(
    tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = new_record(tmp_path, Clock())
    plan = a_plan(record, a_patient(record))
    path, key, computed = record.path, record.key, record.read("SELECT rules_version FROM forecast")[0][0]
    record.close()

    monkeypatch.setattr(forecasts, "RULES_VERSION", version)
    with_other_rules = opening.open_record(path, key)
    row = with_other_rules.read("SELECT * FROM forecast WHERE plan_id = ?", [plan.id])[0]
    assert computed != version
    assert (row["rules_version"], row["stale"]) == (version, 0)
    with_other_rules.close()


def test_the_same_rules_write_nothing_at_opening(tmp_path: Path) -> None:
    record = new_record(tmp_path, Clock())
    a_plan(record, a_patient(record))
    path, key = record.path, record.key
    record.close()
    again = opening.open_record(path, key)
    head = again.head()
    again.close()
    once_more = opening.open_record(path, key)
    assert once_more.head() == head
    once_more.close()
