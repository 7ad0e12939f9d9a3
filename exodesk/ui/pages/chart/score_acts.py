"""What can be done with scores from the chart: those told beside a visit are corrected, signed ones amended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import Chart, PlanView
from exodesk.core.dates import show_date
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Field
from exodesk.core.instruments import SCALES, show_score
from exodesk.core.occasions import Occasion
from exodesk.core.reading import score_label
from exodesk.core.records.patient import identity_line
from exodesk.core.records.visit import Instrument, Score, ScoreMode
from exodesk.core.sentences import mid_sentence
from exodesk.queries.history import of_score
from exodesk.queries.visit import read_visit
from exodesk.services.scores import correct_told_score, record_scores, score_by_phone, withdraw_scores
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.score_dialog import ANSWER_ROWS, Answers
from exodesk.ui.pages.visit.amend_dialogs import correct_score_dialog, in_error_dialog, problems_at
from exodesk.ui.parts.record_history import HistoryDialog


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresTold(Answers):
    """The same with its day, and how it was told."""

    scored_on: Annotated[date, Field(label="Date")]
    mode: Annotated[ScoreMode, Field(label="How")] = ScoreMode.CLINIC


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedTold(Score):
    why: Annotated[str, Field(label="Why it is corrected", max_length=500, help="Stands in its history")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    why: Annotated[str, Field(label="Why it was entered in error", max_length=500)]


def add_dialog(session: Session, chart: Chart, plan: PlanView | None, parent: QWidget) -> EntryDialog:
    """Digits, and Tab between them; of today and in the clinic unless it is said otherwise."""
    form = RecordForm(ScoresTold, (*ANSWER_ROWS, ("scored_on", "mode")), today=session.today)
    form.put_value("scored_on", session.today())

    def save(values: dict[str, Any]) -> Change:
        on, mode = values.pop("scored_on"), values.pop("mode")
        answers = {Instrument(name): Decimal(answer) for name, answer in values.items() if answer is not None}
        if not answers:
            raise InvalidRecord([Problem("pain_average", "Type at least one answer.")])
        about = {"plan_id": plan.plan.id if plan else None, "scored_on": on}
        if mode is ScoreMode.PHONE:
            return session.run(score_by_phone, chart.patient.id, answers, **about)
        return session.run(record_scores, chart.patient.id, answers, mode=mode, **about)

    where = mid_sentence(plan.where) if plan else "whole body"
    kept = KeptForm(session, form, "scores", "score")
    dialog = EntryDialog(f"Scores: {where}", form, save, about=identity_line(chart.patient), kept=kept, parent=parent)
    dialog.follow(plan.plan.id if plan else chart.patient.id, chart.patient.id)
    return dialog


def correct_told_dialog(session: Session, chart: Chart, score: Score, parent: QWidget) -> EntryDialog:
    form = RecordForm(CorrectedTold, ("score", ("scored_on", "mode"), "why"), today=session.today)
    for name in ("score", "scored_on", "mode"):
        form.put_value(name, getattr(score, name))
    form.hint("score", SCALES[score.instrument].meaning)

    def save(values: dict[str, Any]) -> Change:
        why = values.pop("why")
        after = replace(score, **values)
        if after == score:
            raise InvalidRecord([Problem("score", "Nothing is corrected yet: change what is wrong.")])
        with problems_at("score", instead_of=score.instrument):
            return session.run(correct_told_score, after, why)

    title = f"Correct the score: {_named(score, chart)}"
    return EntryDialog(title, form, save, about=identity_line(chart.patient), parent=parent)


def take_back_dialog(session: Session, chart: Chart, score: Score, parent: QWidget) -> EntryDialog:
    form = RecordForm(TakenBack, ("why",), today=session.today)

    def save(values: dict[str, Any]) -> Change:
        return session.run(withdraw_scores, [score.entry_id], values["why"])

    title = f"Entered in error: {_named(score, chart)}"
    return EntryDialog(title, form, save, about=identity_line(chart.patient), parent=parent)


def menu_of(
    session: Session, chart: Chart, occasion: Occasion, open_visit: Callable[[str], object], parent: QWidget
) -> QMenu:
    """The visit first, then each score with what can be done to it; of a draft, all is done in its visit."""
    menu = parts.Menu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    visit = chart.visit(occasion.visit_id)
    if visit:
        menu.addAction("Open the &visit", partial(open_visit, visit.visit.entry_id))
    for score in occasion.scores.values():
        acts = menu.addMenu(f"{score.instrument.label}: {show_score(score)}")
        if not occasion.is_taken_back and (visit is None or visit.is_signed):
            acts.addAction("&Correct…", partial(_correct, session, chart, score, parent))
            acts.addAction("Entered in &error…", partial(_take_out, session, chart, score, parent))
        acts.addAction("&History…", partial(_show_history, session, chart, score, parent))
    return menu


def _correct(session: Session, chart: Chart, score: Score, parent: QWidget) -> None:
    if score.visit_id:
        correct_score_dialog(session, read_visit(session.record, score.visit_id), score, parent).open()
    else:
        correct_told_dialog(session, chart, score, parent).open()


def _take_out(session: Session, chart: Chart, score: Score, parent: QWidget) -> None:
    if score.visit_id:
        in_error_dialog(session, read_visit(session.record, score.visit_id), score, parent).open()
    else:
        take_back_dialog(session, chart, score, parent).open()


def _show_history(session: Session, chart: Chart, score: Score, parent: QWidget) -> None:
    found = of_score(session.record, score.entry_id)
    title = f"History of the score: {_named(score, chart)}"
    HistoryDialog(title, identity_line(chart.patient), found, parent).open()


def _named(score: Score, chart: Chart) -> str:
    return f"{mid_sentence(score_label(score, chart))}, {show_date(score.scored_on)}"
