"""A site and side as typed: `kn l` is the left knee. Pure."""

from collections.abc import Sequence

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


def _words(site: Site) -> list[str]:
    return site.label.casefold().translate(_BETWEEN).split()
