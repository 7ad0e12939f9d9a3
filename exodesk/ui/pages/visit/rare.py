"""The rarer fields of an injection and its times, folded behind a button; what is asked for in them unfolds them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.codes import Route
from exodesk.core.sites import Site, usual_route
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.pages.visit.times import Times


class Rare(QWidget):
    """`form`: the fields; `times`: given and observed; `more`: the button that folds them."""

    def __init__(self, form: RecordForm, times: Times) -> None:
        super().__init__()
        self.form = form
        self.times = times
        self.more = parts.quiet_button("More fields")
        self.more.setCheckable(True)
        self._fold = QWidget()
        fold = QVBoxLayout(self._fold)
        fold.setContentsMargins(0, 0, 0, 0)
        fold.addWidget(self.times)
        fold.addWidget(form)
        self._fold.hide()
        self.more.toggled.connect(self._fold.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(parts.row(self.more, 1))
        column.addWidget(self._fold)

    @property
    def diluent_ul(self) -> int:
        diluent = self.form.value("diluent_ul")
        return diluent if isinstance(diluent, int) else 0

    def begin(self, *, is_late: bool) -> None:
        self.times.clear()
        self.times.begin(is_late)
        self.more.setChecked(False)

    def unfold(self) -> None:
        self.more.setChecked(True)

    def unfold_if_used(self) -> None:
        """Open when something was typed here once."""
        self.more.setChecked(any(text.strip("0") for text in self.form.raw_texts().values()))

    def go_to(self, field: str) -> bool:
        """Put the focus on a field, if it stands here."""
        control = self.times.lines.get(field) or (self.form.control(field) if self.form.holds(field) else None)
        if control is None:
            return False
        self.unfold()
        control.setFocus()
        return True

    def holds(self, field: str) -> bool:
        """Whether a field stands here, folded or not."""
        return self.form.holds(field) or field in self.times.cells

    def route_for(self, site: Site | None) -> Route | None:
        """The route that was chosen, else the usual one of the site, which the field then says."""
        usual = usual_route(site) if site else None
        self.form.hint("route", f"{usual.label} unless chosen" if usual else "")
        chosen = self.form.value("route")
        return chosen if isinstance(chosen, Route) else usual
