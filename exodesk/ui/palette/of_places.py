"""The pages in the palette, and the ways to something of them. It names them; going there is the window's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from exodesk.ui.keyboard.keys import Key
from exodesk.ui.pages import Place, Way
from exodesk.ui.palette.rows import Row, Sort


class OfPlaces:
    """`keys`: those that open a page. `open_page` and `go` lead there."""

    def __init__(
        self,
        places: Iterable[Place],
        keys: Mapping[str, Key],
        *,
        open_page: Callable[[str], object],
        go: Callable[[str, Way], object],
    ) -> None:
        self._places = [place for place in places if place.glyph]
        self._keys, self._open_page, self._go = keys, open_page, go

    def pages(self) -> Iterator[Row]:
        for place in self._places:
            yield Row(
                sort=Sort.PAGE,
                key=f"page {place.key}",
                title=place.text,
                note="Page",
                tail=self._keys[place.key].shown if place.key in self._keys else "",
                act=partial(self._open_page, place.key),
            )

    def ways(self) -> Iterator[Row]:
        for place in self._places:
            for way in place.ways:
                act = partial(self._go, place.key, way)
                yield Row(sort=Sort.COMMAND, key=way.words, title=way.words, note=place.text, also=way.also, act=act)
