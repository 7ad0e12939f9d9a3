"""Products and lots: entered once, then picked."""

from functools import partial

from exodesk.core.changes import Change
from exodesk.core.codes import Basis
from exodesk.core.errors import Problem
from exodesk.core.records.stock import Lot, Product
from exodesk.services.checks import check
from exodesk.storage import stock
from exodesk.storage.recordfile import RecordFile

_FIGURES = {
    Basis.LABEL_CONCENTRATION: ("particles_per_ml", "Type the concentration on the label."),
    Basis.LABEL_TOTAL: ("total_particles", "Type the particles in the vial, as the label says."),
    Basis.MEASURED: ("measured_particles_per_ml", "Type the concentration that was measured."),
}


def add_product(record: RecordFile, product: Product) -> Change:
    check(record, product)
    with record.write("add product") as rows:
        rows.insert(product)
    return Change(frozenset({"product"}), None, product.id, f"{product.name} added.")


def edit_product(record: RecordFile, product: Product) -> Change:
    before = stock.product(record, product.id)
    check(record, product)
    with record.write("edit product") as rows:
        rows.update(product)
    return Change(
        frozenset({"product"}), None, product.id, f"{product.name} saved.", partial(edit_product, product=before)
    )


def add_lot(record: RecordFile, lot: Lot) -> Change:
    """Enter what a lot's label says, once."""
    stock.product(record, lot.product_id)
    check(record, lot, *_lot_problems(record, lot))
    with record.write("add lot") as rows:
        rows.insert(lot)
    return Change(frozenset({"lot"}), None, lot.id, f"Lot {lot.code} added.")


def edit_lot(record: RecordFile, lot: Lot) -> Change:
    """Correct or recall a lot. Doses given keep the figures they were computed from; expiry and recall judge anew."""
    before = stock.lot(record, lot.id)
    check(record, lot, *_lot_problems(record, lot))
    with record.write("edit lot") as rows:
        rows.update(lot)
    kinds = frozenset({"lot", "forecast"})
    return Change(kinds, None, lot.id, _said(before, lot), partial(edit_lot, lot=before))


def _said(before: Lot, lot: Lot) -> str:
    if lot.recalled_on and not before.recalled_on:
        return f"Lot {lot.code} recalled. Plans with a dose from it ask whether it counts."
    return f"Lot {lot.code} saved."


def _lot_problems(record: RecordFile, lot: Lot) -> list[Problem]:
    found = []
    if figure := _FIGURES.get(lot.basis):
        name, text = figure
        if getattr(lot, name) is None:
            found.append(Problem(name, text))
    if any(
        each.code.casefold() == lot.code.casefold() and each.id != lot.id
        for each in stock.lots(record)
        if each.product_id == lot.product_id and lot.code
    ):
        found.append(Problem("code", f"Lot {lot.code} of this product is entered already. Pick it."))
    if lot.recalled_on and not lot.recall_reason:
        found.append(Problem("recall_reason", "Type why the lot is recalled."))
    return found
