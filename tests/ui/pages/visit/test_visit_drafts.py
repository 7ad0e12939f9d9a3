"""A kill in the middle of a visit costs two seconds of typing at most, on whatever step one was."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exodesk.queries.visit import read_visit
from exodesk.storage import opening
from exodesk.ui.open_record.session import Session
from tests.factories import PASSPHRASE, Clock, a_consent, a_lot, a_patient, a_plan, a_visit, new_record
from tests.ui.pages.person import Person

CHECKOUT = Path(__file__).resolve().parents[4]
TYPED_FOR_S, MOST_LOST_S = 3.5, 2.1


@pytest.mark.parametrize(
    ("step", "title", "field"), [("2", "Exam and scores", "Exam"), ("3", "Treatment", "Volume given")]
)
def test_a_kill_costs_two_seconds_and_the_rest_is_there_again(
    qtbot: QtBot, tmp_path: Path, step: str, title: str, field: str
) -> None:
    path, visit_id = _a_visit_in(tmp_path)
    typed = _type_until_killed(path, visit_id, step, field)
    record = opening.open_record(path, opening.unlock(path, PASSPHRASE).key)
    assert read_visit(record, visit_id).view.visit.reason == "Knee pain on stairs"
    person = Person(qtbot, Session(record))
    page = person.open_visit(visit_id)
    assert page.message.text.text().startswith("Draft from ")
    assert "changed since" not in page.message.text.text()  # only another step was saved
    person.step(title)
    found = len(person.text(field))
    person.go_home()
    record.close()
    first_lost = next((at for count, at in typed if count > found), typed[-1][1])
    assert typed[-1][1] - first_lost <= MOST_LOST_S, f"{typed[-1][0] - found} keys lost"


def _a_visit_in(folder: Path) -> tuple[Path, str]:
    record = new_record(folder, Clock())
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    a_plan(record, patient_id)
    a_lot(record)
    visit_id = a_visit(record, patient_id, reason=None).entry_id
    record.close()
    return record.path, visit_id


def _type_until_killed(path: Path, visit_id: str, step: str, field: str) -> list[tuple[int, float]]:
    """How many letters stood in the field, and when, up to the kill."""
    typed: list[tuple[int, float]] = []
    command = [sys.executable, "-m", "tests.ui.pages.visit.visit_writer", str(path), visit_id, step, field]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as writing:
        assert writing.stdout is not None
        for line in writing.stdout:
            count, at = line.split()
            typed.append((int(count), float(at)))
            if typed[-1][1] - typed[0][1] >= TYPED_FOR_S:
                writing.send_signal(signal.SIGKILL)
    return typed
