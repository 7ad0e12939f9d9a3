"""An injection that is edited instead of given anew: which one it is, and what of it stays."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from exodesk.core.records.injection import Injection
from exodesk.core.records.visit import Visit

_OF_PLAN = ("indication", "icd10cm", "condition_months", "severity_grade")
"""What comes with the plan; another plan brings its own."""


class Editing(QObject):
    """Which injection is edited, as text that a draft can hold; "" is a new one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entry_id = ""

    def raw(self) -> str:
        return self._entry_id

    def put_raw(self, text: str) -> None:
        self._entry_id = text


def typed(visit: Visit, key: str, plan_id: str | None, values: Mapping[str, Any]) -> Injection:
    """A new injection of a visit, on its day."""
    return Injection(
        id=key,
        entry_id=key,
        visit_id=visit.entry_id,
        patient_id=visit.patient_id,
        plan_id=plan_id,
        given_on=visit.visited_on,
        **values,
    )


def mended(before: Injection, typed: Injection, values: Mapping[str, Any]) -> Injection:
    """What was written, with what was typed into it; what the form did not ask stays."""
    same_plan = before.plan_id == typed.plan_id
    stays = {name for name in _OF_PLAN if typed.plan_id}
    kept: dict[str, Any] = {name: value for name, value in values.items() if name not in stays}
    if not same_plan:
        kept |= dict.fromkeys(stays)
    if kept["given_at"] is None:
        del kept["given_at"]
    return with_observation(before, replace(before, plan_id=typed.plan_id, **kept))


def with_observation(before: Injection, after: Injection) -> Injection:
    """An observation that began as it was given goes along when that time is put right; one typed by itself stays."""
    began_with_it = before.given_at is not None and before.observed_from == before.given_at
    if began_with_it and after.observed_from == before.observed_from:
        return replace(after, observed_from=after.given_at)
    return after
