"""A chart as dated entries on lanes: what stands there, in what words, and the months of the reviews."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from exodesk.core.booster import HandSet, HoldFact, PlanFacts, PlanTerms
from exodesk.core.chart import Chart
from exodesk.core.codes import Side
from exodesk.core.quantities import NBSP
from exodesk.core.records.adverse_event import Grade
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.injection import InjectionKind, InjectionStatus
from exodesk.core.records.plan import BoosterRule, PlanKind
from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.core.sites import Site
from exodesk.core.timeline import Entry, Kind, Lane, Mark, timeline_of
from tests import made_up_chart as made_up
from tests.any_chart import charts

TODAY = date(2026, 11, 23)


def only(chart: Chart, kind: Kind) -> Entry:
    found = [entry for entry in timeline_of(chart).entries if entry.kind is kind]
    assert len(found) == 1
    return found[0]


@given(charts())
def test_every_record_has_its_entry_oldest_first_and_no_entry_stands_twice(chart: Chart) -> None:
    entries = timeline_of(chart).entries
    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    assert len({entry.key for entry in entries}) == len(entries)
    keys = [(entry.kind, entry.id) for entry in entries]
    assert {key for key in keys if key[0] is Kind.VISIT} == {(Kind.VISIT, view.visit.entry_id) for view in chart.visits}
    assert {key for key in keys if key[0] is Kind.INJECTION} == {
        (Kind.INJECTION, each.injection.entry_id) for each in chart.injections
    }
    assert {key for key in keys if key[0] is Kind.APPOINTMENT} == {
        (Kind.APPOINTMENT, each.id) for each in chart.appointments if each.status is not AppointmentStatus.CANCELLED
    }
    assert {key for key in keys if key[0] is Kind.ADVERSE_EVENT} == {
        (Kind.ADVERSE_EVENT, view.event.id) for view in chart.adverse_events
    }
    assert {key for key in keys if key[0] is Kind.PHONE_NOTE} == {
        (Kind.PHONE_NOTE, note.id) for note in chart.phone_notes
    }


@given(charts())
def test_each_plan_shows_its_own_entries_and_those_without_a_plan(chart: Chart) -> None:
    timeline = timeline_of(chart)
    for plan in timeline.plans:
        shown = timeline.of_plan(plan.id).entries
        assert {entry.plan_id for entry in shown} <= {None, plan.id}
    if timeline.plans:
        seen = {id(entry) for plan in timeline.plans for entry in timeline.of_plan(plan.id).entries}
        assert seen == {id(entry) for entry in timeline.entries}


@given(charts())
def test_no_word_on_the_timeline_judges_the_patient(chart: Chart) -> None:
    words = " ".join(f"{entry.text} {entry.label} {entry.hint}" for entry in timeline_of(chart).entries).lower()
    assert not any(claim in words for claim in ("responder", "you are due", "best result"))


def test_an_injection_tells_its_dose_site_place_and_lot() -> None:
    knee = made_up.plan(doses=1)
    given_now = made_up.injection(date(2026, 8, 4), knee, volume_ul=500, billions=5)
    entry = only(made_up.chart(TODAY, plans=[knee], injections=[given_now]), Kind.INJECTION)
    assert entry.text == f"Exosome, right knee: 0.5{NBSP}mL · 5{NBSP}billion, dose 1, lot XP-2291"
    assert (entry.label, entry.hint) == (f"0.5{NBSP}mL · 5{NBSP}billion", "R knee")
    assert (entry.opens, entry.id) == ("injection", given_now.injection.entry_id)
    assert entry.is_dose


def test_an_unknown_dose_is_said_and_not_shown_as_none() -> None:
    knee = made_up.plan(doses=1)
    entry = only(
        made_up.chart(TODAY, plans=[knee], injections=[made_up.injection(date(2026, 8, 4), knee, billions=None)]),
        Kind.INJECTION,
    )
    assert f"dose{NBSP}not{NBSP}known" in entry.text


@pytest.mark.parametrize(
    ("kind", "status", "earlier", "mark", "is_dose"),
    [
        (InjectionKind.EXOSOME, InjectionStatus.GIVEN, False, Mark.DOSE, True),
        (InjectionKind.EXOSOME, InjectionStatus.PARTIAL, False, Mark.DOSE, True),
        (InjectionKind.EXOSOME, InjectionStatus.GIVEN, True, Mark.EARLIER_DOSE, True),
        (InjectionKind.PRP, InjectionStatus.GIVEN, False, Mark.OTHER_INJECTION, False),
        (InjectionKind.EXOSOME, InjectionStatus.NOT_DONE, False, Mark.NOT_DONE, False),
    ],
)
def test_only_a_given_exosome_injection_of_a_plan_is_a_dose(
    kind: InjectionKind, status: InjectionStatus, earlier: bool, mark: Mark, is_dose: bool
) -> None:
    knee = made_up.plan(doses=1)
    each = made_up.injection(date(2026, 8, 4), knee, kind=kind, status=status, earlier=earlier)
    entry = only(made_up.chart(TODAY, plans=[knee], injections=[each]), Kind.INJECTION)
    assert (entry.mark, entry.is_dose) == (mark, is_dose)


def test_an_injection_without_a_plan_is_no_dose_and_stands_with_every_plan() -> None:
    plans = [made_up.plan(), made_up.plan(Site.HIP_JOINT, Side.LEFT)]
    each = made_up.injection(date(2026, 8, 4), None)
    timeline = timeline_of(made_up.chart(TODAY, plans=plans, injections=[each]))
    for plan in plans:
        panel = timeline.of_plan(plan.id)
        assert [entry.id for entry in panel.entries if entry.kind is Kind.INJECTION] == [each.injection.entry_id]
        assert panel.last_dose is None


def test_a_booster_opens_the_injection_it_was_given_as() -> None:
    knee = made_up.plan(doses=1, planned_on=date(2026, 1, 5))
    doses = [made_up.injection(date(2026, 1, 5), knee), made_up.injection(date(2026, 8, 4), knee)]
    entries = timeline_of(made_up.chart(TODAY, plans=[knee], injections=doses)).entries
    booster = next(entry for entry in entries if entry.mark is Mark.BOOSTER_GIVEN)
    assert (booster.opens, booster.id) == ("injection", doses[1].injection.entry_id)
    assert (booster.on, booster.text) == (date(2026, 8, 4), "Booster 1, right knee: given")


def test_a_draft_is_told_from_a_signed_visit() -> None:
    draft = only(made_up.chart(TODAY, visits=[made_up.visit(TODAY, VisitKind.REVIEW, signed=False)]), Kind.VISIT)
    assert draft.mark is Mark.DRAFT
    assert draft.text == "Review, draft, not signed"


def test_scores_asked_together_are_one_entry_on_the_curve() -> None:
    knee = made_up.plan()
    scores = [
        made_up.score(TODAY, 2, knee, instrument=Instrument.PGIC, occasion="call"),
        made_up.score(TODAY, 4, knee, occasion="call"),
    ]
    entry = only(made_up.chart(TODAY, plans=[knee], scores=scores), Kind.SCORE)
    assert entry.text == "Pain 4, global change 2 (much improved), right knee"
    assert (entry.lane, entry.value, entry.id) == (Lane.PAIN, Decimal(4), scores[1].entry_id)


def test_a_whole_body_score_stays_off_the_curve_of_a_joint() -> None:
    entry = only(made_up.chart(TODAY, plans=[made_up.plan()], scores=[made_up.score(TODAY, 4)]), Kind.SCORE)
    assert (entry.lane, entry.text) == (Lane.OTHER_SCORES, "Pain 4, whole body")


def test_a_cancelled_appointment_is_no_event() -> None:
    cancelled = made_up.appointment(TODAY, status=AppointmentStatus.CANCELLED)
    assert timeline_of(made_up.chart(TODAY, appointments=[cancelled])).entries == ()


@pytest.mark.parametrize(
    ("today", "mark", "label", "until"),
    [
        (date(2025, 5, 30), Mark.BOOSTER_PLANNED, "due 31-Jul", date(2025, 8, 30)),
        (date(2025, 6, 2), Mark.BOOSTER_POSSIBLE, "possible, due 31-Jul", date(2025, 8, 30)),
        (date(2025, 7, 31), Mark.BOOSTER_DUE, "due 31-Jul", date(2025, 8, 30)),
        (date(2025, 8, 30), Mark.BOOSTER_DUE, "due 31-Jul", date(2025, 8, 30)),
        (date(2025, 8, 31), Mark.BOOSTER_OVERDUE, "1 day overdue", date(2025, 8, 31)),
        (date(2025, 10, 1), Mark.BOOSTER_OVERDUE, "32 days overdue", date(2025, 10, 1)),
        (date(2026, 6, 1), Mark.BOOSTER_OVERDUE, "lost from view", date(2026, 6, 1)),
    ],
)
def test_the_window_of_a_fixed_booster(today: date, mark: Mark, label: str, until: date) -> None:
    knee = made_up.plan(doses=1, planned_on=date(2025, 1, 31), booster=BoosterRule.FIXED, booster_months=6)
    entry = only(
        made_up.chart(today, plans=[knee], injections=[made_up.injection(date(2025, 1, 31), knee)]), Kind.BOOSTER
    )
    assert (entry.mark, entry.label, entry.until) == (mark, label, until)
    assert (entry.on, entry.recommended) == (date(2025, 5, 31), date(2025, 7, 31))
    assert (entry.opens, entry.id) == ("plan", knee.id)


@pytest.mark.parametrize(
    ("today", "label", "until"),
    [(date(2026, 5, 4), "earliest 05-May", None), (date(2026, 5, 9), "watching", date(2026, 5, 9))],
)
def test_an_as_needed_booster_is_watched_from_the_end_of_its_lockout(
    today: date, label: str, until: date | None
) -> None:
    knee = made_up.plan(doses=1, planned_on=date(2026, 1, 5))
    chart = made_up.chart(today, plans=[knee], injections=[made_up.injection(date(2026, 1, 5), knee)])
    entry = next(entry for entry in timeline_of(chart).entries if entry.mark is Mark.BOOSTER_WATCHED)
    assert (entry.on, entry.label, entry.until) == (date(2026, 5, 5), label, until)


def test_a_lockout_lasts_from_the_last_dose_and_is_gone_once_it_is_over() -> None:
    knee = made_up.plan(doses=1, planned_on=date(2025, 10, 31))
    doses = [made_up.injection(date(2025, 10, 31), knee)]
    timeline = timeline_of(made_up.chart(date(2026, 2, 28), plans=[knee], injections=doses))
    lockout = next(entry for entry in timeline.entries if entry.mark is Mark.LOCKOUT)
    assert (lockout.on, lockout.until) == (date(2025, 10, 31), date(2026, 3, 1))  # 31-Feb becomes the 1st of March
    assert lockout.text == "Booster 1, right knee: lockout, none before 01-Mar-2026"
    later = timeline_of(made_up.chart(date(2026, 3, 1), plans=[knee], injections=doses))
    assert Mark.LOCKOUT not in {entry.mark for entry in later.entries}


def test_an_adverse_event_tells_its_grade_how_long_it_lasted_and_after_what() -> None:
    knee, hip = made_up.plan(doses=1), made_up.plan(Site.HIP_JOINT, Side.LEFT)
    dose = made_up.injection(date(2026, 8, 4), knee)
    over = made_up.event(date(2026, 8, 5), dose, ended_on=date(2026, 8, 6))
    lasting = made_up.event(date(2026, 11, 20), grade=Grade.SEVERE)
    chart = made_up.chart(TODAY, plans=[knee, hip], injections=[dose], events=[over, lasting])
    first, second = [entry for entry in timeline_of(chart).entries if entry.kind is Kind.ADVERSE_EVENT]
    assert first.text == "Swelling or effusion, grade 1, 2 days, after the injection of 04-Aug-2026, right knee"
    assert (first.on, first.until, first.plan_id, first.grade) == (date(2026, 8, 5), date(2026, 8, 6), knee.id, 1)
    assert second.text == "Swelling or effusion, grade 3, lasting, 4 days so far"
    assert (second.until, second.plan_id) == (TODAY, None)


def test_a_phone_note_stands_with_the_plan_of_its_joint() -> None:
    knee, hip = made_up.plan(), made_up.plan(Site.HIP_JOINT, Side.LEFT)
    calls = [made_up.call(date(2026, 8, 5), hip), made_up.call(date(2026, 8, 6))]
    found = [
        e for e in timeline_of(made_up.chart(TODAY, plans=[knee, hip], calls=calls)).entries if e.mark is Mark.CALL
    ]
    assert [(entry.lane, entry.plan_id) for entry in found] == [(Lane.VISITS, hip.id), (Lane.VISITS, None)]
    assert found[0].text == "05:00 Phone note. Sore since the injection"


def test_of_an_injection_whose_day_is_not_known_only_the_month_is_told() -> None:
    knee = made_up.plan(doses=1)
    each = made_up.injection(date(2024, 2, 29), knee, in_month=True)
    entry = only(made_up.chart(TODAY, plans=[knee], injections=[each]), Kind.INJECTION)
    assert (entry.mark, entry.when, entry.when_aloud) == (Mark.APPROXIMATE_DOSE, "Feb-2024", "Feb-2024")
    assert entry.text.endswith("from earlier records, only the month is known")


@given(charts())
def test_all_sites_show_every_entry_each_curve_on_its_own(chart: Chart) -> None:
    timeline = timeline_of(chart)
    panel = timeline.of_all()
    shown = [entry for track in panel.tracks for entry in track.entries]
    assert sorted(map(id, shown)) == sorted(map(id, panel.entries)) == sorted(map(id, timeline.entries))
    for track in panel.tracks:
        if track.lane is Lane.PAIN:
            assert {entry.plan_id for entry in track.entries} <= {track.plan_id}


@given(charts())
def test_aligned_the_first_injection_of_each_plan_is_day_nought(chart: Chart) -> None:
    timeline = timeline_of(chart)
    panel = timeline.from_first_injection(None)
    assert panel.aligned is bool(timeline.first_doses)
    for track in panel.tracks:
        if track.lane is Lane.INJECTIONS:
            given_days = [track.day(entry.on) for entry in track.entries if entry.mark is not Mark.NOT_DONE]
            assert min(given_days) == 0
    ids = [entry.plan_id for entry in panel.entries]
    assert None not in ids


def test_an_open_hold_shows_its_review_and_no_date_of_a_dose() -> None:
    knee = made_up.plan(doses=1, planned_on=date(2026, 1, 5))
    terms = PlanTerms(kind=PlanKind.SINGLE, planned_on=knee.planned_on)
    facts = PlanFacts(plan=terms, holds=(HoldFact(reason="infection", begins=date(2026, 2, 1)),))
    chart = made_up.chart(
        date(2026, 2, 10), plans=[knee], injections=[made_up.injection(date(2026, 1, 5), knee)], facts=facts
    )
    entry = next(entry for entry in timeline_of(chart).entries if entry.mark is Mark.ON_HOLD)
    assert (entry.on, entry.until) == (date(2026, 3, 3), None)


def test_a_first_dose_to_come_has_a_lane_that_is_not_called_boosters() -> None:
    knee = made_up.plan(planned_on=date(2026, 12, 1))
    panel = timeline_of(made_up.chart(TODAY, plans=[knee])).of_plan(knee.id)
    assert [(entry.on, entry.text[:6]) for entry in panel.entries] == [(date(2026, 12, 1), "Dose 1")]
    assert [track.title for track in panel.tracks] == ["Pain, right knee", "Next dose"]


def test_nothing_stands_ahead_of_a_plan_that_is_complete() -> None:
    knee = made_up.plan(doses=1, booster=BoosterRule.NONE)
    chart = made_up.chart(TODAY, plans=[knee], injections=[made_up.injection(date(2025, 10, 14), knee)])
    assert [entry.kind for entry in timeline_of(chart).entries] == [Kind.INJECTION]


def test_a_date_set_by_hand_moves_the_window() -> None:
    knee = made_up.plan(doses=1, planned_on=date(2026, 1, 5))
    terms = PlanTerms(kind=PlanKind.SINGLE, planned_on=knee.planned_on)
    facts = PlanFacts(plan=terms, hand_sets=(HandSet(on=date(2026, 2, 1), date=date(2027, 1, 4)),))
    chart = made_up.chart(TODAY, plans=[knee], injections=[made_up.injection(date(2026, 1, 5), knee)], facts=facts)
    assert only(chart, Kind.BOOSTER).recommended == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("dose", "windows"),
    [
        # Worked by hand: 30-Nov and 31-Dec exist; 31-Jun does not, so the 1st of July.
        (date(2025, 8, 31), [(date(2025, 12, 1), date(2025, 12, 31)), (date(2026, 5, 31), date(2026, 7, 1))]),
        (date(2024, 2, 29), [(date(2024, 5, 29), date(2024, 6, 29)), (date(2024, 11, 29), date(2024, 12, 29))]),
        (date(2025, 11, 30), [(date(2026, 3, 1), date(2026, 3, 30)), (date(2026, 8, 30), date(2026, 9, 30))]),
        (date(2025, 4, 29), [(date(2025, 7, 29), date(2025, 8, 29)), (date(2026, 1, 29), date(2026, 3, 1))]),
    ],
)
def test_the_months_of_review_equal_a_hand_calculation(dose: date, windows: list[tuple[date, date]]) -> None:
    knee = made_up.plan(doses=1, planned_on=dose)
    chart = made_up.chart(date(2026, 12, 31), plans=[knee], injections=[made_up.injection(dose, knee)])
    panel = timeline_of(chart).of_plan(knee.id)
    reviews = panel.reviews_after(panel.last_dose)
    assert [review.label for review in reviews] == ["3–4 month review", "9 month review"]
    assert [(review.first, review.last) for review in reviews] == windows
