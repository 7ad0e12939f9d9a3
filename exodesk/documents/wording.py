"""The fixed sentences of what patients take home. Plain words, no claim, no promise; claims.py is run over all of it.

What the page says of a product is its status and what is not known; of results, only what was observed, with its date.
"""

from exodesk.core.codes import Route
from exodesk.core.records.injection import Anaesthetic, Guidance, InjectionKind, Reaction
from exodesk.core.records.stock import DonorType, RegulatoryStatus
from exodesk.core.records.visit import AmendmentKind, ConsultOutcome, Instrument

CALL_SAME_DAY = "Call us the same day if you notice"
RED_FLAGS = (
    "Fever or chills",
    "Hot, or swelling more",
    "You cannot put weight on it",
    "Pain or swelling in a calf",
    "Trouble breathing, or a rash",
    "Numbness, or weakness",
)
CALL_ANY_TIME = "Call us if anything worries you before we see you again"
EMERGENCY = "Emergency"
EMERGENCY_NUMBER = "911"

EXOSOMES_NOT_APPROVED = "Exosome products are not FDA-approved."
REGULATORY = {
    RegulatoryStatus.UNAPPROVED: "It is not FDA-approved.",
    RegulatoryStatus.IND: "It is not FDA-approved. It is used under an investigational new drug application (IND)",
    RegulatoryStatus.IRB_STUDY: "It is not FDA-approved. It is used in a study that an ethics board (IRB) watches over",
    RegulatoryStatus.FOREIGN_APPROVAL: "It has an approval in another country. It is not FDA-approved.",
    RegulatoryStatus.UNKNOWN: "Its regulatory status is not recorded.",
}
LONG_TERM = "Long-term effects are not known."
MEDWATCH = "You can report anything unwanted to the FDA yourself: fda.gov/medwatch"
DONORS = {DonorType.AUTOLOGOUS: "your own", DonorType.ALLOGENEIC: "another person’s"}

LABELLED = "labelled particles, as the maker states"
MEASURED = "particles, as measured"
NOT_KNOWN = "Not known"
COUNTED_APART = "Counted in different ways, so not added up."

MEDICINES = (
    "Do not stop a blood thinner unless its prescriber told you. "
    "Take your other medicines as their prescribers told you."
)
NO_INSTRUCTIONS = "Nothing else was noted for the next days. If you are unsure about anything, call us."

ANAESTHETICS = {
    Anaesthetic.LIDOCAINE: "lidocaine",
    Anaesthetic.BUPIVACAINE: "bupivacaine",
    Anaesthetic.ROPIVACAINE: "ropivacaine",
    Anaesthetic.ETHYL_CHLORIDE: "a cooling spray (ethyl chloride)",
    Anaesthetic.OTHER: "another numbing medicine",
}
ROUTES = {
    Route.INTRA_ARTICULAR: "into the joint",
    Route.PERIARTICULAR: "around the joint",
    Route.INTRABURSAL: "into the bursa",
    Route.INTRALESIONAL: "into the tendon or ligament",
    Route.INFILTRATION: "into the tissue",
    Route.INTRADISCAL: "into the disc",
    Route.INTRADERMAL: "into the skin",
    Route.INTRAMUSCULAR: "into the muscle",
    Route.SUBCUTANEOUS: "under the skin",
    Route.INTRAVENOUS: "into a vein",
    Route.INTRATHECAL: "into the spinal canal",
    Route.EPIDURAL: "into the epidural space",
    Route.PERINEURAL: "around the nerve",
    Route.NASAL: "into the nose",
}
GUIDANCE = {
    Guidance.ULTRASOUND: "guided by ultrasound",
    Guidance.FLUOROSCOPY: "guided by X-ray",
    Guidance.CT: "guided by CT",
    Guidance.LANDMARK: "guided by touch",
    Guidance.ENDOSCOPIC: "guided by endoscope",
    Guidance.NONE: "",
}
KINDS = {
    InjectionKind.EXOSOME: "exosomes",
    InjectionKind.PRP: "platelet-rich plasma (PRP)",
    InjectionKind.CELLS: "cells",
    InjectionKind.HYALURONATE: "hyaluronate",
    InjectionKind.STEROID: "steroid",
    InjectionKind.PROLOTHERAPY: "prolotherapy",
    InjectionKind.ANAESTHETIC: "local anaesthetic",
    InjectionKind.OTHER: "other",
}
REACTIONS = {
    None: "Not recorded",
    Reaction.NONE: "None seen while you were observed",
    Reaction.LOCAL: "At the place of the injection",
    Reaction.VASOVAGAL: "Faintness",
    Reaction.SYSTEMIC: "In the whole body",
}
OUTCOMES = {
    ConsultOutcome.TREAT: "We agreed to treat.",
    ConsultOutcome.WAIT: "We agreed to wait.",
    ConsultOutcome.NOT_A_CANDIDATE: "We agreed not to give injections.",
    ConsultOutcome.REFERRED: "You were referred.",
}
NO_INJECTION = "No injection was given."
AMENDED = {
    AmendmentKind.ADDENDUM: "Added on",
    AmendmentKind.CORRECTION: "Corrected on",
    AmendmentKind.ENTERED_IN_ERROR: "Taken back as entered in error on",
    AmendmentKind.LATE_ENTRY: "Entered late on",
}
CORRECTED_HERE = "This page shows the corrected entry."

INSTRUMENTS = {
    Instrument.PAIN_AVERAGE: "Average pain (7 days)",
    Instrument.PAIN_NOW: "Pain now",
    Instrument.PGIC: "Overall change",
    Instrument.PEG: "Pain in daily life (PEG)",
    Instrument.PSFS: "Own activities (PSFS)",
}
CHANGES = {
    1: "Very much improved",
    2: "Much improved",
    3: "Minimally improved",
    4: "No change",
    5: "Minimally worse",
    6: "Much worse",
    7: "Very much worse",
}
SCALES = {
    Instrument.PAIN_AVERAGE: "Pain: 0 is none, 10 the worst you can imagine.",
    Instrument.PAIN_NOW: "Pain: 0 is none, 10 the worst you can imagine.",
    Instrument.PEG: "PEG: 0 is no trouble, 10 the most.",
    Instrument.PSFS: "PSFS: 0 is not able, 10 as before.",
}
NO_SCORES = "No scores are recorded yet."
EARLIER_SCORES = "Scores in between are in your record."

AS_NEEDED = "boosters only as needed; none is planned at present."
NOTHING_PLANNED = "nothing more is planned."
ON_HOLD = "on hold"
RENEW = "the plan has ended; a new one is talked over before anything is given."
APPOINTMENTS = ("Your next appointment:", "The one after it:")
NO_VISIT_BOOKED = "No further visit is booked."
QUESTIONS = "For your questions"
