"""Body sites: the codes of injections, plans and conditions, with what usually goes with each.

Volumes are soft caps that only warn; they are common practice as inferred for this program, not a guideline.
"""

from dataclasses import dataclass

from exodesk.core.codes import Coded, Route, Side
from exodesk.core.sentences import mid_sentence


class Site(Coded):
    KNEE_JOINT = "knee_joint", "Knee"
    PATELLAR_TENDON = "patellar_tendon", "Patellar tendon"
    QUAD_TENDON = "quad_tendon", "Quadriceps tendon"
    MCL = "mcl", "Medial collateral ligament, knee"
    LCL = "lcl", "Lateral collateral ligament, knee"
    PES_BURSA = "pes_bursa", "Pes anserine bursa"
    MENISCUS = "meniscus", "Around the meniscus"
    POPLITEAL = "popliteal", "Back of the knee"
    HIP_JOINT = "hip_joint", "Hip"
    TROCHANTERIC_BURSA = "trochanteric_bursa", "Trochanteric bursa"
    GLUTEAL_TENDON = "gluteal_tendon", "Gluteal tendon"
    HAMSTRING_ORIGIN = "hamstring_origin", "Hamstring origin"
    SI_JOINT = "si_joint", "Sacroiliac joint"
    SYMPHYSIS = "symphysis", "Pubic symphysis"
    ANKLE_JOINT = "ankle_joint", "Ankle"
    SUBTALAR = "subtalar", "Subtalar joint"
    ACHILLES = "achilles", "Achilles tendon"
    PLANTAR_FASCIA = "plantar_fascia", "Plantar fascia"
    TOE_JOINT = "toe_joint", "Toe joint (MTP)"
    MIDFOOT = "midfoot", "Midfoot"
    SHOULDER_JOINT = "shoulder_joint", "Shoulder (glenohumeral)"
    AC_JOINT = "ac_joint", "Acromioclavicular joint"
    SUBACROMIAL = "subacromial", "Subacromial space"
    ROTATOR_CUFF = "rotator_cuff", "Rotator cuff"
    BICEPS_TENDON = "biceps_tendon", "Biceps tendon"
    SC_JOINT = "sc_joint", "Sternoclavicular joint"
    ELBOW_JOINT = "elbow_joint", "Elbow"
    LATERAL_EPICONDYLE = "lateral_epicondyle", "Lateral epicondyle"
    MEDIAL_EPICONDYLE = "medial_epicondyle", "Medial epicondyle"
    TRICEPS = "triceps", "Triceps tendon"
    OLECRANON_BURSA = "olecranon_bursa", "Olecranon bursa"
    WRIST_JOINT = "wrist_joint", "Wrist"
    THUMB_BASE = "thumb_base", "Base of the thumb (CMC 1)"
    KNUCKLE = "knuckle", "Knuckle (MCP)"
    FINGER_JOINT = "finger_joint", "Finger joint (IP)"
    CARPAL_TUNNEL = "carpal_tunnel", "Carpal tunnel"
    TFCC = "tfcc", "Triangular fibrocartilage"
    TRIGGER_FINGER = "trigger_finger", "Trigger finger"
    CERVICAL_FACET = "cervical_facet", "Cervical facet"
    THORACIC_FACET = "thoracic_facet", "Thoracic facet"
    LUMBAR_FACET = "lumbar_facet", "Lumbar facet"
    DISC = "disc", "Disc"
    EPIDURAL = "epidural", "Epidural space"
    INTRATHECAL = "intrathecal", "Intrathecal space"
    PARASPINAL = "paraspinal", "Paraspinal muscle"
    COCCYX = "coccyx", "Coccyx"
    TMJ = "tmj", "Jaw joint (TMJ)"
    SCALP = "scalp", "Scalp"
    FACE = "face", "Face"
    INTRANASAL = "intranasal", "Nose"
    OCCIPITAL_NERVE = "occipital_nerve", "Occipital nerve"
    SYSTEMIC_IV = "systemic_iv", "Vein (whole body)"
    SUBCUTANEOUS = "subcutaneous", "Under the skin"
    INTRAMUSCULAR = "intramuscular", "Muscle (whole body)"
    TRIGGER_POINT = "trigger_point", "Muscle trigger point"
    NERVE = "nerve", "Around a nerve"
    LIGAMENT_OTHER = "ligament_other", "Other ligament"
    SCAR = "scar", "Scar"
    OTHER = "other", "Other site"


@dataclass(frozen=True, slots=True)
class SiteFacts:
    cap_ul: int | None
    sides: tuple[Side, ...]
    route: Route | None


_PAIRED = (Side.LEFT, Side.RIGHT)
_SPINE = (Side.LEFT, Side.RIGHT, Side.MIDLINE)
_MIDLINE = (Side.MIDLINE,)
_WHOLE = (Side.NONE,)
_ANY = tuple(Side)

_JOINT, _AROUND, _BURSA = Route.INTRA_ARTICULAR, Route.PERIARTICULAR, Route.INTRABURSAL
_LESION, _INFILTRATION = Route.INTRALESIONAL, Route.INFILTRATION

FACTS: dict[Site, SiteFacts] = {
    Site.KNEE_JOINT: SiteFacts(10_000, _PAIRED, _JOINT),
    Site.PATELLAR_TENDON: SiteFacts(3_000, _PAIRED, _LESION),
    Site.QUAD_TENDON: SiteFacts(3_000, _PAIRED, _LESION),
    Site.MCL: SiteFacts(2_000, _PAIRED, _LESION),
    Site.LCL: SiteFacts(2_000, _PAIRED, _LESION),
    Site.PES_BURSA: SiteFacts(3_000, _PAIRED, _BURSA),
    Site.MENISCUS: SiteFacts(3_000, _PAIRED, _AROUND),
    Site.POPLITEAL: SiteFacts(3_000, _PAIRED, _AROUND),
    Site.HIP_JOINT: SiteFacts(6_000, _PAIRED, _JOINT),
    Site.TROCHANTERIC_BURSA: SiteFacts(5_000, _PAIRED, _BURSA),
    Site.GLUTEAL_TENDON: SiteFacts(5_000, _PAIRED, _LESION),
    Site.HAMSTRING_ORIGIN: SiteFacts(5_000, _PAIRED, _LESION),
    Site.SI_JOINT: SiteFacts(3_000, _PAIRED, _JOINT),
    Site.SYMPHYSIS: SiteFacts(2_000, _MIDLINE, _JOINT),
    Site.ANKLE_JOINT: SiteFacts(4_000, _PAIRED, _JOINT),
    Site.SUBTALAR: SiteFacts(3_000, _PAIRED, _JOINT),
    Site.ACHILLES: SiteFacts(3_000, _PAIRED, _LESION),
    Site.PLANTAR_FASCIA: SiteFacts(3_000, _PAIRED, _LESION),
    Site.TOE_JOINT: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.MIDFOOT: SiteFacts(2_000, _PAIRED, _JOINT),
    Site.SHOULDER_JOINT: SiteFacts(10_000, _PAIRED, _JOINT),
    Site.AC_JOINT: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.SUBACROMIAL: SiteFacts(6_000, _PAIRED, _BURSA),
    Site.ROTATOR_CUFF: SiteFacts(4_000, _PAIRED, _LESION),
    Site.BICEPS_TENDON: SiteFacts(3_000, _PAIRED, _LESION),
    Site.SC_JOINT: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.ELBOW_JOINT: SiteFacts(4_000, _PAIRED, _JOINT),
    Site.LATERAL_EPICONDYLE: SiteFacts(3_000, _PAIRED, _LESION),
    Site.MEDIAL_EPICONDYLE: SiteFacts(3_000, _PAIRED, _LESION),
    Site.TRICEPS: SiteFacts(3_000, _PAIRED, _LESION),
    Site.OLECRANON_BURSA: SiteFacts(3_000, _PAIRED, _BURSA),
    Site.WRIST_JOINT: SiteFacts(2_000, _PAIRED, _JOINT),
    Site.THUMB_BASE: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.KNUCKLE: SiteFacts(500, _PAIRED, _JOINT),
    Site.FINGER_JOINT: SiteFacts(500, _PAIRED, _JOINT),
    Site.CARPAL_TUNNEL: SiteFacts(2_000, _PAIRED, Route.PERINEURAL),
    Site.TFCC: SiteFacts(1_000, _PAIRED, _LESION),
    Site.TRIGGER_FINGER: SiteFacts(1_000, _PAIRED, _LESION),
    Site.CERVICAL_FACET: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.THORACIC_FACET: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.LUMBAR_FACET: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.DISC: SiteFacts(2_000, _MIDLINE, Route.INTRADISCAL),
    Site.EPIDURAL: SiteFacts(5_000, _SPINE, Route.EPIDURAL),
    Site.INTRATHECAL: SiteFacts(3_000, _MIDLINE, Route.INTRATHECAL),
    Site.PARASPINAL: SiteFacts(10_000, _SPINE, Route.INTRAMUSCULAR),
    Site.COCCYX: SiteFacts(3_000, _MIDLINE, _AROUND),
    Site.TMJ: SiteFacts(1_000, _PAIRED, _JOINT),
    Site.SCALP: SiteFacts(10_000, _SPINE, Route.INTRADERMAL),
    Site.FACE: SiteFacts(10_000, _SPINE, Route.INTRADERMAL),
    Site.INTRANASAL: SiteFacts(2_000, _PAIRED, Route.NASAL),
    Site.OCCIPITAL_NERVE: SiteFacts(3_000, _PAIRED, Route.PERINEURAL),
    Site.SYSTEMIC_IV: SiteFacts(50_000, _WHOLE, Route.INTRAVENOUS),
    Site.SUBCUTANEOUS: SiteFacts(5_000, _ANY, Route.SUBCUTANEOUS),
    Site.INTRAMUSCULAR: SiteFacts(5_000, _ANY, Route.INTRAMUSCULAR),
    Site.TRIGGER_POINT: SiteFacts(2_000, _ANY, Route.INTRAMUSCULAR),
    Site.NERVE: SiteFacts(5_000, _ANY, Route.PERINEURAL),
    Site.LIGAMENT_OTHER: SiteFacts(3_000, _ANY, _LESION),
    Site.SCAR: SiteFacts(3_000, _ANY, _INFILTRATION),
    Site.OTHER: SiteFacts(None, _ANY, None),
}


def sided(site: Site, side: Side) -> str:
    """`Right knee`, `Midline scalp`, `Disc` or `Vein (whole body)`: a side is told where there is one to tell."""
    if side is Side.NONE or FACTS[site].sides == (side,):
        return site.label
    return f"{side.label} {mid_sentence(site.label)}"


def takes_side(site: Site, side: Side) -> bool:
    return side in FACTS[site].sides


def usual_route(site: Site) -> Route | None:
    return FACTS[site].route
