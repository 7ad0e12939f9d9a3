"""A clock that is set while a record is open leaves a line in the trail; one that drifts does not."""

import pytest
from PySide6.QtCore import QObject

from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.clock_watch import ClockWatch
from exodesk.ui.process.clocks import running_s


class Clocks:
    def __init__(self) -> None:
        self.running_s, self.wall_s = 100.0, 1_000_000.0

    def pass_by(self, seconds: float, *, jump_s: float = 0) -> None:
        self.running_s += seconds
        self.wall_s += seconds + jump_s


def said(record: RecordFile) -> list[str]:
    rows = record.read("SELECT reason FROM audit_unit WHERE operation = 'the clock was set' ORDER BY unit")
    return [row["reason"] for row in rows]


@pytest.mark.parametrize(
    ("jump_s", "says"),
    [(3600, ["forward by 1 h 00 min"]), (-200, ["back by 3 min"]), (30, []), (0, [])],
)
def test_a_jump_is_written_down_once(record: RecordFile, qapp: QObject, jump_s: float, says: list[str]) -> None:
    clocks = Clocks()
    watch = ClockWatch(record, QObject(), running=lambda: clocks.running_s, clock=lambda: clocks.wall_s)
    clocks.pass_by(60)
    watch.look()
    clocks.pass_by(60, jump_s=jump_s)
    watch.look()
    clocks.pass_by(60)
    watch.look()
    assert said(record) == says


def test_seconds_pass() -> None:
    assert running_s() <= running_s()
