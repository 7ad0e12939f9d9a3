"""Two visits of one patient side by side: what is another than last time, field by field. Pure; it judges nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exodesk.core.chart import GivenInjection, VisitView
from exodesk.core.fields import described, show_value
from exodesk.core.instruments import show_score
from exodesk.core.records.injection import Injection, InjectionStatus
from exodesk.core.records.visit import Instrument, Visit, VisitKind
from exodesk.core.vitals import facts_of_vitals

WORDS = tuple(name for name in described(Visit) if name not in ("kind", "visited_on", "entered_late"))
HOW = ("route", "approach", "guidance", "needle_gauge", "needle_length_mm", "diluent", "diluent_ul")


@dataclass(frozen=True, slots=True)
class Difference:
    """`place`: the site and side, plan or vitals it is about; "" for the visit itself. "" is nothing recorded."""

    label: str
    then: str
    now: str
    place: str = ""


def differences(then: VisitView, now: VisitView, places: dict[str, str]) -> list[Difference]:
    """What differs between two visits, in the order of their steps. `places` names each plan by its id.

    That a visit without an injection step has no injection is no difference.
    """
    injects = now.visit.kind is VisitKind.INJECTION or bool(now.injections)
    return [
        *_words(then.visit, now.visit),
        *_pairs(_scores(then, places), _scores(now, places)),
        *_pairs(_vitals(then), _vitals(now)),
        *(_pairs(_injections(then.injections), _injections(now.injections)) if injects else ()),
    ]


def _words(then: Visit, now: Visit) -> Iterator[Difference]:
    abouts = described(Visit)
    for name in WORDS:
        about = abouts[name]
        before, after = show_value(about, getattr(then, name)), show_value(about, getattr(now, name))
        if before != after:
            yield Difference(about.field.label, before, after)


Facts = dict[tuple[str, str], str]
"""Values by place and label."""


def _pairs(then: Facts, now: Facts) -> Iterator[Difference]:
    for place, label in now | then:
        before, after = then.get((place, label), ""), now.get((place, label), "")
        if before != after:
            yield Difference(label, before, after, place)


def _scores(view: VisitView, places: dict[str, str]) -> Facts:
    order = list(Instrument)
    scored = sorted(view.scores, key=lambda score: order.index(score.instrument))
    return {(places.get(score.plan_id or "", ""), score.instrument.label): show_score(score) for score in scored}


def _vitals(view: VisitView) -> Facts:
    return {
        (f"Vitals {vitals.measured.label.lower()}", label): text
        for vitals in view.vitals
        for label, text in facts_of_vitals(vitals).items()
    }


def _injections(given: Iterable[GivenInjection]) -> Facts:
    """Two of one kind at one place in a visit stand in one line."""
    facts: dict[tuple[str, str], list[str]] = {}
    for each in given:
        for label, value in _facts(each):
            facts.setdefault((each.where, label), []).append(value)
    return {key: " + ".join(dict.fromkeys(values)) for key, values in facts.items()}


def _facts(given: GivenInjection) -> Iterator[tuple[str, str]]:
    kind = given.injection.kind.label
    if given.injection.status is InjectionStatus.NOT_DONE:
        yield kind, "not done"
        return
    yield kind, given.amount
    for drawn in given.sources:
        if drawn.product and drawn.lot:
            yield "Product and lot", f"{drawn.product.name}, lot {drawn.lot.code}"
    for name in HOW:
        about = described(Injection)[name]
        value = getattr(given.injection, name)
        if value:
            yield about.field.label, show_value(about, value)
