"""Every record goes through its form and comes back as it was: what is shown is what is saved."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from exodesk.core.dates import WallTime
from exodesk.core.fields import Described, described
from exodesk.ui.forms.form import RecordForm
from tests.any_record import a_value, all_records

TODAY = date(2026, 11, 23)
TYPED_ELSEWHERE = (datetime, WallTime, tuple)
"""Instants and wall times have no editor of their own, and items of a score stand in its step."""


def entered(record: type) -> dict[str, Described]:
    """The fields of a record that stand in a form."""
    return {name: about for name, about in described(record).items() if about.type not in TYPED_ELSEWHERE}


FORMED = [record for record in all_records() if entered(record)]


@pytest.mark.parametrize("record", FORMED, ids=lambda record: record.__name__)
@given(data=st.data())
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_record_survives_its_form(qtbot: QtBot, record: type, data: st.DataObject) -> None:
    abouts = entered(record)
    form = RecordForm(record, list(abouts), today=lambda: TODAY)
    values = {name: data.draw(a_value(about, TODAY), name) for name, about in abouts.items()}
    stand_in: Any = SimpleNamespace(**values)
    form.put(stand_in)
    assert not form.is_edited
    assert form.values() == values
    form.put_raw(form.raw_texts())
    assert form.values() == values
    form.deleteLater()
