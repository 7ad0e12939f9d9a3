"""The regions of the body map: which sites lie in each, and where it stands on the figure. Pure.

Every site lies in exactly one region, and every side that a site of a region may have is a spot of that region.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from exodesk.core.codes import Side
from exodesk.core.sites import FACTS, Site, sided, takes_side


class Surface(StrEnum):
    FRONT = "front"
    BACK = "back"


BOTH = (Surface.FRONT, Surface.BACK)


@dataclass(frozen=True, slots=True)
class Region:
    """`away` is how far its paired spots stand from the middle, `down` from the top; the figure is 100 by 200.

    The first site is the one that a click means; the others are chosen in the field beside the map.
    """

    name: str
    surfaces: tuple[Surface, ...]
    sites: tuple[Site, ...]
    away: float
    down: float

    @property
    def sides(self) -> tuple[Side, ...]:
        taken = {side for site in self.sites for side in FACTS[site].sides}
        return tuple(side for side in Side if side in taken)


@dataclass(frozen=True, slots=True)
class Spot:
    """One side of one region: what is pointed at."""

    region: Region
    side: Side

    @property
    def label(self) -> str:
        """`Right knee`, as the click would say it."""
        return sided(*pick(self))


def _front(name: str, away: float, down: float, *sites: Site) -> Region:
    return Region(name, (Surface.FRONT,), sites, away, down)


def _back(name: str, away: float, down: float, *sites: Site) -> Region:
    return Region(name, (Surface.BACK,), sites, away, down)


REGIONS: tuple[Region, ...] = (
    _front("scalp", 7, 5, Site.SCALP),
    _front("face", 6.5, 14, Site.FACE, Site.INTRANASAL),
    _front("jaw", 9, 22, Site.TMJ),
    _front("collar bone, inner end", 5, 36, Site.SC_JOINT),
    _front("collar bone, outer end", 15, 34, Site.AC_JOINT),
    _front("shoulder", 24, 40, Site.SHOULDER_JOINT, Site.SUBACROMIAL, Site.ROTATOR_CUFF, Site.BICEPS_TENDON),
    _front("elbow", 29, 76, Site.ELBOW_JOINT, Site.LATERAL_EPICONDYLE, Site.MEDIAL_EPICONDYLE),
    _front("wrist", 33, 102, Site.WRIST_JOINT, Site.CARPAL_TUNNEL, Site.TFCC),
    _front("thumb", 41, 108, Site.THUMB_BASE),
    _front("hand", 33, 114, Site.KNUCKLE, Site.FINGER_JOINT, Site.TRIGGER_FINGER),
    _front("hip", 9, 96, Site.HIP_JOINT),
    _front("outer hip", 18, 101, Site.TROCHANTERIC_BURSA),
    _front("pubic symphysis", 0, 103, Site.SYMPHYSIS),
    _front("above the knee", 10, 133, Site.QUAD_TENDON),
    _front("knee", 10, 143, Site.KNEE_JOINT, Site.MENISCUS, Site.MCL, Site.LCL),
    _front("below the knee", 10, 153, Site.PATELLAR_TENDON, Site.PES_BURSA),
    _front("ankle", 10, 183, Site.ANKLE_JOINT, Site.SUBTALAR),
    _front("foot", 11, 191, Site.MIDFOOT),
    _front("toes", 14, 198, Site.TOE_JOINT),
    _back("back of the head", 5, 18, Site.OCCIPITAL_NERVE),
    _back("neck", 4, 29, Site.CERVICAL_FACET),
    _back("upper back", 5, 48, Site.THORACIC_FACET),
    _back("muscle beside the spine", 9, 60, Site.PARASPINAL),
    _back("spine, inside", 8, 72, Site.EPIDURAL, Site.DISC, Site.INTRATHECAL),
    _back("low back", 7, 83, Site.LUMBAR_FACET),
    _back("sacroiliac joint", 7, 93, Site.SI_JOINT),
    _back("buttock", 16, 99, Site.GLUTEAL_TENDON),
    _back("coccyx", 0, 103, Site.COCCYX),
    _back("back of the thigh", 10, 112, Site.HAMSTRING_ORIGIN),
    _back("back of the elbow", 29, 76, Site.TRICEPS, Site.OLECRANON_BURSA),
    _back("back of the knee", 10, 144, Site.POPLITEAL),
    _back("Achilles tendon", 10, 179, Site.ACHILLES),
    _back("sole", 11, 195, Site.PLANTAR_FASCIA),
    Region("vein", BOTH, (Site.SYSTEMIC_IV,), 0, 0),
    Region(
        "elsewhere",
        BOTH,
        (
            Site.OTHER,
            Site.TRIGGER_POINT,
            Site.NERVE,
            Site.LIGAMENT_OTHER,
            Site.SCAR,
            Site.SUBCUTANEOUS,
            Site.INTRAMUSCULAR,
        ),
        0,
        0,
    ),
)

_OF_SITE = {site: region for region in REGIONS for site in region.sites}


def spots(surface: Surface) -> Iterator[Spot]:
    """All that can be pointed at on one surface."""
    for region in REGIONS:
        if surface in region.surfaces:
            yield from (Spot(region, side) for side in region.sides)


def spot_of(site: Site, side: Side) -> Spot | None:
    """Where a site and side stand on the map; None for a side that the site does not have."""
    return Spot(_OF_SITE[site], side) if takes_side(site, side) else None


def pick(spot: Spot, chosen: Site | None = None) -> tuple[Site, Side]:
    """The site and side that a spot means: the chosen site, if it lies there, else the first one of the region."""
    possible = [site for site in spot.region.sites if takes_side(site, spot.side)]
    return (chosen if chosen in possible else possible[0]), spot.side
