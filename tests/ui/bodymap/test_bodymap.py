"""The body map and the fields beside it always say the same; left and right are where they are on a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from exodesk.core.codes import Side
from exodesk.core.places import read_place
from exodesk.core.sites import FACTS, Site
from exodesk.ui.bodymap.layout import RADIUS, SLOP, lay_out
from exodesk.ui.bodymap.regions import REGIONS, Surface, pick, spot_of, spots
from exodesk.ui.bodymap.widget import BodyMap

PLACES = [(site, side) for site, facts in FACTS.items() for side in facts.sides]
sizes = st.tuples(st.integers(120, 600), st.integers(240, 900))


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_site_and_side_stands_on_the_map_and_is_picked_there(place: tuple[Site, Side]) -> None:
    spot = spot_of(*place)
    assert spot is not None
    assert pick(spot, place[0]) == place


@pytest.mark.parametrize("surface", Surface)
def test_every_spot_picks_a_place_that_stands_at_that_spot(surface: Surface) -> None:
    for spot in spots(surface):
        assert spot_of(*pick(spot)) == spot


def test_a_site_lies_in_one_region_only() -> None:
    sites = [site for region in REGIONS for site in region.sites]
    assert sorted(sites) == sorted(Site)


def test_a_side_that_a_site_does_not_have_stands_nowhere() -> None:
    assert spot_of(Site.KNEE_JOINT, Side.MIDLINE) is None


@given(sizes, st.sampled_from(Surface))
def test_a_click_on_a_spot_means_that_spot(size: tuple[int, int], surface: Surface) -> None:
    layout = lay_out(*size, surface)
    for place in layout.places:
        assert layout.hit(place.x, place.y) == place.spot


@given(sizes, st.sampled_from(Surface))
def test_a_click_far_from_everything_means_nothing(size: tuple[int, int], surface: Surface) -> None:
    layout = lay_out(*size, surface)
    far = max(place.x for place in layout.places) + RADIUS + SLOP + 1
    assert layout.hit(far, -far) is None


@given(sizes)
def test_left_is_at_the_right_seen_from_the_front_and_at_the_left_from_behind(size: tuple[int, int]) -> None:
    for surface in Surface:
        layout = lay_out(*size, surface)
        (first, at_first), (second, at_second) = layout.letters
        assert at_first < at_second
        lefts = {place.spot.region.name: place.x for place in layout.places if place.spot.side is Side.LEFT}
        rights = {place.spot.region.name: place.x for place in layout.places if place.spot.side is Side.RIGHT}
        assert lefts.keys() == rights.keys()
        for name, x in lefts.items():
            assert (x > rights[name]) == (second == "L"), name
        assert {first, second} == {"L", "R"}


def test_a_click_tells_site_and_side(qtbot: QtBot) -> None:
    body = BodyMap()
    qtbot.addWidget(body)
    spot = spot_of(Site.KNEE_JOINT, Side.LEFT)
    assert spot
    place = body.figure.places.place_of(spot)
    assert place
    with qtbot.waitSignal(body.picked) as told:
        qtbot.mouseClick(body.figure, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x), round(place.y)))
    assert told.args == [Site.KNEE_JOINT, Side.LEFT]


def test_the_map_turns_to_where_the_site_lies(qtbot: QtBot) -> None:
    body = BodyMap()
    qtbot.addWidget(body)
    body.show_place(Site.POPLITEAL, Side.RIGHT, planned=Side.RIGHT)
    assert body.figure.surface is Surface.BACK
    assert body.turn.current() == Surface.BACK
    assert body.figure.accessibleDescription() == "Right back of the knee"


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("kn l", (Site.KNEE_JOINT, Side.LEFT)),
        ("l kn", (Site.KNEE_JOINT, Side.LEFT)),
        ("Hip right", (Site.HIP_JOINT, Side.RIGHT)),
        ("tend pat r", (Site.PATELLAR_TENDON, Side.RIGHT)),
        ("epi m", (Site.EPIDURAL, Side.MIDLINE)),
        ("knee", None),
        ("l", None),
        ("disc l", None),
        ("nowhere l", None),
    ],
)
def test_a_site_and_its_side_are_typed_in_a_few_letters(typed: str, place: tuple[Site, Side] | None) -> None:
    assert read_place(typed) == place


@pytest.mark.parametrize("place", [(site, side) for site, side in PLACES if side is not Side.NONE], ids=str)
def test_the_whole_name_with_its_side_means_itself(place: tuple[Site, Side]) -> None:
    site, side = place
    assert read_place(f"{site.label} {side.label}") == place
