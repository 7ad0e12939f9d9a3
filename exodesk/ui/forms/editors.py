"""One editor for each described field: a control, and the two ways a value moves through it.

What is typed is kept as typed; the value it means is read when it is asked for, and may not be readable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from exodesk.core.codes import Coded
from exodesk.core.dates import PartialDate, WallTime, show_weekday
from exodesk.core.fields import Described, coded, edit_value, read_value
from exodesk.ui.forms.choices import Choice, LongChoice, Segments
from exodesk.ui.forms.controls import YES, Line, TextBox, Tick

MOST_SEGMENTS = 4
WIDEST_SEGMENTS = 36
"""Characters of all labels together; beside it a list is calmer."""
LONGEST_CHOICE = 16
"""Above it a list is searched by typing."""

Control = Line | TextBox | Tick | Choice | LongChoice | Segments
Today = Callable[[], date]


@dataclass(frozen=True, slots=True)
class Editor:
    """`get` raises ValueError with a sentence for the field when the text cannot be read. `edited`: by hand only."""

    about: Described
    widget: QWidget
    get: Callable[[], object]
    put: Callable[[object], None]
    raw: Callable[[], str]
    put_raw: Callable[[str], None]
    edited: SignalInstance


def make_editor(about: Described, today: Today) -> Editor:
    """The control that fits a field. Instants and wall times have none: their pages know what they stand for."""
    if about.type is bool:
        return tick_editor(about)
    if issubclass(about.type, Coded):
        return choice_editor(about, [(code.value, code.label) for code in about.type.__members__.values()])
    if about.type in (datetime, WallTime):
        raise TypeError(f"{about.name}: an instant has no editor of its own.")
    control = TextBox() if about.type is str and about.field.multiline else _line(about, today)
    return _editor(
        about,
        control,
        get=lambda: read_value(about, control.raw(), today()),
        put=lambda value: control.put_raw(edit_value(about, value)),
    )


def tick_editor(about: Described) -> Editor:
    tick = Tick(about.field.label)
    return _editor(about, tick, get=tick.isChecked, put=lambda value: tick.put_raw(YES if value else ""))


def choice_editor(about: Described, choices: Sequence[tuple[str, str]]) -> Editor:
    """One of `choices`, pairs of code and label: buttons for a few, a list for more, a searched list for many."""
    control = _choice(choices, optional=not about.must_fill)
    codes = {code for code, _ in choices}

    def get() -> object:
        code = control.raw()
        if not code:
            return None
        if code not in codes:
            raise ValueError(_not_in_list(code, control.fitting() if isinstance(control, LongChoice) else []))
        return coded(about.type, code) if issubclass(about.type, Coded) else code

    return _editor(about, control, get=get, put=lambda value: control.put_raw("" if value is None else str(value)))


def _choice(choices: Sequence[tuple[str, str]], *, optional: bool) -> Segments | Choice | LongChoice:
    if len(choices) <= MOST_SEGMENTS and sum(len(label) for _, label in choices) <= WIDEST_SEGMENTS:
        return Segments(choices, optional=optional)
    return Choice(choices, optional=optional) if len(choices) <= LONGEST_CHOICE else LongChoice(choices)


def _editor(about: Described, control: Control, *, get: Callable[[], object], put: Callable[[object], None]) -> Editor:
    return Editor(about, control, get, put, control.raw, control.put_raw, control.edited)


def _line(about: Described, today: Today) -> Line:
    """A line that shows its unit, or what day a typed date means, and settles `.5` as `0.5` on leaving."""
    if about.type is str:
        return Line()

    def settled(text: str) -> str:
        try:
            return edit_value(about, read_value(about, text, today()))
        except ValueError:
            return text

    if about.type in (date, PartialDate):
        return Line(behind=lambda text: _meaning(about, text, today()), settle=settled)
    if about.type is time:
        return Line(settle=settled)
    unit = about.field.unit
    if about.type not in (int, Decimal):
        raise TypeError(f"{about.name}: no editor for {about.type.__name__}.")
    line = Line(behind=lambda _: unit.symbol if unit else "", settle=settled)
    if unit and unit.symbol:
        line.setAccessibleDescription(f"in {unit.symbol}")
    return line


def _meaning(about: Described, text: str, today: date) -> str:
    """What a typed date is taken for, before it counts; "" while it cannot be read."""
    try:
        value = read_value(about, text, today)
    except ValueError:
        return ""
    day = value.exact if isinstance(value, PartialDate) else value
    if not isinstance(day, date):
        return value.show() if isinstance(value, PartialDate) and value.show() != text else ""
    shown = show_weekday(day)
    weekday, written = shown.split()
    return weekday if written == text.strip() else shown


def _not_in_list(typed: str, fitting: Sequence[str]) -> str:
    if not fitting:
        return f"“{typed}” is not in the list. Choose an entry of it."
    named = ", ".join(fitting[:3]) + (" and more" if len(fitting) > 3 else "")
    return f"“{typed}” can be {named}. Choose one."
