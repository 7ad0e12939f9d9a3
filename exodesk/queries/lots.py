"""Lots to pick from: usable ones by expiry, and the others with the reason why they are not."""

from dataclasses import dataclass
from datetime import date

from exodesk.core.records.stock import Lot, Product
from exodesk.core.safety import unusable_because
from exodesk.storage import stock
from exodesk.storage.reading import Snapshot


@dataclass(frozen=True, slots=True)
class LotChoice:
    """`unusable` is "" for a lot that nothing speaks against."""

    lot: Lot
    product: Product
    unusable: str


def to_pick(record: Snapshot, day: date | None = None) -> list[LotChoice]:
    """All lots for an injection on a day: usable ones first, the earliest expiry leading; then those that are not."""
    with record.reading():
        on = day or record.today()
        products = {product.id: product for product in stock.products(record)}
        choices = [LotChoice(lot, products[lot.product_id], unusable_because(lot, on)) for lot in stock.lots(record)]
    return sorted(choices, key=lambda choice: bool(choice.unusable))


def products(record: Snapshot) -> list[Product]:
    """All products, by name."""
    return stock.products(record)
