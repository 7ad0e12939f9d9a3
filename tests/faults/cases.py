"""The numbered cases of `cases.txt`, read."""

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("cases.txt")


@dataclass(frozen=True, slots=True)
class Case:
    """`number`: 0 for the control of its group. `proofs`: beginnings of test ids. `not_run`: why it has none."""

    number: int
    group: str
    what: str
    proofs: tuple[str, ...] = ()
    not_run: str = ""


def read() -> list[Case]:
    cases, group = [], ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif line and not line.startswith("#"):
            cases.append(_read(group, line))
    return cases


def _read(group: str, line: str) -> Case:
    name, rest = line.split(" ", 1)
    number = 0 if name == "control" else int(name)
    what, bar, proofs = rest.partition(" | ")
    if bar:
        return Case(number, group, what, tuple(f"tests/{proof}" for proof in proofs.split()))
    what, _, why = rest.partition(" - ")
    return Case(number, group, what, not_run=why)
