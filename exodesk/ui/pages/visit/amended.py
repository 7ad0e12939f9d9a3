"""What a form of an amendment asks: the fields of a record, and the reason why what was signed is amended."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.fields import Field
from exodesk.core.records.injection import Injection, PauseAnswerCode, PauseItem
from exodesk.core.records.visit import Score, Visit, Vitals

WHY = Field(label="Why it is amended", max_length=500, help="Stands beside the signature and in print")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    text: Annotated[str, Field(label="Addendum", multiline=True, asks="Type the addendum.")]
    why: Annotated[str, WHY]


@dataclass(frozen=True, slots=True, kw_only=True)
class InError:
    why: Annotated[str, Field(label="Why it was entered in error", max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedVisit(Visit):
    why: Annotated[str, WHY]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedScore(Score):
    why: Annotated[str, WHY]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedVitals(Vitals):
    why: Annotated[str, WHY]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedPause:
    """The answers of the pause, by the names of what it asks; empty is what it never asked."""

    identity: Annotated[PauseAnswerCode | None, Field(label=PauseItem.IDENTITY.label)] = None
    identity_reason: Annotated[str | None, Field(label="Reason, who is here", max_length=500)] = None
    route: Annotated[PauseAnswerCode | None, Field(label=PauseItem.ROUTE.label)] = None
    route_reason: Annotated[str | None, Field(label="Reason, the route", max_length=500)] = None
    amount: Annotated[PauseAnswerCode | None, Field(label=PauseItem.AMOUNT.label)] = None
    amount_reason: Annotated[str | None, Field(label="Reason, the amount", max_length=500)] = None
    why: Annotated[str, WHY]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedInjection(Injection):
    """What the injection's own form does not ask, because it fills itself when a dose is given."""

    day: Annotated[date, Field(label="Given on")]
    clock: Annotated[str | None, Field(label="Given at", max_length=5, help="24 hours, such as 14:05")] = None
    why: Annotated[str, WHY]
