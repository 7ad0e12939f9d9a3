"""One made-up patient's story, from the first consult to today: what was said and planned, and what came of it."""

from datetime import date, timedelta
from random import Random

from exodesk.core.dates import PartialDate
from exodesk.core.records.patient import Allergy, AllergyState, AllergyStatement, Patient
from exodesk.core.records.plan import Plan
from exodesk.core.records.visit import ConsultOutcome, Instrument, VisitKind
from exodesk.core.sentences import mid_sentence
from exodesk.core.sites import sided
from exodesk.demo.aims import Aim, aims_of, condition_of
from exodesk.demo.background import tell_background
from exodesk.demo.calls import work_at_the_desk
from exodesk.demo.cast import Newcomer, Part, draw_of, newcomer
from exodesk.demo.chronicle import Chronicle
from exodesk.demo.course import Complaint, draw_complaint, draw_side, pain_on, workday
from exodesk.demo.harm import tell_harm
from exodesk.demo.treatment import Treatment
from exodesk.demo.world import Setting

_ALLERGENS = (("Lidocaine", "rash"), ("Latex", "hives"), ("Penicillin", "rash"), ("Iodine", "swelling"), ("Nuts", None))
_HISTORIES = (
    "Pain on load, better at rest. Physiotherapy twice, some relief.",
    "Began without an accident. Worse in the evening; paracetamol now and then.",
    "Years of it, slowly worse. A steroid injection two years ago helped for weeks.",
)
_NOT_TREATED = (
    (ConsultOutcome.WAIT, "Wants to think it over."),
    (ConsultOutcome.NOT_A_CANDIDATE, "Infection of the skin at the site."),
    (ConsultOutcome.REFERRED, "To the orthopaedic surgeon."),
)
_ALLERGIC, _ASKED, _UNAVAILABLE = 0.18, 0.85, 0.88
_NEVER_TREATED, _SECOND_COMPLAINT = 0.10, 0.08
_NO_VOICEMAIL, _DO_NOT_CONTACT, _ONLY_BIRTH_YEAR = 0.05, 0.01, 0.005
_MOST_VISITS = 120


def live(setting: Setting, seed: int, part: Part) -> Chronicle:
    """Everything of one patient, signed where it is of a past day."""
    draw = draw_of(seed, part)
    who = newcomer(seed, part, draw)
    gone = part.died_on or part.moved_on
    until = min(setting.today, gone - timedelta(days=1)) if gone else setting.today
    told = Chronicle(setting, draw, _patient(setting, draw, part, who), until)
    if part.twin:
        told.open_page(VisitKind.PHONE, part.joined_on, "Asked about a first appointment", minutes=10)
    else:
        _ask_about_allergies(told, part.joined_on)
        _seek_help(told, who.complaint, part)
    tell_background(told, seed, part, who)
    tell_harm(told, seed, harmless=part.waits_for_booster)
    if gone:
        for plan in list(told.records[Plan]):
            if plan.closed_on is None:
                told.close(plan, gone, "Died" if part.died_on else "Moved away")
    else:
        work_at_the_desk(told)
    told.sign()
    return told


def _patient(setting: Setting, draw: Random, part: Part, who: Newcomer) -> Patient:
    person = who.person
    only_year = draw.random() < _ONLY_BIRTH_YEAR
    return Patient(
        id=setting.new_id(),
        chart_no=part.number,
        family_name=person.family_name,
        given_name=person.given_name,
        title=person.title,
        birth_date=PartialDate(who.born.year) if only_year else PartialDate.of(who.born),
        sex=person.sex,
        no_voicemail=draw.random() < _NO_VOICEMAIL,
        do_not_contact=draw.random() < _DO_NOT_CONTACT,
        moved_on=part.moved_on,
        died_on=part.died_on,
        entered_on=part.joined_on,
    )


def _ask_about_allergies(told: Chronicle, day: date) -> None:
    """A substance, none known, could not be asked; or nothing was written down."""
    asked, patient_id = told.draw.random(), told.patient.id
    if asked >= _UNAVAILABLE:
        return
    told.allergy_state = AllergyState.NONE_KNOWN if asked < _ASKED else AllergyState.UNAVAILABLE
    if asked < _ALLERGIC:
        told.allergy_state = AllergyState.KNOWN
        substance, reaction = told.draw.choice(_ALLERGENS)
        told.write(
            Allergy(id=told.new_id(), patient_id=patient_id, substance=substance, reaction=reaction, updated_on=day)
        )
    told.write(AllergyStatement(id=told.new_id(), patient_id=patient_id, state=told.allergy_state, updated_on=day))


def _seek_help(told: Chronicle, complaint: Complaint, part: Part) -> None:
    """The first complaint, and for some another one in a later year."""
    draw, day = told.draw, part.joined_on
    if not part.is_treated and draw.random() < _NEVER_TREATED:
        _consult_only(told, complaint, day)
        return
    aims = _begin(told, complaint, day, part)
    if part.waits_for_booster:
        return
    if part.comes_often:
        _come_often(told, aims[0])
    if part.comes_on_last_day and all(page.visit.visited_on < told.setting.last_day for page in told.pages):
        _review(told, aims[0], told.setting.last_day)
    later, other = workday(day + timedelta(days=draw.randint(200, 900))), draw_complaint(draw)
    fits = later < min(told.until, told.setting.last_day) and other.sites != complaint.sites
    if draw.random() < _SECOND_COMPLAINT and fits:
        _begin(told, other, later)


def _begin(told: Chronicle, complaint: Complaint, day: date, part: Part | None = None) -> tuple[Aim, ...]:
    """A consult that ends in a plan, and what came of it."""
    starts_on, waits = (part.first_dose_on, part.waits_for_booster) if part else (None, False)
    aims = aims_of(told, complaint, day, starts_on=starts_on, with_booster=waits)
    where = " and ".join(sided(aim.plan.site, aim.plan.side) for aim in aims)
    page = told.open_page(
        VisitKind.CONSULT,
        day,
        f"{complaint.text}, {mid_sentence(where)}",
        minutes=45,
        plan=aims[0].plan,
        history=told.draw.choice(_HISTORIES),
        outcome=ConsultOutcome.TREAT,
        plan_text="Explained what is known and what is not, and the alternatives.",
    )
    told.consent_on(day)
    for aim in aims:
        if complaint.hurts:
            pain = aim.fate.baseline
            now = max(0, pain - told.draw.randint(0, 1))
            told.score(day, aim.plan, {Instrument.PAIN_AVERAGE: pain, Instrument.PAIN_NOW: now}, page)
    Treatment(told, aims, comes_for_sure=part is not None and part.is_treated, comes_back=not waits).run()
    return aims


def _consult_only(told: Chronicle, complaint: Complaint, day: date) -> None:
    outcome, reason = told.draw.choice(_NOT_TREATED)
    site = told.draw.choice(complaint.sites)
    told.write(condition_of(told, complaint, site, draw_side(told.draw, site), day))
    page = told.open_page(
        VisitKind.CONSULT,
        day,
        complaint.text,
        minutes=45,
        history=told.draw.choice(_HISTORIES),
        outcome=outcome,
        outcome_reason=reason,
    )
    told.score(day, None, {Instrument.PAIN_AVERAGE: told.draw.randint(2, 8)}, page)


def _come_often(told: Chronicle, aim: Aim) -> None:
    """Somebody with a hundred visits and more: every chart must bear it."""
    day = workday(aim.plan.planned_on + timedelta(days=14))
    while day < min(told.until, told.setting.last_day) and len(told.pages) < _MOST_VISITS:
        _review(told, aim, day)
        day = workday(day + timedelta(days=9))


def _review(told: Chronicle, aim: Aim, day: date) -> None:
    page = told.open_page(VisitKind.REVIEW, day, sided(aim.plan.site, aim.plan.side), minutes=15, plan=aim.plan)
    if aim.complaint.hurts:
        since = max(0, (day - aim.plan.planned_on).days)
        pain = pain_on(told.draw, aim.fate, since_first=since, since_last=since)
        told.score(day, aim.plan, {Instrument.PAIN_AVERAGE: pain}, page)
