"""Clock, ids and actor: what a record takes from the world outside, so that tests and the made-up practice fix it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID


def system_clock() -> datetime:
    return datetime.now(UTC)


def new_uuid7(now: datetime) -> str:
    """An id whose text order is the order of making, to the millisecond. Source: RFC 9562, 5.7."""
    milliseconds = int(now.timestamp() * 1000)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=value))


@dataclass(frozen=True, slots=True)
class Surroundings:
    clock: Callable[[], datetime] = system_clock
    make_id: Callable[[datetime], str] = new_uuid7
    actor: str = "practitioner"

    def now(self) -> datetime:
        """The instant, to the millisecond that is stored."""
        moment = self.clock().astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def new_id(self) -> str:
        return self.make_id(self.now())
