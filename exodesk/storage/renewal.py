"""Forecasts that a write has made stale, renewed behind it in the same transaction. The door's side of `forecasts`."""

import logging
from collections.abc import Callable, Sequence

from exodesk.storage.driver import Connection, Error
from exodesk.storage.reading import Reader
from exodesk.storage.rows import Rows

Renew = Callable[[Reader, Rows, str], None]
"""Computes and writes the forecast of one plan, by id, inside the door."""

AT_ONCE = 100
"""Stale forecasts that one write renews; more are left to the worker."""

_log = logging.getLogger(__name__)


def stale(record: Reader, most: int) -> list[str]:
    """Plans whose forecast is stale, up to `most` of them."""
    sql = f"SELECT plan_id FROM forecast WHERE stale = 1 ORDER BY plan_id LIMIT {most:d}"  # noqa: S608  # a number
    return [row["plan_id"] for row in record.read(sql)]  # as a parameter, it would have it prepared afresh every time


class Renewal:
    """Of one connection, inside whichever write its door has open."""

    def __init__(self, record: Reader, connection: Connection) -> None:
        self._record, self._connection = record, connection

    def of_few(self, rows: Rows, renew: Renew | None) -> None:
        """All stale ones, or none where they are many."""
        found = stale(self._record, AT_ONCE + 1)
        if len(found) <= AT_ONCE:
            self.of(found, rows, renew)

    def of(self, plan_ids: Sequence[str], rows: Rows, renew: Renew | None) -> int:
        """How many were renewed; none without a way to."""
        if renew is None:
            return 0
        for plan_id in plan_ids:
            self._one(renew, rows, plan_id)
        return len(plan_ids)

    def _one(self, renew: Renew, rows: Rows, plan_id: str) -> None:
        """A plan whose forecast raises keeps its entry and is shown as "cannot be computed": it never stops a dose."""
        cannot_compute = 0
        self._connection.execute("SAVEPOINT forecast")
        try:
            renew(self._record, rows, plan_id)
        except Error:
            raise
        except Exception as error:  # noqa: BLE001  # a bug in one plan must not lose what was given to a patient
            _log.error("forecast of plan %s: %s", plan_id, type(error).__name__)
            self._connection.execute("ROLLBACK TO forecast")
            cannot_compute = 1
        self._connection.execute("RELEASE forecast")
        self._connection.execute(
            "UPDATE forecast SET stale = 0, cannot_compute = ? WHERE plan_id = ?", [cannot_compute, plan_id]
        )
