"""One made-up injection: the lot from the shelf, what is drawn, diluted, given and discarded, and what is seen."""

from datetime import date

from exodesk.core.codes import Basis
from exodesk.core.records.injection import Guidance, Injection, InjectionSource, InjectionStatus, Reaction
from exodesk.core.records.plan import LotAnswerWhat, Plan, PlanActKind
from exodesk.core.records.stock import Lot, Product
from exodesk.core.records.visit import Vitals, VitalsWhen
from exodesk.core.safety import unusable_because
from exodesk.core.sites import Site, usual_route
from exodesk.demo import desk
from exodesk.demo.aims import Aim
from exodesk.demo.chronicle import Chronicle, Page
from exodesk.demo.stock import DRY_VIAL_UL

_INFUSION_UL = 50_000
_EXPIRED, _PARTIAL, _SPILT = 0.005, 0.005, 0.04
_OVERLOOKED = "Expiry seen only after drawing; told and accepted."
_LEVELS = ("L3-L4", "L4-L5", "L5-S1")


def give(told: Chronicle, page: Page, aim: Aim, reason: str | None) -> bool:
    """Give one dose. Whether it is still open if it counts, its lot having been recalled of late."""
    draw, day, plan, volume_ul = told.draw, page.visit.visited_on, aim.plan, aim.volume_ul
    product, lot = _lot(told, aim.product, day)
    diluent_ul = _INFUSION_UL - volume_ul if plan.site is Site.SYSTEMIC_IV else 0
    fate = draw.random()
    discarded_ul = volume_ul // 2 if fate < _PARTIAL else 0
    drawn_ul = volume_ul + 500 if _PARTIAL <= fate < _PARTIAL + _SPILT and not diluent_ul else volume_ul
    given_ul = drawn_ul + diluent_ul - discarded_ul - (drawn_ul - volume_ul)
    consent = told.consent_on(day)
    clinic, key = told.setting.clinic, told.new_id()
    reasons = [each for each in (_OVERLOOKED if unusable_because(lot, day) else None, reason) if each]
    injection = Injection(
        id=key,
        entry_id=key,
        visit_id=page.visit.entry_id,
        patient_id=told.patient.id,
        plan_id=plan.id,
        status=InjectionStatus.PARTIAL if fate < _PARTIAL else InjectionStatus.GIVEN,
        given_at=page.at(15 + 6 * len(page.injections)),
        given_on=day,
        giver_name=clinic.giver_name,
        giver_title=clinic.giver_title,
        office_address=clinic.address,
        indication=aim.condition.text,
        icd10cm=aim.condition.icd10cm,
        site=plan.site,
        side=plan.side,
        spine_level=draw.choice(_LEVELS) if plan.site is Site.LUMBAR_FACET else None,
        route=usual_route(plan.site),
        guidance=draw.choice((Guidance.ULTRASOUND, Guidance.LANDMARK)),
        needle_gauge=draw.choice((21, 22, 25)),
        volume_ul=given_ul,
        diluent="Saline 0.9 %" if diluent_ul else None,
        diluent_ul=diluent_ul,
        discarded_ul=drawn_ul + diluent_ul - given_ul,
        consent_id=consent.id,
        sheet_edition=consent.sheet_edition,
        sheet_given_on=consent.sheet_given_on,
        dose_reason=" ".join(reasons) or None,
        reaction=_reaction(told, day),
    )
    source = InjectionSource(
        id=told.new_id(),
        injection_id=key,
        lot_id=lot.id,
        drawn_ul=drawn_ul,
        basis=lot.basis,
        reconstituted_ul=max(DRY_VIAL_UL, drawn_ul) if lot.basis is Basis.LABEL_TOTAL else None,
    )
    if plan.site is Site.SYSTEMIC_IV and not page.vitals:
        told.measure(page, _vitals(told, page))
    told.inject(page, injection, source, lot, product)
    return _asks_about_lot(told, plan, injection, lot)


def _lot(told: Chronicle, product: Product, day: date) -> tuple[Product, Lot]:
    """The usable lot that expires first; of another product when this one is out; rarely one that has expired."""
    shelf = told.setting.shelf
    if told.draw.random() < _EXPIRED and (lot := shelf.just_expired(product, day)):
        return product, lot
    for each in (product, *shelf.products):
        if lot := shelf.usable(each, day):
            return each, lot
    raise LookupError(day)


def _vitals(told: Chronicle, page: Page) -> Vitals:
    """Before an infusion."""
    draw = told.draw
    return Vitals(
        id=told.new_id(),
        visit_id=page.visit.id,
        measured=VitalsWhen.BEFORE,
        systolic=draw.randint(105, 148),
        diastolic=draw.randint(62, 90),
        heart_rate=draw.randint(56, 88),
        temperature_tenths=draw.randint(362, 372),
        oxygen_percent=draw.randint(95, 99),
    )


def _reaction(told: Chronicle, day: date) -> Reaction | None:
    """Of the last day, one half is still being observed."""
    if day >= told.setting.last_day and told.draw.random() < 0.5:
        return None
    return told.draw.choices(tuple(Reaction), (90, 8, 1.5, 0.5))[0]


def _asks_about_lot(told: Chronicle, plan: Plan, injection: Injection, lot: Lot) -> bool:
    """A dose from a lot that had expired or was recalled since: answered on the day it asks, but for the latest."""
    day = injection.given_on
    expired = lot.expires_on < day
    if not expired and lot.recalled_on is None:
        return False
    asks_on = day if expired or lot.recalled_on is None else max(day, lot.recalled_on)
    if asks_on > told.until:
        return False
    if not expired and (told.setting.today - asks_on).days < 20 and told.draw.random() < 0.5:
        return True
    desk.act(
        told,
        plan,
        PlanActKind.LOT_ANSWER,
        asks_on,
        injection_id=injection.entry_id,
        what=LotAnswerWhat.COUNTS,
        reason="Given as labelled, no harm seen; talked through with the patient.",
    )
    return False
