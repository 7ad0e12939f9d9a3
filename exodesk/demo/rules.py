"""The rules of all records, asked of made-up ones: what a form would refuse is a mistake here too."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from exodesk.core.adverse_events import event_problems
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Record, problems_in
from exodesk.core.instruments import score_problems
from exodesk.core.planning import act_problems, hold_problems, plan_problems, side_problems
from exodesk.core.records.adverse_event import AdverseEvent
from exodesk.core.records.patient import Condition
from exodesk.core.records.plan import Hold, Plan, PlanAct
from exodesk.core.records.visit import Score

_OVER_FIELDS: Mapping[type, Callable[[Any], list[Problem]]] = {
    AdverseEvent: event_problems,
    Condition: lambda condition: side_problems(condition.site, condition.side),
    Hold: hold_problems,
    Plan: plan_problems,
    PlanAct: act_problems,
    Score: score_problems,
}


def refuse_unruly(records: Iterable[Record], today: date) -> None:
    """Raise InvalidRecord for the first record that a form would refuse."""
    for record in records:
        over_fields = _OVER_FIELDS.get(type(record))
        if problems := problems_in(record, today) + (over_fields(record) if over_fields else []):
            raise InvalidRecord(problems)
