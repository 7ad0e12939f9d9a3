"""How a form is laid out from the names of its fields, and what is typed into for each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from exodesk.core.fields import Described
from exodesk.core.sites import Site
from exodesk.ui.forms.editors import Editor, make_editor
from exodesk.ui.forms.site_choice import site_editor

Row = str | Sequence[str]


def editor_for(about: Described, today: Callable[[], date]) -> Editor:
    """The same for a field in every form; a site takes the side that is typed behind it."""
    return site_editor(about) if about.type is Site else make_editor(about, today)


def rows_of(names: Sequence[Row], columns: int, abouts: Mapping[str, Described]) -> Iterator[tuple[str, ...]]:
    """Single names are laid out `columns` to a row; groups, and fields of several lines, keep a row of their own."""
    waiting: list[str] = []
    for entry in names:
        alone = not isinstance(entry, str) or abouts[entry].field.multiline
        if waiting and (alone or len(waiting) == columns):
            yield tuple(waiting)
            waiting = []
        if not isinstance(entry, str):
            yield tuple(entry)
        elif alone:
            yield (entry,)
        else:
            waiting.append(entry)
    if waiting:
        yield tuple(waiting)
