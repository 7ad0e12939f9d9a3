"""Handing the practice over: who gives from which day, the successor's passphrase, and a new recovery code."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from exodesk.core.dates import show_date
from exodesk.core.records.clinic import Clinic, FormerGiver
from exodesk.core.signing import signer
from exodesk.services.clinic import check_successor, hand_over
from exodesk.storage import clinic as stored
from exodesk.storage import opening
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.keys_card import WhoDialog
from exodesk.ui.unlock.kit import Kit
from exodesk.ui.work.jobs import Jobs

GIVER = (("giver_name", "giver_title"), ("npi", "licence"), "gives_from")
SAYS = (
    "From a day that you type, the successor gives and signs; what was given before keeps the name of who gave it. The "
    "record gets a passphrase of the successor’s own and a new recovery code at once, so that yours open it no more; "
    "backups until now still open with yours."
)


class HandOverCard(parts.Card):
    """Three steps, one after the other; until the second is done nothing is changed."""

    new_code_asked = Signal(object, str)  # a Kit, and the successor's passphrase

    def __init__(self, session: Session, jobs: Jobs, copies: Path) -> None:
        super().__init__("Hand over to a successor")
        self._session, self._jobs, self._copies = session, jobs, copies
        self.add(parts.muted(SAYS, wrap=True))
        self.givers = parts.strong(
            _givers(stored.find(session.record), stored.former_givers(session.record), session.today())
        )
        self.givers.setWordWrap(True)
        self.givers.setVisible(bool(self.givers.text()))
        self.add(self.givers)
        self.begin = parts.secondary_button("&Hand over…")
        self.begin.clicked.connect(self._ask_who)
        self.begin.setDisabled(session.record.read_only)
        self.body.addLayout(parts.row(self.begin, 1))

    def _ask_who(self) -> None:
        """Empty fields: nobody's name is taken over by mistake."""
        form = RecordForm(Clinic, GIVER, today=self._session.today)
        form.put_value("gives_from", self._session.today())
        EntryDialog("Who gives, and from which day", form, self._ask_passphrase, act="Next", parent=self).open()

    def _ask_passphrase(self, values: dict[str, Any]) -> None:
        clinic = replace(stored.get(self._session.record), **values)
        check_successor(self._session.record, clinic)
        path, copies, chosen = self._session.record.path, self._copies, [""]

        def change(old: str, new: str) -> None:
            opening.change_passphrase(path, old, new, copies=copies)
            chosen[0] = new

        dialog = WhoDialog(
            "The successor’s passphrase", SAYS, "Hand over", self._jobs, change, asks_new=True, parent=self
        )
        dialog.proved.connect(partial(self._hand_over, clinic, chosen))
        dialog.open()

    def _hand_over(self, clinic: Clinic, chosen: list[str], _: str) -> None:
        record = self._session.record
        self._session.run(hand_over, clinic)
        kit = Kit(clinic.name, record.path, clinic.paper, self._session.today(), record.recovery_code)
        self.new_code_asked.emit(kit, chosen[0])


def _givers(clinic: Clinic | None, former: Sequence[FormerGiver], today: date) -> str:
    """Who gave until which day, a line each; "" where it was always the same."""
    if clinic is None or not former:
        return ""
    lines = [
        f"{signer(each)} {'gave' if each.succeeded_on <= today else 'gives'} until "
        f"{show_date(each.succeeded_on - timedelta(days=1))}"
        for each in former
    ]
    return "\n".join([*lines, f"{signer(clinic)} gives from {show_date(former[-1].succeeded_on)}"])
