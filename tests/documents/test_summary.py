"""What the patient's page says, in which order, and what it keeps to itself."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exodesk.core.booster import DoseKind, Place, State
from exodesk.core.chart import GivenInjection, VisitView
from exodesk.core.codes import Basis, Side
from exodesk.core.dates import PartialDate
from exodesk.core.quantities import BILLION, NBSP
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.injection import InjectionKind, InjectionStatus, Reaction
from exodesk.core.records.stock import RegulatoryStatus
from exodesk.core.records.visit import Amendment, AmendmentKind, ConsultOutcome, Instrument, VisitKind
from exodesk.core.sites import Site
from exodesk.documents.page import Document
from tests.documents.made_up import (
    ANAESTHETIC,
    APPOINTMENT,
    AT,
    AUDIT_HEAD,
    CHART,
    CLINIC,
    DAY,
    DRAFT,
    DRAWN,
    GIVEN,
    LEFT_KNEE,
    LOT,
    PATIENT,
    PLAN_VIEW,
    PRODUCT,
    SIGNED,
    STANDING,
    TWO_JOINTS,
    VISIT,
    VISIT_HASH,
    drawn,
    injected,
    score,
    signed,
    summary,
)


def words(document: Document) -> str:
    """The page as one reads it: no tags, one space between words, figures still tied to their units."""
    text = re.sub(r"<br/>|</(?:p|td|tr|table)>", " ", document.html)
    text = re.sub(r"<[^>]+>", "", text).replace("&#x27;", "'").replace("&amp;", "&")
    return re.sub(r"[ \n]+", " ", text)


def of(*injections: GivenInjection, **changes: object) -> str:
    return words(summary(signed(injections=injections, **changes)))


def test_the_page_has_its_parts_in_the_set_order() -> None:
    page = words(summary())
    parts = [
        "Your visit on 4 December 2026",
        "Call us the same day if you notice",
        "What was done",
        "About this product",
        "The next days",
        "How you have been",
        "What is planned",
        "For your questions",
        "Signature",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_who_where_and_whom_to_call() -> None:
    page = words(summary())
    for told in (
        "Harbor Joint Practice 1200 Harbor Drive, Suite 4 Oceanside, CA 92054 Phone (760) 555-0142",
        "Marisol Alvarez Born 14 March 1962 Chart EX-01482",
        "Seen by Dana Reyes, MD",
        "Phone (760) 555-0142 Out of hours (760) 555-0199 Emergency 911",
        "Fever or chills",
        "Heat, or more swelling",
        "You cannot put weight on it",
        "Pain or swelling in a calf",
        "Trouble breathing, or a rash",
        "Numbness, or weakness",
    ):
        assert told in page


def test_dates_are_long_everywhere() -> None:
    visit = signed(amendments=(amendment(AmendmentKind.ADDENDUM),))
    assert re.findall(r"\d{4}-\d{2}|\d{2}-[A-Z][a-z]{2}-\d{4}|\d/\d", words(summary(visit))) == []


def test_what_was_given() -> None:
    page = words(summary())
    assert "Right knee, into the joint, guided by ultrasound" in page
    assert f"DOSE 5{NBSP}billion labelled particles, as the maker states" in page
    assert f"VOLUME 0.5{NBSP}mL" in page
    assert "Lot XP-2291 Product Exovia Plus" in page
    assert "Expiry 31 March 2027 Maker Larkspur Biologics, Austin, Texas" in page
    assert "Reaction None while you were observed" in page


def test_a_figure_never_leaves_its_unit() -> None:
    diluted = injected(drawn(Basis.MEASURED, 7 * BILLION), diluent="saline", diluent_ul=500, volume_ul=1000)
    page = of(diluted, ANAESTHETIC)
    assert re.findall(r"\d (?:mL|billion)", page) == []
    assert len(re.findall(rf"\d{NBSP}(?:mL|billion)", page)) == 5


def test_a_measured_dose_says_measured() -> None:
    page = of(injected(drawn(Basis.MEASURED, 4_200_000_000)))
    assert f"DOSE 4.2{NBSP}billion particles, as measured" in page
    assert "maker states" not in page


def test_an_unknown_dose_is_told_as_not_known() -> None:
    page = of(injected(drawn(Basis.UNKNOWN, None)))
    assert "DOSE Not known VOLUME" in page
    assert "billion" not in page


def test_an_unknown_lot_is_told_with_its_reason() -> None:
    source = replace(DRAWN.source, lot_id=None, no_lot_reason="Label lost")
    page = of(injected(replace(DRAWN, source=source, lot=None, product=None)))
    assert "Lot Not known Product Not known" in page
    assert "Lot not known Label lost" in page
    assert "Exosome products are not FDA-approved." in page


def test_figures_of_different_kinds_stand_apart() -> None:
    page = of(injected(drawn(Basis.LABEL_CONCENTRATION, 5 * BILLION, "A-1"), drawn(Basis.MEASURED, 3 * BILLION, "B-2")))
    assert f"5{NBSP}billion labelled particles, as the maker states (lot A-1)" in page
    assert f"3{NBSP}billion particles, as measured (lot B-2)" in page
    assert "not added up" in page
    assert f"8{NBSP}billion" not in page


def test_two_lots_of_one_kind_are_one_dose() -> None:
    page = of(injected(drawn(Basis.LABEL_TOTAL, 5 * BILLION, "A-1"), drawn(Basis.LABEL_TOTAL, 3 * BILLION, "B-2")))
    assert f"DOSE 8{NBSP}billion labelled particles, as the maker states" in page
    assert "Lot A-1" in page
    assert "Lot B-2" in page


def test_one_unknown_lot_of_two_leaves_no_sum() -> None:
    page = of(injected(drawn(Basis.LABEL_TOTAL, 5 * BILLION, "A-1"), drawn(Basis.LABEL_TOTAL, None, "B-2")))
    assert f"5{NBSP}billion labelled particles, as the maker states (lot A-1) Not known (lot B-2)" in page


def test_a_diluted_injection_says_what_was_mixed() -> None:
    page = of(injected(DRAWN, volume_ul=1000, diluent="saline", diluent_ul=1500, discarded_ul=1000))
    assert f"VOLUME 1{NBSP}mL of 0.5{NBSP}mL mixed with 1.5{NBSP}mL saline" in page


def test_other_things_given_are_told_without_particles() -> None:
    prp = injected(
        replace(DRAWN, lot=replace(LOT, code="P-7"), product=replace(PRODUCT, name="Tube kit")),
        kind=InjectionKind.PRP,
        volume_ul=3000,
        reaction=Reaction.LOCAL,
        reaction_text="a bruise",
    )
    page = of(GIVEN, prp, ANAESTHETIC)
    assert (
        f"Platelet-rich plasma (PRP), right knee · VOLUME 3{NBSP}mL · Tube kit · lot P-7 · expiry 31 March 2027" in page
    )
    assert "reaction: At the place of the injection: a bruise" in page
    assert f"Local anaesthetic, right knee · VOLUME 2{NBSP}mL" in page
    assert page.count("billion") == 1


@pytest.mark.parametrize("kind", [InjectionKind.EXOSOME, InjectionKind.STEROID])
def test_what_was_not_done_has_no_dose(kind: InjectionKind) -> None:
    page = of(injected(DRAWN, kind=kind, status=InjectionStatus.NOT_DONE, not_done_reason="You felt faint"))
    assert "not given. You felt faint" in page
    assert "VOLUME" not in page


def test_what_was_only_partly_given_says_so() -> None:
    assert "guided by ultrasound, only partly given" in of(injected(DRAWN, status=InjectionStatus.PARTIAL))


def test_reasons_typed_for_exceptions_are_listed() -> None:
    page = of(injected(DRAWN, dose_reason="Travelling next month", no_consent_reason="Paper at the front desk"))
    assert "Outside the plan Travelling next month" in page
    assert "No signed consent Paper at the front desk" in page


def test_the_level_of_the_spine_is_told() -> None:
    assert "Left lumbar facet, L4/5, into the joint" in of(
        injected(DRAWN, site=Site.LUMBAR_FACET, side=Side.LEFT, spine_level="L4/5")
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (RegulatoryStatus.UNAPPROVED, "It is not FDA-approved."),
        (
            RegulatoryStatus.IND,
            "It is not FDA-approved. It is used under an investigational new drug application (IND)",
        ),
        (RegulatoryStatus.IRB_STUDY, "It is not FDA-approved. It is used in a study"),
        (RegulatoryStatus.FOREIGN_APPROVAL, "It is not FDA-approved."),
        (RegulatoryStatus.UNKNOWN, "Exosome products are not FDA-approved."),
    ],
)
def test_every_exosome_page_says_not_approved_and_not_known(status: RegulatoryStatus, told: str) -> None:
    page = of(
        injected(replace(DRAWN, product=replace(PRODUCT, regulatory_status=status, regulatory_reference="12345")))
    )
    assert told in page
    assert "Long-term effects are not known." in page
    assert "fda.gov/medwatch" in page
    assert ("number 12345." in page) == (status in {RegulatoryStatus.IND, RegulatoryStatus.IRB_STUDY})


def test_medicines_and_instructions() -> None:
    page = words(summary())
    assert "Do not stop a blood thinner unless its prescriber told you." in page
    assert "Rest the knee today." in page
    bare = words(summary(signed(visit=replace(VISIT, instructions=None, plan_text=None, reason=None))))
    assert "Do not stop a blood thinner" in bare
    assert "Nothing else was noted for the next days." in bare


def test_scores_by_joint_with_dates_and_the_goal() -> None:
    page = words(summary(signed(injections=(GIVEN, LEFT_KNEE)), TWO_JOINTS))
    assert "Right knee · Your goal: “Walk the dog along the pier again” 22 September 2026 8 of 10 7 of 10 –" in page
    assert (
        "4 December 2026 5 of 10 3 of 10 Minimally improved "
        "Left knee · Your goal: “Kneel in the garden” 22 September 2026 6 of 10"
    ) in page


def test_a_goal_of_a_joint_without_scores_names_the_joint() -> None:
    right = tuple(each for each in TWO_JOINTS.scores if each.plan_id == TWO_JOINTS.plans[0].plan.id)
    page = words(summary(signed(injections=(GIVEN, LEFT_KNEE)), replace(TWO_JOINTS, scores=right)))
    assert "Your goal, left knee: “Kneel in the garden”" in page


def test_long_series_of_scores_keep_the_first_and_the_latest() -> None:
    days = [date(2026, month, 1) for month in range(1, 9)]
    page = words(summary(chart=replace(CHART, scores=tuple(score(day, 9 - n) for n, day in enumerate(days)))))
    shown = re.findall(r"\d+ (?:January|February|March|April|May|June|July|August) 2026", page)
    assert shown == ["1 January 2026", "1 June 2026", "1 July 2026", "1 August 2026"]
    assert "Scores in between are in your record." in page


def test_of_two_scores_on_one_day_the_later_entry_counts() -> None:
    first, second = score(DAY, 5), replace(score(DAY, 4), id="later", entered_at=datetime(2026, 12, 4, 23, tzinfo=UTC))
    page = words(summary(chart=replace(CHART, scores=(second, first))))
    assert "4 of 10" in page
    assert "5 of 10" not in page


def test_withdrawn_scores_are_left_out() -> None:
    scores = (replace(score(DAY, 9), withdrawn_on=DAY),)
    assert "No scores are recorded yet." in words(summary(chart=replace(CHART, scores=scores)))


def test_scores_of_a_treatment_that_is_over_are_not_said_to_be_missing() -> None:
    [view] = CHART.plans
    over = replace(view, plan=replace(view.plan, closed_on=date(2026, 6, 1), closed_reason="Well"))
    page = words(summary(signed(injections=()), replace(CHART, plans=(over,))))
    assert "No scores are recorded yet." not in page
    assert "Your earlier ones are in your record." in page


def test_the_whole_body_has_a_name_too() -> None:
    page = words(summary(chart=replace(CHART, scores=(score(DAY, 6, Instrument.PEG, plan_id=None),))))
    assert "Whole body Pain in daily life (PEG) 4 December 2026 6 of 10" in page


def test_a_page_printed_later_tells_what_it_told_then() -> None:
    later = replace(
        CHART,
        today=date(2027, 3, 1),
        scores=(*CHART.scores, score(date(2027, 2, 20), 1)),
        injections=(*CHART.injections, injected(DRAWN, id="i9", entry_id="i9", given_on=date(2027, 2, 20))),
    )
    then, now = words(summary()), words(summary(chart=later))
    assert now.replace("As of 1 March 2027: ", "") == then
    assert "As of" not in then


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.NOT_YET, "Right knee: dose 2 of 2 is planned for about 1 February 2027."),
        (State.OVERDUE, "Right knee: dose 2 of 2 is planned for about 1 February 2027."),
        (State.SUSPENDED, "Right knee: on hold, looked at again on 3 January 2027."),
        (State.COMPLETE, "Right knee: nothing more is planned."),
        (State.MONITORING, "Right knee: boosters only as needed; none is planned at present."),
        (State.EXPIRED, "Right knee: the plan has ended"),
    ],
)
def test_where_a_plan_stands_is_told_without_pressing(state: State, told: str) -> None:
    standing = replace(
        STANDING,
        state=state,
        next=Place(DoseKind.PRIMARY, 2),
        recommended=date(2027, 2, 1),
        review_on=date(2027, 1, 3),
    )
    page = words(summary(chart=replace(CHART, plans=(replace(PLAN_VIEW, standing=standing),))))
    assert told in page
    assert "due" not in page.lower()


def test_a_plan_made_since_is_no_part_of_an_old_page() -> None:
    made_since = replace(PLAN_VIEW, plan=replace(PLAN_VIEW.plan, id="plan9", side=Side.LEFT, goal="Dance"))
    chart = replace(CHART, plans=(PLAN_VIEW, made_since))
    assert "Dance" in words(summary(chart=chart))
    assert "Dance" not in words(summary(chart=replace(chart, today=date(2027, 1, 1))))


def test_a_day_that_has_passed_is_told_as_passed() -> None:
    day = date(2027, 2, 1)
    standing = replace(
        STANDING, on=date(2027, 3, 1), state=State.LOST, next=Place(DoseKind.PRIMARY, 2), recommended=day, review_on=day
    )
    page = words(summary(chart=replace(CHART, plans=(replace(PLAN_VIEW, standing=standing),))))
    assert "dose 2 of 2 was planned for about 1 February 2027." in page
    held = replace(PLAN_VIEW, standing=replace(standing, state=State.SUSPENDED))
    assert "on hold, to be looked at again." in words(summary(chart=replace(CHART, plans=(held,))))


def test_reviews_are_invitations_for_months_not_for_results() -> None:
    page = words(summary())
    assert "3–4 month review: between 4 March 2027 and 4 April 2027." in page
    assert "9 month review: between 4 September 2027 and 4 October 2027." in page
    series = replace(PLAN_VIEW, standing=replace(STANDING, state=State.NOT_YET, next=Place(DoseKind.PRIMARY, 2),
                                                 recommended=date(2027, 1, 15)))  # fmt: skip
    assert "month review" not in words(summary(chart=replace(CHART, plans=(series,))))


def test_only_visits_that_stand_are_announced() -> None:
    assert "Your next appointment: 12 March 2027 at 09:30." in words(summary())
    for changed in (
        replace(APPOINTMENT, status=AppointmentStatus.CANCELLED),
        replace(APPOINTMENT, starts_at=type(APPOINTMENT.starts_at).parse("2026-12-04T10:00")),
    ):
        assert "No further visit is booked." in words(summary(chart=replace(CHART, appointments=(changed,))))


def test_a_signed_page_names_its_signature_and_hashes() -> None:
    page = words(summary())
    assert "Signed by Dana Reyes, MD on 4 December 2026." in page
    assert f"Printed 4 December 2026 at 10:30 · Visit hash {VISIT_HASH[:12]} · Audit head {AUDIT_HEAD[:12]}" in page
    assert VISIT_HASH[:13] not in page
    assert summary().marks == ()


def test_a_signed_page_reads_as_it_was_signed() -> None:
    relabelled = replace(
        DRAWN,
        lot=replace(LOT, code="TYPO-1", expires_on=date(2030, 1, 1)),
        product=replace(PRODUCT, name="Another", manufacturer="Else", regulatory_status=RegulatoryStatus.IND),
    )
    plan = replace(PLAN_VIEW, plan=replace(PLAN_VIEW.plan, goal="Run a marathon"))
    now = replace(CHART, plans=(plan,))
    visit = replace(SIGNED, injections=(replace(GIVEN, sources=(relabelled,)),))
    assert words(summary(visit, now)) == words(summary())
    draft = words(summary(replace(visit, signatures=()), now))
    assert "TYPO-1" in draft
    assert "Run a marathon" in draft


def test_a_draft_says_so_and_has_no_hash() -> None:
    page = summary(DRAFT, synthetic=True)
    assert page.marks == ("Draft, not signed", "SYNTHETIC")
    assert "Draft, not signed" in page.header.html
    assert "SYNTHETIC" in page.header.html
    assert "Visit hash none, not signed" in words(page)
    assert "Signed by" not in words(page)


def amendment(kind: AmendmentKind, **changes: object) -> Amendment:
    made = Amendment(
        id="am1",
        visit_id="v1",
        version=2,
        kind=kind,
        text="The left ankle was looked at too.",
        reason="Left out",
        amended_at=AT,
        amended_on=date(2026, 12, 7),
        amended_by="Dana Reyes, MD",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # by name


def test_what_changed_after_signing_is_noted() -> None:
    added = amendment(AmendmentKind.ADDENDUM)
    corrected = amendment(AmendmentKind.CORRECTION, text=None, reason="Wrong lot typed", version=3)
    visit = signed(amendments=(added, corrected))
    third = replace(visit.signatures[0], version=3, sha256="c" * 64, signed_on=date(2026, 12, 7))
    page = words(summary(replace(visit, signatures=(*visit.signatures, third))))
    assert "Added on 7 December 2026 by Dana Reyes, MD: The left ankle was looked at too. Reason: Left out." in page
    assert "Corrected on 7 December 2026 by Dana Reyes, MD. Reason: Wrong lot typed. This page shows the corr" in page
    assert "Signed by Dana Reyes, MD on 7 December 2026, version 3." in page
    assert "Visit hash cccccccccccc" in page


def test_a_visit_taken_back_is_marked() -> None:
    taken_back = amendment(AmendmentKind.ENTERED_IN_ERROR, target_table="visit", target_id="v1")
    assert summary(signed(amendments=(taken_back,))).marks == ("Entered in error",)


def consult(**changes: object) -> VisitView:
    visit = replace(VISIT, kind=VisitKind.CONSULT, **changes)  # type: ignore[arg-type]  # by name
    return signed(visit=visit, injections=())


def test_a_consult_before_any_injection_has_no_red_flags_and_no_product() -> None:
    page = words(
        summary(consult(outcome=ConsultOutcome.REFERRED, outcome_reason="Dr Ito"), replace(CHART, injections=()))
    )
    assert "No injection was given. You were referred. Dr Ito." in page
    assert "Fever" not in page
    assert "Call us if anything worries you" in page
    assert "(760) 555-0199" in page
    assert "FDA" not in page
    assert "Seen by Dana Reyes, MD" in page


def test_a_review_after_an_injection_keeps_the_red_flags() -> None:
    assert "Fever or chills" in words(summary(consult()))


@pytest.mark.parametrize(
    ("born", "told"),
    [
        (PartialDate(1962, 3), "Born March 1962"),
        (PartialDate(1962), "Born 1962"),
        (None, "Born not recorded"),
    ],
)
def test_a_birth_date_is_told_as_precisely_as_it_is_known(born: PartialDate | None, told: str) -> None:
    assert words(summary(chart=replace(CHART, patient=replace(PATIENT, birth_date=born)))).count(told) == 2


def test_every_sheet_names_clinic_and_patient_but_no_file_or_job_does() -> None:
    page = summary()
    assert "Harbor Joint Practice" in page.header.html
    assert "(760) 555-0199" in page.header.html
    assert "ALVAREZ, Marisol (Ms)" in page.header.html
    assert "Born 14 March 1962 · Chart EX-01482" in page.header.html
    assert "Page 2 of 3" in page.footer.on(2, 3).html
    assert "lvarez" not in (page.name + page.title).lower()


def test_what_is_typed_into_any_field_stays_text() -> None:
    hostile = "<img src=file:///etc/passwd><table></td>&amp;"
    visit = signed(
        visit=replace(VISIT, reason=hostile, plan_text=hostile, instructions=hostile),
        injections=(injected(replace(DRAWN, product=replace(PRODUCT, name=hostile)), diluent=hostile, diluent_ul=1),),
        amendments=(amendment(AmendmentKind.ADDENDUM, text=hostile),),
    )
    chart = replace(CHART, patient=replace(PATIENT, given_name=hostile))
    page = summary(visit, chart, replace(CLINIC, name=hostile))
    assert "<img" not in page.html
    assert page.html.count("&lt;img src=file:///etc/passwd&gt;") == 11
    assert page.html.count("<table") == page.html.count("</table>")


def test_of_several_joints_the_first_and_the_latest_score_stand_and_no_column_without_one() -> None:
    right, left = (view.plan.id for view in TWO_JOINTS.plans)
    days = [date(2026, month, 1) for month in (1, 5, 9)]
    pain = [score(day, 9 - n, plan_id=plan) for plan in (right, left) for n, day in enumerate(days)]
    change = score(days[1], 3, Instrument.PGIC, plan_id=right)
    page = words(summary(signed(injections=(GIVEN, LEFT_KNEE)), replace(TWO_JOINTS, scores=(*pain, change))))
    shown = re.findall(r"1 (?:January|May|September) 2026", page)
    assert shown == ["1 January 2026", "1 September 2026"] * 2
    assert "Scores in between are in your record." in page
    assert "Overall change" not in page


def test_a_lot_that_went_into_two_joints_is_told_whole_once() -> None:
    page = of(GIVEN, LEFT_KNEE)
    assert page.count("Expiry 31 March 2027 Maker Larkspur Biologics, Austin, Texas") == 1
    left = page[page.index("Left knee") :]
    assert f"Lot {LOT.code} Product {PRODUCT.name}, as above" in left


def test_another_lot_of_the_same_product_has_its_own_expiry() -> None:
    other = injected(drawn(Basis.MEASURED, BILLION, expires_on=date(2027, 5, 31)), side=Side.LEFT)
    page = of(GIVEN, other)
    assert "Expiry 31 May 2027 Maker" in page
    assert "as above" not in page


def test_joints_that_stand_alike_share_a_line() -> None:
    page = words(summary(signed(injections=(GIVEN, LEFT_KNEE)), TWO_JOINTS))
    assert "Right knee, left knee: boosters only as needed; none is planned at present." in page
