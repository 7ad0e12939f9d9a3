"""What merging two charts would come to, told before it is done: what counts together, what stays, what disagrees."""

from collections.abc import Iterable
from dataclasses import dataclass

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.fields import described, show_value
from exodesk.core.folding import fold
from exodesk.core.records.patient import AllergyState, Patient, show_chart_no, show_name
from exodesk.core.sites import sided
from exodesk.queries.chart import read_chart
from exodesk.storage.recordfile import RecordFile

_COUNTED = ("visits", "injections", "plans", "scores", "conditions", "appointments", "consents", "contacts")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records of a kind each chart has; they count together afterwards."""

    what: str
    kept: int
    other: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the charts differ: the chart that is kept counts."""

    label: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """`conflicts` are sentences that may mean two people. `hindrance` says why it cannot be done, or is ""."""

    kept: Patient
    other: Patient
    counted: tuple[Counted, ...]
    differences: tuple[Difference, ...]
    conflicts: tuple[str, ...]
    hindrance: str


def preview_merge(record: RecordFile, kept_id: str, other_id: str) -> MergePreview:
    """Two charts side by side, in one snapshot."""
    with record.reading():
        kept, other = read_chart(record, kept_id), read_chart(record, other_id)
    return MergePreview(
        kept=kept.patient,
        other=other.patient,
        counted=tuple(
            Counted(what, len(getattr(kept, what)), len(getattr(other, what)))
            for what in _COUNTED
            if getattr(kept, what) or getattr(other, what)
        ),
        differences=tuple(_differences(kept.patient, other.patient)),
        conflicts=tuple(_conflicts(kept, other)),
        hindrance=_hindrance(kept, other),
    )


def _differences(kept: Patient, other: Patient) -> Iterable[Difference]:
    for about in described(Patient).values():
        ours, theirs = getattr(kept, about.name), getattr(other, about.name)
        if ours != theirs and theirs not in (None, False):
            yield Difference(about.field.label, show_value(about, ours), show_value(about, theirs))


def _conflicts(kept: Chart, other: Chart) -> Iterable[str]:
    ours, theirs = kept.patient, other.patient
    if fold(ours.family_name + ours.given_name) != fold(theirs.family_name + theirs.given_name):
        yield f"The names differ: {show_name(ours)} and {show_name(theirs)}."
    if ours.birth_date and theirs.birth_date and ours.birth_date != theirs.birth_date:
        yield f"The birth dates differ: {ours.birth_date.show()} and {theirs.birth_date.show()}."
    if ours.sex and theirs.sex and ours.sex != theirs.sex:
        yield f"The sex differs: {ours.sex.label.lower()} and {theirs.sex.label.lower()}."
    yield from _left_differently(ours, theirs)
    states = {kept.allergy_state, other.allergy_state}
    if states == {AllergyState.KNOWN, AllergyState.NONE_KNOWN}:
        named = ", ".join(each.substance for each in (*kept.allergies, *other.allergies) if each.ended_on is None)
        yield f"One chart says no known allergies, the other lists {named}: the list will count."
    yield from _same_days(kept, other)
    open_at = {(view.plan.site, view.plan.side) for view in kept.plans if not view.plan.closed_on}
    for view in other.plans:
        if (view.plan.site, view.plan.side) in open_at and not view.plan.closed_on:
            yield f"Both have an open plan: {sided(view.plan.site, view.plan.side)}. They stay two plans."


def _left_differently(ours: Patient, theirs: Patient) -> Iterable[str]:
    for is_ours, is_theirs, said in (
        (ours.died_on, theirs.died_on, "as having died"),
        (ours.moved_on, theirs.moved_on, "as moved away"),
        (ours.do_not_contact, theirs.do_not_contact, "as wanting no contact"),
    ):
        if is_theirs and not is_ours:
            mark, loses = show_chart_no(theirs.chart_no), show_chart_no(ours.chart_no)
            yield f"Only {mark} is marked {said}: {loses} will count, so mark it there too."
        if is_ours and not is_theirs:
            yield f"Only {show_chart_no(ours.chart_no)} is marked {said}."


def _same_days(kept: Chart, other: Chart) -> Iterable[str]:
    ours = {view.visit.visited_on for view in kept.visits}
    days = sorted({view.visit.visited_on for view in other.visits} & ours)
    if days:
        shown = ", ".join(show_date(day) for day in days[-3:])
        yield f"Both have a visit on {shown}."


def _hindrance(kept: Chart, other: Chart) -> str:
    if kept.patient.id == other.patient.id:
        return "These are one chart already."
    if other.merged:
        numbers = ", ".join(show_chart_no(each.chart_no) for each in other.merged)
        return f"{numbers} is merged into {show_chart_no(other.patient.chart_no)}. Undo that first, or keep this chart."
    return ""
