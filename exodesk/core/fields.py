"""One field, described once: label, unit, limits and help stand on the record, and every reader takes them from here.

Readers: `problems_in` (the rules), the form (widgets), the documents (lines), rows (columns). No layout, no visibility,
no callbacks: a rule over two fields is a plain function beside its record.
"""

import re
from dataclasses import Field as DataclassField
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Protocol, Union, get_args, get_origin, get_type_hints

from exodesk.core.codes import Coded
from exodesk.core.dates import (
    PartialDate,
    WallTime,
    read_date,
    read_partial_date,
    read_time,
    refuse_two_ways,
    show_date,
    show_time,
)
from exodesk.core.errors import Problem
from exodesk.core.quantities import Unit, plain, read_decimal
from exodesk.core.sentences import mid_sentence

_QUESTIONS = frozenset({"How", "What", "When", "Where", "Who", "Why"})
_BARE = frozenset({"Date", "Day", "From", "On", "Time", "To", "Until"})
"""Labels that say no more than what is typed."""
_CANNOT_BE_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Record(Protocol):
    """Any record: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, DataclassField[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What people need to know of one field. Limits are in the stored unit.

    `ahead`: a date that may lie after the day of entry. `later`: it makes sense once the record is there, and no form
    asks it of a new one.
    `month_means_its_end`: a month alone is its last day. `required`: people must fill it before the record is saved
    (what signing asks on top is `missing_to_sign`). `asks`: the sentence that asks for it, where its label makes none.
    """

    label: str
    unit: Unit | None = None
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = 4000
    multiline: bool = False
    required: bool = False
    ahead: bool = False
    later: bool = False
    month_means_its_end: bool = False
    help: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A field of a record with its bare type (`int` for `int | None`)."""

    name: str
    type: type
    optional: bool
    field: Field

    @property
    def must_fill(self) -> bool:
        return self.field.required or not self.optional


def _bare(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return inner[0], True
    return hint, False


@cache
def described(record: type[Record]) -> dict[str, Described]:
    """The fields of `record` that people see, by name, in order. Ids and links have no `Field` and are not here."""
    hints = get_type_hints(record, include_extras=True)
    found: dict[str, Described] = {}
    for field in fields(record):
        hint = hints[field.name]
        if get_origin(hint) is Annotated:
            inner, *extras = get_args(hint)
            about = next((extra for extra in extras if isinstance(extra, Field)), None)
            if about:
                bare, optional = _bare(inner)
                found[field.name] = Described(field.name, get_origin(bare) or bare, optional, about)
    return found


def problems_in(record: Record, today: date) -> list[Problem]:
    """What the fields by themselves say is wrong, one problem a field at most. `today` is the clinic's day."""
    return [
        Problem(about.name, text)
        for about in described(type(record)).values()
        if (text := problem_with(about, getattr(record, about.name), today))
    ]


def problem_with(about: Described, value: object, today: date) -> str:
    """What one field by itself says is wrong with a value; "" when nothing is."""
    field = about.field
    if value is None or (isinstance(value, str) and not value.strip()):
        return _asks_for(about) if about.must_fill else ""
    if isinstance(value, str) and not isinstance(value, Coded):
        return _text_problem(field, value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return _range_problem(field, value)
    day = _first_possible_day(value)
    if day and not field.ahead and day > today:
        return f"{field.label}: the day cannot lie after today, {show_date(today)}."
    return ""


def _asks_for(about: Described) -> str:
    """A sentence whatever the label: `Family name is needed`, `Say why it is amended`, `Began on: type a date`."""
    label = about.field.label
    if about.field.asks:
        return about.field.asks
    if label.split()[0] in _QUESTIONS:
        return f"Say {mid_sentence(label)}."
    for kinds, act in (
        (Coded, "choose one"),
        ((date, PartialDate), "type a date"),
        ((time, WallTime), "type a time"),
        ((int, Decimal), "type a number"),
    ):
        if issubclass(about.type, kinds):
            return f"{act.capitalize()}." if label in _BARE else f"{label}: {act}."
    return f"{label} is needed."


def _text_problem(field: Field, value: str) -> str:
    if len(value) > field.max_length:
        return f"{field.label}: too long by {len(value) - field.max_length:,} characters, {field.max_length:,} at most."
    if _CANNOT_BE_SHOWN.search(value):
        return f"{field.label}: some characters cannot be shown. Type it again."
    return ""


def _range_problem(field: Field, value: int | Decimal) -> str:
    def show(bound: int) -> str:
        return field.unit.show(bound) if field.unit else str(bound)

    shown = field.unit.show(value) if field.unit and isinstance(value, int) else str(value)
    if field.minimum is not None and value < field.minimum:
        return f"{field.label}: {shown} is less than {show(field.minimum)}."
    if field.maximum is not None and value > field.maximum:
        return f"{field.label}: {shown} is more than {show(field.maximum)}."
    return ""


def _first_possible_day(value: object) -> date | None:
    match value:
        case datetime():
            return None  # an instant has its clinic-zone date in a field of its own, and that is checked
        case date():
            return value
        case PartialDate():
            return value.earliest
        case WallTime():
            return value.day
        case _:
            return None


def read_value(about: Described, text: str, today: date) -> object:
    """The value that typed `text` means for a field; "" is None. Raises ValueError with a sentence for the field."""
    typed = text.strip()
    if not typed:
        return None
    if about.type is int:
        return (about.field.unit or Unit.COUNT).read(typed)
    if about.type is Decimal:
        return read_decimal(typed)
    if about.type in (date, PartialDate):
        refuse_two_ways(typed, today)
    if about.type is date:
        return _read_day(about.field, typed, today)
    if about.type is PartialDate:
        return read_partial_date(typed, today)
    if about.type is time:
        return read_time(typed)
    if issubclass(about.type, Coded):
        return coded(about.type, typed)
    return typed


def _read_day(field: Field, typed: str, today: date) -> date:
    """A day; where the label may give only a month, that month's last day. Source: CDC CDSi, CALCDTLOTEXP-1."""
    partial = read_partial_date(typed, today)
    if field.month_means_its_end and partial.month and not partial.day:
        return partial.latest
    return read_date(typed, today)


def coded(codes: type, code: str) -> Coded:
    """The member of a code list; raises ValueError when the list has no such code."""
    found = codes(code)
    if not isinstance(found, Coded):
        raise TypeError(codes)
    return found


def show_value(about: Described, value: object) -> str:
    """A value as people read it, with its unit; None is ""."""
    match value:
        case None:
            return ""
        case Coded():
            return value.label
        case bool():
            return "Yes" if value else "No"
        case int():
            return (about.field.unit or Unit.COUNT).show(value)
        case Decimal():
            return plain(value)
        case date() | time() | PartialDate() | WallTime():
            return _show_when(value)
        case tuple():
            return ", ".join(str(part) for part in value)
        case _:
            return str(value)


def _show_when(value: date | time | PartialDate | WallTime) -> str:
    if isinstance(value, datetime):
        raise TypeError("An instant is shown in the clinic's zone by its page.")
    if isinstance(value, date):
        return show_date(value)
    return show_time(value) if isinstance(value, time) else value.show()


def edit_value(about: Described, value: object) -> str:
    """A value as it stands in its field, without the unit that stands behind the field."""
    if isinstance(value, int) and not isinstance(value, bool):
        return (about.field.unit or Unit.COUNT).edit(value)
    return value.value if isinstance(value, Coded) else show_value(about, value)
