"""The worked cases: every forecast exactly as it is written under `expect`."""

import json
from pathlib import Path
from typing import Any

import pytest

from exodesk.core.booster_case import answer

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "booster.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['name']}")
def test_case_is_answered_as_expected(case: dict[str, Any]) -> None:
    question = {key: value for key, value in case.items() if key != "expect"}
    assert json.dumps(answer(question)) == json.dumps(case["expect"])


def test_no_case_is_missing() -> None:
    assert len(CASES) == 98
    assert all(len(case["as_of"]) == len(case["expect"]) > 0 for case in CASES)


def test_several_cases_are_answered_with_a_list_of_lists() -> None:
    assert answer(CASES) == [case["expect"] for case in CASES]
