"""What the chips of the banner say: allergies, consent, holds, medicines, contact, events. Source as of the banner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.adverse_events import alert
from exodesk.core.booster import State as Booster
from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.medicines import flags_of
from exodesk.core.reaching import no_contact_because
from exodesk.core.records.background import Medication
from exodesk.core.records.patient import NO_BIRTH_DATE, Allergy, AllergyState, Consent, Patient
from exodesk.core.safety import consent_in_force
from exodesk.core.sentences import mid_sentence
from exodesk.core.to_book import CONSENT_MONTHS, consent_lapsed
from exodesk.ui.look.tokens import Tone

ALLERGY_GLYPHS = {
    AllergyState.KNOWN: "shield-alert",
    AllergyState.NONE_KNOWN: "circle-check",
    AllergyState.NOT_RECORDED: "circle-help",
    AllergyState.UNAVAILABLE: "ban",
}


@dataclass(frozen=True, slots=True)
class State:
    """A state in a word or two. `tip` is shown beside the pointer, and read aloud."""

    text: str
    tone: Tone = Tone.NEUTRAL
    glyph: str = ""
    tip: str = ""


def allergy_state(state: AllergyState, standing: Sequence[Allergy]) -> State:
    """One of four titles, each with its own icon; only known allergies are emphasised. PAB-0064 to 0072."""
    named = ", ".join(allergy.substance for allergy in standing)
    text = f"{state.label}: {named}" if state is AllergyState.KNOWN and named else state.label
    tone = Tone.DANGER if state is AllergyState.KNOWN else Tone.NEUTRAL
    return State(text, tone, ALLERGY_GLYPHS[state])


def birth_date_states(patient: Patient) -> list[State]:
    """A reminder that stands until the birth date is there."""
    return [] if patient.birth_date else [State(NO_BIRTH_DATE.capitalize(), Tone.WARNING, "triangle-alert")]


def consent_state(consents: Sequence[Consent], today: date) -> State:
    consent = consent_in_force(consents, today)
    if consent is None:
        withdrawn = [each.withdrawn_on for each in consents if each.withdrawn_on and each.withdrawn_on <= today]
        if withdrawn:
            return State(f"Consent withdrawn {show_date(max(withdrawn))}", Tone.WARNING, "triangle-alert")
        return State("No consent recorded", glyph="file-text")
    text = f"Consent {show_date(consent.signed_on)}"
    if consent_lapsed(consent.signed_on, today):
        return State(f"{text}: over {CONSENT_MONTHS} months, renew", Tone.WARNING, "triangle-alert")
    return State(text, glyph="file-text")


def medicine_state(medication: Medication) -> State:
    return State(f"Takes {medication.name}", Tone.WARNING, "pill", tip=", ".join(flags_of(medication)))


def contact_states(patient: Patient, today: date) -> list[State]:
    """Whether letters and calls stop, and for what reason; else whether a message may be left."""
    because = no_contact_because(patient, today)
    if because and patient.do_not_contact:
        return [State("Do not contact", Tone.WARNING, "ban")]
    if because:
        return [State("No letters or calls", glyph="ban", tip=because)]
    return [State("No voicemail", glyph="phone")] if patient.no_voicemail else []


def hold_states(chart: Chart) -> list[State]:
    """The plans by which nothing is given now, each with its reason."""
    held = [view for view in chart.plans if view.standing.state in (Booster.SUSPENDED, Booster.CONTRAINDICATED)]
    told = {f"{view.standing.state.label}: {mid_sentence(view.where)}": view.why for view in held}
    return [State(text, Tone.WARNING, "ban", tip=why) for text, why in told.items()]


def event_states(chart: Chart) -> list[State]:
    """Grave adverse events that last, or wait for their report."""
    alerts = (alert(view.event, chart.today) for view in chart.adverse_events)
    return [State(text, Tone.DANGER, "shield-alert") for text in alerts if text]
