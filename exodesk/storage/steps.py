"""How long work tells whoever watches what it does. Who is told may raise to stop it: then nothing is left behind."""

from collections.abc import Callable

Step = Callable[[str], object]
"""Told what comes next, in words."""

HowFar = Callable[[int, int, str], object]
"""Told how far it has come: `how_far(200, 2007, "Pages")`; the second number is 0 while nobody knows it."""


def no_step(*_: object) -> None:
    """For who does not watch."""
