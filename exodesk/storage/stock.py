"""Products and lots as stored."""

from collections.abc import Sequence

from exodesk.core.records.stock import Lot, Product
from exodesk.storage.reading import Reader, by_id, listed, records


def product(record: Reader, product_id: str) -> Product:
    return by_id(record, Product, product_id)


def products(record: Reader) -> list[Product]:
    return records(record, Product, "SELECT * FROM product ORDER BY name, id")


def lot(record: Reader, lot_id: str) -> Lot:
    return by_id(record, Lot, lot_id)


def lots(record: Reader) -> list[Lot]:
    """Earliest expiry first."""
    return records(record, Lot, "SELECT * FROM lot ORDER BY expires_on, code, id")


def lots_beginning(record: Reader, start: str, product_ids: Sequence[str], limit: int) -> list[Lot]:
    """Lots whose code begins so, in either case, and lots of these products; the latest expiry first."""
    return records(
        record,
        Lot,
        """SELECT * FROM lot WHERE upper(substr(code, 1, length(?1))) = upper(?1)
        OR product_id IN (SELECT value FROM json_each(?2)) ORDER BY expires_on DESC, code, id LIMIT ?3""",
        start,
        listed(product_ids),
        limit,
    )


def lots_with_ids(record: Reader, lot_ids: Sequence[str]) -> dict[str, Lot]:
    sql = "SELECT * FROM lot WHERE id IN (SELECT value FROM json_each(?))"
    return {found.id: found for found in records(record, Lot, sql, listed(lot_ids))}


def products_with_ids(record: Reader, product_ids: Sequence[str]) -> dict[str, Product]:
    sql = "SELECT * FROM product WHERE id IN (SELECT value FROM json_each(?))"
    return {found.id: found for found in records(record, Product, sql, listed(product_ids))}
