"""A case that cannot be read is refused with the place of the mistake."""

import copy
from typing import Any

import pytest

from exodesk.core.booster_case import answer
from exodesk.core.case_reader import BadCase
from exodesk.core.errors import ExodeskError

GOOD: dict[str, Any] = {
    "plan": {"kind": "series", "doses": 3, "interval_weeks": 4, "planned_on": "2026-01-05"},
    "as_of": ["2026-02-02"],
    "doses": [{"given_on": "2026-01-05"}],
    "scores": [{"on": "2026-01-02", "nrs": 8}],
    "holds": [{"reason": "pregnancy", "from": "2026-01-10", "until": "2026-01-20"}],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """The good case with one value put in at `doses.0.given_on`; `...` takes it out."""
    case = copy.deepcopy(GOOD)
    place: Any = case
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step) if step.isdigit() else step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return case


def test_the_good_case_is_good() -> None:
    assert len(answer(GOOD)) == 1


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("plan", ..., "plan: is missing"),
        ("plan", [], "plan: must be an object"),
        ("as_of", ..., "as_of: is missing"),
        ("as_of", "2026-02-02", "as_of: must be a list"),
        ("as_of", ["2026-02-30"], "as_of 1: there is no day 2026-02-30"),
        ("as_of", ["20260202"], "as_of 1: must be a date"),
        ("as_of", ["2026-02-02T10:00"], "as_of 1: must be a date"),
        ("as_of", ["1026-02-02"], "as_of 1: must be a date"),
        ("as_of", [None], "as_of 1: must be a date"),
        ("plan.kind", "weekly", "plan, kind: must be one of single, series"),
        ("plan.kind", ["single"], "plan, kind: must be one of"),
        ("plan.doses", ..., "plan, doses: is missing"),
        ("plan.doses", 0, "plan, doses: must be a whole number from 1"),
        ("plan.doses", True, "plan, doses: must be a whole number"),
        ("plan.doses", 3.0, "plan, doses: must be a whole number"),
        ("plan.interval_weeks", ..., "plan: a series needs an interval"),
        ("plan.interval_weeks", 99999999, "plan, interval_weeks: must be a whole number"),
        ("plan.kind", "single", "plan: a single plan has one dose"),
        ("plan.booster", "fixed", "plan: fixed boosters need an interval"),
        ("plan.booster_months", 1, "plan, booster_months: must be a whole number from 2"),
        ("plan.lockout", 3, "plan, lockout: is not known here"),
        ("dose", [], "dose: is not known here"),
        ("doses.0.given", "2026-01-05", "doses 1, given: is not known here"),
        ("doses.0.entered_in_error", "no", "doses 1, entered_in_error: must be true or false"),
        ("doses.0.lot_answer", {"what": "maybe", "on": "2026-01-05"}, "doses 1, lot_answer, what: must be one of"),
        ("scores.0.nrs", 11, "scores 1, nrs: must be a whole number from 0 to 10"),
        ("scores.0.pgic", 0, "scores 1, pgic: must be a whole number from 1 to 7"),
        ("holds.0.until", "2026-01-09", "holds 1: ends before it begins"),
        ("holds.0.reason", 5, "holds 1, reason: must be text"),
        ("washouts", [{"from": "2026-01-10"}], "washouts 1, until: is missing"),
        ("hand_set", {"on": "2026-01-10"}, "hand_set, date: is missing"),
    ],
)
def test_a_mistake_is_said_with_its_place(path: str, value: object, said: str) -> None:
    with pytest.raises(BadCase) as refused:
        answer(changed(path, value))
    assert str(refused.value).startswith(said)
    assert isinstance(refused.value, ExodeskError)


@pytest.mark.parametrize("document", [None, 5, "case", [[]], [GOOD, 7]])
def test_what_is_no_case_is_refused(document: object) -> None:
    with pytest.raises(BadCase, match="must be an object"):
        answer(document)


def test_a_mistake_in_one_of_several_names_the_case() -> None:
    with pytest.raises(BadCase, match=r"^case 2, doses 1, given_on: is missing$"):
        answer([GOOD, changed("doses.0.given_on", ...)])


def test_null_is_as_good_as_absent() -> None:
    empty = dict.fromkeys(("booster_months", "lockout_months", "booster_max", "valid_until", "booster"))
    case = GOOD | {"plan": GOOD["plan"] | empty, "washouts": None, "hand_set": None, "closed": None}
    assert answer(case) == answer(GOOD)


def test_a_day_with_only_another_measure_has_no_score() -> None:
    case = changed("scores", [{"on": "2026-01-02", "nrs": 8}, {"on": "2026-01-04", "pgic": 4}])
    assert answer(case) == answer(GOOD)


def test_no_days_give_no_answers() -> None:
    assert answer(GOOD | {"as_of": []}) == []
    assert answer([]) == []
