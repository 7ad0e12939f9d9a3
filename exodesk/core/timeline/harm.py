"""Adverse events on the timeline, each from its first day to its last, or to today while it lasts."""

from exodesk.core.adverse_events import duration, is_serious, named
from exodesk.core.chart import Chart, EventView
from exodesk.core.dates import show_date
from exodesk.core.sentences import mid_sentence
from exodesk.core.timeline.entries import Entry, Kind, Lane, Mark


def adverse_event(view: EventView, chart: Chart) -> Entry:
    """An entry such as `Swelling or effusion, grade 1, 2 days, after the injection of 04-Aug-2026, right knee`."""
    event = view.event
    suspects = [given for given in chart.injections if given.injection.entry_id in view.injection_ids]
    after = " and ".join(f"{show_date(given.injection.given_on)}, {mid_sentence(given.where)}" for given in suspects)
    parts = [named(event), f"grade {event.grade.number}", "serious" if is_serious(event) else ""]
    parts.append(duration(event, chart.today))
    parts.append(f"after the injection of {after}" if after else "")
    plans = {given.injection.plan_id for given in suspects}
    return Entry(
        kind=Kind.ADVERSE_EVENT,
        id=event.id,
        opens=Kind.ADVERSE_EVENT,
        on=event.began_on,
        text=", ".join(part for part in parts if part),
        lane=Lane.ADVERSE_EVENTS,
        mark=Mark.ADVERSE_EVENT,
        label=f"{mid_sentence(named(event))}, grade {event.grade.number}, {duration(event, chart.today)}",
        plan_id=plans.pop() if len(plans) == 1 else None,
        until=event.ended_on or max(chart.today, event.began_on),
        grade=event.grade.number,
    )
