"""Runs every numbered case, with many rounds of what happens by chance, and counts them."""

import os
from collections.abc import Sequence

import pytest

from tests.faults.cases import Case, read


class Outcomes:
    """What became of each test, by its id, and why one was left out."""

    def __init__(self) -> None:
        self.passed: set[str] = set()
        self.failed: set[str] = set()
        self.left_out: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.skipped:
            self.left_out[report.nodeid] = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else "")
        elif report.when == "call":
            self.passed.add(report.nodeid)


def main(arguments: Sequence[str]) -> int:
    """0 when every case that ran has survived and every control was seen to fail."""
    cases = read()
    os.environ["EXODESK_FAULTS"] = "all"
    files = sorted({proof.split("::")[0] for case in cases for proof in case.proofs})
    wanted = tuple(proof for case in cases for proof in case.proofs)
    outcomes = Outcomes()
    pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *files, *arguments], plugins=[outcomes, _Only(wanted)])
    survived = 0
    for case in cases:
        verdict = _verdict(case, outcomes)
        survived += verdict == "survived" and case.number > 0
        _say(case, verdict)
    print(f"\nsurvived {survived} of {sum(case.number > 0 for case in cases)}")
    return int(bool(outcomes.failed))


class _Only:
    """Leaves out the tests that prove no case."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        self._wanted = wanted

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid.startswith(self._wanted)]


def _verdict(case: Case, outcomes: Outcomes) -> str:
    if case.not_run:
        return f"not run: {case.not_run}"
    if any(name.startswith(case.proofs) for name in outcomes.failed):
        return "FAILED"
    if any(name.startswith(case.proofs) for name in outcomes.passed):
        return "survived"
    why = next((why for name, why in outcomes.left_out.items() if name.startswith(case.proofs)), "no test of it ran")
    return f"not run: {why.removeprefix('Skipped: ')}"


def _say(case: Case, verdict: str) -> None:
    if case.number == 0:
        print(f"\n{case.group}\n      control: {case.what}: {'seen' if verdict == 'survived' else verdict}")
    else:
        print(f"{case.number:>5} {case.what}: {verdict}")
