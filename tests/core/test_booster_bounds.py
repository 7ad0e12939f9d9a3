"""Both sides of every bound in the dates, verdicts and states of the forecast."""

from datetime import date, timedelta

import pytest

from exodesk.core.booster import (
    Closed,
    DoseFact,
    HandSet,
    HoldFact,
    LotAnswer,
    LotFact,
    Need,
    Place,
    PlanFacts,
    PlanTerms,
    ScoreFact,
    State,
    Verdict,
    WashoutFact,
    evaluate,
)
from exodesk.core.booster.windows import DoseKind
from exodesk.core.calendar import add_months
from exodesk.core.records.plan import BoosterRule, LotAnswerWhat, PlanKind
from tests.core.booster_strategies import forecast, standing_of

DAY0 = date(2026, 1, 12)

SINGLE = PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY0)
SERIES = PlanTerms(kind=PlanKind.SERIES, doses=3, interval_weeks=4, planned_on=DAY0)
AS_NEEDED = PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY0, booster=BoosterRule.AS_NEEDED)


def day(number: int) -> date:
    return DAY0 + timedelta(days=number)


def fixed(months: int, valid_until: date | None = None) -> PlanTerms:
    return PlanTerms(
        kind=PlanKind.SINGLE,
        planned_on=DAY0,
        booster=BoosterRule.FIXED,
        booster_months=months,
        valid_until=valid_until,
    )


def given(*days: date) -> tuple[DoseFact, ...]:
    return tuple(DoseFact(given_on=each) for each in days)


def last_verdict(plan: PlanTerms, *days: date) -> tuple[Verdict, int | None]:
    last = evaluate(PlanFacts(plan=plan, doses=given(*days)), max(days)).doses[-1]
    return last.verdict, last.days_early


def states(facts: PlanFacts, *days: date) -> list[State]:
    return [standing_of(facts, each).state for each in days]


AROUND_EARLIEST = [
    (-6, (Verdict.EARLY, 2)),
    (-5, (Verdict.EARLY, 1)),
    (-4, (Verdict.VALID_GRACE, None)),
    (-1, (Verdict.VALID_GRACE, None)),
    (0, (Verdict.VALID, None)),
]


@pytest.mark.parametrize(("from_earliest", "verdict"), AROUND_EARLIEST)
@pytest.mark.parametrize(
    ("plan", "earliest"),
    [
        (SERIES, day(21)),
        (fixed(6), date(2026, 5, 12)),
        (fixed(3), date(2026, 3, 12)),
        (fixed(2), date(2026, 3, 12)),
        (AS_NEEDED, date(2026, 5, 12)),
    ],
)
def test_early_and_grace(plan: PlanTerms, earliest: date, from_earliest: int, verdict: object) -> None:
    assert last_verdict(plan, DAY0, earliest + timedelta(days=from_earliest)) == verdict


def test_a_first_dose_is_always_valid() -> None:
    assert last_verdict(SINGLE, day(-200)) == (Verdict.VALID, None)


def test_the_first_dose_is_due_for_41_days_and_then_overdue() -> None:
    assert states(PlanFacts(plan=SINGLE), day(-1), day(0), day(41), day(42)) == [
        State.NOT_YET,
        State.DUE,
        State.DUE,
        State.OVERDUE,
    ]


@pytest.mark.parametrize(
    ("plan", "earliest", "recommended", "past_due"),
    [
        (SERIES, day(21), day(28), day(41)),
        (fixed(6), date(2026, 5, 12), date(2026, 7, 12), date(2026, 8, 11)),
        (fixed(5), date(2026, 4, 12), date(2026, 6, 12), date(2026, 7, 11)),
        (fixed(4), date(2026, 3, 12), date(2026, 5, 12), date(2026, 6, 11)),
        (fixed(3), date(2026, 3, 12), date(2026, 4, 12), date(2026, 5, 11)),
    ],
)
def test_states_around_the_dates_of_the_table(
    plan: PlanTerms, earliest: date, recommended: date, past_due: date
) -> None:
    facts = PlanFacts(plan=plan, doses=given(DAY0))
    one = timedelta(days=1)
    assert states(facts, earliest - one, earliest, recommended - one, recommended, past_due, past_due + one) == [
        State.NOT_YET,
        State.AVAILABLE,
        State.AVAILABLE,
        State.DUE,
        State.DUE,
        State.OVERDUE,
    ]
    assert standing_of(facts, past_due + one).days_overdue == 1


def test_a_series_every_week_may_go_on_at_once() -> None:
    weekly = PlanTerms(kind=PlanKind.SERIES, doses=2, interval_weeks=1, planned_on=DAY0)
    standing = standing_of(PlanFacts(plan=weekly, doses=given(DAY0)), DAY0)
    assert (standing.earliest, standing.recommended, standing.past_due) == (DAY0, day(7), day(20))


def test_a_single_dose_to_be_repeated_is_counted_from_itself_but_not_before_the_answer() -> None:
    answered_at_once = LotFact(expiry=day(-1), answers=(LotAnswer(on=DAY0, what=LotAnswerWhat.REPEAT),))
    facts = PlanFacts(plan=SINGLE, doses=(DoseFact(given_on=DAY0, lots=(answered_at_once,)),))
    standing = standing_of(facts, day(5))
    assert standing.next == Place(DoseKind.PRIMARY, 1)
    assert (standing.earliest, standing.recommended, standing.past_due) == (DAY0, DAY0, day(41))
    assert states(facts, day(41), day(42)) == [State.DUE, State.OVERDUE]


def test_a_series_whose_first_dose_is_repeated_goes_on_by_its_interval() -> None:
    lot = LotFact(expiry=day(-1), answers=(LotAnswer(on=day(1), what=LotAnswerWhat.REPEAT),))
    standing = standing_of(PlanFacts(plan=SERIES, doses=(DoseFact(given_on=DAY0, lots=(lot,)),)), day(1))
    assert standing.next == Place(DoseKind.PRIMARY, 1)
    assert (standing.earliest, standing.recommended) == (day(21), day(28))


def test_overdue_for_90_days_then_lost() -> None:
    facts = PlanFacts(plan=SINGLE)
    assert states(facts, day(41 + 90), day(41 + 91)) == [State.OVERDUE, State.LOST]
    assert standing_of(facts, day(41 + 90)).days_overdue == 90


@pytest.mark.parametrize(("contact", "last_overdue"), [(41, 131), (42, 132), (100, 190), (10, 131)])
def test_a_contact_counts_from_past_due_on(contact: int, last_overdue: int) -> None:
    facts = PlanFacts(plan=SINGLE, contacts=(day(contact), day(5)))
    assert states(facts, day(last_overdue), day(last_overdue + 1)) == [State.OVERDUE, State.LOST]


def test_a_contact_brings_a_lost_plan_back() -> None:
    facts = PlanFacts(plan=SINGLE, contacts=(day(200),))
    assert states(facts, day(199), day(200)) == [State.LOST, State.OVERDUE]


@pytest.mark.parametrize(("trigger", "due"), [(1, 120), (119, 120), (120, 120), (121, 121)])
def test_an_as_needed_booster_waits_for_trigger_and_lockout(trigger: int, due: int) -> None:
    facts = PlanFacts(plan=AS_NEEDED, doses=given(DAY0), requests=(day(trigger),))
    asked = standing_of(facts, day(trigger))
    assert (asked.earliest, asked.recommended, asked.past_due) == (day(due), day(due), day(due + 30))
    assert states(facts, day(due), day(due + 30), day(due + 31)) == [State.DUE, State.DUE, State.OVERDUE]
    assert standing_of(facts, day(trigger - 1)).state == State.MONITORING


def test_the_lockout_of_this_plan_ends_in_its_own_months() -> None:
    assert add_months(DAY0, 4) == day(120)
    plan = PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY0, booster=BoosterRule.AS_NEEDED, lockout_months=7)
    assert standing_of(PlanFacts(plan=plan, doses=given(DAY0)), day(1)).lockout_ends == date(2026, 8, 12)


def test_a_request_counts_from_the_day_after_the_last_dose_and_the_first_one_counts() -> None:
    on_the_day = PlanFacts(plan=AS_NEEDED, doses=given(DAY0), requests=(DAY0,))
    later = PlanFacts(plan=AS_NEEDED, doses=given(DAY0), requests=(day(200), day(1), DAY0))
    assert standing_of(on_the_day, day(300)).need == Need.UNKNOWN
    assert forecast(on_the_day, day(300)).trigger_on is None
    assert standing_of(later, day(1)).need == Need.ASKED
    assert forecast(later, day(300)).trigger_on == day(1)


@pytest.mark.parametrize("begins", [-30, 0, 10])
def test_an_open_hold_suspends_from_its_day_and_is_reviewed_after_30_days(begins: int) -> None:
    hold = HoldFact(reason="pregnancy", begins=day(begins))
    facts = PlanFacts(plan=SINGLE, holds=(hold, HoldFact(reason="adverse_event", begins=day(20))))
    before, on = standing_of(facts, day(begins - 1)), standing_of(facts, day(begins))
    assert before.state != State.SUSPENDED
    assert before.review_on is None
    assert (on.state, on.recommended, on.review_on) == (State.SUSPENDED, None, day(begins + 30))
    assert standing_of(facts, day(25)).review_on == day(begins + 30)


def test_a_dated_hold_suspends_until_the_day_before_its_end() -> None:
    facts = PlanFacts(plan=SINGLE, holds=(HoldFact(reason="infection", begins=day(5), until=day(15)),))
    assert states(facts, day(4), day(5), day(14), day(15)) == [
        State.DUE,
        State.SUSPENDED,
        State.SUSPENDED,
        State.DUE,
    ]
    assert standing_of(facts, day(4)).recommended == DAY0
    assert standing_of(facts, day(5)).recommended == day(15)


@pytest.mark.parametrize(
    ("floor", "dates"),
    [
        (20, (21, 28, 41)),
        (21, (21, 28, 41)),
        (22, (22, 28, 41)),
        (28, (28, 28, 41)),
        (29, (29, 29, 42)),
        (60, (60, 60, 73)),
    ],
)
def test_a_floor_moves_the_dates_only_as_far_as_it_must(floor: int, dates: tuple[int, int, int]) -> None:
    facts = PlanFacts(
        plan=SERIES,
        doses=given(DAY0),
        washouts=(WashoutFact(begins=day(1), until=day(floor)), WashoutFact(begins=day(2), until=day(3))),
    )
    standing = standing_of(facts, day(2))
    assert (standing.earliest, standing.recommended, standing.past_due) == tuple(map(day, dates))


@pytest.mark.parametrize(("floor", "past_due"), [(28, 41), (29, 42)])
def test_past_due_stays_when_it_is_later_than_13_days_after_the_floor(floor: int, past_due: int) -> None:
    washout = WashoutFact(begins=day(1), until=day(floor))
    standing = standing_of(PlanFacts(plan=SINGLE, washouts=(washout,)), day(1))
    assert (standing.recommended, standing.past_due) == (day(floor), day(past_due))


def test_a_washout_does_not_suspend() -> None:
    facts = PlanFacts(plan=SINGLE, washouts=(WashoutFact(begins=day(1), until=day(9)),))
    assert states(facts, day(0), day(8), day(9)) == [State.DUE, State.NOT_YET, State.DUE]


@pytest.mark.parametrize(("by_hand", "earliest"), [(20, 20), (21, 21), (22, 21), (90, 21)])
def test_a_date_set_by_hand_replaces_the_recommended_one(by_hand: int, earliest: int) -> None:
    facts = PlanFacts(plan=SERIES, doses=given(DAY0), hand_sets=(HandSet(on=day(5), date=day(by_hand)),))
    assert standing_of(facts, day(4)).recommended == day(28)
    standing = standing_of(facts, day(5))
    assert (standing.earliest, standing.recommended, standing.past_due) == (
        day(earliest),
        day(by_hand),
        day(by_hand + 30),
    )
    assert states(facts, day(by_hand), day(by_hand + 30), day(by_hand + 31)) == [State.DUE, State.DUE, State.OVERDUE]


@pytest.mark.parametrize(("set_on", "recommended"), [(29, 90), (28, 56), (27, 56)])
def test_a_dose_on_or_after_the_day_a_date_was_set_ends_it(set_on: int, recommended: int) -> None:
    facts = PlanFacts(plan=SERIES, doses=given(DAY0, day(28)), hand_sets=(HandSet(on=day(set_on), date=day(90)),))
    assert standing_of(facts, day(30)).recommended == day(recommended)


def test_the_date_set_last_counts() -> None:
    hand_sets = (HandSet(on=day(5), date=day(50)), HandSet(on=day(3), date=day(30)))
    facts = PlanFacts(plan=SERIES, doses=given(DAY0), hand_sets=hand_sets)
    assert [standing_of(facts, day(each)).recommended for each in (3, 4, 5)] == [day(30), day(30), day(50)]


def test_a_plan_expires_after_its_last_valid_day_and_keeps_its_dates() -> None:
    facts = PlanFacts(plan=fixed(6, valid_until=day(300)), doses=given(DAY0))
    assert states(facts, day(300), day(301)) == [State.OVERDUE, State.EXPIRED]
    assert standing_of(facts, day(301)).recommended == date(2026, 7, 12)


def test_closing_and_contraindication_begin_on_their_day() -> None:
    closed = PlanFacts(plan=SINGLE, closed=Closed(on=day(5)))
    contraindicated = PlanFacts(plan=SINGLE, contraindicated_from=day(5))
    assert states(closed, day(4), day(5)) == [State.DUE, State.DISCONTINUED]
    assert states(contraindicated, day(4), day(5)) == [State.DUE, State.CONTRAINDICATED]


def test_states_speak_in_their_order() -> None:
    """Everything at once, then one reason after the other taken away."""
    bad = (DoseFact(given_on=DAY0, lots=(LotFact(expiry=day(-1)),)),)
    counted = LotFact(expiry=day(-1), answers=(LotAnswer(on=DAY0, what=LotAnswerWhat.COUNTS),))
    answered = (DoseFact(given_on=DAY0, lots=(counted,)),)
    until, open_hold = HoldFact(reason="a", begins=DAY0, until=day(900)), HoldFact(reason="b", begins=DAY0)
    expired, running = fixed(6, valid_until=day(1)), fixed(6)
    today = day(400)

    def state(plan: PlanTerms, doses: tuple[DoseFact, ...], *holds: HoldFact, closed: bool, ruled_out: bool) -> State:
        facts = PlanFacts(
            plan=plan,
            doses=doses,
            holds=holds,
            closed=Closed(on=DAY0) if closed else None,
            contraindicated_from=DAY0 if ruled_out else None,
        )
        return standing_of(facts, today).state

    assert state(expired, bad, until, open_hold, closed=True, ruled_out=True) == State.DISCONTINUED
    assert state(expired, bad, until, open_hold, closed=False, ruled_out=True) == State.SUSPENDED
    assert state(SINGLE, answered, until, open_hold, closed=False, ruled_out=True) == State.COMPLETE
    assert state(expired, answered, until, open_hold, closed=False, ruled_out=True) == State.CONTRAINDICATED
    assert state(expired, answered, until, open_hold, closed=False, ruled_out=False) == State.SUSPENDED
    assert state(expired, answered, until, closed=False, ruled_out=False) == State.SUSPENDED
    assert state(expired, answered, closed=False, ruled_out=False) == State.EXPIRED
    assert state(running, answered, closed=False, ruled_out=False) == State.LOST


@pytest.mark.parametrize(("expiry", "verdict"), [(-1, Verdict.SUBSTANDARD), (0, Verdict.VALID)])
def test_a_lot_is_good_on_the_day_it_expires(expiry: int, verdict: Verdict) -> None:
    dose = DoseFact(given_on=DAY0, lots=(LotFact(expiry=day(100)), LotFact(expiry=day(expiry))))
    assert evaluate(PlanFacts(plan=SINGLE, doses=(dose,)), DAY0).doses[0].verdict == verdict


@pytest.mark.parametrize(("recalled", "asks_from"), [(-10, 0), (0, 0), (10, 10)])
def test_a_recall_asks_from_the_later_of_dose_and_recall_until_it_is_answered(recalled: int, asks_from: int) -> None:
    def question(*answered: int) -> date | None:
        answers = tuple(LotAnswer(on=day(each), what=LotAnswerWhat.COUNTS) for each in answered)
        lot = LotFact(recalled_on=day(recalled), answers=answers)
        return forecast(PlanFacts(plan=SERIES, doses=(DoseFact(given_on=DAY0, lots=(lot,)),)), day(20)).question_from

    assert question() == day(asks_from)
    assert question(asks_from - 1) == day(asks_from)
    assert question(asks_from) is None
    assert question(asks_from + 1, asks_from - 1) is None


def test_one_lot_of_two_keeps_the_question_open_and_any_repeat_uncounts_the_dose() -> None:
    def facts(*answers: tuple[LotAnswer, ...]) -> PlanFacts:
        lots = tuple(LotFact(recalled_on=day(3), answers=each) for each in answers)
        return PlanFacts(plan=SERIES, doses=(DoseFact(given_on=DAY0, lots=lots),))

    counts = (LotAnswer(on=day(4), what=LotAnswerWhat.COUNTS),)
    repeat = (LotAnswer(on=day(4), what=LotAnswerWhat.REPEAT),)
    assert forecast(facts(counts, ()), day(5)).question_from == day(3)
    assert standing_of(facts(counts, counts), day(5)).next == Place(DoseKind.PRIMARY, 2)
    assert standing_of(facts(counts, repeat), day(5)).next == Place(DoseKind.PRIMARY, 1)


def test_the_oldest_question_sets_the_review_and_the_latest_repeat_the_floor() -> None:
    def recalled(on: int, *repeated: int) -> LotFact:
        answers = tuple(LotAnswer(on=day(each), what=LotAnswerWhat.REPEAT) for each in repeated)
        return LotFact(recalled_on=day(on), answers=answers)

    def facts(*doses: tuple[LotFact, ...]) -> PlanFacts:
        days = (day(0), day(28))
        return PlanFacts(
            plan=SERIES, doses=tuple(DoseFact(given_on=on, lots=lots) for on, lots in zip(days, doses, strict=True))
        )

    in_one_dose = facts((recalled(40), recalled(35)), ())
    in_two_doses = facts((recalled(45),), (recalled(40),))
    assert standing_of(in_one_dose, day(50)).review_on == day(35 + 30)
    assert standing_of(in_two_doses, day(50)).review_on == day(40 + 30)
    repeated = facts((recalled(40, 90), recalled(40, 80)), ())
    assert standing_of(repeated, day(90)).earliest == day(90)


def test_an_extra_dose_is_the_reference_and_does_not_count_even_from_a_bad_lot() -> None:
    plan = PlanTerms(
        kind=PlanKind.SINGLE, planned_on=DAY0, booster=BoosterRule.AS_NEEDED, booster_max=1, lockout_months=1
    )
    bad = DoseFact(given_on=day(200), lots=(LotFact(expiry=day(0)),))
    facts = PlanFacts(plan=plan, doses=(*given(DAY0, day(100)), bad))
    evaluation = evaluate(facts, day(200))
    assert [(dose.verdict, dose.counts) for dose in evaluation.doses] == [
        (Verdict.VALID, True),
        (Verdict.VALID, True),
        (Verdict.SUBSTANDARD, False),
    ]
    assert evaluation.forecast.reference_on == day(200)


@pytest.mark.parametrize(("age", "need"), [(60, Need.NO_SIGN), (61, Need.UNKNOWN)])
def test_a_score_speaks_for_60_days(age: int, need: Need) -> None:
    scores = (ScoreFact(on=DAY0, nrs=10), ScoreFact(on=day(100), nrs=7))
    facts = PlanFacts(plan=fixed(12), doses=given(DAY0), scores=scores)
    assert standing_of(facts, day(100 + age)).need == need


@pytest.mark.parametrize(("latest", "need"), [(7, Need.NO_SIGN), (8, Need.UNKNOWN)])
def test_the_latest_score_must_be_30_per_cent_better(latest: int, need: Need) -> None:
    scores = (ScoreFact(on=DAY0, nrs=10), ScoreFact(on=day(10), nrs=1), ScoreFact(on=day(20), nrs=latest))
    facts = PlanFacts(plan=fixed(12), doses=given(DAY0), scores=scores)
    assert standing_of(facts, day(21)).need == need


def test_booked_is_an_appointment_today_or_later_in_any_state() -> None:
    facts = PlanFacts(plan=SINGLE, appointments=(day(30), day(3)), closed=Closed(on=day(5)))
    assert [standing_of(facts, day(each)).booked for each in (2, 30, 31)] == [True, True, False]


def test_terms_of_another_kind_do_nothing() -> None:
    leftover = PlanTerms(
        kind=PlanKind.SINGLE,
        interval_weeks=4,
        planned_on=DAY0,
        booster=BoosterRule.AS_NEEDED,
        booster_months=6,
    )
    for doses, requests in (((), ()), (given(DAY0), ()), (given(DAY0), (day(130),))):
        found = forecast(PlanFacts(plan=leftover, doses=doses, requests=requests), day(140))
        assert found == forecast(PlanFacts(plan=AS_NEEDED, doses=doses, requests=requests), day(140))


@pytest.mark.parametrize(
    "terms",
    [
        {"kind": PlanKind.SINGLE, "doses": 2},
        {"kind": PlanKind.SERIES, "doses": 3},
        {"kind": PlanKind.SERIES, "doses": 0, "interval_weeks": 4},
        {"kind": PlanKind.SERIES, "doses": 3, "interval_weeks": 0},
        {"kind": PlanKind.SINGLE, "booster": BoosterRule.FIXED},
        {"kind": PlanKind.SINGLE, "booster": BoosterRule.FIXED, "booster_months": 1},
    ],
)
def test_terms_that_give_no_dates_are_refused(terms: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"dose|interval"):
        PlanTerms(planned_on=DAY0, **terms)  # type: ignore[arg-type]  # one dictionary of differently typed terms
