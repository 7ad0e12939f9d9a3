"""English. The words that are looked at first; the other languages say the same."""

from exodesk.core.codes import Route
from exodesk.core.dates import LONG_MONTHS, PartialDate, show_long_date
from exodesk.core.quantities import show_billions
from exodesk.core.records.injection import Anaesthetic, Guidance, InjectionKind, Reaction
from exodesk.core.records.patient import Language
from exodesk.core.records.stock import DonorType, RegulatoryStatus, SourceTissue
from exodesk.core.records.visit import AmendmentKind, ConsultOutcome, Instrument, VisitKind
from exodesk.core.sites import sided
from exodesk.documents.wording.shape import (
    Call,
    Headings,
    Invitation,
    Outlook,
    Product,
    Progress,
    Sheet,
    Treatment,
    Wording,
)

_SHEET = Sheet(
    title="Visit summary",
    draft="Draft, not signed",
    entered_in_error="Entered in error",
    synthetic="SYNTHETIC",
    out_of_hours="Out of hours",
    born="Born {day}",
    chart="Chart {number}",
    printed="Printed {day} at {time}",
    hashes="Visit hash {visit} · Audit head {head}",
    head="Audit head {head}",
    no_hash="none, not signed",
    page="Page {page} of {pages}",
    not_recorded="not recorded",
)
_HEADINGS = Headings(
    done="What was done",
    about_product="About this product",
    about_products="About these products",
    next_days="The next days",
    progress="How you have been",
    planned="What is planned",
    questions="For your questions",
    signature="Signature",
)
_CALL = Call(
    same_day="Call us the same day if you notice",
    any_time="Call us if anything worries you before we see you again",
    red_flags=(
        "Fever or chills",
        "Hot, or swelling more",
        "You cannot put weight on it",
        "Pain or swelling in a calf",
        "Trouble breathing, or a rash",
        "Numbness, or weakness",
    ),
    phone="Phone",
    emergency="Emergency",
)
_TREATMENT = Treatment(
    dose="DOSE",
    volume="VOLUME",
    reaction="Reaction",
    lot="Lot",
    product="Product",
    expiry="Expiry",
    maker="Maker",
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
        Reaction.NONE: "None seen while you were observed",
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
_PRODUCT = Product(
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
    tissues={
        tissue: f"{tissue.label[:1].lower()}{tissue.label[1:]}"
        for tissue in SourceTissue
        if tissue is not SourceTissue.OTHER
    }
    | {SourceTissue.OTHER: "other tissue", SourceTissue.WHARTONS_JELLY: "Wharton’s jelly"},
    long_term="Long-term effects are not known.",
    medwatch="You can report anything unwanted to the FDA yourself: fda.gov/medwatch",
    medicines=(
        "Do not stop a blood thinner unless its prescriber told you. "
        "Take your other medicines as their prescribers told you."
    ),
    no_instructions="Nothing else was noted for the next days. If you are unsure about anything, call us.",
)
_PROGRESS = Progress(
    instruments={
        Instrument.PAIN_AVERAGE: "Average pain (7 days)",
        Instrument.PAIN_NOW: "Pain now",
        Instrument.PGIC: "Overall change",
        Instrument.PEG: "Pain in daily life (PEG)",
        Instrument.PSFS: "Own activities (PSFS)",
    },
    changes={
        1: "Very much improved",
        2: "Much improved",
        3: "Minimally improved",
        4: "No change",
        5: "Minimally worse",
        6: "Much worse",
        7: "Very much worse",
    },
    scales={
        Instrument.PAIN_AVERAGE: "Pain: 0 is none, 10 the worst you can imagine.",
        Instrument.PAIN_NOW: "Pain: 0 is none, 10 the worst you can imagine.",
        Instrument.PEG: "PEG: 0 is no trouble, 10 the most.",
        Instrument.PSFS: "PSFS: 0 is not able, 10 as before.",
    },
    of_ten=" of 10",
    no_scores="No scores are recorded yet.",
    earlier_scores="Scores in between are in your record.",
    goal="Your goal: “{goal}”",
    goal_of="Your goal, {where}: “{goal}”",
    whole_body="Whole body",
)
_OUTLOOK = Outlook(
    as_of="As of {day}:",
    between="{review}: between {first} and {last}.",
    reviews=("3–4 month review", "9 month review"),
    booster="a booster",
    dose_of="dose {number} of {doses}",
    dose="the dose",
    is_planned="{what} is planned for about {day}.",
    was_planned="{what} was planned for about {day}.",
    as_needed="boosters only as needed; none is planned at present.",
    nothing="nothing more is planned.",
    on_hold="on hold, to be looked at again.",
    on_hold_until="on hold until {day}.",
    on_hold_review="on hold, looked at again on {day}.",
    renew="the plan has ended; a new one is talked over before anything is given.",
    appointments=("Your next appointment: {day} at {time}.", "The one after it: {day} at {time}."),
    none_booked="No further visit is booked.",
)


def _partial(day: PartialDate) -> str:
    """`14 March 1962`, `March 1962` or `1962`, as precisely as it is known."""
    if day.exact:
        return show_long_date(day.exact)
    return str(day.year) if day.month is None else f"{LONG_MONTHS[day.month - 1]} {day.year}"


ENGLISH = Wording(
    language=Language.ENGLISH,
    sheet=_SHEET,
    headings=_HEADINGS,
    call=_CALL,
    treatment=_TREATMENT,
    product=_PRODUCT,
    progress=_PROGRESS,
    outlook=_OUTLOOK,
    invitation=Invitation(
        title="Invitation to a review",
        about="Your {where}",
        greeting="Dear {name},",
        invites="We would like to hear how your {where} is, and invite you to a review.",
        review=(
            "At the review we ask about pain and about what you can do, and talk with you about whether anything "
            "further makes sense for you. This letter decides nothing."
        ),
        call="Please call {phone}, and we find a time that suits you.",
        no_need="If you have booked already, or would rather not come, a short call is enough.",
        regards="With kind regards",
    ),
    visit_on="Your visit on {day}",
    seen_by="Seen by {who}",
    visit_kinds={kind: f"{kind.label} visit" for kind in VisitKind},
    signed="Signed by {who} on {day}.",
    signed_again="Signed by {who} on {day}, version {version}.",
    typed_as_written="",
    long_date=show_long_date,
    partial_date=_partial,
    billions=show_billions,
    where=sided,
)
