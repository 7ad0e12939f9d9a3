"""Two visits side by side: what is named differs, and what is not named is the same."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.chart import VisitView
from exodesk.core.comparison import WORDS, Difference, differences
from exodesk.core.fields import described
from exodesk.core.records.injection import Guidance, InjectionStatus
from exodesk.core.records.visit import Instrument, Visit, VisitKind, Vitals, VitalsWhen
from tests import made_up_chart as made

THEN, NOW = date(2026, 3, 2), date(2026, 9, 1)
TEXTS = [name for name in WORDS if described(Visit)[name].type is str]


def view(day: date, **words: str | None) -> VisitView:
    found = made.visit(day)
    return replace(found, visit=replace(found.visit, **words))  # type: ignore[arg-type]  # text fields only


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(["one", "two"]) for name in TEXTS}))
def test_a_visit_differs_from_another_in_the_words_that_differ(words: dict[str, str]) -> None:
    then, now = view(THEN, **dict.fromkeys(TEXTS, "one")), view(NOW, **{**dict.fromkeys(TEXTS, "one"), **words})
    told = {each.label for each in differences(then, now, {})}
    assert told == {described(Visit)[name].field.label for name, text in words.items() if text == "two"}


def test_nothing_recorded_now_is_told_as_well() -> None:
    assert differences(view(THEN, exam="Warm"), view(NOW), {}) == [Difference("Exam", "Warm", "")]


def test_scores_stand_then_and_now_by_plan() -> None:
    knee = made.plan()
    places = {knee.id: "Right knee"}
    then = replace(view(THEN), scores=(made.score(THEN, 7, knee), made.score(THEN, 5, instrument=Instrument.PGIC)))
    now = replace(view(NOW), scores=(made.score(NOW, 4, knee), made.score(NOW, 5, instrument=Instrument.PGIC)))
    assert differences(then, now, places) == [Difference("Pain, average of 7 days", "7", "4", "Right knee")]


def test_vitals_stand_beside_those_measured_at_the_same_moment() -> None:
    def seen(view: VisitView, **values: int) -> VisitView:
        vitals = Vitals(id="v", visit_id=view.visit.id, measured=VitalsWhen.BEFORE, **values)
        return replace(view, vitals=(vitals,))

    then, now = seen(view(THEN), systolic=130, diastolic=80), seen(view(NOW), systolic=125, diastolic=80, pain=3)
    assert differences(then, now, {}) == [
        Difference("Blood pressure", "130/80\u00a0mmHg", "125/80\u00a0mmHg", "Vitals before"),
        Difference("Pain, 0 to 10", "", "3", "Vitals before"),
    ]


def test_a_dose_stands_beside_that_of_its_own_site() -> None:
    knee = made.plan()
    now_given = made.injection(NOW, knee, volume_ul=500, billions=5)
    guided = replace(now_given, injection=replace(now_given.injection, guidance=Guidance.ULTRASOUND))
    then = replace(view(THEN), injections=(made.injection(THEN, knee),))
    now = replace(view(NOW), injections=(guided,))
    told = [(each.place, each.label, each.then, each.now) for each in differences(then, now, {})]
    assert told == [
        ("Right knee", "Exosome", "1\u00a0mL · 10\u00a0billion", "0.5\u00a0mL · 5\u00a0billion"),
        ("Right knee", "Guidance", "", "Ultrasound"),
    ]


def test_an_injection_that_was_not_done_is_told_as_not_done() -> None:
    knee = made.plan()
    now_given = made.injection(NOW, knee)
    left = replace(now_given, injection=replace(now_given.injection, status=InjectionStatus.NOT_DONE))
    then = replace(view(THEN), injections=(made.injection(THEN, knee),))
    told = differences(then, replace(view(NOW), injections=(left,)), {})
    assert Difference("Exosome", "1\u00a0mL · 10\u00a0billion", "not done", "Right knee") in told


def test_a_review_does_not_miss_the_injection_of_the_last_visit() -> None:
    then = replace(view(THEN), injections=(made.injection(THEN, made.plan()),))
    without = {kind: differences(then, _of_kind(view(NOW), kind), {}) for kind in VisitKind}
    assert [kind for kind, found in without.items() if found] == [VisitKind.INJECTION]


def _of_kind(seen: VisitView, kind: VisitKind) -> VisitView:
    return replace(seen, visit=replace(seen.visit, kind=kind))
