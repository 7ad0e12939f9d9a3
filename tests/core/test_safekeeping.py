"""How safe the record is, in words a person acts on; no clock makes an old backup look new."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exodesk.core.safekeeping import Care, Proof, Safekeeping, due, say

NOW = datetime(2026, 11, 23, 11, 40, tzinfo=ZoneInfo("America/Los_Angeles"))
WELL = Safekeeping(
    last=NOW - timedelta(minutes=8),
    has_second_place=True,
    last_in_second=NOW - timedelta(days=1),
    proof=Proof(at=NOW - timedelta(days=3), visits=412),
)


def test_all_is_well() -> None:
    said = say(WELL, NOW)
    assert (said.care, said.advice) == (Care.NONE, ())
    assert said.line == "Backed up 11:32, proven by restoring 3 days ago, 412 visits matched"


def test_times_are_the_clinics() -> None:
    in_utc = replace(WELL, last=datetime(2026, 11, 23, 19, 32, tzinfo=UTC))
    assert say(in_utc, NOW).line.startswith("Backed up 11:32,")
    assert say(replace(WELL, last=datetime(2026, 11, 23, 5, 0, tzinfo=UTC)), NOW).line.startswith(
        "Backed up 22-Nov-2026"
    )


@pytest.mark.parametrize(
    ("found", "care", "words"),
    [
        (Safekeeping(has_second_place=True, last_in_second=NOW), Care.SOON, "first one now"),
        (replace(WELL, last=None, failed="The disk is full."), Care.NOW, "no backup yet. The disk is full."),
        (replace(WELL, last=NOW - timedelta(hours=26)), Care.SOON, "The last backup is of 22-Nov-2026"),
        (replace(WELL, last=NOW - timedelta(days=4)), Care.NOW, "The last backup is of 19-Nov-2026"),
        (replace(WELL, failed="The disk is full."), Care.SOON, "The last attempt to back up failed. The disk is full."),
        (replace(WELL, last=NOW + timedelta(days=365)), Care.SOON, "lies ahead: look at the clock"),
        (replace(WELL, has_second_place=False), Care.SOON, "Choose a second place"),
        (replace(WELL, last_in_second=None), Care.NOW, "has no backup yet"),
        (replace(WELL, last_in_second=NOW - timedelta(days=8)), Care.NOW, "no backup since 15-Nov-2026. Plug it in."),
        (replace(WELL, proof=Proof(at=NOW, visits=1, problem="A page is gone.")), Care.NOW, ": A page is gone."),
        (replace(WELL, proof=Proof(at=NOW - timedelta(days=46), visits=1)), Care.SOON, "since 08-Oct-2026"),
    ],
)  # fmt: skip
def test_what_has_to_be_done_is_said(found: Safekeeping, care: Care, words: str) -> None:
    said = say(found, NOW)
    assert said.care is care
    assert len(said.advice) == 1
    assert words in said.advice[0]


def test_the_worst_of_several_counts() -> None:
    said = say(replace(WELL, has_second_place=False, last=NOW - timedelta(days=9)), NOW)
    assert said.care is Care.NOW
    assert len(said.advice) == 2


def test_a_moment_ahead_is_never_recent() -> None:
    assert due(NOW + timedelta(days=365), NOW, timedelta(hours=24))
    assert due(None, NOW, timedelta(hours=24))
    assert not due(NOW + timedelta(minutes=5), NOW, timedelta(hours=24))
