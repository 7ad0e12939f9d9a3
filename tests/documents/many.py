"""Pages that hold much: long names with accents, three joints with every score, a dozen injections, long notes."""

from dataclasses import replace
from datetime import date

from exodesk.core.chart import PlanView
from exodesk.core.codes import Side
from exodesk.core.records.patient import Language
from exodesk.core.records.visit import Instrument
from exodesk.core.sites import Site, takes_side
from exodesk.documents.page import Document
from tests.documents.made_up import CHART, DRAWN, PATIENT, PLAN, PLAN_VIEW, VISIT, injected, score, signed, summary

SOMEBODY = replace(
    PATIENT,
    family_name="Núñez-Ibáñez de la Peña y Görlitz-Wiśniewska",
    given_name="Ángela María Guadalupe",
)
GOAL = "Climb the stairs of my mother’s house without the handrail, and look after the garden again on Saturdays"
NOTE = "Rest today and tomorrow, and call if it swells more than before. Walk on even ground, not on the beach. "
SITES = [site for site in Site if takes_side(site, Side.RIGHT)]


def _plan(number: int, site: Site) -> PlanView:
    return replace(PLAN_VIEW, plan=replace(PLAN, id=f"plan{number}", site=site, goal=GOAL))


def _page(language: Language, injections: int, note: str) -> Document:
    plans = tuple(
        _plan(number, site) for number, site in enumerate((Site.TOE_JOINT, Site.HAMSTRING_ORIGIN, Site.MCL), start=1)
    )
    scores = tuple(
        score(date(2026, month, 9), month % 9, instrument, plan_id=view.plan.id)
        for view in plans
        for month in (1, 3, 6, 9, 11)
        for instrument in (
            Instrument.PAIN_AVERAGE, Instrument.PAIN_NOW, Instrument.PEG, Instrument.PSFS,
        )
    )  # fmt: skip
    given_here = tuple(
        injected(DRAWN, id=f"i{number}", entry_id=f"i{number}", site=site, side=Side.RIGHT)
        for number, site in enumerate(SITES[:injections])
    )
    visit = signed(visit=replace(VISIT, instructions=note), injections=given_here)
    return summary(visit, replace(CHART, patient=SOMEBODY, plans=plans, scores=scores), language=language)


def three_joints(language: Language) -> Document:
    return _page(language, 2, NOTE)


def twelve_injections(language: Language) -> Document:
    return _page(language, 12, "\n".join([NOTE * 4] * 6))
