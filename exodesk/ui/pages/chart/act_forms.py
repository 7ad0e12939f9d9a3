"""What the dialogs of a plan's acts ask: the fields of the records, and what a dialog needs beside them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.fields import Field
from exodesk.core.records.plan import Hold, LotAnswerWhat, Plan


class Scope(Coded):
    """What a hold is about."""

    PLAN = "plan", "This plan"
    PLACE = "place", "This site and side"
    PERSON = "person", "The whole patient"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsked(Plan):
    keep_usual: Annotated[bool, Field(label="Keep these figures as your usual ones")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAsked(Hold):
    scope: Annotated[Scope, Field(label="What is held")]
    resolved_on: Annotated[date | None, Field(label="Resolved on")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    free_on: Annotated[date, Field(label="First free day", ahead=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A request or a review."""

    acted_on: Annotated[date, Field(label="On")]
    reason: Annotated[str | None, Field(label="Note", max_length=500)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetByHand:
    target_on: Annotated[date, Field(label="Date of the next dose", ahead=True)]
    reason: Annotated[str, Field(label="Why this date", max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    target_on: Annotated[date, Field(label="Hidden until", ahead=True)]
    reason: Annotated[str | None, Field(label="Reason", max_length=500)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAnswered:
    what: Annotated[LotAnswerWhat, Field(label="Answer")]
    acted_on: Annotated[date, Field(label="On")]
    reason: Annotated[str, Field(label="Reason", max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    closed_on: Annotated[date, Field(label="Closed on")]
    closed_reason: Annotated[str, Field(label="Why it is closed", max_length=500)]
