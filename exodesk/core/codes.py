"""Code lists of more than one subject. A code is lower_snake and is stored; its label is what people read."""

from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """A stored code with the label that people read: `LEFT = "left", "Left"`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Side(Coded):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    MIDLINE = "midline", "Midline"
    NONE = "none", "No side"


class YesNo(Coded):
    """An answer that is empty until it is given."""

    YES = "yes", "Yes"
    NO = "no", "No"


class Basis(Coded):
    """What a particle figure rests on."""

    LABEL_CONCENTRATION = "label_concentration", "Label, per mL"
    LABEL_TOTAL = "label_total", "Label, total in the vial"
    MEASURED = "measured", "Measured"
    UNKNOWN = "unknown", "Not known"


class Route(Coded):
    """HL7 v3 RouteOfAdministration where it has a code (HL7 Terminology, CC0); `HL7_ROUTES` holds the codes."""

    INTRA_ARTICULAR = "intra_articular", "Intra-articular"
    PERIARTICULAR = "periarticular", "Periarticular"
    INTRABURSAL = "intrabursal", "Intrabursal"
    INTRALESIONAL = "intralesional", "Intralesional (tendon or ligament)"
    INFILTRATION = "infiltration", "Infiltration"
    INTRADISCAL = "intradiscal", "Intradiscal"
    INTRADERMAL = "intradermal", "Intradermal"
    INTRAMUSCULAR = "intramuscular", "Intramuscular"
    SUBCUTANEOUS = "subcutaneous", "Subcutaneous"
    INTRAVENOUS = "intravenous", "Intravenous"
    INTRATHECAL = "intrathecal", "Intrathecal"
    EPIDURAL = "epidural", "Epidural"
    PERINEURAL = "perineural", "Perineural"
    NASAL = "nasal", "Nasal"
