"""A mark of the timeline opened out: every one of every chart tells something, and of the right record."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from exodesk.core.chart import Chart
from exodesk.core.codes import Side
from exodesk.core.records.adverse_event import Grade
from exodesk.core.records.contact import RedFlag
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.visit import Instrument
from exodesk.core.timeline import Kind, timeline_of
from exodesk.core.timeline.details import LONGEST, details_of
from tests import made_up_chart as made_up
from tests.any_chart import charts

TODAY = date(2026, 11, 23)
BEGAN, BEFORE, GIVEN = date(2026, 11, 3), date(2026, 10, 1), date(2026, 11, 2)


def told(chart: Chart, kind: Kind, number: int = 0) -> list[tuple[str, str]]:
    entries = [entry for entry in timeline_of(chart).entries if entry.kind is kind]
    return list(details_of(entries[number], chart).lines)


@given(charts())
def test_every_mark_of_a_chart_opens_out(chart: Chart) -> None:
    for entry in timeline_of(chart).entries:
        details = details_of(entry, chart)
        assert details.title
        assert details.lines
        assert all(text.strip() for _, text in details.lines)
        if details.opens:
            assert max(len(text) for _, text in details.lines) <= LONGEST + len(" …")


def test_an_injection_tells_the_days_since_the_one_given_before_at_its_site() -> None:
    knee, other = made_up.plan(), made_up.plan(side=Side.LEFT)
    chart = made_up.chart(
        TODAY,
        plans=[knee, other],
        injections=[
            made_up.injection(BEFORE, knee),
            made_up.injection(date(2026, 10, 30), other),
            made_up.injection(date(2026, 10, 31), knee, status=InjectionStatus.NOT_DONE),
            made_up.injection(GIVEN, knee),
        ],
    )
    assert ("After the one before", "32 days") in told(chart, Kind.INJECTION, -1)
    assert "After the one before" not in dict(told(chart, Kind.INJECTION, 0))


def test_an_adverse_event_tells_why_it_is_serious_and_whether_it_lasts() -> None:
    lasting = made_up.event(BEGAN, grade=Grade.SEVERE)
    serious = replace(lasting, event=replace(lasting.event, hospitalised=True))
    ended = made_up.event(BEGAN, ended_on=date(2026, 11, 5))
    of_serious = dict(told(made_up.chart(TODAY, events=[serious]), Kind.ADVERSE_EVENT))
    assert (of_serious["Serious"], of_serious["Ended"]) == ("In hospital, or longer there", "It lasts")
    of_ended = dict(told(made_up.chart(TODAY, events=[ended]), Kind.ADVERSE_EVENT))
    assert (of_ended["Serious"], of_ended["Ended"]) == ("No", "05-Nov-2026 (3 days)")


def test_a_phone_note_tells_which_red_flags_were_there_and_which_were_asked_and_absent() -> None:
    note = replace(made_up.call(BEGAN), red_flags=(RedFlag.FEVER,), flags_absent=(RedFlag.CALF, RedFlag.NUMB))
    lines = dict(told(made_up.chart(TODAY, calls=[note]), Kind.PHONE_NOTE))
    assert lines["Red flags"] == RedFlag.FEVER.label
    assert lines["Asked and absent"].split(", ") == ["calf pain or swelling", "numbness"]


def test_scores_of_one_occasion_stand_together_and_of_another_apart() -> None:
    knee = made_up.plan()
    chart = made_up.chart(
        TODAY,
        plans=[knee],
        scores=[
            made_up.score(BEGAN, 6, knee, occasion="phone"),
            made_up.score(BEGAN, 2, knee, instrument=Instrument.PGIC, occasion="phone"),
            made_up.score(BEFORE, 8, knee),
        ],
    )
    lines = dict(told(chart, Kind.SCORE, -1))
    assert lines[Instrument.PAIN_AVERAGE.label].startswith("6")
    assert lines[Instrument.PGIC.label].startswith("2")
    assert Instrument.PGIC.label not in dict(told(chart, Kind.SCORE, 0))
