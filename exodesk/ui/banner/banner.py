"""Who is on the screen: name, birth date, sex, number, allergies, consent. On top of every page of one patient.

Source of order and wording: NHS CUI Patient Banner 4.0 (PAB). It reads nothing; its page gives it what it shows.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.medicines import flagged, is_taken
from exodesk.core.reaching import in_use, phone_of
from exodesk.core.records.background import Medication
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Allergy, AllergyState, Consent, Patient, show_chart_no
from exodesk.ui import parts
from exodesk.ui.banner.chips import (
    State,
    allergy_state,
    birth_date_states,
    consent_state,
    contact_states,
    event_states,
    hold_states,
    medicine_state,
)
from exodesk.ui.banner.lines import NOT_KNOWN, allergy_line, born, contact_line, dated, died, numbers
from exodesk.ui.look import theme
from exodesk.ui.look.flow import FlowLayout
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tone
from exodesk.ui.parts import Card, Chip

W = TypeVar("W", bound=QWidget)
LONGEST_BESIDE = 60
"""Characters of a detail that others may stand beside."""
USUAL_FACTS, USUAL_CHIPS = 4, 4
"""Made with the banner; more come when somebody has more to tell."""


class Banner(Card):
    """Acts of the page stand at its right; details, the list of allergies above all, open by one button."""

    def __init__(self) -> None:
        super().__init__(padding=(16, 8, 8))
        self.setAccessibleName("Patient")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._is_deceased = False
        self._lines: list[tuple[str, str | None]] = []
        self._allergy_lines: list[tuple[str, str]] = []
        self._name, self._title = _Name(), parts.muted("")
        self._facts: list[_Fact] = []
        self._chips: list[Chip] = []
        self._facts_row = FlowLayout(across=10, down=2)
        self._chips_row = FlowLayout(across=8, down=4)
        self._more = parts.icon_button("chevron-down", "More about this patient")
        self._more.clicked.connect(self._toggle)
        self._acts = parts.row(spacing=4)
        self._details = QWidget()
        self._short_details = FlowLayout(across=16, down=2)
        self._long_details = QVBoxLayout()
        self._long_details.setSpacing(2)
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 2, 0, 0)
        details.setSpacing(2)
        details.addLayout(self._short_details)
        details.addLayout(self._long_details)
        self._details.hide()
        top = parts.row(spacing=8)
        top.addLayout(self._facts_row, 1)
        top.addLayout(self._acts)
        self._acts.addWidget(self._more)
        self.body.setSpacing(4)
        self.body.addLayout(top)
        self.body.addLayout(self._chips_row)
        self.add(self._details)
        self.add_birth_date = parts.quiet_button("Add the birth date", glyph="plus")
        self._offers_birth_date = False
        for words in (self._name, self._title, self.add_birth_date):
            self._facts_row.addWidget(words)
        self._have(USUAL_FACTS, self._facts, self._facts_row, _Fact)
        self._have(USUAL_CHIPS, self._chips, self._chips_row, Chip)

    @staticmethod
    def _have(count: int, made: list[W], row: FlowLayout, make: Callable[[], W]) -> None:
        """So many in sight. What was made stays, to be given other words."""
        while len(made) < count:
            made.append(make())
            row.addWidget(made[-1])
        for place, widget in enumerate(made):
            widget.setVisible(place < count)

    def add_act(self, button: QWidget) -> None:
        """A page's act, such as Start visit, at the right."""
        self._acts.insertWidget(self._acts.count() - 1, button)

    def offer_birth_date(self, act: Callable[[], object]) -> None:
        """Where it is missing this stands in its place until it is there: without it nobody is told apart for sure."""
        self._offers_birth_date = True
        self.add_birth_date.clicked.connect(act)

    def show_patient(
        self,
        patient: Patient,
        *,
        today: date,
        allergies_are: AllergyState,
        allergies: Sequence[Allergy] = (),
        consents: Sequence[Consent] = (),
        contacts: Sequence[Contact] = (),
        medications: Sequence[Medication] = (),
        merged: Sequence[Patient] = (),
        made_up: bool = False,
        states: Sequence[State] = (),
    ) -> None:
        """Show a patient; `states` are further ones that the page knows, such as a hold."""
        self._is_deceased = patient.died_on is not None
        standing = [allergy for allergy in allergies if allergy.ended_on is None]
        self._show_facts(patient, today, phone_of(contacts), merged)
        shown = [allergy_state(allergies_are, standing), *birth_date_states(patient)]
        shown += [consent_state(consents, today), *states]
        shown += [medicine_state(medication) for medication in flagged(medications, today)]
        shown += contact_states(patient, today)
        if made_up:
            shown.append(State("SYNTHETIC: a made-up patient", Tone.PAIN, glyph="info"))
        self._show_chips(shown)
        taken = ", ".join(each.name for each in medications if is_taken(each, today))
        self._show_details(patient, allergies_are, standing, contacts, taken)
        self.setAccessibleDescription(
            f"{patient.family_name.upper()}, {patient.given_name}. {show_chart_no(patient.chart_no)}. {shown[0].text}"
        )
        if self.isVisible():
            self._fit()
        self.update()

    def show_chart(self, chart: Chart, *, made_up: bool) -> None:
        """Show the patient of a chart, with all that it tells of them."""
        self.show_patient(
            chart.patient,
            today=chart.today,
            allergies_are=chart.allergy_state,
            allergies=chart.allergies,
            consents=chart.consents,
            contacts=chart.contacts,
            medications=chart.medications,
            merged=chart.merged,
            made_up=made_up,
            states=[*hold_states(chart), *event_states(chart)],
        )

    def _show_facts(self, patient: Patient, today: date, phone: Contact | None, merged: Sequence[Patient]) -> None:
        self._name.setText(f"{patient.family_name.upper()}, {patient.given_name}")
        self._title.setText(f"({patient.title})")
        self._title.setVisible(bool(patient.title))
        is_asked = self._offers_birth_date and patient.birth_date is None
        self.add_birth_date.setVisible(is_asked)
        facts = [
            *([] if is_asked else [("Born", born(patient, today))]),
            ("Sex", patient.sex.label if patient.sex else NOT_KNOWN),
            ("Chart", numbers(patient, merged)),
            ("Phone", phone.value if phone else NOT_KNOWN),
        ]
        if patient.died_on:
            facts.insert(0 if is_asked else 1, ("Died", died(patient, patient.died_on)))
        if patient.moved_on:
            facts.append(("Moved away", show_date(patient.moved_on)))
        self._have(len(facts), self._facts, self._facts_row, _Fact)
        for fact, (label, value) in zip(self._facts, facts, strict=False):
            fact.say(label, value)

    def _show_chips(self, states: Sequence[State]) -> None:
        self._have(len(states), self._chips, self._chips_row, Chip)
        for chip, state in zip(self._chips, states, strict=False):
            chip.say(state.text, state.tone, glyph=state.glyph)
            chip.setToolTip(state.tip)
            chip.setAccessibleDescription(state.tip)

    def _show_details(
        self,
        patient: Patient,
        state: AllergyState,
        standing: Sequence[Allergy],
        contacts: Sequence[Contact],
        medicines: str,
    ) -> None:
        """Short ones side by side, the rest a line each; the allergies are last. PAB-0029."""
        self._lines = [
            ("Called", patient.preferred_name),
            ("Pronouns", patient.pronouns),
            ("Language", patient.language.label if patient.language else None),
            *((contact.kind.label, contact_line(contact)) for contact in in_use(contacts)),
            ("Weight", dated(patient, "weight_g", patient.weighed_on)),
            ("Height", dated(patient, "height_cm", patient.measured_on)),
            ("Referred by", patient.referred_by),
            ("Occupation", patient.occupation),
            ("Medicines", medicines or None),
            ("Notes", patient.notes),
        ]
        self._allergy_lines = [(state.label, allergy_line(allergy)) for allergy in standing] or [(state.label, "")]
        if not self._details.isHidden():
            self._fill_details()

    def _fill_details(self) -> None:
        """The lines as they are now; none is made before somebody asks for them."""
        self._short_details.clear()
        parts.clear(self._long_details)
        for label, value in self._lines:
            if value is not None and len(value) <= LONGEST_BESIDE:
                self._short_details.addWidget(_Fact(label, value))
            elif value is not None:
                self._long_details.addWidget(_Fact(label, value, wrap=True))
        for label, line in self._allergy_lines:
            self._long_details.addWidget(_Fact(label, line, wrap=True))

    def _toggle(self) -> None:
        opening = self._details.isHidden()
        if opening:
            self._fill_details()
        self._details.setVisible(opening)
        self._more.set_glyph("chevron-up" if opening else "chevron-down")
        parts.named(self._more, "Less about this patient" if opening else "More about this patient")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """New facts and chips count once they are shown, which Qt does later, and asks for another layout then."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """As high as its lines need at this width, and no higher."""
        if layout := self.layout():
            layout.activate()  # to invalidate it would ask for the next layout, without end
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A deceased patient's banner has another ground, and stripes too. PAB-0055 to 0060."""
        super().paintEvent(event)
        if not self._is_deceased:
            return
        tokens = theme.tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            sheet = QPainterPath()
            sheet.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
            painter.setClipPath(sheet)
            painter.fillPath(sheet, QColor(tokens.bg))
            painter.setPen(QPen(QColor(tokens.hairline), 3))
            for left in range(-self.height(), self.width(), 12):
                painter.drawLine(left, self.height(), left + self.height(), 0)


class _Name(parts.Selectable):
    """In one line where there is room, never cut where there is not."""

    def __init__(self) -> None:
        super().__init__(kind=Text.PAGE, wrap=True)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height())


class _Fact(QWidget):
    """A value with its lighter label, no colon. PAB-0042 to 0046."""

    def __init__(self, label: str = "", value: str = "", *, wrap: bool = False) -> None:
        super().__init__()
        self._label, self._value = parts.muted(label), parts.Selectable(value, wrap=wrap)
        line = parts.row(self._label, spacing=6)
        line.addWidget(self._value, 1)
        self.setLayout(line)

    def say(self, label: str, value: str) -> None:
        self._label.setText(label)
        self._value.setText(value)
