"""Chips of the patient banner: allergies, consent, medicines, contact, adverse events. Source as of the banner."""

from collections.abc import Sequence
from datetime import date

from exodesk.core.adverse_events import alert
from exodesk.core.calendar import add_months
from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.medicines import flags_of
from exodesk.core.reaching import no_contact_because
from exodesk.core.records.background import Medication
from exodesk.core.records.patient import Allergy, AllergyState, Consent, Patient
from exodesk.core.safety import consent_in_force
from exodesk.ui.parts import Chip
from exodesk.ui.tokens import Tone

CONSENT_MONTHS = 12
"""After them a consent is shown as old. Source: the same as of the re-consent before the next dose."""

ALLERGY_GLYPHS = {
    AllergyState.KNOWN: "shield-alert",
    AllergyState.NONE_KNOWN: "circle-check",
    AllergyState.NOT_RECORDED: "circle-help",
    AllergyState.UNAVAILABLE: "ban",
}


def allergy_chip(state: AllergyState, standing: Sequence[Allergy]) -> Chip:
    """One of four titles, each with its own icon; only known allergies are emphasised. PAB-0064 to 0072."""
    named = ", ".join(allergy.substance for allergy in standing)
    text = f"{state.label}: {named}" if state is AllergyState.KNOWN and named else state.label
    tone = Tone.DANGER if state is AllergyState.KNOWN else Tone.NEUTRAL
    return Chip(text, tone, glyph=ALLERGY_GLYPHS[state])


def consent_chip(consents: Sequence[Consent], today: date) -> Chip:
    consent = consent_in_force(consents, today)
    if consent is None:
        return Chip("No consent recorded", Tone.NEUTRAL, glyph="file-text")
    text = f"Consent {show_date(consent.signed_on)}"
    if add_months(consent.signed_on, CONSENT_MONTHS) < today:
        return Chip(f"{text}: over {CONSENT_MONTHS} months, renew", Tone.WARNING, glyph="triangle-alert")
    return Chip(text, Tone.NEUTRAL, glyph="file-text")


def medicine_chip(medication: Medication) -> Chip:
    chip = Chip(f"Takes {medication.name}", Tone.WARNING, glyph="pill")
    chip.setToolTip(", ".join(flags_of(medication)))
    chip.setAccessibleDescription(chip.toolTip())
    return chip


def contact_chips(patient: Patient, today: date) -> list[Chip]:
    """Whether letters and calls stop, and for what reason; else whether a message may be left."""
    because = no_contact_because(patient, today)
    if because and patient.do_not_contact:
        return [Chip("Do not contact", Tone.WARNING, glyph="ban")]
    if because:
        chip = Chip("No letters or calls", Tone.NEUTRAL, glyph="ban")
        chip.setToolTip(because)
        return [chip]
    return [Chip("No voicemail", Tone.NEUTRAL, glyph="phone")] if patient.no_voicemail else []


def event_chips(chart: Chart) -> list[Chip]:
    """Grave adverse events that last, or wait for their report."""
    alerts = (alert(view.event, chart.today) for view in chart.adverse_events)
    return [Chip(text, Tone.DANGER, glyph="shield-alert") for text in alerts if text]
