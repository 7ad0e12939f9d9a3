"""The letter to the referring physician: its order, what it tells exactly, and what it leaves out."""

from dataclasses import replace
from datetime import date

from exodesk.core.booster import DoseKind, JudgedDose, Place, Verdict
from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.quantities import NBSP
from exodesk.core.records.background import EarlierTreatment, TreatmentKind
from exodesk.core.records.injection import InjectionStatus, PauseAnswer, PauseAnswerCode, PauseItem
from exodesk.core.records.patient import Language
from exodesk.core.records.visit import ConsultOutcome, Vitals, VitalsWhen
from exodesk.core.response import Response
from exodesk.core.sites import Site
from exodesk.documents.clinical import vitals_line
from exodesk.documents.wording import ENGLISH
from tests.documents.made_up import (
    AT,
    CHART,
    CONDITION,
    DRAFT,
    DRAWN,
    EXAMINED,
    GIVEN,
    PATIENT,
    PLAN_VIEW,
    VISIT,
    injected,
    score,
    signed,
    to_physician,
)
from tests.documents.reading import words


def test_the_letter_has_its_parts_in_the_set_order() -> None:
    page = words(to_physician(EXAMINED))
    parts = [
        "Dr. Helen Brandt 12 Mill Road",
        "Re: Marisol Alvarez, born 14-Mar-1962, chart EX-01482",
        "Thank you for referring Marisol Alvarez",
        "Reason",
        "Diagnosis",
        "Findings",
        "Given",
        "Reactions",
        "Scores",
        "Plan",
        "What we ask of you",
        "Dana Reyes, MD",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_it_tells_exactly_what_was_given_and_how() -> None:
    page = words(to_physician())
    for told in (
        f"5{NBSP}billion particles (labelled, maker’s figure, 10{NBSP}billion/mL)",
        f"VOLUME 0.5{NBSP}mL",
        "Exovia Plus, Larkspur Biologics, Austin, Texas lot XP-2291, expiry 31-Mar-2027 Not FDA-approved.",
        "Intra-articular, Ultrasound guided",
        "Long-term effects are not known.",
        "Right knee None while observed",
    ):
        assert told in page


def test_there_is_no_aftercare_and_nothing_for_the_patient() -> None:
    page = words(to_physician(EXAMINED))
    assert VISIT.instructions
    assert VISIT.instructions.partition("\n")[0] not in page
    for left_out in (*ENGLISH.call.red_flags, ENGLISH.product.medicines, "Your", "Call us", "For your questions"):
        assert left_out not in page


def test_dates_are_clinical_on_every_part_of_the_page() -> None:
    page = words(to_physician(EXAMINED))
    assert "Born 14-Mar-1962" in page
    assert "Printed 04-Dec-2026 at 10:30" in page
    assert "December" not in page


def test_exceptions_are_listed_with_their_site() -> None:
    refused = PauseAnswer(
        id="q1",
        injection_id="i1",
        item=PauseItem.AMOUNT,
        answer=PauseAnswerCode.REASON,
        reason="As agreed with the patient",
        answered_at=AT,
    )
    odd = replace(injected(DRAWN, dose_reason="Two weeks early", no_consent_reason="Form at home"), pause=(refused,))
    page = words(to_physician(signed(injections=(odd,))))
    for told in (
        "Outside the plan Right knee: Two weeks early",
        "No signed consent Right knee: Form at home",
        "Right knee: As agreed with the patient",
    ):
        assert told in page


def test_an_injection_that_was_not_done_says_why() -> None:
    none = injected(status=InjectionStatus.NOT_DONE, not_done_reason="Fever")
    page = words(to_physician(signed(injections=(none,))))
    assert "Not given. Fever" in page
    assert "Reactions" not in page


def test_a_visit_without_an_injection_says_so() -> None:
    visit = signed(visit=replace(VISIT, outcome=ConsultOutcome.WAIT, outcome_reason="Holiday"), injections=())
    page = words(to_physician(visit, replace(CHART, injections=())))
    assert "No injection was given. Wait. Holiday" in page
    assert "Osteoarthritis, onset not known" in page


def test_scores_stand_with_their_baseline_and_what_is_missing() -> None:
    first = date(2026, 3, 2)
    dose = JudgedDose(given_on=first, verdict=Verdict.VALID, place=Place(DoseKind.PRIMARY, 2), counts=True)
    view = replace(PLAN_VIEW, judged={"i1": dose}, response=Response(baseline=8))
    scores = (score(date(2026, 3, 1), 8), score(date(2026, 4, 13), 5))
    page = words(to_physician(chart=replace(CHART, plans=(view,), scores=scores)))
    assert "Right knee · baseline 8 of 10 on 01-Mar-2026" in page
    assert "13-Apr-2026 5 of 10" in page
    assert "No score at month 4 (01-Jun-2026 to 20-Jul-2026)." in page
    assert "No score at week 6" not in page
    assert "month 12" not in page


def test_earlier_treatments_are_told_with_site_and_result() -> None:
    condition = replace(CONDITION, site=Site.KNEE_JOINT, side=Side.RIGHT, onset=PartialDate(2019))
    steroid = EarlierTreatment(
        id="t1",
        patient_id="p1",
        condition_id="c1",
        kind=TreatmentKind.STEROID,
        dated=PartialDate(2024, 5),
        place="County Hospital",
    )
    gone = replace(steroid, id="t2", place="Elsewhere", withdrawn_on=date(2026, 1, 1))
    chart = replace(
        CHART,
        conditions=(condition,),
        plans=(replace(PLAN_VIEW, condition=condition),),
        treatments=(steroid, gone),
    )
    page = words(to_physician(chart=chart))
    assert "Steroid injection Right knee, May-2024, County Hospital, result not recorded" in page
    assert "Osteoarthritis, since 2019" in page
    assert "Elsewhere" not in page


def test_it_is_in_english_whatever_the_patient_reads() -> None:
    chart = replace(CHART, patient=replace(PATIENT, language=Language.SPANISH))
    assert words(to_physician(chart=chart)) == words(to_physician())


def test_a_draft_says_so() -> None:
    assert "Draft, not signed" in to_physician(DRAFT).marks
    assert GIVEN.injection.site is Site.KNEE_JOINT


def test_vitals_keep_the_capitals_of_their_names() -> None:
    vitals = Vitals(id="v", visit_id="visit", measured=VitalsWhen.BEFORE, heart_rate=72, oxygen_percent=98)
    assert vitals_line(vitals) == f"before: heart rate 72/min, SpO₂ 98{NBSP}%"
