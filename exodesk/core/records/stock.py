"""Products and lots: what the maker's label says."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.codes import Basis, Coded
from exodesk.core.fields import Field
from exodesk.core.quantities import BILLION, Unit


class RegulatoryStatus(Coded):
    UNAPPROVED = "unapproved", "Not approved"
    IND = "ind", "Under an IND"
    IRB_STUDY = "irb_study", "In a study (IRB)"
    FOREIGN_APPROVAL = "foreign_approval", "Approved abroad"
    UNKNOWN = "unknown", "Not known"


class DonorType(Coded):
    AUTOLOGOUS = "autologous", "The patient’s own"
    ALLOGENEIC = "allogeneic", "Another person’s"


class SourceTissue(Coded):
    UMBILICAL_CORD = "umbilical_cord", "Umbilical cord"
    WHARTONS_JELLY = "whartons_jelly", "Wharton’s jelly"
    PLACENTA = "placenta", "Placenta"
    AMNION = "amnion", "Amnion"
    AMNIOTIC_FLUID = "amniotic_fluid", "Amniotic fluid"
    BONE_MARROW = "bone_marrow", "Bone marrow"
    ADIPOSE = "adipose", "Adipose tissue"
    PLATELET = "platelet", "Platelets"
    OTHER = "other", "Other"


class ProductForm(Coded):
    FROZEN_LIQUID = "frozen_liquid", "Frozen liquid"
    LYOPHILISED = "lyophilised", "Lyophilised"
    REFRIGERATED_LIQUID = "refrigerated_liquid", "Refrigerated liquid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    id: str
    name: Annotated[str, Field(label="Product", max_length=200, asks="Type the name of the product.")]
    manufacturer: Annotated[str, Field(label="Maker", max_length=200)]
    manufacturer_place: Annotated[str | None, Field(label="City and state of the maker", max_length=200)] = None
    regulatory_status: Annotated[RegulatoryStatus, Field(label="Regulatory status")] = RegulatoryStatus.UNAPPROVED
    regulatory_reference: Annotated[str | None, Field(label="IND or IRB number", max_length=100)] = None
    donor: Annotated[DonorType | None, Field(label="Donor")] = None
    source_tissue: Annotated[SourceTissue | None, Field(label="Source tissue")] = None
    form: Annotated[ProductForm | None, Field(label="Form")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """The label's figures belong to the lot, with the basis of the dose computed from it."""

    id: str
    product_id: str
    code: Annotated[str, Field(label="Lot", max_length=20, asks="Type the lot as its label has it.")]
    expires_on: Annotated[
        date, Field(label="Expiry", ahead=True, month_means_its_end=True, help="A month alone counts as its last day")
    ]
    basis: Annotated[Basis, Field(label="Basis of the dose")]
    particles_per_ml: Annotated[
        int | None,
        Field(label="Label concentration", unit=Unit.BILLION_PER_ML, minimum=BILLION // 1000, maximum=10_000 * BILLION),
    ] = None
    total_particles: Annotated[
        int | None,
        Field(label="Label total", unit=Unit.BILLION, minimum=BILLION // 1000, maximum=100_000 * BILLION),
    ] = None
    measured_particles_per_ml: Annotated[
        int | None,
        Field(
            label="Measured concentration", unit=Unit.BILLION_PER_ML, minimum=BILLION // 1000, maximum=10_000 * BILLION
        ),
    ] = None
    received_on: Annotated[date, Field(label="Received on")]
    recalled_on: Annotated[date | None, Field(label="Recalled on", later=True)] = None
    recall_reason: Annotated[str | None, Field(label="Why recalled", max_length=500, later=True)] = None
