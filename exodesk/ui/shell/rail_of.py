"""The rail of the window from the places there are: pages, those at the foot, and the lock."""

from collections.abc import Sequence

from exodesk.ui.keyboard.keys import Key
from exodesk.ui.pages import Place
from exodesk.ui.parts import NavRail, RailItem

LOCK = "lock"


def rail_of(places: Sequence[Place]) -> NavRail:
    shown = [place for place in places if place.glyph]
    items = {place.key: RailItem(key=place.key, text=place.text, glyph=place.glyph) for place in shown}
    foot = [items[place.key] for place in shown if place.at_foot]
    lock = RailItem(key=LOCK, text="Lock", glyph="lock", keys=Key.LOCK.shown, is_page=False)
    return NavRail([items[place.key] for place in shown if not place.at_foot], [*foot, lock])
