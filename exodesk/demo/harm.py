"""What goes wrong after some made-up injections, and the holds of it. Rates are invented; evidence of nothing."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from exodesk.core.adverse_events import hold_of
from exodesk.core.codes import YesNo
from exodesk.core.records.adverse_event import (
    ActionTaken,
    AdverseEvent,
    AdverseTerm,
    Causality,
    EventOutcome,
    Grade,
    SuspectInjection,
)
from exodesk.core.records.injection import Injection, Reaction
from exodesk.core.sites import Site
from exodesk.demo.chronicle import Chronicle


@dataclass(frozen=True, slots=True)
class _Harm:
    """A share of all injections, the days until it begins, at most, and those that it lasts, at most."""

    share: float
    term: AdverseTerm
    within: int
    lasts: int
    text: str
    more_into_veins: int = 1


_HARMS = (
    _Harm(0.05, AdverseTerm.SWELLING, 1, 4, "Swollen the next day; rest and ice."),
    _Harm(0.04, AdverseTerm.PAIN, 1, 3, "Sore at the site; paracetamol."),
    _Harm(0.025, AdverseTerm.FLARE, 2, 6, "Flare with stiffness; rest."),
    _Harm(0.015, AdverseTerm.BRUISING, 1, 9, "Bruise, the size of a coin."),
    _Harm(0.004, AdverseTerm.HEADACHE, 1, 2, "Headache in the evening.", 4),
    _Harm(0.002, AdverseTerm.FATIGUE, 1, 5, "Tired for days.", 4),
    _Harm(0.002, AdverseTerm.RASH, 2, 6, "Itching rash of the trunk; antihistamine."),
    _Harm(0.0004, AdverseTerm.SEPTIC_ARTHRITIS, 40, 30, "Aspirated and washed out in hospital."),
)
_GRADES, _GRADE_SHARES = (Grade.MILD, Grade.MODERATE, Grade.SEVERE), (78, 19, 3)
_CAUSES = (Causality.CERTAIN, Causality.PROBABLE, Causality.POSSIBLE, Causality.UNLIKELY)


def tell_harm(told: Chronicle, seed: int, *, harmless: bool) -> None:
    """After each injection of a past day by its own chance, `harmless` only mildly; drawn apart from the rest."""
    draw = Random(f"{seed}/{told.patient.chart_no}/harm")  # noqa: S311  # repeatable on purpose, as all of demo
    given = sorted((each for each in told.records[Injection]), key=lambda each: each.given_on)
    days = [each.given_on for each in given]
    for injection in given:
        at = bisect_right(days, injection.given_on)
        following = days[at] if at < len(days) else None
        if injection.reaction is Reaction.VASOVAGAL:
            _fainted(told, injection)
        if harm := _drawn(draw, injection):
            _tell(told, draw, injection, harm, following, harmless=harmless)


def _drawn(draw: Random, injection: Injection) -> _Harm | None:
    chance = draw.random()
    for harm in _HARMS:
        chance -= harm.share * (harm.more_into_veins if injection.site is Site.SYSTEMIC_IV else 1)
        if chance < 0:
            return harm
    return None


def _tell(
    told: Chronicle, draw: Random, injection: Injection, harm: _Harm, following: date | None, *, harmless: bool
) -> None:
    """It is over, and its hold released, before the next injection."""
    in_hospital = harm.term is AdverseTerm.SEPTIC_ARTHRITIS
    grade = Grade.SEVERE if in_hospital else draw.choices(_GRADES, _GRADE_SHARES)[0]
    began = injection.given_on + timedelta(days=draw.randint(1 if grade is Grade.SEVERE else 0, harm.within))
    ended = began + timedelta(days=draw.randint(0, harm.lasts))
    last = min(told.until, following - timedelta(days=1)) if following else told.until
    if began > last or (harmless and grade is Grade.SEVERE):
        return
    is_over = ended <= last or following is not None
    event = AdverseEvent(
        id=told.new_id(),
        patient_id=told.patient.id,
        term=harm.term,
        began_on=began,
        ended_on=min(ended, last) if is_over else None,
        grade=grade,
        hospitalised=in_hospital,
        by_product=draw.choices(_CAUSES, (1, 3, 6, 2))[0],
        by_procedure=draw.choices(_CAUSES, (2, 5, 4, 1))[0],
        expected=YesNo.NO if in_hospital else YesNo.YES,
        action=ActionTaken.NONE if grade is Grade.MILD else ActionTaken.TREATED,
        outcome=EventOutcome.RECOVERED if is_over else EventOutcome.RECOVERING,
        text=harm.text,
        reported_on=min(began + timedelta(days=5), told.until) if grade is Grade.SEVERE else None,
        entered_at=told.entered_at(min(began + timedelta(days=1), last)),
    )
    hold = hold_of(event, [injection], told.new_id())
    if hold:
        told.write(replace(hold, until_on=min(ended + timedelta(days=14), following) if following else None))
    _write(told, replace(event, hold_id=hold.id if hold else None), injection)


def _fainted(told: Chronicle, injection: Injection) -> None:
    """Seen while the patient was observed."""
    event = AdverseEvent(
        id=told.new_id(),
        patient_id=told.patient.id,
        term=AdverseTerm.VASOVAGAL,
        began_on=injection.given_on,
        ended_on=injection.given_on,
        grade=Grade.MILD,
        by_product=Causality.UNLIKELY,
        by_procedure=Causality.PROBABLE,
        expected=YesNo.YES,
        action=ActionTaken.TREATED,
        outcome=EventOutcome.RECOVERED,
        text="Pale and dizzy; laid down, well after ten minutes.",
        entered_at=injection.given_at or told.entered_at(injection.given_on),
    )
    _write(told, event, injection)


def _write(told: Chronicle, event: AdverseEvent, injection: Injection) -> None:
    link = SuspectInjection(
        id=told.new_id(), adverse_event_id=event.id, patient_id=event.patient_id, injection_id=injection.entry_id
    )
    told.write(event, link)
