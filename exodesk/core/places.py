"""A site and side as typed: `kn l` is the left knee. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from exodesk.core.codes import Side
from exodesk.core.sites import Site, takes_side

_SIDES = {
    "l": Side.LEFT,
    "left": Side.LEFT,
    "r": Side.RIGHT,
    "right": Side.RIGHT,
    "m": Side.MIDLINE,
    "mid": Side.MIDLINE,
    "midline": Side.MIDLINE,
}
_BETWEEN = str.maketrans("(),/_-", "      ")


def without_side(text: str) -> tuple[str, Side | None]:
    """The words of a site, and the side typed before or behind them; a word alone is never taken for a side."""
    words = text.casefold().split()
    if len(words) < 2:
        return text, None
    for at in (-1, 0):
        if side := _SIDES.get(words[at]):
            del words[at]
            return " ".join(words), side
    return text, None


def read_place(text: str) -> tuple[Site, Side] | None:
    """The site and side that typed words mean; None where one of the two is not told.

    Of several sites that fit, the one whose name begins as typed comes first, then the order of the list: joints lead.
    """
    words, side = without_side(text)
    if side is None:
        return None
    fitting = [site for site in sites_like(words) if takes_side(site, side)]
    return (fitting[0], side) if fitting else None


def sites_like(text: str) -> Sequence[Site]:
    """Sites in whose name some word begins with each typed word; those that begin as typed lead."""
    typed = text.casefold().translate(_BETWEEN).split()
    found = [site for site in Site if all(any(w.startswith(t) for w in _words(site)) for t in typed)]
    return sorted(
        found, key=lambda site: (_words(site) != typed, not site.label.casefold().startswith(text.casefold()))
    )


def place_named(texts: Iterable[str | None]) -> tuple[Site, Side] | None:
    """The one site and side that these texts name in full, as in "pain in the right knee".

    None where they name none, or more than one site or side: it is never a guess.
    """
    named = [found for text in texts if text for found in _sides_in(re.findall(r"\w+", text.casefold()))]
    places = {(site, side) for side, site in named if site}
    return places.pop() if len(places) == 1 and len({side for side, _ in named}) == 1 else None


def _sides_in(words: Sequence[str]) -> Iterator[tuple[Side, Site | None]]:
    """Every side that is named, with the site right behind it."""
    for at, word in enumerate(words, start=1):
        if len(word) > 1 and (side := _SIDES.get(word)):
            found = [site for site in Site if takes_side(site, side) and _begin_with(words[at:], _NAMES[site])]
            yield side, max(found, key=lambda site: len(_NAMES[site]), default=None)


def _begin_with(words: Sequence[str], name: Sequence[str]) -> bool:
    return list(words[: len(name)]) == list(name)


def _words(site: Site) -> list[str]:
    return site.label.casefold().translate(_BETWEEN).split()


_NAMES = {site: site.label.partition("(")[0].partition(",")[0].casefold().split() for site in Site}
"""What each is called in a sentence: `shoulder`, without what is told in brackets."""
