"""The table of cases is whole: 104 numbers, a control in each group, and a test behind every name."""

import subprocess
import sys
from pathlib import Path

from tests.faults.cases import read

CHECKOUT = Path(__file__).resolve().parents[2]


def test_every_number_is_there_and_every_group_has_its_control() -> None:
    cases = read()
    assert [case.number for case in cases if case.number] == list(range(1, 105))
    groups = [case.group for case in cases if case.number == 0]
    assert sorted(groups) == sorted({case.group for case in cases})
    assert len(groups) == 8


def test_a_case_has_a_test_or_says_why_it_has_none() -> None:
    for case in read():
        assert bool(case.proofs) != bool(case.not_run), case


def test_every_proof_is_a_test_that_exists() -> None:
    proofs = {proof for case in read() for proof in case.proofs}
    files = sorted({proof.split("::")[0] for proof in proofs})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    names = [line for line in done.stdout.splitlines() if "::" in line]
    assert [proof for proof in sorted(proofs) if not any(name.startswith(proof) for name in names)] == []
