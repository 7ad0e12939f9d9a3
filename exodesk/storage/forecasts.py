"""The stored forecast of each plan: renewed behind every write, read by every list, compared by `check`.

A state is never stored: `core.booster.state_at` makes it from the row and a day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from exodesk.core.booster import RULES_VERSION, Forecast, evaluate
from exodesk.storage import plans
from exodesk.storage.facts import facts_of, gather
from exodesk.storage.reading import Reader, listed
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
    return {
        row["plan_id"]: Stored(
            plan_id=row["plan_id"],
            forecast=from_row(Forecast, row),
            is_stale=bool(row["stale"]),
            cannot_compute=bool(row["cannot_compute"]),
        )
        for row in rows
    }


def renew(record: Reader, rows: Rows, plan_id: str) -> None:
    """Compute one plan's forecast from raw facts and store it. The door calls it for each plan that a write touched."""
    forecast = evaluate(facts_of(record, plan_id), record.today()).forecast
    rows.table("forecast").update(plan_id, {**to_row(forecast), "rules_version": RULES_VERSION})


def differing(record: Reader) -> Iterator[str]:
    """Plans whose stored forecast is not what the raw facts say today. Nothing is written."""
    for plan_ids in batches(plans.all_ids(record)):
        found = stored(record, plan_ids)
        gathered = gather(record, plan_ids)
        for plan_id in plan_ids:
            row = found.get(plan_id)
            if row is None or row.is_stale or row.cannot_compute:
                yield plan_id
            elif row.forecast != evaluate(gathered.facts(plan_id), record.today()).forecast:
                yield plan_id


def batches(plan_ids: Sequence[str]) -> Iterator[list[str]]:
    """A few hundred at a time."""
    left = iter(plan_ids)
    while batch := list(islice(left, AT_ONCE)):
        yield batch
