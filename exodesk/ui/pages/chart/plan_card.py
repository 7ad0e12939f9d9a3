"""One plan: where it stands and why, its key figures, what was noted of it, and a menu of what can be done."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from exodesk.core.booster import DoseKind, Need, State
from exodesk.core.chart import PlanView
from exodesk.core.dates import show_date
from exodesk.core.quantities import show_billions, show_ml
from exodesk.core.records.plan import BaselineByHand, BoosterRule, Hold, HoldReason, Plan, PlanAct, Washout
from exodesk.core.sentences import mid_sentence
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.pages.chart.plan_acts import Noted, PlanActs

TONES = {
    State.DUE: Tone.WARNING,
    State.OVERDUE: Tone.DANGER,
    State.LOST: Tone.DANGER,
    State.SUSPENDED: Tone.WARNING,
    State.CONTRAINDICATED: Tone.DANGER,
    State.EXPIRED: Tone.WARNING,
    State.AVAILABLE: Tone.INFO,
}
MOST_NOTED = 5
"""Older ones stand in the history."""


class PlanCard(parts.Card):
    """`title` and `terms` as the timeline words them."""

    def __init__(self, acts: PlanActs, title: str, terms: str) -> None:
        self._acts = acts
        view = acts.view
        self.edit = parts.quiet_button("Edit")
        self.edit.setAccessibleName(f"Edit the plan: {title}")
        self.edit.clicked.connect(acts.edit)
        self.more = parts.quiet_button("Act")
        self.more.setAccessibleName(f"Act on the plan: {title}")
        self.menu = self._menu()
        self.more.setMenu(self.menu)
        super().__init__(title, self.edit, self.more)
        chips = [
            parts.Chip(view.standing.state.label, TONES.get(view.standing.state, Tone.NEUTRAL)),
            parts.Chip(terms, Tone.NEUTRAL),
        ]
        if view.standing.booked:
            chips.append(parts.Chip("Booked", Tone.INFO))
        self.body.addLayout(parts.row(*chips, 1))
        self.add(parts.words(view.why, wrap=True))
        if view.why_needed:
            self.add(parts.muted(f"Need: {view.why_needed}", wrap=True))
        self._add_figures(view)
        for name, text in _words(view.plan):
            self.add(parts.muted(f"{name}: {text}", wrap=True))
        self.add(parts.muted(" · ".join(f"{name} {value}" for name, value in _facts(view.plan)), wrap=True))
        self._add_prompts(view)
        for noted in _noted(view)[:MOST_NOTED]:
            self.add_row(self._noted_row(noted))

    def _add_figures(self, view: PlanView) -> None:
        """The dates of the next dose, side by side; where one is set by hand, that of the rules stays in sight."""
        figures = [column for column in _figures(view) if column]
        if figures:
            line = QWidget()
            line.setLayout(parts.row(*(_figure(*each) for each in figures), 1, spacing=32))
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.add(line)

    def _add_prompts(self, view: PlanView) -> None:
        """What waits for an answer of the practitioner, by one key."""
        buttons: list[QWidget] = []
        for given in self._acts.open_questions:
            day = show_date(given.injection.given_on)
            buttons.append(_button(f"Answer: does the dose of {day} count?", partial(self._acts.answer_lot, given)))
        if view.plan.booster is BoosterRule.AS_NEEDED and view.standing.need not in (None, Need.ASKED):
            buttons.append(_button("Booster asked for…", self._acts.ask))
        if view.standing.review_on:
            buttons.append(_button("Reviewed…", self._acts.review))
        for hold in view.holds:
            if hold.until_on is None:
                reason = mid_sentence(hold.reason.label)
                buttons.append(_button(f"Release the hold: {reason}…", partial(self._acts.release, hold)))
        if buttons:
            self.body.addLayout(parts.row(*buttons, 1))

    def _menu(self) -> QMenu:
        acts, view = self._acts, self._acts.view
        menu = parts.Menu()
        if view.plan.closed_on:
            return _filled(menu, [("Open the plan &again", acts.reopen), ("&History…", acts.show_history)])
        _filled(menu, [("&Book…", acts.book)])
        menu.addSeparator()
        if view.plan.booster is BoosterRule.AS_NEEDED and view.standing.next:
            _filled(menu, [("Booster &asked for…", acts.ask)])
        _filled(
            menu,
            [
                ("&Reviewed…", acts.review),
                ("Set the &date by hand…", acts.set_date),
                ("Hide from the &lists until…", acts.snooze),
            ],
        )
        menu.addSeparator()
        _filled(
            menu,
            [
                ("&Hold…", acts.hold),
                ("Patient d&eclines for now…", partial(acts.hold, HoldReason.DECLINED)),
                ("&Washout…", acts.wash_out),
            ],
        )
        menu.addSeparator()
        return _filled(
            menu,
            [
                ("&Start value by hand…", acts.set_baseline),
                ("&Close the plan…", acts.close),
                ("H&istory…", acts.show_history),
            ],
        )

    def _noted_row(self, noted: Noted) -> parts.ListRow:
        """Its menu takes it back; a hold can be released and edited as well."""
        title, note, tail = words_of(noted, self._acts.view)
        row = parts.ListRow(title, note, tail)
        menu = parts.Menu(row)
        if isinstance(noted, Hold):
            _filled(menu, [("&Release…", partial(self._acts.release, noted))])
            _filled(menu, [("&Edit…", partial(self._acts.edit_hold, noted))])
        _filled(menu, [("&Take back", partial(self._acts.take_back, noted))])
        row.clicked.connect(lambda: menu.popup(row.mapToGlobal(row.rect().bottomLeft())))
        return row


def words_of(noted: Noted, view: PlanView) -> tuple[str, str, str]:
    """Title, note and day of what was noted."""
    match noted:
        case Hold():
            until = f"until {show_date(noted.until_on)}" if noted.until_on else "open"
            about = "this plan" if noted.plan_id else view.where if noted.site else "the whole patient"
            note = " · ".join(part for part in (about, noted.cause, noted.note) if part)
            return f"Hold: {noted.reason.label}, {until}", note, f"from {show_date(noted.from_on)}"
        case Washout():
            return (
                f"Washout until {show_date(noted.until_on)}",
                noted.cause or view.where,
                f"from {show_date(noted.from_on)}",
            )
        case BaselineByHand():
            return f"Start value by hand: {noted.nrs}", noted.source, show_date(noted.baseline_on)
        case PlanAct():
            target = f": {show_date(noted.target_on)}" if noted.target_on else ""
            answer = f": {noted.what.label.lower()}" if noted.what else ""
            return f"{noted.kind.label}{target}{answer}", noted.reason or "", show_date(noted.acted_on)


def _noted(view: PlanView) -> list[Noted]:
    """Everything in force, the latest day first."""
    noted: list[Noted] = [*view.holds, *view.washouts, *view.acts, *view.baselines]
    return sorted(noted, key=_day_of, reverse=True)


def _day_of(noted: Noted) -> str:
    match noted:
        case PlanAct():
            return noted.acted_on.isoformat()
        case BaselineByHand():
            return noted.baseline_on.isoformat()
        case _:
            return noted.from_on.isoformat()


def _figures(view: PlanView) -> Sequence[tuple[str, str, str] | None]:
    """Caption, value and note of each date that stands."""
    standing = view.standing
    place = standing.next
    by_rule = f"by the rules {show_date(view.by_rule)}" if view.by_rule else "the rules give no date"
    is_by_hand = any(act.target_on == standing.recommended and act.kind == "hand_set" for act in view.acts)
    return (
        ("Next", f"{'Booster' if place.kind is DoseKind.BOOSTER else 'Dose'} {place.number}", "") if place else None,
        ("Recommended", show_date(standing.recommended), f"set by hand; {by_rule}" if is_by_hand else "")
        if standing.recommended
        else None,
        ("Possible from", show_date(standing.earliest), "") if standing.earliest else None,
        ("Past due after", show_date(standing.past_due), "") if standing.past_due else None,
        ("Lockout ends", show_date(standing.lockout_ends), "") if standing.lockout_ends else None,
        ("Review on", show_date(standing.review_on), "") if standing.review_on else None,
    )


def _figure(caption: str, value: str, note: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(0)
    column.addWidget(parts.hint(caption))
    column.addWidget(parts.strong(value))
    if note:
        column.addWidget(parts.hint(note))
    column.addStretch()
    return holder


def _facts(plan: Plan) -> Sequence[tuple[str, str]]:
    intended = [
        show_billions(plan.intended_particles) if plan.intended_particles else "",
        show_ml(plan.intended_volume_ul) if plan.intended_volume_ul else "",
    ]
    facts = [
        ("First dose planned on", show_date(plan.planned_on)),
        ("Intended dose", " in ".join(part for part in intended if part)),
        ("Valid until", show_date(plan.valid_until) if plan.valid_until else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _words(plan: Plan) -> Sequence[tuple[str, str]]:
    """What was typed, which may be long."""
    typed = [
        ("Goal", plan.goal),
        ("Reason for the dose", plan.intended_reason),
        ("Other therapies", plan.other_therapies),
        ("Closed", f"{show_date(plan.closed_on)}: {plan.closed_reason}" if plan.closed_on else None),
    ]
    return [(name, text) for name, text in typed if text]


def _filled(menu: QMenu, entries: Sequence[tuple[str, Callable[[], object]]]) -> QMenu:
    for words, act in entries:
        menu.addAction(words, _once(act))
    return menu


def _once(act: Callable[[], object]) -> Callable[[], None]:
    def do() -> None:
        act()

    return do


def _button(text: str, act: Callable[[], object]) -> parts.Button:
    button = parts.secondary_button(text)
    button.clicked.connect(_once(act))
    return button
