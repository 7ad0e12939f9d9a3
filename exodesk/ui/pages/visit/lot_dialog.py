"""A lot: entered once as its label says, of a product already known or a new one; later corrected, or recalled."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.codes import Basis
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.stock import Lot, Product
from exodesk.queries.lots import LotChoice, products
from exodesk.services.stock import add_lot, add_product, edit_lot, edit_product
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.pages.visit.pickers import Picker

LOT_ROWS = (
    ("code", "expires_on"),
    ("recalled_on", "recall_reason"),
    "basis",
    ("particles_per_ml", "measured_particles_per_ml"),
    "total_particles",
)
FIGURES = {
    "particles_per_ml": (None, Basis.LABEL_CONCENTRATION, Basis.MEASURED),
    "measured_particles_per_ml": (Basis.MEASURED,),
    "total_particles": (Basis.LABEL_TOTAL,),
}
"""The figures of a lot, and on which basis each is asked for."""
PRODUCT_ROWS = (
    ("name", "manufacturer"),
    ("manufacturer_place", "form"),
    ("regulatory_status", "regulatory_reference"),
    ("donor", "source_tissue"),
)
NEW_PRODUCT = "new"


class LotForm(RecordForm):
    """Asks for the figures that the basis rests on."""

    def __init__(self, session: Session, lot: Lot | None = None) -> None:
        super().__init__(Lot, LOT_ROWS, today=session.today)
        self._held = {name for name in FIGURES if lot and getattr(lot, name) is not None}
        if lot:
            self.put(lot)
        self.edited.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """A figure that the lot holds already stays in sight: hidden, it would be saved as empty."""
        basis = self.value("basis")
        for name, bases in FIGURES.items():
            self.show_field(name, basis in bases or name in self._held)


def lot_dialog(session: Session, parent: QWidget | None) -> EntryDialog:
    form = LotForm(session)
    known = products(session.record)
    picker = Picker("Known product")
    picker.fill(_entries(known))
    picker.put_raw(known[0].id if len(known) == 1 else "" if known else NEW_PRODUCT)
    new_product = RecordForm(Product, PRODUCT_ROWS, today=session.today)

    def fit() -> None:
        new_product.setVisible(picker.raw() == NEW_PRODUCT)

    def save(values: dict[str, Any]) -> Change:
        product_id = picker.raw()
        if product_id == NEW_PRODUCT:
            product = Product(id=session.record.new_id(), **new_product.values())
            product_id = str(session.run(add_product, product).record_id)
            picker.fill(_entries(products(session.record)))
            picker.put_raw(product_id)
            fit()
        if not product_id:
            raise InvalidRecord([Problem("product", "Choose the product.")])
        lot = Lot(id=session.record.new_id(), product_id=product_id, received_on=session.today(), **values)
        return session.run(add_lot, lot)

    dialog = EntryDialog("New lot", form, save, parent=parent)
    known_product = Labelled("Known product", picker, required=True)
    dialog.put_above(known_product, new_product)
    dialog.tell_at("product", known_product)
    picker.edited.connect(partial(known_product.show_problem, ""))
    picker.edited.connect(fit)
    fit()
    if picker.raw() == NEW_PRODUCT:
        new_product.focus_first()
    elif not picker.raw():
        picker.setFocus()
    return dialog


def edit_lot_dialog(session: Session, choice: LotChoice, parent: QWidget | None) -> EntryDialog:
    """What was entered of a lot and its product, to be corrected; and its recall. Doses given keep their figures."""
    product = RecordForm(Product, PRODUCT_ROWS, today=session.today)
    product.put(choice.product)

    def save(values: dict[str, Any]) -> Change:
        if product.is_edited:
            session.run(edit_product, replace(choice.product, **product.values()))
        return session.run(edit_lot, replace(choice.lot, **values))

    about = f"{choice.product.name} · {choice.product.manufacturer}"
    dialog = EntryDialog(f"Lot {choice.lot.code}", LotForm(session, choice.lot), save, about=about, parent=parent)
    dialog.put_above(product)
    return dialog


def _entries(known: Sequence[Product]) -> list[tuple[str, str]]:
    return [
        *((product.id, f"{product.name} · {product.manufacturer}") for product in known),
        (NEW_PRODUCT, "A new product…"),
    ]
