"""The dialogs that amend a signed visit. Each asks why, keeps its draft, and leaves the act to its service."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.chart import GivenInjection
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Record, described
from exodesk.core.left_over import LeftOver
from exodesk.core.records.injection import PauseAnswer, PauseAnswerCode, PauseItem
from exodesk.core.records.patient import identity_line
from exodesk.core.records.visit import Score, Visit, Vitals
from exodesk.core.sentences import mid_sentence
from exodesk.core.versions import Entered, entry_of, measured
from exodesk.queries.visit import VisitPage
from exodesk.services import amend
from exodesk.services.drafts import add_left_over
from exodesk.services.visits import is_empty
from exodesk.ui import parts
from exodesk.ui.forms.editors import choice_editor
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.rows import Row
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.amended import (
    Addendum,
    CorrectedPause,
    CorrectedScore,
    CorrectedVisit,
    CorrectedVitals,
    InError,
)
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.pages.visit.pickers import NO_PLAN, Picker
from exodesk.ui.pages.visit.scores import ASKED
from exodesk.ui.pages.visit.vitals import MEASURED

NOT_TYPED = ("kind", "entered_late")
"""What a visit is says its beginning: a visit of the wrong kind is entered in error."""


def addendum_dialog(
    session: Session, page: VisitPage, parent: QWidget | None, left: LeftOver | None = None
) -> EntryDialog:
    """`left`: what was typed and never saved. It stands in the form, and its draft goes once that is saved."""
    form = RecordForm(Addendum, ("text", "why"), today=session.today)
    entry_id = page.view.visit.entry_id

    def save(values: dict[str, Any]) -> None:
        if left:
            session.run(add_left_over, entry_id, left.form, values["text"], values["why"])
            session.draft_gone.emit()
        else:
            session.run(amend.add_addendum, entry_id, values["text"], values["why"])

    if left:
        form.put_value("text", left.text)
    name = f"Addendum: {left.step}" if left else "Addendum"
    target = f"{entry_id} {left.form}" if left else entry_id
    dialog = _dialog(session, page, name, form, save, target=target, parent=parent)
    if left:
        form.control("why").setFocus()
    return dialog


def correct_visit_dialog(session: Session, page: VisitPage, parent: QWidget | None) -> EntryDialog:
    names = [name for name in described(Visit) if name not in NOT_TYPED]
    form = RecordForm(CorrectedVisit, [*names, "why"], today=session.today)
    _show(form, page.view.visit, names)

    def save(values: dict[str, Any]) -> None:
        why = values.pop("why")
        corrected = replace(page.view.visit, **values)
        if corrected == page.view.visit:
            raise _unchanged()
        session.run(amend.correct_visit, corrected, why)

    return _dialog(session, page, "Correct the visit", form, save, target=page.view.visit.id, parent=parent)


def correct_pause_dialog(
    session: Session, page: VisitPage, given: GivenInjection, parent: QWidget | None
) -> EntryDialog:
    """What the pause asked before "Given" and was told; the injection itself stays as it is."""
    rows: list[Row] = [(item.value, f"{item.value}_reason") for item in PauseItem]
    form = RecordForm(CorrectedPause, [*rows, "why"], today=session.today)
    before = {answer.item: answer for answer in given.pause}
    for item, answer in before.items():
        form.put_value(item.value, answer.answer)
        form.put_value(f"{item.value}_reason", answer.reason)

    def save(values: dict[str, Any]) -> None:
        told = [_answer(session, given, item, values) for item in PauseItem if values[item.value]]
        if {answer.item: answer for answer in told} == before:
            raise _unchanged()
        session.run(amend.correct_pause, given.injection.entry_id, told, values["why"])

    title = f"Correct the pause: {mid_sentence(given.where)}"
    return _dialog(session, page, title, form, save, target=given.injection.id, parent=parent)


def _answer(session: Session, given: GivenInjection, item: PauseItem, values: Mapping[str, Any]) -> PauseAnswer:
    """As it is told now; one that was asked before keeps when that was."""
    before = next((each for each in given.pause if each.item is item), None)
    blank = before or PauseAnswer(
        id="",
        injection_id=given.injection.id,
        item=item,
        answer=PauseAnswerCode.YES,
        answered_at=session.record.now(),
    )
    return replace(blank, answer=values[item.value], reason=values[f"{item.value}_reason"])


def correct_score_dialog(session: Session, page: VisitPage, score: Score, parent: QWidget | None) -> EntryDialog:
    names = ("score", "scored_on", "mode")
    form = RecordForm(CorrectedScore, ("score", ("scored_on", "mode"), "why"), today=session.today)
    _show(form, score, names)

    def save(values: dict[str, Any]) -> None:
        why = values.pop("why")
        corrected = replace(score, **values)
        if corrected == score:
            raise _unchanged()
        with problems_at("score", instead_of=score.instrument):
            session.run(amend.correct_score, corrected, why)

    title = f"Correct the score: {score.instrument.label}"
    return _dialog(session, page, title, form, save, target=score.id, parent=parent)


def late_score_dialog(session: Session, page: VisitPage, parent: QWidget | None) -> EntryDialog:
    """A score that was told in the visit and not entered."""
    instrument = choice_editor(described(Score)["instrument"], [(each.value, each.label) for each in ASKED])
    rows: list[Row] = ["instrument", ("score", "scored_on"), "mode", "why"]
    form = RecordForm(CorrectedScore, rows, today=session.today, overrides={"instrument": instrument})
    form.put_value("scored_on", page.view.visit.visited_on)
    about = Picker("About")
    about.fill([*((plan.plan.id, plan.where) for plan in page.chart.plans), (NO_PLAN, "Whole body")])
    form.keep_beside("about", about)

    def save(values: dict[str, Any]) -> None:
        why, visit, key = values.pop("why"), page.view.visit, session.record.new_id()
        if not about.raw():
            raise InvalidRecord([Problem("about", "Say what the score is about.")])
        score = Score(
            id=key,
            entry_id=key,
            occasion_id=session.record.new_id(),
            patient_id=visit.patient_id,
            plan_id=None if about.raw() == NO_PLAN else about.raw(),
            visit_id=visit.entry_id,
            entered_at=session.record.now(),
            **values,
        )
        with problems_at("score", instead_of=score.instrument):
            session.run(amend.add_late_score, score, why)

    dialog = _dialog(session, page, "Late entry of a score", form, save, target=page.view.visit.id, parent=parent)
    told = Labelled("About", about, required=True)
    dialog.put_above(told)
    dialog.tell_at("about", told)
    about.edited.connect(partial(told.show_problem, ""))
    return dialog


def correct_vitals_dialog(
    session: Session, page: VisitPage, vitals: Vitals | None, parent: QWidget | None
) -> EntryDialog:
    """With `vitals` it corrects them; without, it enters what was measured and not entered."""
    rows: list[Row] = [MEASURED[:3], MEASURED[3:], "why"]
    form = RecordForm(CorrectedVitals, rows if vitals else ["measured", *rows], today=session.today)
    if vitals:
        _show(form, vitals, MEASURED)

    def save(values: dict[str, Any]) -> None:
        why = values.pop("why")
        visit = page.view.visit
        if vitals is None and measured(page.view.vitals, values["measured"]):
            raise InvalidRecord([Problem("measured", "These are entered: correct them where they stand.")])
        before = vitals or Vitals(id=session.record.new_id(), visit_id=visit.id, **values)
        corrected = replace(before, **values)
        if corrected == vitals or (vitals is None and is_empty(corrected)):
            raise _unchanged()
        session.run(amend.correct_vitals, visit.entry_id, corrected, why)

    title = f"Correct the vitals: {vitals.measured.label.lower()}" if vitals else "Late entry of vitals"
    target = f"{page.view.visit.id} {vitals.measured.value}" if vitals else page.view.visit.id
    return _dialog(session, page, title, form, save, target=target, parent=parent)


def in_error_dialog(session: Session, page: VisitPage, entered: Entered, parent: QWidget | None) -> EntryDialog:
    """It stays readable, struck through, and counts no more."""
    form = RecordForm(InError, ("why",), today=session.today)
    record = entered.injection if isinstance(entered, GivenInjection) else entered

    def save(values: dict[str, Any]) -> None:
        session.run(amend.enter_in_error, record, values["why"])

    title = f"Entered in error: {name_of(entered)}"
    dialog = _dialog(session, page, title, form, save, target=entry_of(entered), parent=parent)
    dialog.put_above(parts.muted(_consequence(entered), wrap=True))
    return dialog


def set_aside_dialog(session: Session, page: VisitPage, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(InError, ("why",), today=session.today)

    def save(values: dict[str, Any]) -> None:
        session.run(amend.set_aside, page.view.visit.entry_id, values["why"])

    dialog = _dialog(session, page, "Begun by mistake", form, save, target=page.view.visit.id, parent=parent)
    dialog.put_above(parts.muted("The visit counts no more and waits for no signature. It stays readable.", wrap=True))
    return dialog


def name_of(entered: Entered) -> str:
    """`the injection, right knee`, as it stands in a title."""
    match entered:
        case GivenInjection():
            return f"the injection, {mid_sentence(entered.where)}"
        case Score():
            return f"the score, {mid_sentence(entered.instrument.label)}"
        case Visit():
            return "the whole visit"


def _consequence(entered: Entered) -> str:
    match entered:
        case GivenInjection():
            return "It stays readable, struck through, and counts no more: the forecast of its plan is computed anew."
        case Score():
            return "It stays readable, struck through, and counts no more."
        case Visit():
            return "Everything in it stays readable, struck through, and counts no more, its injections and scores too."


@contextmanager
def problems_at(field: str, *, instead_of: str) -> Iterator[None]:
    """Let what is wrong stand at a field of the form that goes by another name here."""
    try:
        yield
    except InvalidRecord as refused:
        found = [replace(each, field=field) if each.field == instead_of else each for each in refused.problems]
        raise InvalidRecord(found) from None


def _show(form: RecordForm, record: Record, names: Sequence[str]) -> None:
    for name in names:
        form.put_value(name, getattr(record, name))


def _unchanged() -> InvalidRecord:
    return InvalidRecord([Problem("", "Nothing is corrected yet: change what is wrong.")])


def _dialog(
    session: Session,
    page: VisitPage,
    title: str,
    form: RecordForm,
    save: Callable[[dict[str, Any]], None],
    *,
    target: str,
    parent: QWidget | None,
) -> EntryDialog:
    """Signing anew is part of the act; what is missing for it belongs to no field here."""
    patient = page.chart.patient
    kept = KeptForm(session, form, f"amend.{title.split(':', maxsplit=1)[0].lower()}", "visit")
    about, act = identity_line(patient), "Save and sign"
    dialog = EntryDialog(title, form, save, about=about, kept=kept, act=act, parent=parent)
    dialog.follow(target, patient.id)
    return dialog
