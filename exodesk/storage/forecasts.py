"""The stored forecast of each plan: renewed behind every write, read by every list, compared by `check`.

A state is never stored: `core.booster.state_at` makes it from the row and a day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from exodesk.core.booster import RULES_VERSION, Forecast
from exodesk.core.follow_up import FollowUpPoint
from exodesk.storage import plans, unscored
from exodesk.storage.driver import Row
from exodesk.storage.facts import Gathered, gather
from exodesk.storage.reading import Reader, listed
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows, from_row, to_row

AT_ONCE = 500
"""Plans whose facts are gathered together."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A forecast as stored. One that cannot be computed keeps what was last known."""

    plan_id: str
    forecast: Forecast
    is_stale: bool
    cannot_compute: bool


def stored(record: Reader, plan_ids: Sequence[str]) -> dict[str, Stored]:
    rows = record.read("SELECT * FROM forecast WHERE plan_id IN (SELECT value FROM json_each(?))", [listed(plan_ids)])
    return {found.plan_id: found for found in map(_stored, rows)}


def all_stored(record: Reader) -> list[Stored]:
    return [_stored(row) for row in record.read("SELECT * FROM forecast ORDER BY plan_id")]


def asking(record: Reader, day: date) -> list[Stored]:
    """Rows that are due or overdue on a day, but for dated holds; and those that may be, because they are stale.

    It reads along `lost_after`: whoever was lost years ago is never looked at, so the archive may grow.
    """
    rows = record.read(
        """SELECT * FROM forecast WHERE lost_after >= ?1 AND +recommended <= ?1 AND closed_on IS NULL AND complete = 0
        AND question_from IS NULL AND contraindicated_from IS NULL AND open_hold_from IS NULL
        AND (valid_until IS NULL OR valid_until >= ?1) AND +stale = 0
        UNION ALL SELECT * FROM forecast WHERE stale = 1""",
        [day.isoformat()],
    )
    return [_stored(row) for row in rows]


def due_within(record: Reader, first: date, last: date) -> list[Stored]:
    """Rows whose whole due window lies in these days, and that nothing holds up; those not renewed yet are left out."""
    rows = record.read(
        """SELECT * FROM forecast WHERE recommended >= ?1 AND recommended <= ?2 AND past_due <= ?2 AND closed_on IS NULL
        AND complete = 0 AND question_from IS NULL AND contraindicated_from IS NULL AND open_hold_from IS NULL
        AND stale = 0 ORDER BY recommended, plan_id""",
        [first.isoformat(), last.isoformat()],
    )
    return [_stored(row) for row in rows]


def renew(record: Reader, rows: Rows, plan_id: str) -> None:
    """Compute one plan's forecast from raw facts and store it. The door calls it for each plan that a write touched."""
    forecast, points = gather(record, [plan_id]).judged(plan_id, record.today())
    rows.change("forecast", "plan_id", plan_id, {**to_row(forecast), "rules_version": RULES_VERSION})
    unscored.write(record, rows, {plan_id: points})


def mark_outdated(record: RecordFile) -> None:
    """Make stale what other rules have computed; the worker renews it. All rows are marked at once, so one tells."""
    computed = record.read("SELECT rules_version FROM forecast WHERE stale = 0 LIMIT 1")
    if computed and computed[0]["rules_version"] != RULES_VERSION:
        with record.write("rules of the forecast changed") as rows:
            rows.outdate_forecasts()


def renew_together(record: Reader, rows: Rows, plan_ids: Iterable[str]) -> None:
    """`renew` for the plans of a large write: their facts are gathered and their rows written together."""
    today = record.today()
    for batch in batches(plan_ids):
        gathered = gather(record, batch)
        judged = {plan_id: gathered.judged(plan_id, today) for plan_id in gathered.plans}
        rows.table("forecast").upsert_all(
            (
                {
                    "plan_id": plan_id,
                    "patient_id": gathered.plans[plan_id].patient_id,
                    **to_row(forecast),
                    "rules_version": RULES_VERSION,
                    "stale": 0,
                }
                for plan_id, (forecast, _) in judged.items()
            ),
            pk="plan_id",
        )
        unscored.write(record, rows, {plan_id: points for plan_id, (_, points) in judged.items()})


def differing(record: Reader, day: date | None = None) -> Iterator[str]:
    """Plans whose stored forecast is not what the raw facts say on a day, today at first. Nothing is written."""
    today = day or record.today()
    for plan_ids in batches(plans.all_ids(record)):
        found, points = stored(record, plan_ids), unscored.of_plans(record, plan_ids)
        gathered = gather(record, plan_ids)
        for plan_id in plan_ids:
            if _differs(found.get(plan_id), points.get(plan_id, []), gathered, today):
                yield plan_id


def computable(record: Reader) -> list[str]:
    """All plans but those whose forecast cannot be computed."""
    return [row[0] for row in record.read("SELECT plan_id FROM forecast WHERE cannot_compute = 0 ORDER BY plan_id")]


def _differs(row: Stored | None, points: Sequence[FollowUpPoint], gathered: Gathered, today: date) -> bool:
    if row is None or row.is_stale or row.cannot_compute:
        return True
    return (row.forecast, tuple(points)) != gathered.judged(row.plan_id, today)


def _stored(row: Row) -> Stored:
    return Stored(
        plan_id=row["plan_id"],
        forecast=from_row(Forecast, row),
        is_stale=bool(row["stale"]),
        cannot_compute=bool(row["cannot_compute"]),
    )


def batches(plan_ids: Iterable[str]) -> Iterator[list[str]]:
    """A few hundred at a time."""
    left = iter(plan_ids)
    while batch := list(islice(left, AT_ONCE)):
        yield batch
