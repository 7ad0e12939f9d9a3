"""A visit as one reads it: every field that was filled, the scores and the injections, what was amended struck through.

Builds labels, reads nothing. With `acts`, each part of a signed visit has a menu of what can be done to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from exodesk.core.chart import GivenInjection
from exodesk.core.dates import show_date
from exodesk.core.instruments import show_score
from exodesk.core.reading import Clock, facts_of, facts_of_former, late_entry_of, score_label, title_of
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.visit import Amendment, AmendmentKind, Score, Visit, Vitals, VitalsWhen
from exodesk.core.sentences import mid_sentence
from exodesk.core.versions import Entered, Former, Line, amended_by, corrected, lines, measured
from exodesk.core.vitals import facts_of_vitals
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone
from exodesk.ui.pages.visit.amending import Amending

LABELS = 170
"""How wide the labels stand, so that all that is said begins at one line."""


def reading_of(
    page: VisitPage,
    clock: Clock,
    acts: Amending | None = None,
    *,
    above: Sequence[QWidget] = (),
    below: Sequence[QWidget] = (),
) -> QWidget:
    """The whole visit, in the order of its steps, then what was entered in error, between what the page adds."""
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for card in (*above, *_Reading(page, clock, acts).cards(), *below):
        column.addWidget(card)
    column.addStretch()
    return sheet


class _Reading:
    """The cards of one visit."""

    def __init__(self, page: VisitPage, clock: Clock, acts: Amending | None) -> None:
        self._page, self._clock, self._acts = page, clock, acts

    def cards(self) -> Iterator[parts.Card]:
        view = self._page.view
        taken_out = [former for former in self._page.formers if former.is_in_error]
        if not any(isinstance(former.entered, Visit) for former in taken_out):
            yield self._card("Visit", view.visit)
            if view.scores:
                yield self._scores()
            for when in VitalsWhen:
                yield from self._vitals(when)
            for given in view.injections:
                yield self._card(f"Injection · {given.where}", given)
        for amendment in view.amendments:
            if amendment.kind is AmendmentKind.ADDENDUM:
                yield _addendum(amendment)
        for former in taken_out:
            yield self._in_error(former)

    def _card(self, title: str, entered: Entered) -> parts.Card:
        """What is in force, and above it the values it took the place of."""
        before = self._before(entered)
        card = parts.Card(title, *self._menu(title, entered), note=_late_note(entered, self._page.view.amendments))
        if isinstance(entered, GivenInjection) and entered.injection.status is InjectionStatus.NOT_DONE:
            card.add(parts.Chip("Not done", Tone.WARNING))
        now, then = self._facts(entered), [self._facts(former.entered) for former in before]
        for former in amended_by(before, [*then, now]) if isinstance(entered, Visit) else before:
            card.add(_amended_line("Corrected", former.amendment))
        for line in lines(now, then):
            card.add(told_line(line))
        return card

    def _scores(self) -> parts.Card:
        card = parts.Card("Scores")
        if self._acts:
            card.align_acts()
        for score in self._page.view.scores:
            before = self._before(score)
            label = score_label(score, self._page.chart)
            (line,) = lines({label: show_score(score)}, [{label: _score_of(former)} for former in before])
            card.add(told_line(line, *self._menu(label, score)))
            if late := late_entry_of(score, self._page.view.amendments):
                card.add(_amended_line("Late entry", late))
            for former in before:
                card.add(_amended_line("Corrected", former.amendment))
        return card

    def _vitals(self, when: VitalsWhen) -> Iterator[parts.Card]:
        """What was measured before or after, in every version of the visit; nothing where nothing ever was."""
        vitals, before = measured(self._page.view.vitals, when), self._before(self._page.view.visit)
        now, then = facts_of_vitals(vitals), [facts_of_vitals(measured(each.vitals, when)) for each in before]
        if told := lines(now, then):
            title = f"Vitals, {when.label.lower()}"
            card = parts.Card(title, *(self._menu_of_vitals(title, vitals) if vitals else ()))
            for former in amended_by(before, [*then, now]):
                card.add(_amended_line("Corrected", former.amendment))
            for line in told:
                card.add(told_line(line))
            yield card

    def _in_error(self, former: Former) -> parts.Card:
        card = parts.Card(title_of(former.entered, self._page.chart))
        card.body.addLayout(parts.row(parts.Chip("Entered in error", Tone.DANGER), 1))
        card.add(_amended_line("Taken out", former.amendment))
        versions = (*self._before(former.entered), former)
        for line in lines({}, [facts_of_former(each, self._clock) for each in versions]):
            card.add(told_line(line))
        return card

    def _facts(self, entered: Entered) -> Mapping[str, str]:
        return facts_of(entered, self._clock)

    def _before(self, entered: Entered) -> list[Former]:
        return corrected(self._page.formers, entered)

    def _menu(self, title: str, entered: Entered) -> list[parts.Button]:
        """Correct, entered in error, history: what can be done to one part of a signed visit."""
        acts = self._acts
        if acts is None:
            return []
        found: dict[str, Callable[[], object]] = {"&Correct…": partial(acts.correct, entered)}
        if isinstance(entered, GivenInjection):
            title = f"{title}, {mid_sentence(entered.injection.kind.label)}"  # two of one place stand apart
            found["Correct the &pause…"] = partial(acts.correct_pause, entered)
        found["Entered in &error…"] = partial(acts.take_out, entered)
        found["&History…"] = partial(acts.show_history, entered)
        return [_menu_button(title, found)]

    def _menu_of_vitals(self, title: str, vitals: Vitals) -> list[parts.Button]:
        """Vitals are a part of their visit, and have its history; emptied, they are taken out."""
        acts = self._acts
        if acts is None:
            return []
        show = partial(acts.show_history, self._page.view.visit)
        return [_menu_button(title, {"&Correct…": partial(acts.correct_vitals, vitals), "&History…": show})]


def _score_of(former: Former) -> str:
    return show_score(former.entered) if isinstance(former.entered, Score) else ""


def _addendum(amendment: Amendment) -> parts.Card:
    card = parts.Card("Addendum", note=f"{show_date(amendment.amended_on)} · {amendment.amended_by}")
    card.add(parts.words(amendment.text or "", wrap=True))
    card.add(parts.hint(f"Reason: {amendment.reason}", wrap=True))
    return card


def told_line(line: Line, *acts: QWidget) -> QWidget:
    """The label at the left; beside it what it said before, struck through, and what it says now."""
    label = parts.muted(line.label, wrap=True)
    label.setFixedWidth(LABELS)
    words = QVBoxLayout()
    words.setSpacing(2)
    for text in line.struck:
        words.addWidget(struck(text))
    if line.now:
        words.addWidget(parts.Selectable(line.now, Text.BODY, wrap=True))
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
    late = late_entry_of(entered, amendments)
    return f"late entry of {show_date(late.amended_on)}: {late.reason}" if late else ""


def _menu_button(title: str, acts: Mapping[str, Callable[[], object]]) -> parts.Button:
    button = parts.quiet_button("Amend")
    button.setAccessibleName(f"Amend: {title}")
    menu = parts.Menu(button)
    for words, act in acts.items():
        menu.addAction(words, act)
    button.setMenu(menu)
    return button
