"""What was done and with which product, in English: labels, and the words of each code."""

from exodesk.core.codes import Route
from exodesk.core.records.injection import Anaesthetic, Guidance, InjectionKind, Reaction
from exodesk.core.records.stock import DonorType, RegulatoryStatus, SourceTissue
from exodesk.core.records.visit import AmendmentKind, ConsultOutcome
from exodesk.core.sentences import mid_sentence
from exodesk.documents.wording.shape import Product, Treatment

TREATMENT = Treatment(
    dose="DOSE",
    volume="VOLUME",
    reaction="Reaction",
    lot="Lot",
    product="Product",
    expiry="Expiry",
    maker="Maker",
    as_above="{product}, as above",
    numbed="Numbed with",
    with_epinephrine="with epinephrine",
    lot_is="lot {lot}",
    expiry_is="expiry {day}",
    reaction_is="reaction: {reaction}",
    of_lot="(lot {lot})",
    mixed="of {drawn} mixed with {volume} {diluent}",
    diluent="diluent",
    not_given=", {kind}: not given.",
    partly="only partly given",
    labelled="labelled particles, as the maker states",
    measured="particles, as measured",
    not_known="Not known",
    counted_apart="Counted in different ways, so not added up.",
    no_injection="No injection was given.",
    corrected_here="This page shows the corrected entry.",
    added="{lead} by {who}{end}",
    reason="Reason: {reason}",
    lot_reason="Lot not known",
    dose_reason="Outside the plan",
    aspirate_reason="After this aspirate",
    consent_reason="No signed consent",
    kinds={
        InjectionKind.EXOSOME: "exosomes",
        InjectionKind.PRP: "platelet-rich plasma (PRP)",
        InjectionKind.CELLS: "cells",
        InjectionKind.HYALURONATE: "hyaluronate",
        InjectionKind.STEROID: "steroid",
        InjectionKind.PROLOTHERAPY: "prolotherapy",
        InjectionKind.ANAESTHETIC: "local anaesthetic",
        InjectionKind.OTHER: "other",
    },
    routes={
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
    },
    guidance={
        Guidance.ULTRASOUND: "guided by ultrasound",
        Guidance.FLUOROSCOPY: "guided by X-ray",
        Guidance.CT: "guided by CT",
        Guidance.LANDMARK: "guided by touch",
        Guidance.ENDOSCOPIC: "guided by endoscope",
        Guidance.NONE: "",
    },
    anaesthetics={
        Anaesthetic.LIDOCAINE: "lidocaine",
        Anaesthetic.BUPIVACAINE: "bupivacaine",
        Anaesthetic.ROPIVACAINE: "ropivacaine",
        Anaesthetic.ETHYL_CHLORIDE: "a cooling spray (ethyl chloride)",
        Anaesthetic.OTHER: "another numbing medicine",
    },
    reactions={
        None: "Not recorded",
        Reaction.NONE: "None while you were observed",
        Reaction.LOCAL: "At the place of the injection",
        Reaction.VASOVAGAL: "Faintness",
        Reaction.SYSTEMIC: "In the whole body",
    },
    outcomes={
        ConsultOutcome.TREAT: "We agreed to treat.",
        ConsultOutcome.WAIT: "We agreed to wait.",
        ConsultOutcome.NOT_A_CANDIDATE: "We agreed not to give injections.",
        ConsultOutcome.REFERRED: "You were referred.",
    },
    amended={
        AmendmentKind.ADDENDUM: "Added on {day}",
        AmendmentKind.CORRECTION: "Corrected on {day}",
        AmendmentKind.ENTERED_IN_ERROR: "Taken back as entered in error on {day}",
        AmendmentKind.LATE_ENTRY: "Entered late on {day}",
    },
)
PRODUCT = Product(
    exosomes_not_approved="Exosome products are not FDA-approved.",
    status={
        RegulatoryStatus.UNAPPROVED: "It is not FDA-approved.",
        RegulatoryStatus.IND: (
            "It is not FDA-approved. It is used under an investigational new drug application (IND){number}."
        ),
        RegulatoryStatus.IRB_STUDY: (
            "It is not FDA-approved. It is used in a study that an ethics board (IRB) watches over{number}."
        ),
        RegulatoryStatus.FOREIGN_APPROVAL: "It has an approval in another country. It is not FDA-approved.",
        RegulatoryStatus.UNKNOWN: "Its regulatory status is not recorded.",
    },
    number=", number {number}",
    made_from="Made from {tissue}.",
    made_from_donor={
        DonorType.AUTOLOGOUS: "Made from your own {tissue}.",
        DonorType.ALLOGENEIC: "Made from another person’s {tissue}.",
    },
    tissues={tissue: mid_sentence(tissue.label) for tissue in SourceTissue if tissue is not SourceTissue.OTHER}
    | {SourceTissue.OTHER: "other tissue", SourceTissue.WHARTONS_JELLY: "Wharton’s jelly"},
    long_term="Long-term effects are not known.",
    medwatch="You can report harm at fda.gov/medwatch",
    medicines=(
        "Do not stop a blood thinner unless its prescriber told you. "
        "Take your other medicines as their prescribers told you."
    ),
    no_instructions="Nothing else was noted for the next days. If you are unsure about anything, call us.",
)
