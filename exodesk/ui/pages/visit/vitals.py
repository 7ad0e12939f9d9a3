"""Blood pressure, heart rate, temperature and the like, before and after. Saved with the step they stand on."""

from exodesk.core.errors import InvalidRecord
from exodesk.core.fields import described
from exodesk.core.records.visit import Vitals, VitalsWhen
from exodesk.queries.visit import VisitPage
from exodesk.services.visits import save_vitals
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session

MEASURED = tuple(name for name in described(Vitals) if name != "measured")


class VitalsCard(parts.Card):
    """A line before what is done, and one after it where something is."""

    def __init__(self, session: Session, *, after: bool) -> None:
        super().__init__("Vitals")
        self._session = session
        self._page: VisitPage | None = None
        self.forms: dict[VitalsWhen, RecordForm] = {}
        self._kept: dict[VitalsWhen, KeptForm] = {}
        for when in VitalsWhen if after else (VitalsWhen.BEFORE,):
            form = RecordForm(Vitals, (MEASURED,), today=session.today)
            self.forms[when] = form
            self._kept[when] = KeptForm(session, form, _draft(when), "visit")
            if after:
                self.add(parts.strong(when.label))
            self.add(form)

    @property
    def drafts(self) -> list[str]:
        """Under which names what is typed is kept."""
        return [_draft(when) for when in self.forms]

    def show_visit(self, page: VisitPage) -> None:
        """Show what was measured; what is being typed and not yet saved stays."""
        is_first, self._page = self._page is None, page
        measured = {vitals.measured: vitals for vitals in page.view.vitals}
        for when, form in self.forms.items():
            if not form.is_edited:
                if vitals := measured.get(when):
                    form.put(vitals)
                else:
                    form.clear()
            if is_first:
                self._kept[when].follow(page.view.visit.entry_id, page.chart.patient.id)

    def save(self) -> bool:
        """Write what was typed; what cannot be saved stands at its field."""
        saved = [self._save(when) for when in self.forms]
        return all(saved)

    def _save(self, when: VitalsWhen) -> bool:
        form = self.forms[when]
        self._kept[when].flush()
        if self._page is None or not form.is_edited:
            return True
        visit = self._page.view.visit
        try:
            vitals = Vitals(id=self._session.record.new_id(), visit_id=visit.entry_id, measured=when, **form.values())
            self._session.run(save_vitals, visit.entry_id, vitals)
        except InvalidRecord as refused:
            form.show_problems(refused.problems)
            return False
        self._kept[when].settle()
        return True


def _draft(when: VitalsWhen) -> str:
    return f"visit.vitals.{when.value}"
