"""The versions of a signed visit that amendments took the place of, for whoever shows both."""

from exodesk.core.chart import VisitView
from exodesk.core.records.visit import Amendment, AmendmentKind
from exodesk.core.versions import Former
from exodesk.storage import injections, scores, views, visits
from exodesk.storage.fact_rows import grouped
from exodesk.storage.reading import Reader


def formers_of(record: Reader, view: VisitView) -> tuple[Former, ...]:
    """Corrected and erroneous versions. Of a visit entered in error, all that was in it went with it."""
    by_id = {amendment.target_id: amendment for amendment in view.amendments if amendment.target_id}
    if not by_id:
        return ()
    ids = list(by_id)
    measured = grouped((each.visit_id, each) for each in visits.vitals(record, ids))
    found = [
        Former(visit, by_id[visit.id], tuple(measured.get(visit.id, ()))) for visit in visits.with_ids(record, ids)
    ]
    done = views.given(record, injections.with_ids(record, ids))
    found += [Former(given, by_id[given.injection.id]) for given in done]
    found += [Former(score, by_id[score.id]) for score in scores.with_ids(record, ids)]
    if error := error_of(view):
        entry_id = view.visit.entry_id
        left = [each for each in injections.all_of_visit(record, entry_id) if each.id not in by_id]
        found += [Former(given, error) for given in views.given(record, left)]
        found += [Former(score, error) for score in scores.all_of_visit(record, entry_id) if score.id not in by_id]
    return tuple(found)


def error_of(view: VisitView) -> Amendment | None:
    """The amendment that says that the whole visit was entered in error."""
    return next(
        (
            each
            for each in view.amendments
            if each.kind is AmendmentKind.ENTERED_IN_ERROR and each.target_table == "visit"
        ),
        None,
    )
