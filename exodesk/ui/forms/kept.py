"""A form whose text survives a kill: kept as a draft in the record while typed, brought back when the form opens."""

from PySide6.QtCore import QObject, Signal

from exodesk.queries.drafts import FoundDraft, find_draft
from exodesk.services.drafts import discard_draft, keep_draft
from exodesk.ui.forms.drafts import Autosave
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session


class KeptForm(QObject):
    """Joins a form to its draft. `name` is the draft's form, `table` the table of the record it edits."""

    restored = Signal(str)
    kept = Signal()

    def __init__(self, session: Session, form: RecordForm, name: str, table: str) -> None:
        super().__init__(form)
        self._session = session
        self._form = form
        self._name = name
        self._table = table
        self._target_id: str | None = None
        self._patient_id: str | None = None
        self._base_unit = 0
        self._before_draft: dict[str, str] = {}
        self._hints: dict[str, str] = {}  # of the fields that tell instead what was saved since
        self._autosave = Autosave(form, self._keep)
        session.keeping.connect(self.flush)

    def follow(self, target_id: str, patient_id: str | None) -> None:
        """From now on the form is about this record. Its draft, if there is one, comes back into the fields.

        What is typed already is kept for this record from now on.
        """
        self._target_id, self._patient_id = target_id, patient_id
        self.rest_on_saved()
        found = find_draft(self._session.record, self._name, target_id, self._table)
        if found:
            self._bring_back(found)
        elif self._form.is_edited:
            self._autosave.wait()

    def rest_on_saved(self) -> None:
        """The form shows what is saved now: a draft begun from here is not overtaken by what was saved before."""
        self._base_unit = self._session.record.head().unit

    def flush(self) -> None:
        """Keep what waits, now."""
        self._autosave.flush()

    def forget(self) -> None:
        """What waits to be kept need not be: it was saved a moment ago."""
        self._autosave.forget()

    def settle(self) -> None:
        """The text is saved, or a person does not want it: let the draft go."""
        self._autosave.forget()
        self._form.mark_saved()
        for name, hint in self._hints.items():
            self._form.hint(name, hint)
        self._hints.clear()
        if self._discard():
            self.rest_on_saved()

    def let_go(self) -> None:
        """The form is about somebody else from now on: what is typed stays in it, the draft goes."""
        self._autosave.forget()
        self._discard()
        self._target_id = None

    def start_over(self) -> None:
        """A person does not want what was brought back: show what stood in the fields before it."""
        self._form.put_raw(self._before_draft)
        self.settle()

    def _discard(self) -> bool:
        """Whether there is a record that the form is about, and that can be written."""
        if self._target_id is None or self._session.record.read_only:
            return False
        discard_draft(self._session.record, self._name, self._target_id)
        self._session.draft_gone.emit()
        return True

    def _keep(self, typed: dict[str, str]) -> None:
        if self._target_id is None or self._session.record.read_only:
            return
        keep_draft(
            self._session.record,
            self._name,
            self._target_id,
            typed,
            patient_id=self._patient_id,
            base_unit=self._base_unit,
        )
        self.kept.emit()
        self._session.draft_kept.emit(self._session.clock(self._session.record.now()))

    def _bring_back(self, found: FoundDraft) -> None:
        """Put the draft into the fields; where the record was changed since, what is saved now stands below."""
        saved = self._before_draft = self._form.raw_texts()
        self._base_unit = found.draft.base_unit
        self._form.put_raw(found.draft.typed)
        said = f"Draft from {self._session.moment(found.draft.at)} restored."
        if found.overtaken:
            for name, text in self._form.raw_texts().items():
                if saved[name] != text and self._form.holds(name):
                    self._hints[name] = self._form.hint_at(name)
                    self._form.hint(name, f"Saved since: {saved[name] or 'nothing'}")
            said += " The record was changed since: what is saved stands below each field that differs."
        self.restored.emit(said)
