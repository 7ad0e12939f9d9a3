"""The made-up practice's products and lots, over the whole span of its years."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from exodesk.core.codes import Basis
from exodesk.core.quantities import BILLION
from exodesk.core.records.stock import DonorType, Lot, Product, ProductForm, RegulatoryStatus, SourceTissue
from exodesk.core.safety import unusable_because

_FROZEN, _DRY, _COLD = ProductForm.FROZEN_LIQUID, ProductForm.LYOPHILISED, ProductForm.REFRIGERATED_LIQUID
_About = tuple[str, str, str, SourceTissue, ProductForm, int]
_PRODUCTS: tuple[_About, ...] = (
    ("Exovela", "Norvela Biologics", "Aurora, ST", SourceTissue.UMBILICAL_CORD, _FROZEN, 5),
    ("Kestrosome Dry", "Kestrin Labs", "Milford, ST", SourceTissue.PLACENTA, _DRY, 5),
    ("Alpine EV", "Alpen Vesicle Works", "Tarn, ST", SourceTissue.WHARTONS_JELLY, _FROZEN, 10),
    ("Ostravex", "Ostrava Cellular", "Dunmore, ST", SourceTissue.BONE_MARROW, _FROZEN, 2),
    ("Pelasome", "Pelagic Therapeutics", "Harbor, ST", SourceTissue.UMBILICAL_CORD, _COLD, 1),
    ("Exovela Dry", "Norvela Biologics", "Aurora, ST", SourceTissue.UMBILICAL_CORD, _DRY, 10),
    ("Alpine EV Forte", "Alpen Vesicle Works", "Tarn, ST", SourceTissue.WHARTONS_JELLY, _FROZEN, 15),
    ("Kestrosome Mini", "Kestrin Labs", "Milford, ST", SourceTissue.AMNION, _FROZEN, 2),
    ("Pelasome Cryo", "Pelagic Therapeutics", "Harbor, ST", SourceTissue.ADIPOSE, _FROZEN, 5),
)
"""Name, maker, its town, source, form, billions per mL on the label."""

DRY_VIAL_UL = 2000
"""What a dry vial is dissolved in, unless more is drawn."""

_VIALS_A_LOT = 140
_LOT_EVERY_DAYS_AT_MOST, _LOT_EVERY_DAYS_AT_LEAST = 180, 20
_ON_SHELF = 3
"""Lots of one product that are used side by side."""

_RECALLED, _MEASURED, _UNKNOWN = 0.003, 0.03, 0.01


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every lot that was ever on it, by product, in order of receipt."""

    products: tuple[Product, ...]
    lots: Mapping[str, Sequence[Lot]]

    def usable(self, product: Product, day: date) -> Lot | None:
        """Of the lots of a product that were received last: the usable one that expires first."""
        found = [lot for lot in self._received(product, day)[-_ON_SHELF:] if not unusable_because(lot, day)]
        return min(found, key=lambda lot: (lot.expires_on, lot.code), default=None)

    def just_expired(self, product: Product, day: date) -> Lot | None:
        """A lot whose expiry somebody overlooked by a few weeks."""
        latest = day - timedelta(days=40)
        found = (lot for lot in self._received(product, day) if latest <= lot.expires_on < day)
        return next((lot for lot in found if lot.recalled_on is None), None)

    def _received(self, product: Product, day: date) -> Sequence[Lot]:
        lots = self.lots[product.id]
        return lots[: bisect_right(lots, day, key=lambda lot: lot.received_on)]


def stock_shelf(draw: Random, new_id: Callable[[], str], *, first: date, today: date, doses_a_year: float) -> Shelf:
    """As many lots as a practice of this size uses up; three of a thousand recalled since, and one of them lately."""
    products = tuple(_product(new_id(), about) for about in _PRODUCTS[: 3 if doses_a_year < 500 else None])
    apart = round(365 * len(products) * _VIALS_A_LOT / max(doses_a_year, 1))
    apart = min(_LOT_EVERY_DAYS_AT_MOST, max(_LOT_EVERY_DAYS_AT_LEAST, apart))
    lots: dict[str, list[Lot]] = {product.id: [] for product in products}
    count = 100
    for product, (*_, label_e9) in zip(products, _PRODUCTS, strict=False):
        day = first - timedelta(days=30 + draw.randrange(apart))
        while day <= today:
            count += 1
            code = f"{product.name[0]}{day.year % 100:02}{count:04}"
            lots[product.id].append(_lot(draw, new_id(), product, code, received=day, label=label_e9 * BILLION))
            day += timedelta(days=apart + draw.randint(-apart // 5, apart // 5))
    return Shelf(products, _recall(draw, lots, today))


def _product(key: str, about: _About) -> Product:
    name, maker, place, source, form, _ = about
    in_study = name == "Alpine EV Forte"
    return Product(
        id=key,
        name=name,
        manufacturer=maker,
        manufacturer_place=place,
        regulatory_status=RegulatoryStatus.IND if in_study else RegulatoryStatus.UNAPPROVED,
        regulatory_reference="00000 (made up)" if in_study else None,
        donor=DonorType.ALLOGENEIC,
        source_tissue=source,
        form=form,
    )


def _lot(draw: Random, key: str, product: Product, code: str, *, received: date, label: int) -> Lot:
    """A dry lot tells what is in a vial, any other what is in a millilitre; a few were measured, a few tell nothing."""
    fate = draw.random()
    basis = Basis.LABEL_TOTAL if product.form is ProductForm.LYOPHILISED else Basis.LABEL_CONCENTRATION
    measured = _tenths(label * draw.lognormvariate(-0.22, 0.3))
    if fate < _UNKNOWN:
        basis = Basis.UNKNOWN
    elif fate < _UNKNOWN + _MEASURED and basis is Basis.LABEL_CONCENTRATION:
        basis = Basis.MEASURED
    return Lot(
        id=key,
        product_id=product.id,
        code=code,
        expires_on=received + timedelta(days=draw.randint(400, 730)),
        basis=basis,
        particles_per_ml=label if basis in (Basis.LABEL_CONCENTRATION, Basis.MEASURED) else None,
        total_particles=label * DRY_VIAL_UL // 1000 if basis is Basis.LABEL_TOTAL else None,
        measured_particles_per_ml=measured if basis is Basis.MEASURED else None,
        received_on=received,
    )


def _recall(draw: Random, lots: Mapping[str, list[Lot]], today: date) -> Mapping[str, Sequence[Lot]]:
    """One lot that was in use some months ago is recalled ten days before today; a few were before."""
    old = [lot for each in lots.values() for lot in each if lot.received_on < today - timedelta(days=60)]
    recalled = {}
    if old:
        lately = [lot for lot in old if lot.received_on > today - timedelta(days=420)] or old
        recalled[draw.choice(lately).id] = today - timedelta(days=10)
    for lot in old:
        on = lot.received_on + timedelta(days=draw.randint(60, 300))
        if draw.random() < _RECALLED and on <= today:
            recalled.setdefault(lot.id, on)
    return {
        product: [
            replace(lot, recalled_on=day, recall_reason="Recalled by the maker (made up)")
            if (day := recalled.get(lot.id))
            else lot
            for lot in each
        ]
        for product, each in lots.items()
    }


def _tenths(particles_per_ml: float) -> int:
    """A measured figure, to a tenth of a billion: no count is known more closely."""
    return max(1, round(particles_per_ml * 10 / BILLION)) * BILLION // 10
