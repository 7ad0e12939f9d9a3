"""Where somebody is among the pages, and the way there and back. Ids and places, no text."""

from dataclasses import dataclass

from exodesk.ui.shell.spot import Spot

Opened = tuple[str, str | None]
"""A page by its key, and the id of the record that it is about."""

MOST_SPOTS = 20


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody was: pages behind and ahead, the one in sight, and the spot on it."""

    before: tuple[Opened, ...]
    after: tuple[Opened, ...]
    now: Opened
    spot: Spot
    curtain: bool


class Whereabouts:
    """The page in sight, with those behind and ahead of it. It shows none: whoever does sets `now`."""

    def __init__(self) -> None:
        self.now: Opened | None = None
        self._before: list[Opened] = []
        self._after: list[Opened] = []
        self._spots: dict[Opened, Spot] = {}

    @property
    def key(self) -> str | None:
        return self.now[0] if self.now else None

    @property
    def target(self) -> str | None:
        return self.now[1] if self.now else None

    def note_spot(self, spot: Spot) -> None:
        """Where on its page somebody was, who now leaves it. The pages left last are remembered."""
        if self.now:
            self._spots.pop(self.now, None)
            self._spots[self.now] = spot
            for oldest in list(self._spots)[:-MOST_SPOTS]:
                del self._spots[oldest]

    def spot_of(self, opened: Opened) -> Spot | None:
        """Where on this page somebody was last; None when it was never left."""
        return self._spots.get(opened)

    def leave_behind(self) -> None:
        """Another page is opened: from it, this one is a step back, and nothing lies ahead."""
        if self.now:
            self._before.append(self.now)
            self._after.clear()

    def step_back(self) -> Opened | None:
        """The page to show; None at the first."""
        return self._step(self._before, self._after)

    def step_forward(self) -> Opened | None:
        """The page to show; None at the last."""
        return self._step(self._after, self._before)

    def _step(self, source: list[Opened], behind: list[Opened]) -> Opened | None:
        if not source or self.now is None:
            return None
        behind.append(self.now)
        return source.pop()

    def stay(self, spot: Spot, *, curtain: bool) -> Stay | None:
        """None before the first page."""
        return Stay(tuple(self._before), tuple(self._after), self.now, spot, curtain) if self.now else None

    def resume(self, stay: Stay) -> None:
        """The way of a stay, once its page is shown."""
        self._before, self._after = list(stay.before), list(stay.after)
