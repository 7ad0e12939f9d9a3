"""The plans that may stand on the list of boosters, with all that their rows say, in one statement along indexes.

Who is booked, hidden, on a hold with an end, dead or moved away is left out here, so that what is read stays as small
as what is shown. Lists without a natural end (lost, on hold, relapsed) give their latest. Draws no conclusion.
"""

from datetime import date

from exodesk.core.booster import Forecast, state_at
from exodesk.core.codes import Side
from exodesk.core.records.contact import CallResult
from exodesk.core.records.patient import Patient
from exodesk.core.sites import Site
from exodesk.core.to_book import Listed, Tries
from exodesk.storage.driver import Row
from exodesk.storage.fact_rows import day_or_none
from exodesk.storage.reading import Reader
from exodesk.storage.rows import from_rows

MOST, LATEST = 300, 50
"""Of those whose date has come or is near, who is lost first if nobody acts; and of each list without a natural end."""

_CHARTS = "(SELECT person.id UNION ALL SELECT id FROM patient WHERE merged_into = person.id)"
_OF_PLAN = "plan.site AS plan_site, plan.side AS plan_side"
_WHOLE = "forecast.*, person.*"
_CALLS = (
    f"call_attempt INDEXED BY call_attempt_patient WHERE patient_id IN {_CHARTS}"  # a few are else scanned, each time
)
_TRIES = f"""(SELECT count(*) FROM {_CALLS} AND about = 'booster'
        AND withdrawn_on IS NULL AND result NOT IN ('reached', 'letter')
        AND +called_on > coalesce((SELECT max(visited_on) FROM visit WHERE patient_id IN {_CHARTS}), '')
        AND called_at > coalesce((SELECT max(called_at) FROM {_CALLS} AND result = 'reached'
            AND withdrawn_on IS NULL), '')) AS tries"""  # noqa: S608
_BESIDE = f"""(SELECT value FROM contact WHERE patient_id IN {_CHARTS} AND ended_on IS NULL
        AND kind IN ('mobile', 'home', 'work')
        ORDER BY preferred DESC, instr('mobile home work', kind), id LIMIT 1) AS phone,
    (SELECT called_on || result FROM {_CALLS} AND about = 'booster'
        AND withdrawn_on IS NULL ORDER BY called_at DESC LIMIT 1) AS last_try,
    (SELECT max(signed_on) FROM consent WHERE patient_id IN {_CHARTS} AND signed_on <= ?1
        AND (withdrawn_on IS NULL OR withdrawn_on > ?1)) AS consent_on,
    (SELECT max(acted_on) FROM plan_act WHERE plan_id = plan.id AND kind = 'review' AND withdrawn_on IS NULL)
        AS reviewed_on"""  # noqa: S608
_NOTHING_BESIDE = "NULL AS phone, NULL AS last_try, NULL AS consent_on, NULL AS reviewed_on"
_PLANS = """forecast CROSS JOIN plan ON plan.id = forecast.plan_id
JOIN patient AS chart ON chart.id = plan.patient_id
JOIN patient AS person ON person.id = coalesce(chart.merged_into, chart.id)"""
_MAY_BE_LISTED = f"""forecast.cannot_compute = 0 AND forecast.closed_on IS NULL
AND (person.died_on IS NULL OR person.died_on > ?1) AND (person.moved_on IS NULL OR person.moved_on > ?1)
AND NOT EXISTS (SELECT 1 FROM plan_act WHERE plan_id = plan.id AND kind = 'snooze' AND withdrawn_on IS NULL
    AND acted_on <= ?1 AND target_on > ?1)
AND NOT EXISTS (SELECT 1 FROM appointment WHERE patient_id IN {_CHARTS} AND starts_at >= ?1
    AND status NOT IN ('cancelled', 'no_show') AND serves IS NOT 'follow_up'
    AND (+plan_id IS NULL OR +plan_id = plan.id))
AND NOT EXISTS (SELECT 1 FROM hold WHERE patient_id IN {_CHARTS} AND withdrawn_on IS NULL
    AND from_on <= ?1 AND until_on > ?1
    AND CASE WHEN plan_id IS NOT NULL THEN plan_id = plan.id
        WHEN site IS NOT NULL THEN site = plan.site AND side IS plan.side ELSE 1 END)"""  # noqa: S608


def _first(most: int, order: str, condition: str, beside: str = _BESIDE) -> str:
    """Rows along one index, as many as are wanted: what lies behind them is never looked at."""
    rows = f"SELECT {_OF_PLAN}, {_TRIES}, {beside}, {_WHOLE} FROM {_PLANS} WHERE {condition} AND {_MAY_BE_LISTED}"  # noqa: S608
    return f"SELECT * FROM ({rows} ORDER BY forecast.{order} LIMIT {most})"  # noqa: S608


_ASKS = """lost_after >= ?1 AND +recommended <= ?2 AND complete = 0 AND question_from IS NULL
AND contraindicated_from IS NULL AND open_hold_from IS NULL"""
SQL_ASKING = _first(MOST, "lost_after", _ASKS, _NOTHING_BESIDE)
SQL = " UNION ALL ".join(
    [
        _first(MOST, "lost_after", _ASKS),
        _first(LATEST, "lost_after DESC", "lost_after < ?1 AND complete = 0"),
        _first(LATEST, "review_on DESC", "review_on <= ?2"),
        _first(LATEST, "relapse_on DESC", "relapse_on <= ?1"),
    ]
)


def listed(record: Reader, today: date, until: date) -> list[Listed]:
    """Plans that may ask for something up to `until`, as they stand today."""
    return _read(record, SQL, today, until)


def asking(record: Reader, today: date) -> list[Listed]:
    """Plans whose date has come, for a page that shows the first few: without phone, last call, consent and review."""
    return _read(record, SQL_ASKING, today, today)


def _read(record: Reader, sql: str, today: date, until: date) -> list[Listed]:
    found = record.read(sql, [today.isoformat(), until.isoformat()])
    rows = list({row["plan_id"]: row for row in found}.values())
    forecasts, people = from_rows(Forecast, rows), from_rows(Patient, rows)
    return [
        _listed(row, forecast, person, today) for row, forecast, person in zip(rows, forecasts, people, strict=True)
    ]


def _listed(row: Row, forecast: Forecast, person: Patient, today: date) -> Listed:
    last = row["last_try"]
    return Listed(
        patient=person,
        plan_id=row["plan_id"],
        site=Site(row["plan_site"]),
        side=Side(row["plan_side"]),
        forecast=forecast,
        standing=state_at(forecast, (), (), today),
        phone=row["phone"] or "",
        tries=Tries(
            count=row["tries"],
            last=CallResult(last[10:]) if last else None,
            last_on=date.fromisoformat(last[:10]) if last else None,
        ),
        consent_on=day_or_none(row["consent_on"]),
        reviewed_on=day_or_none(row["reviewed_on"]),
    )
