"""Vitals as people read them, label by label: a blood pressure is one fact."""

from collections.abc import Mapping

from exodesk.core.fields import described, show_value
from exodesk.core.quantities import Unit
from exodesk.core.records.visit import Vitals

_PRESSURE = ("systolic", "diastolic")


def facts_of_vitals(vitals: Vitals | None) -> Mapping[str, str]:
    """`Blood pressure` to `120/80 mmHg`, `Heart rate` to `70/min`; what was not measured is left out."""
    if vitals is None:
        return {}
    figures = [str(value) for name in _PRESSURE if (value := getattr(vitals, name)) is not None]
    told = {"Blood pressure": f"{'/'.join(figures)}\u00a0{Unit.MMHG.symbol}"} if figures else {}
    others = [about for name, about in described(Vitals).items() if name not in (*_PRESSURE, "measured")]
    shown = {about.field.label: show_value(about, getattr(vitals, about.name)) for about in others}
    return told | {label: text for label, text in shown.items() if text}
