"""Which steps of a visit hold something already, by their titles, for the marks on their tabs."""

from collections.abc import Mapping

from exodesk.queries.visit import VisitPage


def done_in(page: VisitPage) -> Mapping[str, bool]:
    visit = page.view.visit
    return {
        "Reason and history": bool(visit.reason),
        "Exam and scores": bool(visit.exam or page.view.scores),
        "Call": bool(visit.reason),
        "Notes": bool(visit.reason),
        "Treatment": bool(page.view.injections) and not any(each.injection_id for each in page.missing),
        "Plan": bool(visit.plan_text or visit.outcome or visit.instructions),
    }
