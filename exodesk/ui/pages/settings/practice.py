"""The clinic page as a form: kept while it is typed, saved by an act."""

from dataclasses import replace

from exodesk.core.errors import InvalidRecord
from exodesk.core.records.clinic import Clinic
from exodesk.services.clinic import save_clinic
from exodesk.storage import clinic as stored
from exodesk.ui import parts
from exodesk.ui.forms.clinic_form import WHOLE, clinic_form
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session


class PracticeCard(parts.Card):
    def __init__(self, session: Session) -> None:
        super().__init__("Your practice", note="It stands on every page that a patient takes home")
        self._session = session
        self.form = clinic_form(WHOLE, session.today)
        self._clinic: Clinic | None = None
        self._kept = KeptForm(session, self.form, "clinic", "clinic")
        self._kept.restored.connect(self._tell_restored)
        self._restored = parts.MessageBar()
        self._restored.acted.connect(self._discard)
        self.save = parts.primary_button("&Save the clinic page")
        self.save.clicked.connect(self.save_practice)
        self.add(self._restored)
        self.add(self.form)
        self.body.addLayout(parts.row(1, self.save))
        self._show()

    def refresh(self) -> None:
        """Read again, unless somebody is typing."""
        if not self.form.is_edited:
            self._show()

    def leave(self) -> None:
        """Keep what is typed."""
        self._kept.flush()

    def save_practice(self) -> None:
        if self._clinic is None:
            return
        try:
            self._session.run(save_clinic, replace(self._clinic, **self.form.values()))
        except InvalidRecord as error:
            self.form.show_problems(error.problems)
            return
        self._kept.settle()
        self._restored.close_message()

    def _show(self) -> None:
        self._clinic = stored.get(self._session.record)
        self._restored.close_message()
        self.form.put(self._clinic)
        self._kept.follow(self._clinic.id, None)

    def _tell_restored(self, text: str) -> None:
        self._restored.say(f"{text} It is not saved yet.", act="Discard the draft")

    def _discard(self) -> None:
        self._kept.settle()
        self._show()
