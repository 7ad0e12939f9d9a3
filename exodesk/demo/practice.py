"""The made-up practice, written into a record of its own: many lives a transaction, by the rules that hold for all.

It is made under a name that nobody opens and moved to its place whole; whatever `progress` raises ends it, and then
nothing is left behind.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from exodesk.core.errors import StorageError
from exodesk.core.records.adverse_event import AdverseEvent, SuspectInjection
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.background import EarlierTreatment, HistoryItem, Medication
from exodesk.core.records.contact import CallAttempt, Contact, PhoneNote, SafetyAnswer
from exodesk.core.records.injection import Injection, InjectionSource, PauseAnswer
from exodesk.core.records.patient import Allergy, AllergyStatement, Condition, Consent, Patient
from exodesk.core.records.plan import Hold, Plan, PlanAct
from exodesk.core.records.task import Task
from exodesk.core.records.visit import Score, Signature, Visit, Vitals
from exodesk.demo.afterwards import amend, merge
from exodesk.demo.bookings import fill_diary
from exodesk.demo.cast import Part, cast, years_of
from exodesk.demo.chronicle import Chronicle
from exodesk.demo.course import last_workday
from exodesk.demo.diary import Diary
from exodesk.demo.life import live
from exodesk.demo.rules import refuse_unruly
from exodesk.demo.stock import stock_shelf
from exodesk.demo.world import CLINIC, Setting, surroundings
from exodesk.demo.world import PASSPHRASE as PASSPHRASE
from exodesk.demo.world import day_at as day_at
from exodesk.storage import creating, forecasts, search
from exodesk.storage.recordfile import RecordFile

Progress = Callable[[int, int], object]
"""Called with the patients written so far and all of them. It may raise, to stop."""

T = TypeVar("T")

DOSES_A_PATIENT = 2.6
_MOST_AT_ONCE, _LEAST_AT_ONCE = 250, 10
_ORDER: tuple[type, ...] = (
    Patient,
    Contact,
    AllergyStatement,
    Allergy,
    Medication,
    HistoryItem,
    Condition,
    EarlierTreatment,
    Consent,
    Plan,
    Appointment,
    Visit,
    Vitals,
    Score,
    Injection,
    InjectionSource,
    PauseAnswer,
    PlanAct,
    Hold,
    AdverseEvent,
    SuspectInjection,
    PhoneNote,
    CallAttempt,
    SafetyAnswer,
    Task,
    Signature,
)
"""What a record refers to stands before it; a signature freezes what stands before."""


def make_practice(
    path: Path,
    *,
    patients: int = 60,
    seed: int = 1,
    today: date,
    passphrase: str = PASSPHRASE,
    progress: Progress | None = None,
) -> None:
    """Make up a practice as it stands on `today` and put it at `path`, where nothing may be yet."""
    creating.refuse_if_taken(path)
    with _aside(path) as made:
        world = surroundings(seed, today)
        with closing(creating.create(made, passphrase, surroundings=world, made_up=True)) as record:
            new_id = partial(world.make_id, world.now())
            _people(record, new_id, seed, cast(seed, patients, today), progress or (lambda _done, _of: None))
        _move(made, path)


def _people(
    record: RecordFile, new_id: Callable[[], str], seed: int, parts: Sequence[Part], progress: Progress
) -> None:
    setting = _open_practice(record, new_id, seed, parts)
    at_once = min(_MOST_AT_ONCE, max(_LEAST_AT_ONCE, len(parts) // 20))
    later: list[Chronicle] = []
    for batch in _batches(parts, at_once):
        progress(batch[0].number - 1, len(parts))
        lives = [live(setting, seed, part) for part in batch]
        _write(record, lives)
        later += [told for told, part in zip(lives, batch, strict=True) if part.amended]
    merge(record, parts)
    amend(record, later)
    fill_diary(record, seed, setting.last_day, len(parts))
    progress(len(parts), len(parts))


def _open_practice(record: RecordFile, new_id: Callable[[], str], seed: int, parts: Sequence[Part]) -> Setting:
    """The page of the clinic, its products and every lot it ever had."""
    years = years_of(len(parts))
    with record.write("make up the practice") as rows:
        rows.insert(CLINIC)
        today = record.today()
        shelf = stock_shelf(
            Random(f"{seed}/stock"),  # noqa: S311  # repeatable on purpose
            new_id,
            first=today - timedelta(days=366 * years),
            today=today,
            doses_a_year=len(parts) * DOSES_A_PATIENT / years,
        )
        lots = [lot for each in shelf.lots.values() for lot in each]
        refuse_unruly([CLINIC, *shelf.products, *lots], today)
        rows.insert_many(shelf.products)
        rows.insert_many(lots)
    return Setting(CLINIC, shelf, new_id, Diary(), today, last_workday(today))


def _write(record: RecordFile, lives: Sequence[Chronicle]) -> None:
    """All records of these patients in one transaction, with their search words and forecasts."""
    by_kind = {kind: [each for told in lives for each in told.records.get(kind, ())] for kind in _ORDER}
    refuse_unruly((each for told in lives for kind in told.records for each in told.records[kind]), record.today())
    with record.write("make up patients") as rows:
        for patient in by_kind[Patient]:
            if rows.next_number("chart_no") != patient.chart_no:
                raise RuntimeError("Chart numbers are given in order.")
        for found in by_kind.values():
            rows.insert_many(found)
        search.write_first_words(rows, by_kind[Patient])
        search.write_first_numbers(rows, by_kind[Contact])
        forecasts.renew_together(record, rows, [plan.id for plan in by_kind[Plan]])


def _batches(whole: Iterable[T], at_once: int) -> Iterator[list[T]]:
    left = iter(whole)
    while batch := list(islice(left, at_once)):
        yield batch


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """A place for it on the same disk until it is whole."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{path.stem}.", dir=path.parent))
    except OSError as error:
        raise StorageError(f"{path} cannot be made ({error.strerror}). Nothing was left behind.") from error
    try:
        yield folder / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move(made: Path, path: Path) -> None:
    """The keys first: a record without them would not open."""
    creating.refuse_if_taken(path)
    for end in (".keys", ".mark", ""):
        made.with_name(made.name + end).rename(path.with_name(path.name + end))
