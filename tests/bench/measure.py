"""Measuring in turn: what is compared is run A B A B, so that whatever else the computer does falls on both."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median, quantiles
from time import perf_counter

Times = list[float]
"""Milliseconds of one round, one for each thing done, always in the same order."""


def milliseconds(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1000


def in_turn(pairs: int, *rounds: Callable[[], Times]) -> tuple[list[Times], ...]:
    """Run each, then each again, `pairs` times and once before that does not count. By what was run: its rounds."""
    for each in rounds:
        each()
    found = [[each() for each in rounds] for _ in range(pairs)]
    return tuple(list(of_one) for of_one in zip(*found, strict=True))


def typical(rounds: Sequence[Times]) -> Times:
    """Of each thing done, its median over the rounds: a disturbance from outside hits one round, a slow letter all."""
    return [median(times) for times in zip(*rounds, strict=True)]


def least(rounds: Sequence[Times]) -> Times:
    """Of each thing done, its least over the rounds: for what is so short that anything from outside outweighs it."""
    return [min(times) for times in zip(*rounds, strict=True)]


def ratio(figures: Sequence[Times], floors: Sequence[Times]) -> float:
    """The median of the ratios of each pair, which stood side by side in time."""
    return median(median(figure) / median(floor) for figure, floor in zip(figures, floors, strict=True))


def p95(values: Iterable[float]) -> float:
    found = list(values)
    return quantiles(found, n=20, method="inclusive")[-1] if len(found) > 1 else found[0]
