"""The fields of one injection, spread over several forms of a page, read and shown as one record. It holds no rule."""

from collections.abc import Iterator, Sequence
from typing import Any

from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Record
from exodesk.ui.forms.form import Beside, RecordForm


class Fields:
    """The forms in the order in which one reads them."""

    def __init__(self, *forms: RecordForm) -> None:
        self._forms = forms

    def __iter__(self) -> Iterator[RecordForm]:
        return iter(self._forms)

    def find(self, name: str) -> RecordForm | None:
        """The form that has a field of this name."""
        return next((form for form in self._forms if form.holds(name)), None)

    def form_of(self, name: str) -> RecordForm:
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def value(self, name: str) -> Any:
        """One field's value as it stands; None while it cannot be read."""
        return self.form_of(name).value(name)

    def values(self) -> dict[str, Any]:
        """All of them by name, without a word at any field. Raises InvalidRecord with the problems of every form."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for form in self._forms:
            try:
                values |= form.read_values()
            except InvalidRecord as unread:
                problems += unread.problems
        if problems:
            raise InvalidRecord(problems)
        return values

    def put(self, record: Record) -> None:
        """Show a record. This is not editing."""
        for form in self._forms:
            form.put(record)

    def clear(self) -> None:
        for form in self._forms:
            form.clear()

    def stand_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Each problem at its field; those of no field here come back."""
        left = list(problems)
        for form in self._forms:
            left = form.stand_problems(left)
        return left

    def beside(self, main: RecordForm) -> dict[str, Beside]:
        """Every field that stands in another form than `main`, for a draft that `main` keeps."""
        others = [form for form in self._forms if form is not main]
        return {name: form.editor(name) for form in others for name in form.raw_texts()}
