"""Runs the rows that are asked for and prints one line for each goal. It measures nothing itself."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import platformdirs

from tests.bench import (
    batch,
    beginning,
    charts,
    files,
    finding,
    lists,
    long_jobs,
    panning,
    printing,
    saving,
    starting,
    week,
)
from tests.bench.archives import Archive, archives
from tests.bench.goals import Measured

Measure = Callable[[Archive, Archive, int], Iterator[Measured]]

ROWS: tuple[tuple[tuple[str, ...], Measure], ...] = (
    (("G1", "G2", "G4"), beginning.measure),
    (("G3", "G15"), starting.measure),
    (("G5", "G6", "G7"), finding.measure),
    (("G8",), charts.measure),
    (("G9",), panning.measure),
    (("G10", "G11"), week.measure),
    (("G11",), lists.measure),
    (("G12",), saving.measure),
    (("G13",), batch.measure),
    (("G13",), printing.measure),
    (("G16",), files.measure),
    (("G18",), long_jobs.measure),
)
_HEAD = f"{'goal':<5}{'what':<42}{'figure':>14}{'floor':>12}{'ratio':>8}{'must':>12}{'stretch':>12}  "


def main(argv: Sequence[str]) -> int:
    """0 when all that must hold does, else 1."""
    options = _options(argv)
    small, large = archives(options.cache, options.patients_small, options.patients_large)
    print(f"{small.patients:,} and {large.patients:,} patients, {options.pairs} rounds in turn", file=sys.stderr)
    print(_HEAD)
    holds = True
    for goals, measure in ROWS:
        if not options.only & set(goals):
            continue
        for measured in measure(small, large, options.pairs):
            if measured.goal.number in options.only:
                print(_line(measured), flush=True)
                holds = holds and measured.holds
    return 0 if holds else 1


def _options(argv: Sequence[str]) -> argparse.Namespace:
    every = {goal for goals, _ in ROWS for goal in goals}
    cache = platformdirs.user_cache_path("exodesk-bench", appauthor=False)
    parser = argparse.ArgumentParser(prog="python3 -m tests.bench", description="Measure Exodesk against its floors.")
    parser.add_argument("--patients-small", type=int, default=5_000, metavar="N")
    parser.add_argument("--patients-large", type=int, default=100_000, metavar="N")
    parser.add_argument("--pairs", type=int, default=5, metavar="N", help="rounds, each of them in turn with its floor")
    parser.add_argument("--only", type=_goals_in, default=every, metavar="GOALS", help="such as G5,G12")
    parser.add_argument("--cache", type=Path, default=cache, metavar="DIR", help="where the archives are kept")
    options = parser.parse_args(list(argv))
    if unknown := options.only - every:
        parser.error(f"no such goal: {', '.join(sorted(unknown))}")
    return options


def _goals_in(text: str) -> set[str]:
    return {part.strip().upper() for part in text.split(",")}


def _line(measured: Measured) -> str:
    goal = measured.goal
    limit = "" if goal.of_floor else f" {goal.unit}"
    figure = f"{measured.figure:.2f} {goal.unit}" if measured.figure else f"0 {goal.unit}"
    floor = f"{measured.floor:.2f} {goal.unit}" if measured.floor is not None else ""
    ratio = f"{measured.ratio:.3g}" if measured.ratio is not None else ""
    holds = "holds, and the stretch" if measured.reaches_stretch else "holds" if measured.holds else "DOES NOT HOLD"
    columns = f"{figure:>14}{floor:>12}{ratio:>8}{f'{goal.must:g}{limit}':>12}{f'{goal.stretch:g}{limit}':>12}"
    note = f"  ({measured.note})" if measured.note else ""
    return f"{goal.number:<5}{goal.what:<42}{columns}  {holds}{note}"
