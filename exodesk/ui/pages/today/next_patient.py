"""Who comes next, and what has to be known before: allergies, holds, consent, the last injection, the plan."""

from PySide6.QtCore import Signal

from exodesk.core.chart import Chart, PlanView
from exodesk.core.dates import age_on, show_date, show_time
from exodesk.core.day import NextAct
from exodesk.core.records.patient import NO_BIRTH_DATE, AllergyState, show_chart_no, show_name
from exodesk.core.safety import consent_in_force
from exodesk.core.sentences import ago
from exodesk.queries.today import Coming, Today
from exodesk.ui import parts
from exodesk.ui.banner.chips import consent_state, hold_states
from exodesk.ui.look.flow import FlowLayout
from exodesk.ui.look.tokens import Tone


class NextPatientCard(parts.Card):
    acted = Signal(object)  # a Coming
    chart_opened = Signal(str)  # a patient's id

    def __init__(self) -> None:
        super().__init__(padding=(16, 10, 12))
        self._coming: Coming | None = None
        self.when = parts.words("", tone="muted")
        self.name = parts.section_title("")
        self.name.setWordWrap(True)
        self.born = parts.muted("")
        self._chips = FlowLayout(across=6, down=4)
        self.told = parts.words("", wrap=True)
        self.act = parts.primary_button("")
        self.act.clicked.connect(self._tell)
        self.chart = parts.quiet_button("Open the chart")
        self.chart.clicked.connect(self._open_chart)
        for widget in (self.when, self.name, self.born):
            self.add(widget)
        self.body.addLayout(self._chips)
        self.add(self.told)
        self.body.addLayout(parts.row(self.act, self.chart, 1))
        self.hide()  # nobody has looked yet

    def show_next(self, today: Today) -> None:
        coming, chart = today.next, today.chart
        self._coming = coming
        patient = coming.booking.patient if coming else None
        self.setVisible(patient is not None)
        if coming is None or patient is None or chart is None:
            return
        appointment = coming.booking.appointment
        what = " · ".join(part for part in (appointment.type, appointment.reason) if part)
        self.when.setText(f"Next {show_time(appointment.starts_at.at)}{f' · {what}' if what else ''}")
        self.name.setText(show_name(patient))
        born = patient.birth_date
        age = f"Born {born.show()} ({age_on(born, chart.today)}y)" if born else NO_BIRTH_DATE.capitalize()
        self.born.setText(f"{age} · {show_chart_no(patient.chart_no)}")
        parts.set_tone(self.born, "muted" if born else "warning")
        self._show_chips(chart, coming)
        facts = _facts(chart, appointment.plan_id)
        self.told.setText("\n".join(facts))
        self.told.setVisible(bool(facts))
        self.act.setText(coming.act.label if coming.act else "")
        self.act.setVisible(coming.act in (NextAct.ARRIVE, NextAct.START))
        self.act.setAccessibleName(f"{self.act.text()}: {show_name(patient)}")

    def _show_chips(self, chart: Chart, coming: Coming) -> None:
        self._chips.clear()
        for words, tone in _marks(chart, coming):
            chip = parts.Chip(words, tone)
            self._chips.addWidget(chip)

    def _tell(self) -> None:
        self.acted.emit(self._coming)

    def _open_chart(self) -> None:
        if self._coming and self._coming.booking.patient:
            self.chart_opened.emit(self._coming.booking.patient.id)


def _marks(chart: Chart, coming: Coming) -> list[tuple[str, Tone]]:
    """Allergies first, as in the banner; then what stands in the way, and how often they did not come."""
    known = chart.allergy_state is AllergyState.KNOWN
    allergies = ", ".join(each.substance for each in chart.allergies if each.ended_on is None)
    marks = [
        (f"{chart.allergy_state.label}{f': {allergies}' if known else ''}", Tone.DANGER if known else Tone.NEUTRAL)
    ]
    marks += [(held.text, held.tone) for held in hold_states(chart)]
    if consent_in_force(chart.consents, chart.today) is None:
        marks.append((consent_state(chart.consents, chart.today).text, Tone.WARNING))
    if coming.booking.no_shows:
        marks.append((f"Did not come {coming.booking.no_shows}×", Tone.WARNING))
    return marks


def _facts(chart: Chart, plan_id: str | None) -> list[str]:
    """The plan it is booked for, else the one that asks first; and the last injection with the days since."""
    view = chart.plan(plan_id) or _asking_first(chart)
    facts = [f"{view.where}: {view.why}"] if view else []
    if chart.injections:
        last = chart.injections[-1]
        given_on = last.injection.given_on
        since = ago(given_on, chart.today)
        facts.append(f"Last injection {show_date(given_on)}, {since}: {last.where}, {last.amount}.")
    return facts


def _asking_first(chart: Chart) -> PlanView | None:
    dated = [view for view in chart.plans if view.standing.recommended and view.plan.closed_on is None]
    return min(dated, key=lambda view: view.standing.recommended or chart.today, default=None)
