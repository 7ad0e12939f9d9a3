"""A forecast from JSON and back: one plan's facts and the days to answer for, as the `forecast` verb reads them.

Reads strictly: a misspelt or doubtful fact is refused with its place, never passed over. The rules are in booster/.
"""

from datetime import date
from typing import TypeVar

from exodesk.core.booster import (
    USUAL_LOCKOUT_MONTHS,
    Baseline,
    Closed,
    DoseFact,
    HandSet,
    HoldFact,
    JudgedDose,
    LotAnswer,
    LotFact,
    PlanFacts,
    PlanTerms,
    ScoreFact,
    WashoutFact,
    evaluate,
    state_at,
)
from exodesk.core.case_reader import BadCase as BadCase
from exodesk.core.case_reader import Reader
from exodesk.core.records.plan import BoosterRule, LotAnswerWhat, PlanKind
from exodesk.core.response import Decision, Response

ABOUT_THE_CASE = ("id", "name", "expect")
LARGEST = 1200
"""Weeks, months or doses: more is a slip of the hand, and would run off the calendar."""

_T = TypeVar("_T")


def answer(document: object) -> list[object]:
    """The forecasts of one case, or a list of them for each of several cases."""
    if isinstance(document, list):
        return [_answer_case(case, f"case {number}") for number, case in enumerate(document, start=1)]
    return list(_answer_case(document, ""))


def _answer_case(document: object, place: str) -> list[dict[str, object]]:
    case = Reader.of(document, place)
    as_of = case.days("as_of", required=True)
    facts = read_facts(case)
    case.nothing_else(ABOUT_THE_CASE)
    return [expectation(facts, day) for day in as_of]


def expectation(facts: PlanFacts, today: date) -> dict[str, object]:
    """One entry as it stands under `expect`."""
    evaluation = evaluate(facts, today)
    known = evaluation.known
    standing = state_at(evaluation.forecast, known.dated_holds, known.appointments, today)
    return {
        "as_of": today.isoformat(),
        "state": standing.state.value,
        "earliest": _iso(standing.earliest),
        "recommended": _iso(standing.recommended),
        "past_due": _iso(standing.past_due),
        "days_overdue": standing.days_overdue,
        "review_on": _iso(standing.review_on),
        "next": {"kind": standing.next.kind.value, "number": standing.next.number} if standing.next else None,
        "booked": standing.booked,
        "need": standing.need.value if standing.need else None,
        "lockout_ends": _iso(standing.lockout_ends),
        "doses": [_dose(dose) for dose in evaluation.doses],
        "response": _response(evaluation.response),
    }


def _dose(dose: JudgedDose) -> dict[str, object]:
    entry: dict[str, object] = {"given_on": dose.given_on.isoformat(), "verdict": dose.verdict.value}
    return entry if dose.days_early is None else entry | {"days_early": dose.days_early}


def _response(response: Response) -> dict[str, object]:
    entry: dict[str, object] = {"baseline": response.baseline, "flags": [flag.value for flag in response.flags]}
    if response.m4:
        entry["m4"] = _decision(response.m4)
    if response.booster:
        entry["booster"] = _decision(response.booster)
    if response.relapse_on:
        entry["relapse_on"] = response.relapse_on.isoformat()
    return entry


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "on": decision.on.isoformat(),
        "improvement_pct": decision.improvement_pct,
        "class": decision.response_class.value,
        "verdict": decision.verdict.value,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read_facts(case: Reader) -> PlanFacts:
    """The facts of a case, whatever else stands in it."""
    return PlanFacts(
        plan=case.one("plan", _read_plan),
        doses=case.each("doses", _read_dose),
        scores=tuple(score for score in case.each("scores", _read_score) if score),
        baseline=case.optional("baseline", lambda part: Baseline(on=part.day("on"), nrs=part.whole("nrs", 0, 10))),
        holds=case.each("holds", _read_hold),
        washouts=case.each("washouts", _read_washout),
        reviews=case.days("reviews"),
        requests=case.days("requests"),
        contacts=case.days("contacts"),
        appointments=case.days("appointments"),
        hand_sets=_as_tuple(case.optional("hand_set", lambda part: HandSet(on=part.day("on"), date=part.day("date")))),
        closed=case.optional("closed", lambda part: Closed(on=part.day("on"), reason=part.text("reason"))),
        contraindicated_from=case.day_or_none("contraindicated_from"),
    )


def _read_plan(part: Reader) -> PlanTerms:
    kind = part.choice("kind", PlanKind)
    lockout = part.whole_or_none("lockout_months", 0, LARGEST)
    doses = part.whole_or_none("doses", 1, LARGEST) if kind == PlanKind.SINGLE else part.whole("doses", 1, LARGEST)
    try:
        return PlanTerms(
            kind=kind,
            doses=1 if doses is None else doses,
            interval_weeks=part.whole_or_none("interval_weeks", 1, LARGEST),
            planned_on=part.day("planned_on"),
            booster=part.choice_or_none("booster", BoosterRule) or BoosterRule.NONE,
            booster_months=part.whole_or_none("booster_months", 2, LARGEST),
            lockout_months=USUAL_LOCKOUT_MONTHS if lockout is None else lockout,
            booster_max=part.whole_or_none("booster_max", 0, LARGEST),
            valid_until=part.day_or_none("valid_until"),
        )
    except ValueError as wrong:
        raise BadCase(part.place, str(wrong)) from None


def _read_dose(part: Reader) -> DoseFact:
    lot = LotFact(
        expiry=part.day_or_none("lot_expiry"),
        recalled_on=part.day_or_none("lot_recalled_on"),
        answers=_as_tuple(
            part.optional(
                "lot_answer", lambda answer: LotAnswer(on=answer.day("on"), what=answer.choice("what", LotAnswerWhat))
            )
        ),
    )
    return DoseFact(given_on=part.day("given_on"), lots=(lot,), entered_in_error=part.yes("entered_in_error"))


def _read_score(part: Reader) -> ScoreFact | None:
    """None for a day on which only another measure was taken."""
    on, nrs, pgic = part.day("on"), part.whole_or_none("nrs", 0, 10), part.whole_or_none("pgic", 1, 7)
    return None if nrs is None else ScoreFact(on=on, nrs=nrs, pgic=pgic)


def _read_hold(part: Reader) -> HoldFact:
    hold = HoldFact(reason=part.text("reason"), begins=part.day("from"), until=part.day_or_none("until"))
    if hold.until and hold.until < hold.begins:
        raise BadCase(part.place, "ends before it begins")
    return hold


def _read_washout(part: Reader) -> WashoutFact:
    washout = WashoutFact(begins=part.day("from"), until=part.day("until"))
    if washout.until < washout.begins:
        raise BadCase(part.place, "ends before it begins")
    return washout


def _as_tuple(fact: _T | None) -> tuple[_T, ...]:
    return () if fact is None else (fact,)
