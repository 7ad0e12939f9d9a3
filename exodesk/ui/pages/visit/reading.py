"""A visit as one reads it: every field that was filled, the scores and the injections, what was amended struck through.

Builds labels, reads nothing. With `acts`, each part of a signed visit has a menu of what can be done to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from exodesk.core.chart import GivenInjection
from exodesk.core.dates import show_date
from exodesk.core.fields import Record, described, show_value
from exodesk.core.quantities import Unit, plain, show_billions
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.visit import Amendment, AmendmentKind, Score, Visit, Vitals
from exodesk.core.versions import Entered, Former, Line, corrected, entry_of, lines
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.pages.visit.amending import Amending
from exodesk.ui.pages.visit.given_card import lots_in_words
from exodesk.ui.tokens import Tone

_ELSEWHERE = {"site", "side", "volume_ul", "kind", "status", "measured"}
"""Fields that stand in the heading."""

LABELS = 170
"""How wide the labels stand, so that all that is said begins at one line."""


def reading_of(page: VisitPage, acts: Amending | None = None, below: Sequence[QWidget] = ()) -> QWidget:
    """The whole visit, in the order of its steps, then what was entered in error, then what the page adds."""
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for card in (*_cards(page, acts), *below):
        column.addWidget(card)
    column.addStretch()
    return sheet


def _cards(page: VisitPage, acts: Amending | None) -> Iterator[parts.Card]:
    taken_out = [former for former in page.formers if former.is_in_error]
    if not any(isinstance(former.entered, Visit) for former in taken_out):
        yield _card("Visit", page.view.visit, page, acts)
        if page.view.scores:
            yield _scores_card(page, acts)
        for vitals in page.view.vitals:
            yield _vitals_card(vitals)
        for given in page.view.injections:
            yield _card(f"Injection · {given.where}", given, page, acts)
    for amendment in page.view.amendments:
        if amendment.kind is AmendmentKind.ADDENDUM:
            yield _addendum_card(amendment)
    for former in taken_out:
        yield _error_card(former, page)


def lines_of(record: Record) -> Iterator[tuple[str, str]]:
    """Label and value of every field that holds something, but for plain noes and volumes of nothing."""
    for about in described(type(record)).values():
        value = getattr(record, about.name)
        no_volume = about.field.unit is Unit.ML and value == 0
        if about.name in _ELSEWHERE or value is False or no_volume or about.type.__name__ == "datetime":
            continue
        if text := show_value(about, value):
            yield about.field.label, text


def _card(title: str, entered: Entered, page: VisitPage, acts: Amending | None) -> parts.Card:
    """What is in force, and above it the values it took the place of."""
    menu = [_menu(title, entered, acts)] if acts else []
    before = corrected(page.formers, entered)
    card = parts.Card(title, *menu, note=_late_note(entered, page.view.amendments))
    if isinstance(entered, GivenInjection) and entered.injection.status is InjectionStatus.NOT_DONE:
        card.add(parts.Chip("Not done", Tone.WARNING))
    for former in before:
        card.add(_amended_line("Corrected", former.amendment))
    for line in lines(_facts(entered), [_facts(former.entered) for former in before]):
        _put(card, line)
    return card


def _scores_card(page: VisitPage, acts: Amending | None) -> parts.Card:
    card = parts.Card("Scores")
    for score in page.view.scores:
        before = corrected(page.formers, score)
        label = _score_label(score, page)
        (line,) = lines({label: plain(score.score)}, [{label: _score_of(former)} for former in before])
        card.add(_line(line, *([_menu(label, score, acts)] if acts else [])))
        for former in before:
            card.add(_amended_line("Corrected", former.amendment))
    return card


def _vitals_card(vitals: Vitals) -> parts.Card:
    card = parts.Card(f"Vitals, {vitals.measured.label.lower()}")
    for label, text in lines_of(vitals):
        _put(card, Line(label, text))
    return card


def _score_of(former: Former) -> str:
    return plain(former.entered.score) if isinstance(former.entered, Score) else ""


def _error_card(former: Former, page: VisitPage) -> parts.Card:
    entered = former.entered
    title = {
        Visit: "Visit",
        Score: _score_label(entered, page) if isinstance(entered, Score) else "",
        GivenInjection: f"Injection · {entered.where}" if isinstance(entered, GivenInjection) else "",
    }[type(entered)]
    card = parts.Card(title)
    card.body.addLayout(parts.row(parts.Chip("Entered in error", Tone.DANGER), 1))
    card.add(_amended_line("Taken out", former.amendment))
    before = [_facts(each.entered) for each in corrected(page.formers, entered)]
    for line in lines({}, [*before, _facts(entered)]):
        _put(card, line)
    return card


def _addendum_card(amendment: Amendment) -> parts.Card:
    card = parts.Card("Addendum", note=f"{show_date(amendment.amended_on)} · {amendment.amended_by}")
    card.add(parts.words(amendment.text or "", wrap=True))
    card.add(parts.hint(f"Reason: {amendment.reason}", wrap=True))
    return card


def _facts(entered: Entered) -> Mapping[str, str]:
    """Label to value, in the order of reading."""
    match entered:
        case Visit():
            return dict(lines_of(entered))
        case Score():
            return {"Score": plain(entered.score), "Date": show_date(entered.scored_on), "How": entered.mode.label}
        case GivenInjection():
            return dict(_injection_facts(entered))


def _injection_facts(given: GivenInjection) -> Iterator[tuple[str, str]]:
    yield "Where", given.where
    yield given.injection.kind.label, given.amount
    if lots := lots_in_words(given):
        yield "Product and lot", lots
    for drawn in given.sources:
        if drawn.source.label_particles_per_ml and drawn.source.particles is not None:
            yield "Measured dose", show_billions(drawn.source.particles)
    yield from lines_of(given.injection)


def _put(card: parts.Card, line: Line) -> None:
    card.add(_line(line))


def _line(line: Line, *acts: QWidget) -> QWidget:
    """The label at the left; beside it what it said before, struck through, and what it says now."""
    label = parts.muted(line.label, wrap=True)
    label.setFixedWidth(LABELS)
    words = QVBoxLayout()
    words.setSpacing(2)
    for text in line.struck:
        words.addWidget(struck(text))
    if line.now:
        now = parts.words(line.now, wrap=True)
        now.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(now)
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(12)
    across.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter if acts else Qt.AlignmentFlag.AlignTop)
    across.addLayout(words, 1)
    for act in acts:
        across.addWidget(act)
    return holder


def struck(text: str) -> QLabel:
    """What stood there before: readable, and struck through."""
    label = parts.words(text, tone="muted", wrap=True)
    font = label.font()
    font.setStrikeOut(True)
    label.setFont(font)
    label.setAccessibleName(f"No longer: {text}")
    return label


def _amended_line(what: str, amendment: Amendment) -> QWidget:
    on = f"{show_date(amendment.amended_on)} by {amendment.amended_by}"
    return parts.words(f"{what} {on}: {amendment.reason}", tone="warning", wrap=True)


def _late_note(entered: Entered, amendments: Sequence[Amendment]) -> str:
    late = next((each for each in amendments if each.replacement_id == entry_of(entered)), None)
    return f"late entry of {show_date(late.amended_on)}: {late.reason}" if late else ""


def _menu(title: str, entered: Entered, acts: Amending) -> parts.Button:
    """Correct, entered in error, history: what can be done to one part of a signed visit."""
    button = parts.quiet_button("Amend")
    button.setAccessibleName(f"Amend: {title}")
    menu = QMenu(button)
    for words, act in (
        ("&Correct…", acts.correct),
        ("Entered in &error…", acts.take_out),
        ("&History…", acts.show_history),
    ):
        menu.addAction(words, partial(act, entered))
    button.setMenu(menu)
    return button


def _score_label(score: Score, page: VisitPage) -> str:
    plan = page.chart.plan(score.plan_id)
    return f"{score.instrument.label}, {plan.where[0].lower()}{plan.where[1:]}" if plan else score.instrument.label
