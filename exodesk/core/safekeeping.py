"""How safe the record is: when it was last backed up, whether a second place has it, when one was last proven.

Only words and a degree; what there is, is found elsewhere. A moment that lies ahead is a clock that was set back.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from exodesk.core.dates import show_date, show_time
from exodesk.core.sentences import ago, counted

LATE, VERY_LATE = timedelta(hours=25), timedelta(days=3)
"""A record in use is backed up every hour and once a day at least; after three days something is wrong."""
SECOND_LATE = timedelta(days=7)
PROOF_DUE, PROOF_LATE = timedelta(days=30), timedelta(days=45)
AHEAD = timedelta(hours=1)


class Care(IntEnum):
    """What the record's keeper should do: nothing, look after it soon, or now."""

    NONE = 0
    SOON = 1
    NOW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a restore of a backup came to. `problem`: in words what differed; "" when everything matched."""

    at: datetime
    visits: int
    problem: str = ""

    @property
    def matched(self) -> str:
        return f"{counted(self.visits, 'visit')} matched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Safekeeping:
    """`wants_second_place`: not for invented patients. `failed`: why the last attempt came to nothing; "" if not.

    `unsafe_place`: why the record does not lie well where it lies; "" where nothing is known against it.
    """

    last: datetime | None = None
    wants_second_place: bool = True
    has_second_place: bool = False
    last_in_second: datetime | None = None
    proof: Proof | None = None
    failed: str = ""
    unsafe_place: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """`line` for the foot of the window; `advice`, one sentence each, for who has to act."""

    care: Care
    line: str
    advice: tuple[str, ...] = ()


def due(last: datetime | None, now: datetime, after: timedelta) -> bool:
    """Whether it is time again; also when the last time lies ahead, for then it is not known when it was."""
    return last is None or not (now - after <= last <= now + AHEAD)


def say(found: Safekeeping, now: datetime) -> Said:
    """In the zone of `now`, which is the clinic's."""
    of_place = (Care.SOON, found.unsafe_place) if found.unsafe_place else None
    of_backups = (_of_last(found, now), _of_second(found, now), _of_proof(found.proof, now))
    judged = [each for each in (*of_backups, of_place) if each]
    care = max((care for care, _ in judged), default=Care.NONE)
    return Said(care, _line(found, now), tuple(text for _, text in judged))


def _of_last(found: Safekeeping, now: datetime) -> tuple[Care, str] | None:
    why = f" {found.failed}" if found.failed else ""
    if found.last is None:
        return (Care.NOW, f"There is no backup yet.{why}") if why else (Care.SOON, "Make the first one now.")
    if found.last > now + AHEAD:
        return Care.SOON, f"The last backup is dated {_day(found.last, now)}, which lies ahead: look at the clock."
    if due(found.last, now, VERY_LATE):
        return Care.NOW, f"The last backup is of {_day(found.last, now)}.{why}"
    if why:
        return Care.SOON, f"The last attempt to back up failed.{why}"
    return (Care.SOON, f"The last backup is of {_day(found.last, now)}.") if due(found.last, now, LATE) else None


def _of_second(found: Safekeeping, now: datetime) -> tuple[Care, str] | None:
    if not found.wants_second_place:
        return None
    if not found.has_second_place:
        return Care.SOON, "All backups lie on one disk. Choose a second place, such as a USB stick."
    if found.last_in_second is None:
        return Care.NOW, "The second place has no backup yet. Plug it in."
    if due(found.last_in_second, now, SECOND_LATE):
        return Care.NOW, f"The second place has had no backup since {_day(found.last_in_second, now)}. Plug it in."
    return None


def _of_proof(proof: Proof | None, now: datetime) -> tuple[Care, str] | None:
    if proof and proof.problem:
        return Care.NOW, f"The backup that was restored for proof on {_day(proof.at, now)} differed: {proof.problem}"
    if proof and due(proof.at, now, PROOF_LATE):
        return Care.SOON, f"No backup was proven by restoring it since {_day(proof.at, now)}."
    return None


def _line(found: Safekeeping, now: datetime) -> str:
    if found.last is None:
        return "Not backed up yet"
    last = found.last.astimezone(now.tzinfo)
    parts = [f"Backed up {show_time(last) if last.date() == now.date() else _day(last, now)}"]
    proof = found.proof
    if proof and not proof.problem:
        parts += [f"proven by restoring {_ago(proof.at, now)}", proof.matched]
    elif proof is None:
        parts.append("not proven by restoring yet")
    return ", ".join(parts)


def _day(moment: datetime, now: datetime) -> str:
    return show_date(moment.astimezone(now.tzinfo).date())


def _ago(moment: datetime, now: datetime) -> str:
    return ago(min(_local(moment, now), now.date()), now.date())


def _local(moment: datetime, now: datetime) -> date:
    return moment.astimezone(now.tzinfo).date()
