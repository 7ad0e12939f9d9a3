"""Journeys for tests, and what they counted: told at the end of the run, beside what it may take."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.desk import Desk, Fill, Told, Walked
from tests.e2e.made_up import AT_MOST

COUNTS = pytest.StashKey[dict[str, Told]]()
Walk = Callable[..., Walked]


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Walk:
    """Go a journey, over the record that `fill` fills if one is given."""

    def go(journey: str, fill: Fill | None = None) -> Walked:
        desk = Desk(tmp_path_factory.mktemp(journey))
        if fill:
            desk.prepare(fill)
        walked = Walked(desk, desk.go(journey))
        counts = pytestconfig.stash.setdefault(COUNTS, {})
        counts |= {told.what: told for told in walked.told if told.what in AT_MOST}
        return walked

    return go


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if counts := config.stash.get(COUNTS, None):
        terminalreporter.section("what a practitioner's acts took")
        for what, (unit, most) in AT_MOST.items():
            if told := counts.get(what):
                line = f"{what:<26}{told.counted:>4} {unit} (at most {most}) in {told.seconds:.1f} s"
                terminalreporter.write_line(line, red=told.is_too_much)
