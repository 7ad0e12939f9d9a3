"""Where the parts of the figure and its spots stand in a box: a pure function of its size. No Qt.

Seen from the front, the patient's right is at the left of the picture; from behind it is at the right.
"""

from dataclasses import dataclass
from math import hypot

from exodesk.core.codes import Side
from exodesk.ui.bodymap.regions import Region, Spot, Surface, spots

FIGURE_WIDTH, FIGURE_HEIGHT = 100.0, 204.0
LETTERS = 18.0
"""Above the figure, for R and L."""
FOOT = 26.0
"""Below it, for what has no place on the figure."""
RADIUS = 4.5
SLOP = 12.0
"""A click this far from the middle of a spot still means it, unless another is nearer."""


@dataclass(frozen=True, slots=True)
class Limb:
    """A rounded part of the outline, in the figure's measure; `tilt` in degrees about its top."""

    x: float
    y: float
    width: float
    height: float
    tilt: float = 0.0


def _pair(x: float, y: float, width: float, height: float, tilt: float = 0.0) -> tuple[Limb, Limb]:
    """The same part on both sides of the middle."""
    return Limb(50 + x, y, width, height, tilt), Limb(50 - x - width, y, width, height, -tilt)


OUTLINE: tuple[Limb, ...] = (
    Limb(44, 22, 12, 14),
    *_pair(18, 33, 12, 46, -5),
    *_pair(24, 74, 10, 36, -7),
    *_pair(29, 104, 9, 15, -7),
    Limb(30, 31, 40, 74),
    *_pair(1, 95, 18, 52),
    *_pair(3, 138, 14, 50),
    *_pair(3, 184, 16, 17, 0),
    Limb(38, 0, 24, 28),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A spot and its middle, in pixels."""

    spot: Spot
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`left` and `top` of the figure, pixels for one of its measures, and the spots of the surface shown."""

    surface: Surface
    left: float
    top: float
    scale: float
    places: tuple[Place, ...]

    @property
    def letters(self) -> tuple[tuple[str, float], ...]:
        """R and L with the middle of each, left to right."""
        first, second = ("R", "L") if self.surface is Surface.FRONT else ("L", "R")
        return (first, self.left + 12 * self.scale), (second, self.left + 88 * self.scale)

    def hit(self, x: float, y: float) -> Spot | None:
        """The nearest spot, if it is near enough."""
        nearest = min(self.places, key=lambda place: hypot(place.x - x, place.y - y))
        return nearest.spot if hypot(nearest.x - x, nearest.y - y) <= RADIUS + SLOP else None

    def place_of(self, spot: Spot) -> Place | None:
        return next((place for place in self.places if place.spot == spot), None)


def lay_out(width: float, height: float, surface: Surface) -> Layout:
    """The figure as large as the box allows, in its middle."""
    scale = min(width / FIGURE_WIDTH, (height - LETTERS - FOOT) / FIGURE_HEIGHT)
    left = (width - FIGURE_WIDTH * scale) / 2
    foot = LETTERS + FIGURE_HEIGHT * scale + FOOT / 2
    places = tuple(
        Place(spot, left + _across(spot, surface) * scale, _down(spot.region, LETTERS, scale, foot))
        for spot in spots(surface)
    )
    return Layout(surface=surface, left=left, top=LETTERS, scale=scale, places=places)


_FOOT_PLACES = {Side.RIGHT: 30.0, Side.MIDLINE: 45.0, Side.LEFT: 60.0, Side.NONE: 92.0}
"""Of "elsewhere", seen from the front; whole body stands apart at the left."""
_VEIN = 7.0
FOOT_WORDS = (("Vein", _VEIN), ("Elsewhere", _FOOT_PLACES[Side.MIDLINE]), ("No side", _FOOT_PLACES[Side.NONE]))
"""What stands under the spots below the figure, and where in its measure."""


def _across(spot: Spot, surface: Surface) -> float:
    if spot.region.down:
        away = {Side.LEFT: spot.region.away, Side.RIGHT: -spot.region.away}.get(spot.side, 0.0)
        return 50 + (away if surface is Surface.FRONT else -away)
    if spot.region.name == "vein":
        return _VEIN
    seen_from_front = _FOOT_PLACES[spot.side]
    mirrored = spot.side in (Side.LEFT, Side.RIGHT) and surface is Surface.BACK
    return 2 * _FOOT_PLACES[Side.MIDLINE] - seen_from_front if mirrored else seen_from_front


def _down(region: Region, top: float, scale: float, foot: float) -> float:
    return top + region.down * scale if region.down else foot
