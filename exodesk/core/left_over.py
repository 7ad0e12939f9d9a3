"""What was typed into a visit and neither saved nor discarded before it was signed: in words, field by field. Pure.

Signing refuses while such text waits; drafts of earlier days, or of a program that ended at the wrong moment, remain.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime

from exodesk.core.chart import VisitView
from exodesk.core.codes import Coded
from exodesk.core.fields import Described, Record, coded, described, edit_value
from exodesk.core.quantities import NBSP
from exodesk.core.records.injection import Injection
from exodesk.core.records.visit import Instrument, Visit, Vitals
from exodesk.core.sentences import mid_sentence
from exodesk.core.signing import step_of

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """`form`: the draft that holds it, kept last `at`. No lines: all of it stands in the visit as signed."""

    form: str
    step: str
    at: datetime
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All of it, a line a field: `Exam: effusion`."""
        return "\n".join(f"{label}: {words}" for label, words in self.lines)


def left_over(form: str, typed: Mapping[str, str], view: VisitView, names: Mapping[str, str], at: datetime) -> LeftOver:
    """What a draft holds that the visit as signed does not. `names`: what plans and lots are called, by their ids."""
    _, step, *of = form.split(".")
    match step:
        case "scores":
            lines = _scores(typed, names)
        case "vitals":
            lines = _fields(Vitals, typed, next((each for each in view.vitals if each.measured in of), None))
        case "injection":
            lines = _injection(typed, view, names)
        case _:
            lines = _fields(Visit, typed, view.visit)
    return LeftOver(form, step_of(form), at, tuple(lines))


def _fields(kind: type[Record], typed: Mapping[str, str], held: Record | None) -> Iterator[Line]:
    """What holds something, and something else than the record, or than a new one."""
    defaults = {each.name: None if each.default is MISSING else each.default for each in fields(kind)}
    for name, about in described(kind).items():
        text = typed.get(name, "").strip()
        if text and text != _as_typed(about, getattr(held, name) if held else defaults[name]):
            yield about.field.label, _in_words(about, text)


def _as_typed(about: Described, value: object) -> str:
    return "" if isinstance(value, datetime) else edit_value(about, value)


def _in_words(about: Described, text: str) -> str:
    """A code by its label, a number with its unit, all else as it was typed."""
    if issubclass(about.type, Coded):
        return coded(about.type, text).label if text in set(about.type) else text
    symbol = about.field.unit.symbol if about.field.unit else ""
    return f"{text}{NBSP}{symbol}" if symbol else text


def _scores(typed: Mapping[str, str], names: Mapping[str, str]) -> Iterator[Line]:
    """Kept by plan and instrument: `the plan's id/pain_now`."""
    for key, text in typed.items():
        plan_id, _, instrument = key.partition("/")
        where = names.get(plan_id, "")
        if text.strip():
            yield ", ".join(part for part in (Instrument(instrument).label, mid_sentence(where)) if part), text.strip()


def _injection(typed: Mapping[str, str], view: VisitView, names: Mapping[str, str]) -> Iterator[Line]:
    mended = (each.injection for each in view.injections if each.injection.entry_id == typed.get("editing"))
    if plan := names.get(typed.get("plan", "")):
        yield "Plan", plan
    yield from _fields(Injection, typed, next(mended, None))
    for row in json.loads(typed.get("sources") or "[]"):
        lot, drawn = row.get("lot", ""), row.get("drawn", "").strip()
        told = [names.get(lot, ""), f"{drawn}{NBSP}mL drawn" if drawn else "", row.get("no_lot_reason", "").strip()]
        if words := ", ".join(part for part in told if part):
            yield "Lot", words
