"""The rows that forecasts count: doses, scores, contacts, appointments, start values, grouped and in order of entry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from exodesk.core.booster import Baseline, LotFact, ScoreFact
from exodesk.core.records.visit import Instrument
from exodesk.storage.reading import Reader, listed

K = TypeVar("K")
V = TypeVar("V")

Doses = Mapping[str, tuple[date, list[LotFact]]]
"""By entry id of the injection: its day, and what was drawn."""


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def doses(record: Reader, plan_ids: Sequence[str]) -> dict[str, Doses]:
    """Exosome injections in force that were given, by plan; each with the lots it was drawn from."""
    rows = record.read(
        """SELECT injection.plan_id, injection.entry_id, injection.given_on,
            injection_source.id, lot.expires_on, lot.recalled_on
        FROM injection_now AS injection
        LEFT JOIN injection_source ON injection_source.injection_id = injection.id
        LEFT JOIN lot ON lot.id = injection_source.lot_id
        WHERE injection.plan_id IN (SELECT value FROM json_each(?))
        AND injection.kind = 'exosome' AND injection.status IN ('given', 'partial')
        ORDER BY injection.given_on, injection.entry_id, injection_source.id""",
        [listed(plan_ids)],
    )
    found: dict[str, dict[str, tuple[date, list[LotFact]]]] = defaultdict(dict)
    for plan_id, entry_id, given_on, source_id, expires_on, recalled_on in rows:
        _, lots = found[plan_id].setdefault(entry_id, (date.fromisoformat(given_on), []))
        if source_id is not None:
            lots.append(LotFact(expiry=day_or_none(expires_on), recalled_on=day_or_none(recalled_on)))
    return dict(found)


def scores(record: Reader, plan_ids: Sequence[str]) -> dict[str, list[ScoreFact]]:
    """Average pain with the global change of the same occasion, by plan, in order of entry."""
    rows = record.read(
        """SELECT plan_id, occasion_id, instrument, scored_on, score FROM score_now
        WHERE plan_id IN (SELECT value FROM json_each(?)) AND instrument IN (?, ?)
        ORDER BY scored_on, entered_at, id""",
        [listed(plan_ids), Instrument.PAIN_AVERAGE.value, Instrument.PGIC.value],
    )
    change = {(row[0], row[1], row[3]): int(Decimal(row[4])) for row in rows if row[2] == Instrument.PGIC}
    return grouped(
        (
            plan_id,
            ScoreFact(
                on=date.fromisoformat(scored_on),
                nrs=int(Decimal(score)),
                pgic=change.get((plan_id, occasion_id, scored_on)),
            ),
        )
        for plan_id, occasion_id, instrument, scored_on, score in rows
        if instrument == Instrument.PAIN_AVERAGE
    )


def baselines(record: Reader, plan_ids: Sequence[str]) -> dict[str, Baseline]:
    """The start value given by hand last, by plan."""
    rows = record.read(
        """SELECT plan_id, baseline_on, nrs FROM baseline_by_hand
        WHERE plan_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL ORDER BY entered_at, id""",
        [listed(plan_ids)],
    )
    return {plan_id: Baseline(on=date.fromisoformat(day), nrs=nrs) for plan_id, day, nrs in rows}


def contacts(record: Reader, person: Mapping[str, str]) -> dict[str, list[date]]:
    """Days on which somebody was reached or seen, by person: visits of every kind, calls that reached, phone notes."""
    charts = listed(person)
    rows = record.read(
        """SELECT patient_id, visited_on FROM visit_now WHERE patient_id IN (SELECT value FROM json_each(?1))
        UNION ALL
        SELECT patient_id, called_on FROM call_attempt
        WHERE patient_id IN (SELECT value FROM json_each(?1)) AND result = 'reached' AND withdrawn_on IS NULL
        UNION ALL
        SELECT patient_id, called_on FROM phone_note
        WHERE patient_id IN (SELECT value FROM json_each(?1)) AND withdrawn_on IS NULL""",
        [charts],
    )
    return grouped((person[patient_id], date.fromisoformat(day)) for patient_id, day in rows)


def appointments(record: Reader, person: Mapping[str, str]) -> dict[str, list[tuple[str | None, date]]]:
    """Booked days with the plan that they name, by person; not those for a follow-up, at which no dose is given."""
    rows = record.read(
        """SELECT patient_id, plan_id, substr(starts_at, 1, 10) FROM appointment
        WHERE patient_id IN (SELECT value FROM json_each(?)) AND status NOT IN ('cancelled', 'no_show')
        AND serves IS NOT 'follow_up' ORDER BY starts_at""",
        [listed(person)],
    )
    return grouped((person[patient_id], (plan_id, date.fromisoformat(day))) for patient_id, plan_id, day in rows)


def day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
