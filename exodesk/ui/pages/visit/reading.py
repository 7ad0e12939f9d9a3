"""A visit as one reads it: every field that was filled, the scores and the injections. Builds labels, reads nothing."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.chart import GivenInjection
from exodesk.core.dates import show_date
from exodesk.core.fields import Record, described, show_value
from exodesk.core.quantities import plain, show_billions
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.visit import Score
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.pages.visit.given_card import lots_in_words
from exodesk.ui.tokens import Tone

_ELSEWHERE = {"site", "side", "volume_ul", "kind", "status"}
"""Fields of an injection that stand in its heading."""


def reading_of(page: VisitPage) -> QWidget:
    """The whole visit, in the order of its steps."""
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    notes = parts.Card("Visit")
    for label, text in lines_of(page.view.visit):
        _put(notes, label, text)
    column.addWidget(notes)
    if page.view.scores:
        scores = parts.Card("Scores")
        for score in page.view.scores:
            scores.add(parts.fact_line(_score_label(score, page), plain(score.score)))
        column.addWidget(scores)
    for given in page.view.injections:
        column.addWidget(_injection_card(given))
    for amendment in page.view.amendments:
        card = parts.Card(amendment.kind.label, note=show_date(amendment.amended_on))
        _put(card, "Reason", amendment.reason)
        if amendment.text:
            _put(card, "Text", amendment.text)
        column.addWidget(card)
    column.addStretch()
    return sheet


def lines_of(record: Record) -> Iterator[tuple[str, str]]:
    """Label and value of every field that holds something, but for plain noes."""
    for about in described(type(record)).values():
        value = getattr(record, about.name)
        if about.name in _ELSEWHERE or value is False or about.type.__name__ == "datetime":
            continue
        if text := show_value(about, value):
            yield about.field.label, text


def _injection_card(given: GivenInjection) -> parts.Card:
    card = parts.Card(f"Injection · {given.where}", note=given.amount)
    if given.injection.status is InjectionStatus.NOT_DONE:
        card.add(parts.Chip("Not done", Tone.WARNING))
    if lots := lots_in_words(given):
        _put(card, "Product and lot", lots)
    for drawn in given.sources:
        if drawn.source.label_particles_per_ml and drawn.source.particles is not None:
            _put(card, "Measured dose", show_billions(drawn.source.particles))
    for label, text in lines_of(given.injection):
        _put(card, label, text)
    return card


def _put(card: parts.Card, label: str, text: str) -> None:
    if "\n" in text or len(text) > 60:
        card.add(parts.hint(label))
        card.add(parts.words(text, wrap=True))
    else:
        card.add(parts.fact_line(label, text))


def _score_label(score: Score, page: VisitPage) -> str:
    plan = page.chart.plan(score.plan_id)
    return f"{score.instrument.label}, {plan.where[0].lower()}{plan.where[1:]}" if plan else score.instrument.label
