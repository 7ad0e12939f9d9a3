"""Points of plans for which no score counts, in a table that is renewed with the forecasts and read by Today.

It follows from the same facts, and is compared with them by `check`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.codes import Side
from exodesk.core.follow_up import FollowUpPoint
from exodesk.core.sites import Site
from exodesk.storage.driver import Row
from exodesk.storage.fact_rows import grouped
from exodesk.storage.reading import Reader, listed
from exodesk.storage.rows import Rows

MOST = 100
"""More than can be asked for in days."""

Points = Mapping[str, Sequence[FollowUpPoint]]
"""By plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscored:
    """A plan with a point whose day has come."""

    plan_id: str
    patient_id: str
    site: Site
    side: Side
    point: FollowUpPoint


def write(record: Reader, rows: Rows, points: Points) -> None:
    """Instead of those that stand there for these plans. What has not changed is not written."""
    standing = of_plans(record, list(points))
    changed = {plan_id: found for plan_id, found in points.items() if standing.get(plan_id, []) != list(found)}
    for plan_id in changed.keys() & standing.keys():
        rows.delete("unscored_point", "plan_id = ?", [plan_id])
    rows.insert_columns(
        "unscored_point",
        (
            {
                "plan_id": plan_id,
                "label": point.label,
                "target_on": point.target.isoformat(),
                "opens_on": point.opens.isoformat(),
                "closes_on": point.closes.isoformat(),
            }
            for plan_id, found in changed.items()
            for point in found
        ),
    )


def of_plans(record: Reader, plan_ids: Sequence[str]) -> dict[str, list[FollowUpPoint]]:
    """As stored, the first days first; plans without are left out."""
    found = record.read(
        """SELECT * FROM unscored_point WHERE plan_id IN (SELECT value FROM json_each(?))
        ORDER BY plan_id, target_on""",
        [listed(plan_ids)],
    )
    return grouped((row["plan_id"], _point(row)) for row in found)


def open_on(record: Reader, day: date, since: date) -> list[Unscored]:
    """Whose target day came between `since` and a day and whose window is open then, the longest waiting first.

    Not those of whom a follow-up is booked.
    """
    found = record.read(
        """SELECT point.*, plan.patient_id, plan.site, plan.side
        FROM unscored_point AS point CROSS JOIN plan ON plan.id = point.plan_id
        WHERE target_on BETWEEN ?2 AND ?1 AND closes_on >= ?1
        AND NOT EXISTS (SELECT 1 FROM appointment WHERE appointment.plan_id = plan.id AND starts_at >= ?1
            AND appointment.status NOT IN ('cancelled', 'no_show'))
        ORDER BY target_on, point.plan_id LIMIT ?3""",
        [day.isoformat(), since.isoformat(), MOST],
    )
    return [
        Unscored(
            plan_id=row["plan_id"],
            patient_id=row["patient_id"],
            site=Site(row["site"]),
            side=Side(row["side"]),
            point=_point(row),
        )
        for row in found
    ]


def _point(row: Row) -> FollowUpPoint:
    target, opens, closes = (date.fromisoformat(row[name]) for name in ("target_on", "opens_on", "closes_on"))
    return FollowUpPoint(label=row["label"], target=target, opens=opens, closes=closes)
