"""The reason in words: one plain sentence for every standing."""

from datetime import date

import pytest

from exodesk.core.booster import (
    Closed,
    DoseFact,
    HandSet,
    HoldFact,
    LotAnswer,
    LotFact,
    PlanFacts,
    PlanTerms,
    ScoreFact,
    WashoutFact,
    why,
    why_needed,
)
from exodesk.core.quantities import NBSP
from exodesk.core.records.plan import BoosterRule, LotAnswerWhat, PlanKind
from tests.core.booster_strategies import forecast, standing_of

DAY0 = date(2026, 1, 15)
GIVEN = (DoseFact(given_on=DAY0),)
SINGLE = PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY0)
SERIES = PlanTerms(kind=PlanKind.SERIES, doses=3, interval_weeks=4, planned_on=DAY0)
FIXED = PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY0, booster=BoosterRule.FIXED, booster_months=6)
AS_NEEDED = PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY0, booster=BoosterRule.AS_NEEDED)
EXPIRING = PlanTerms(
    kind=PlanKind.SINGLE,
    planned_on=DAY0,
    booster=BoosterRule.FIXED,
    booster_months=6,
    valid_until=date(2026, 6, 30),
)
REPEATED = DoseFact(
    given_on=DAY0,
    lots=(
        LotFact(recalled_on=date(2026, 4, 1), answers=(LotAnswer(on=date(2026, 4, 10), what=LotAnswerWhat.REPEAT),)),
    ),
)
GAINED, LOST = ScoreFact(on=date(2026, 5, 7), nrs=2), ScoreFact(on=date(2026, 8, 1), nrs=8)
START = ScoreFact(on=DAY0, nrs=8)


def said(facts: PlanFacts, today: str) -> str:
    day = date.fromisoformat(today)
    return why(standing_of(facts, day), forecast(facts, day)).replace(NBSP, " ")


def needed(facts: PlanFacts, today: str) -> str | None:
    day = date.fromisoformat(today)
    return why_needed(standing_of(facts, day), forecast(facts, day))


@pytest.mark.parametrize(
    ("facts", "today", "sentence"),
    [
        (PlanFacts(plan=SINGLE), "2026-01-14", "Not yet: dose 1 falls on 15-Jan-2026, as planned."),
        (PlanFacts(plan=SERIES), "2026-01-15", "Due since 15-Jan-2026: dose 1, as planned."),
        (PlanFacts(plan=SINGLE, doses=GIVEN), "2026-02-01", "Everything that was planned has been given."),
        (
            PlanFacts(plan=SERIES, doses=GIVEN),
            "2026-01-20",
            (
                "Not yet: dose 2 falls on 12-Feb-2026, at the earliest on 05-Feb-2026, "
                "4 weeks after the dose of 15-Jan-2026."
            ),
        ),
        (
            PlanFacts(plan=FIXED, doses=GIVEN),
            "2026-06-01",
            "Possible since 15-May-2026: booster 1 falls on 15-Jul-2026, 6 months after the dose of 15-Jan-2026.",
        ),
        (
            PlanFacts(plan=FIXED, doses=GIVEN),
            "2026-07-20",
            "Due since 15-Jul-2026: booster 1, 6 months after the dose of 15-Jan-2026.",
        ),
        (
            PlanFacts(plan=FIXED, doses=GIVEN),
            "2026-08-15",
            "1 day overdue (past due after 14-Aug-2026): booster 1, 6 months after the dose of 15-Jan-2026.",
        ),
        (
            PlanFacts(plan=FIXED, doses=GIVEN),
            "2026-08-16",
            "2 days overdue (past due after 14-Aug-2026): booster 1, 6 months after the dose of 15-Jan-2026.",
        ),
        (
            PlanFacts(plan=FIXED, doses=GIVEN),
            "2026-12-01",
            (
                "Lost from view after 12-Nov-2026, past due after 14-Aug-2026: booster 1, "
                "6 months after the dose of 15-Jan-2026."
            ),
        ),
        (
            PlanFacts(plan=EXPIRING, doses=GIVEN),
            "2026-07-01",
            (
                "The plan was valid until 30-Jun-2026: renew the plan first; "
                "booster 1 falls on 15-Jul-2026, 6 months after the dose of 15-Jan-2026."
            ),
        ),
        (
            PlanFacts(plan=SINGLE, doses=(REPEATED,)),
            "2026-04-10",
            (
                "Due since 10-Apr-2026: dose 1, again, since the dose of 15-Jan-2026 is to be repeated, "
                "moved to 10-Apr-2026, the day that was decided."
            ),
        ),
        (
            PlanFacts(plan=SINGLE, doses=(REPEATED,)),
            "2026-04-02",
            (
                "On hold since 01-Apr-2026: the lot of a dose had expired or was recalled, "
                "and whether the dose counts is not answered; review on 01-May-2026."
            ),
        ),
        (
            PlanFacts(plan=AS_NEEDED, doses=GIVEN),
            "2026-05-14",
            (
                "As needed: booster 1 is not asked for and no return of the pain is recorded; "
                "the lockout ends on 15-May-2026."
            ),
        ),
        (
            PlanFacts(plan=AS_NEEDED, doses=GIVEN),
            "2026-05-15",
            (
                "As needed: booster 1 is not asked for and no return of the pain is recorded; "
                "the lockout ended on 15-May-2026."
            ),
        ),
        (
            PlanFacts(plan=AS_NEEDED, doses=GIVEN, requests=(date(2026, 3, 1),)),
            "2026-03-01",
            (
                "Not yet: booster 1 falls on 15-May-2026, asked for on 01-Mar-2026, "
                "within the lockout that ends on 15-May-2026."
            ),
        ),
        (
            PlanFacts(plan=AS_NEEDED, doses=GIVEN, scores=(START, GAINED, LOST)),
            "2026-08-02",
            "Due since 01-Aug-2026: booster 1, as the pain came back on 01-Aug-2026.",
        ),
        (
            PlanFacts(plan=AS_NEEDED, doses=GIVEN, scores=(START, ScoreFact(on=date(2026, 5, 7), nrs=8))),
            "2026-05-08",
            (
                "On hold since 07-May-2026: the pain was not clearly less than at the start, "
                "and no review is recorded; review on 06-Jun-2026."
            ),
        ),
        (
            PlanFacts(plan=FIXED, doses=GIVEN, hand_sets=(HandSet(on=date(2026, 6, 1), date=date(2026, 6, 20)),)),
            "2026-06-20",
            "Due since 20-Jun-2026: booster 1, by the date set by hand on 01-Jun-2026.",
        ),
        (
            PlanFacts(plan=SERIES, doses=GIVEN, holds=(HoldFact(reason="pregnancy", begins=date(2026, 2, 10)),)),
            "2026-02-20",
            "On hold without an end since 10-Feb-2026 (pregnancy or breastfeeding); review on 12-Mar-2026.",
        ),
        (
            PlanFacts(
                plan=SERIES,
                doses=GIVEN,
                holds=(HoldFact(reason="tooth_ache", begins=date(2026, 2, 10), until=date(2026, 3, 1)),),
            ),
            "2026-02-20",
            (
                "On hold (tooth ache) until 01-Mar-2026; dose 2 falls on 01-Mar-2026, "
                "4 weeks after the dose of 15-Jan-2026, moved to 01-Mar-2026, the end of a hold."
            ),
        ),
        (
            PlanFacts(
                plan=SERIES,
                doses=GIVEN,
                washouts=(WashoutFact(begins=date(2026, 1, 20), until=date(2026, 2, 8)),),
            ),
            "2026-02-09",
            (
                "Possible since 08-Feb-2026: dose 2 falls on 12-Feb-2026, 4 weeks after the dose of 15-Jan-2026, "
                "not before 08-Feb-2026, the end of a washout."
            ),
        ),
        (
            PlanFacts(plan=SINGLE, contraindicated_from=date(2026, 1, 10)),
            "2026-02-01",
            "Contraindicated since 10-Jan-2026.",
        ),
        (
            PlanFacts(plan=SINGLE, closed=Closed(on=date(2026, 1, 10))),
            "2026-02-01",
            "The plan was closed on 10-Jan-2026.",
        ),
    ],
)
def test_the_reason_of_a_standing(facts: PlanFacts, today: str, sentence: str) -> None:
    assert said(facts, today) == sentence


def test_a_hold_that_ended_long_before_is_not_named() -> None:
    hold = HoldFact(reason="infection", begins=date(2026, 1, 16), until=date(2026, 1, 20))
    facts = PlanFacts(plan=SERIES, doses=GIVEN, holds=(hold,))
    assert "hold" not in said(facts, "2026-02-12")


def test_a_hold_inside_another_names_the_one_that_ends_later() -> None:
    short = HoldFact(reason="infection", begins=date(2026, 2, 1), until=date(2026, 2, 20))
    long = HoldFact(reason="declined", begins=date(2026, 2, 5), until=date(2026, 3, 20))
    for holds in ((short, long), (long, short)):
        facts = PlanFacts(plan=SERIES, doses=GIVEN, holds=holds)
        assert said(facts, "2026-02-10").startswith("On hold (patient declines for now) until 20-Mar-2026;")


def test_the_need_is_its_own_sentence() -> None:
    asked = PlanFacts(plan=FIXED, doses=GIVEN, requests=(date(2026, 3, 1),))
    assert needed(asked, "2026-03-01") == "Asked for on 01-Mar-2026."
    relapsed = PlanFacts(plan=FIXED, doses=GIVEN, scores=(START, GAINED, LOST))
    assert needed(relapsed, "2026-05-08") == "The last score is still clearly better than at the start."
    assert needed(relapsed, "2026-08-01") == "The pain came back on 01-Aug-2026."
    assert needed(PlanFacts(plan=FIXED, doses=GIVEN), "2026-05-08") == "Not asked for, and the scores do not tell."
    assert needed(PlanFacts(plan=SERIES, doses=GIVEN), "2026-05-08") is None
