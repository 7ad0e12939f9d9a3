"""Charts of any kind, for the laws of the timeline."""

from datetime import date, timedelta

from hypothesis import strategies as st

from exodesk.core.chart import Chart
from exodesk.core.codes import Side
from exodesk.core.records.adverse_event import Grade
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.injection import InjectionKind, InjectionStatus
from exodesk.core.records.plan import BoosterRule, Plan
from exodesk.core.records.visit import Instrument, ScoreMode, VisitKind
from exodesk.core.sites import Site
from tests import made_up_chart as made_up

START = date(2024, 1, 31)
MOST = 10

days = st.integers(0, 1200).map(lambda day: START + timedelta(days=day))


def _plans() -> list[list[Plan]]:
    return [
        [],
        [made_up.plan(doses=1, planned_on=START, booster=BoosterRule.FIXED, booster_months=6)],
        [
            made_up.plan(planned_on=START),
            made_up.plan(Site.LCL, Side.LEFT, doses=1, planned_on=START, booster=BoosterRule.NONE),
        ],
    ]


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Up to two plans and some of each thing, in the order of a record. Only appointments lie ahead."""
    plans = draw(st.sampled_from(_plans()))
    today = draw(days)
    past = st.integers(0, (today - START).days).map(lambda day: START + timedelta(days=day))
    of: st.SearchStrategy[Plan | None] = st.sampled_from([None, *plans])
    injections = st.builds(
        made_up.injection, past, of, status=st.sampled_from(InjectionStatus), earlier=st.booleans(),
        in_month=st.booleans(),
        kind=st.sampled_from([InjectionKind.EXOSOME, InjectionKind.EXOSOME, InjectionKind.PRP]),
    )  # fmt: skip
    scores = st.builds(
        made_up.score, past, st.integers(0, 10), of, instrument=st.sampled_from(Instrument),
        mode=st.sampled_from(ScoreMode), occasion=st.sampled_from(["", "together"]), hour=st.integers(8, 18),
    )  # fmt: skip
    visits = st.builds(made_up.visit, past, st.sampled_from(VisitKind), signed=st.booleans())
    appointments = st.builds(made_up.appointment, days, of=of, status=st.sampled_from(AppointmentStatus))
    given = sorted(draw(st.lists(injections, max_size=MOST)), key=lambda each: each.injection.given_on)
    began = draw(st.lists(past, max_size=MOST))
    suspects = st.lists(st.sampled_from(given), max_size=2, unique_by=id) if given else st.just([])
    return made_up.chart(
        today,
        plans=plans,
        visits=sorted(draw(st.lists(visits, max_size=MOST)), key=lambda view: view.visit.visited_on),
        injections=given,
        scores=sorted(draw(st.lists(scores, max_size=MOST)), key=lambda score: score.scored_on),
        events=[
            made_up.event(
                day,
                *draw(suspects),
                grade=draw(st.sampled_from(Grade)),
                ended_on=draw(st.sampled_from([None, day, min(day + timedelta(days=40), today)])),
            )
            for day in sorted(began)
        ],
        calls=[made_up.call(day, draw(of)) for day in sorted(draw(st.lists(past, max_size=MOST)))],
        appointments=sorted(draw(st.lists(appointments, max_size=MOST)), key=lambda each: each.starts_at),
    )
