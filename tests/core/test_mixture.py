"""What was in the syringe, in words: no figure of one lot reads as if it were the whole, and a diluent is told."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.codes import Basis
from exodesk.core.mixture import diluent_in_words, lots_in_words
from exodesk.core.quantities import BILLION
from exodesk.core.reading import facts_of
from exodesk.core.records.injection import InjectionSource
from exodesk.core.records.stock import Lot, Product
from exodesk.core.timeline import Kind, timeline_of
from exodesk.core.timeline.details import details_of
from tests import made_up_chart as made_up

DAY = date(2026, 11, 23)
PRODUCT = Product(id="p", name="Exovela", manufacturer="Sample Biologics")


def drawn(code: str, basis: Basis, particles: int | None, drawn_ul: int = 1000) -> DrawnSource:
    source = InjectionSource(
        id=code, injection_id="i", lot_id=code, drawn_ul=drawn_ul, basis=basis, particles=particles,
        particles_per_ml=particles, label_particles_per_ml=5 * BILLION if basis is Basis.MEASURED else None,
    )  # fmt: skip
    lot = Lot(id=code, product_id="p", code=code, expires_on=date(2099, 12, 31), received_on=DAY, basis=basis)
    return DrawnSource(source, lot, PRODUCT)


LABELLED = drawn("A1", Basis.LABEL_CONCENTRATION, 10 * BILLION)
MEASURED = drawn("M7", Basis.MEASURED, 4 * BILLION)
A1 = "Exovela · lot A1 (1 mL, 10 billion labelled)"
UNKNOWN = drawn("X2", Basis.UNKNOWN, None)


def given(*sources: DrawnSource, diluent_ul: int = 0, diluent: str | None = None) -> GivenInjection:
    one = made_up.injection(DAY, None)
    volume = sum(each.source.drawn_ul for each in sources) + diluent_ul
    injection = replace(one.injection, volume_ul=volume, diluent_ul=diluent_ul, diluent=diluent)
    return GivenInjection(injection=injection, sources=sources)


@pytest.mark.parametrize(
    ("told", "amount", "lots"),
    [
        (given(LABELLED), "1 mL · 10 billion", "Exovela · lot A1"),
        (given(MEASURED), "1 mL · 4 billion", "Exovela · lot M7 (4 billion measured, 5 billion by its label)"),
        (
            given(LABELLED, MEASURED),
            "2 mL · 14 billion, 4 billion of it measured",
            f"{A1} + Exovela · lot M7 (1 mL, 4 billion measured, 5 billion by its label)",
        ),
        (
            given(LABELLED, UNKNOWN),
            "2 mL · dose not known",
            f"{A1} + Exovela · lot X2 (1 mL, dose not known)",
        ),
        (given(LABELLED, diluent_ul=2000), "3 mL · 10 billion", "Exovela · lot A1 (1 mL)"),
    ],
)
def test_every_figure_says_of_which_lot_it_is_and_how_it_was_counted(
    told: GivenInjection, amount: str, lots: str
) -> None:
    assert told.amount.replace("\u00a0", " ") == amount
    assert lots_in_words(told).replace("\u00a0", " ") == lots
    facts = facts_of(told, _same)
    assert facts["Product and lot"] == lots_in_words(told)
    assert "Measured dose" not in facts


def test_what_it_was_mixed_with_is_told_with_its_volume() -> None:
    mixed = given(LABELLED, diluent_ul=2000, diluent="Saline").injection
    assert diluent_in_words(mixed) == "2\u00a0mL Saline"
    assert diluent_in_words(replace(mixed, diluent_lot="S1")) == "2\u00a0mL Saline, lot S1"
    assert diluent_in_words(replace(mixed, diluent=None)) == "2\u00a0mL diluent"
    assert diluent_in_words(given(LABELLED).injection) == ""


def test_a_mark_opened_out_tells_each_lot_with_its_figure_and_the_diluent() -> None:
    chart = made_up.chart(DAY, injections=[given(LABELLED, MEASURED, diluent_ul=2000, diluent="saline")])
    [entry] = [each for each in timeline_of(chart).entries if each.kind is Kind.INJECTION]
    lines = [(label, text.replace("\u00a0", " ")) for label, text in details_of(entry, chart).lines]
    assert ("DOSE", "4 mL · 14 billion, 4 billion of it measured") in lines
    assert ("Product and lot", "Exovela · lot A1 · expires 31-Dec-2099 · 10 billion labelled") in lines
    assert ("Mixed with", "2 mL saline") in lines


def _same(moment: datetime) -> datetime:
    return moment
