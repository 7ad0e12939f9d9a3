"""English. The words that are looked at first; the other languages say the same."""

from exodesk.core.dates import LONG_MONTHS, PartialDate, show_long_date
from exodesk.core.instruments import CHANGES
from exodesk.core.quantities import show_billions
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PrintedKind, Purpose
from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.core.sites import sided
from exodesk.documents.wording.english_treatment import PRODUCT, TREATMENT
from exodesk.documents.wording.shape import (
    Account,
    Call,
    Headings,
    Invitation,
    Outlook,
    Progress,
    Sheet,
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
    continued="{heading} (continued)",
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
        "Heat, or more swelling",
        "You cannot put weight on it",
        "Pain or swelling in a calf",
        "Trouble breathing, or a rash",
        "Numbness, or weakness",
    ),
    phone="Phone",
    emergency="Emergency",
)
_PROGRESS = Progress(
    instruments={
        Instrument.PAIN_AVERAGE: "Average pain (7 days)",
        Instrument.PAIN_NOW: "Pain now",
        Instrument.PGIC: "Overall change",
        Instrument.PEG: "Pain in daily life (PEG)",
        Instrument.PSFS: "Activities (PSFS)",
    },
    changes={answer: words.capitalize() for answer, words in CHANGES.items()},
    scales={
        Instrument.PAIN_AVERAGE: "Pain: 0 is none, 10 the worst you can imagine.",
        Instrument.PAIN_NOW: "Pain: 0 is none, 10 the worst you can imagine.",
        Instrument.PEG: "PEG: 0 is no trouble, 10 the most.",
        Instrument.PSFS: "PSFS: 0 is not able, 10 as before.",
    },
    of_ten=" of 10",
    no_scores="No scores are recorded yet.",
    no_present_scores="No scores belong to a treatment under way. Your earlier ones are in your record.",
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
    treatment=TREATMENT,
    product=PRODUCT,
    progress=_PROGRESS,
    outlook=_OUTLOOK,
    invitation=Invitation(
        title="Invitation to a review",
        about="Your {where}",
        greeting="Dear {name},",
        letter=(
            "We would like to hear how your {joint} is, and invite you to a review.\n"
            "At the review we ask about pain and about what you can do, and talk with you about whether anything "
            "further makes sense for you. This letter decides nothing.\n"
            "Please call {phone}, and we will find a time that suits you.\n"
            "If you have booked already, or would rather not come, a short call is enough."
        ),
        regards="With kind regards",
    ),
    account=Account(
        title="With whom your information was shared",
        between="From {first} to {last}.",
        until="Up to {last}.",
        everything="Listed is everything that this practice noted as having left the house.",
        accounted=(
            "Listed is what you may ask an account of (45 CFR 164.528). What went to clinicians who treat you, for "
            "payment, to yourself, or with your authorisation is left out."
        ),
        nothing="Nothing is noted for this time.",
        on="On",
        recipient="To whom",
        what="What",
        purpose="Why",
        purposes={
            Purpose.TREATMENT: "Your treatment by another clinician",
            Purpose.PATIENT: "Your own copy",
            Purpose.AUTHORISED: "With your authorisation",
            Purpose.PAYMENT: "Payment",
            Purpose.PUBLIC_HEALTH: "Public health or product safety",
            Purpose.LAW: "Required by law",
            Purpose.OTHER: "Another reason",
        },
        pages={kind: kind.label for kind in PrintedKind},
        of_visit="{page}, visit of {day}",
        ask="If something is missing or unclear, call us.",
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
