"""The clock of the running program, which another day can be given to."""

from datetime import date, datetime, timedelta, tzinfo

from exodesk.storage.surroundings import system_clock


class DayClock:
    """The computer's clock, or one that is as many days away as the day it is taken to be."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._away = timedelta()
        self.settle(None)

    def __call__(self) -> datetime:
        return system_clock() + self._away

    def settle(self, zone: tzinfo | None) -> None:
        """Let it be that day in the clinic's zone; before a record is open, in the computer's."""
        if self._today:
            self._away = self._today - system_clock().astimezone(zone).date()
