"""The list of unsigned visits is what visits and signatures say, whatever was written in between."""

from dataclasses import replace
from datetime import timedelta

from exodesk.core.records.visit import AmendmentKind
from exodesk.storage import visits
from tests.storage.practice import DAY, Practice, ids


def said(practice: Practice) -> set[str]:
    """From the raw rows."""
    unsigned = "NOT EXISTS (SELECT 1 FROM signature WHERE visit_id = visit.entry_id)"
    return ids(practice.record, f"SELECT entry_id FROM visit WHERE {unsigned}")


def listed(practice: Practice) -> set[str]:
    return {visit.id for visit in visits.unsigned(practice.record)}


def test_a_visit_is_listed_from_its_beginning_to_its_first_signature(practice: Practice) -> None:
    first, second = practice.a_visit(), practice.a_visit()
    practice.add(first, second)
    assert listed(practice) == said(practice) == {first.id, second.id}
    practice.add(practice.a_signature(first))
    assert listed(practice) == said(practice) == {second.id}


def test_a_corrected_visit_does_not_come_back(practice: Practice) -> None:
    signed = practice.signed_visit()
    newer = practice.a_visit(entry_id=signed.visit.entry_id)
    correction = practice.an_amendment(
        signed.visit, AmendmentKind.CORRECTION, target_table="visit", target_id=signed.visit.id, replacement_id=newer.id
    )
    practice.add(correction, newer, practice.a_signature(signed.visit, 2))
    assert listed(practice) == said(practice) == set()


def test_the_visit_one_is_in_is_the_last_begun_of_the_day(practice: Practice) -> None:
    first = practice.a_visit()
    second = replace(practice.a_visit(), started_at=first.started_at + timedelta(minutes=5))
    practice.add(first, second)
    assert visits.last_unsigned_of(practice.record, DAY, second.started_at) == second
    practice.add(practice.a_signature(second))
    assert visits.last_unsigned_of(practice.record, DAY, second.started_at) == first


def test_after_the_clock_was_set_back_one_is_in_the_visit_that_is_begun_now(practice: Practice) -> None:
    before = practice.a_visit()
    now = replace(practice.a_visit(), started_at=before.started_at - timedelta(hours=1))
    practice.add(before)
    assert visits.last_unsigned_of(practice.record, DAY, now.started_at) == before
    practice.add(now)
    assert visits.last_unsigned_of(practice.record, DAY, now.started_at) == now
