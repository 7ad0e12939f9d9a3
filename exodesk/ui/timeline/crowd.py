"""Marks that would lie on each other are gathered into one place.

By bisection: a lane of thousands of entries costs no more than it has places. Pure.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from exodesk.core.timeline import Entry, Track
from exodesk.ui.timeline.viewport import Scale

MARK_ROOM = 13.0
"""Pixels; two marks nearer than this cannot be told apart."""
BLOCK = 256.0
"""Pixels after which gathering begins anew, so that crowds stand still while time is moved under them."""
LEAST_BADGE, DIGIT, BADGE_SIDES = 22.0, 7.0, 12.0
NEXT_TO = 8.0
"""From the edge of a badge to the middle of the next mark."""


@cache
def badge_width(count: int) -> float:
    """The place of many tells their number, and grows with it; that of one is its mark."""
    return max(LEAST_BADGE, DIGIT * len(str(count)) + BADGE_SIDES) if count > 1 else 0.0


Crowd = tuple[tuple[Entry, ...], int, int]
"""Entries that share a place, in order, and the days of the first and the last of them."""


def gather(track: Track, scale: Scale, room: float = MARK_ROOM, *, badges: bool = False) -> Iterator[Crowd]:
    """What begins in sight, in order, those together that share a place; `badges`: with room for their number."""
    per_day, viewport, starts, entries = scale.per_day, scale.viewport, track.starts, track.entries
    days = room / per_day
    first, end = bisect_left(starts, viewport.first), bisect_right(starts, viewport.last)
    at = bisect_left(starts, viewport.first * per_day // BLOCK * BLOCK / per_day)
    while at < end:
        after = bisect_left(starts, starts[at] + days, at + 1)
        if badges and after - at > 1:
            after = _with_badge(starts, at, after, per_day)
        if at < first < after:  # what is in sight of it stands at the edge, nearer to the next
            after = bisect_left(starts, starts[first] + days, after)
            if badges:
                after = _with_badge(starts, first, after, per_day)
        if after > first:
            start, stop = max(at, first), min(after, end)
            yield entries[start:stop], starts[start], starts[stop - 1]
        at = after


def _with_badge(starts: Sequence[int], at: int, after: int, per_day: float) -> int:
    """Where a crowd from `at` ends, which holds what comes before `after`, once its number has room too."""
    wide = 0.0
    while (grown := badge_width(after - at)) > wide:
        wide = grown
        after = bisect_left(starts, starts[at] + (wide + NEXT_TO - MARK_ROOM / 2) / per_day, after)
    return after
