"""What a needle has to know of a patient's medicines. Rules; it advises nothing."""

from collections.abc import Iterable
from datetime import date

from exodesk.core.fields import described
from exodesk.core.records.background import Medication


def is_taken(medication: Medication, day: date) -> bool:
    """Whether it is still taken on a day, as far as is known."""
    ended = medication.until is not None and medication.until.latest < day
    return medication.withdrawn_on is None and not ended


def flags_of(medication: Medication) -> tuple[str, ...]:
    """What is ticked, in words: `("Anticoagulant",)`."""
    ticks = [about for about in described(Medication).values() if about.type is bool]
    return tuple(about.field.label for about in ticks if getattr(medication, about.name))


def flagged(medications: Iterable[Medication], day: date) -> list[Medication]:
    """Medicines taken on a day that are ticked as something to know of."""
    return [medication for medication in medications if is_taken(medication, day) and flags_of(medication)]
