"""What signing asks, one answer at a time, and the one spelling of what it seals."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.chart import DrawnSource, GivenInjection, VisitView
from exodesk.core.codes import Basis, Route, Side
from exodesk.core.records.injection import (
    Injection,
    InjectionKind,
    InjectionSource,
    InjectionStatus,
    Reaction,
)
from exodesk.core.records.visit import Instrument, Score, Visit, VisitKind
from exodesk.core.signing import canonical, missing_to_sign, plain_record, seal
from exodesk.core.sites import Site
from tests.core.made_up import DAY
from tests.core.made_up import INJECTION as A_DOSE

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VISIT = Visit(
    id="v", entry_id="v", patient_id="p", kind=VisitKind.INJECTION, visited_on=DAY, started_at=NOON, reason="Pain"
)
INJECTION = replace(
    A_DOSE,
    patient_id="p",
    given_at=NOON,
    giver_name="Robin Example",
    indication="Osteoarthritis",
    route=Route.INTRA_ARTICULAR,
    consent_id="c",
    sheet_edition="3",
    reaction=Reaction.NONE,
)
SOURCE = InjectionSource(id="s", injection_id="i", lot_id="l", drawn_ul=1000, basis=Basis.UNKNOWN)


def view(injection: Injection = INJECTION, *sources: InjectionSource, **visit: Any) -> VisitView:
    drawn = tuple(DrawnSource(source=source, lot=None, product=None) for source in sources)
    return VisitView(
        visit=replace(VISIT, **visit),
        signatures=(),
        amendments=(),
        injections=(GivenInjection(injection=injection, sources=drawn),),
        scores=(),
    )


def missing(of: VisitView) -> list[str]:
    return [each.field for each in missing_to_sign(of)]


def test_a_finished_visit_lacks_nothing() -> None:
    assert missing(view(INJECTION, SOURCE)) == []
    assert missing(replace(view(), injections=())) == []


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        ("given_at", None),
        ("giver_name", None),
        ("giver_name", ""),
        ("indication", None),
        ("route", None),
        ("volume_ul", None),
        ("consent_id", None),
        ("sheet_edition", None),
        ("reaction", None),
    ],
)
def test_each_thing_that_is_asked_for(field: str, empty: object) -> None:
    lacking = replace(INJECTION, **{field: empty})  # type: ignore[arg-type]  # a field of the record
    found = missing_to_sign(view(lacking, SOURCE))
    assert [(each.field, each.injection_id) for each in found] == [(field, "i")]
    assert found[0].text.startswith("Right knee: ")


def test_a_reason_stands_for_a_consent_and_its_sheet() -> None:
    without = replace(INJECTION, consent_id=None, sheet_edition=None, no_consent_reason="Emergency")
    assert missing(view(without, SOURCE)) == []


def test_a_lot_or_a_reason_for_every_source() -> None:
    unknown = replace(SOURCE, lot_id=None)
    assert missing(view(INJECTION)) == ["lot_id"]
    assert missing(view(INJECTION, SOURCE, unknown)) == ["lot_id"]
    assert missing(view(INJECTION, SOURCE, replace(unknown, no_lot_reason="Label lost"))) == []
    assert missing(view(replace(INJECTION, kind=InjectionKind.STEROID))) == []


def test_what_was_not_done_asks_only_why() -> None:
    not_done = Injection(
        id="i",
        entry_id="i",
        visit_id="v",
        patient_id="p",
        given_on=DAY,
        site=Site.KNEE_JOINT,
        side=Side.RIGHT,
        status=InjectionStatus.NOT_DONE,
    )
    assert missing(view(not_done)) == ["not_done_reason"]
    assert missing(view(replace(not_done, not_done_reason="Declined"))) == []


def test_a_visit_needs_its_reason() -> None:
    assert missing(view(INJECTION, SOURCE, reason=None)) == ["reason"]
    assert missing(view(INJECTION, SOURCE, reason="")) == ["reason"]


JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON, st.randoms())
def test_one_content_has_one_spelling(content: Any, shuffle: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            shuffle.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(part) for part in value] if isinstance(value, list) else value

    spelled = canonical(content)
    assert canonical(shuffled(content)) == spelled
    assert canonical(json.loads(spelled)) == spelled
    assert len(seal(spelled)) == 64


def test_a_record_is_sealed_as_it_is_stored() -> None:
    score = Score(
        id="s",
        entry_id="s",
        occasion_id="o",
        patient_id="p",
        instrument=Instrument.PEG,
        scored_on=DAY,
        items=(3, 4, 4),
        score=Decimal("3.70"),
        entered_at=NOON,
    )
    plain = plain_record(score)
    assert plain["score"] == "3.70"
    assert plain["items"] == [3, 4, 4]
    assert plain["entered_at"] == "2026-03-02T12:00:00.000Z"
    assert plain["instrument"] == "peg"
    assert plain["withdrawn_on"] is None
    assert plain_record(VISIT)["entered_late"] == 0
