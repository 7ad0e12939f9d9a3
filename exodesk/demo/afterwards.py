"""What came to light after signing, put right by the same services that a practitioner uses: amendments and merges."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle

from exodesk.core.errors import InvalidRecord
from exodesk.demo.cast import Part
from exodesk.demo.chronicle import Chronicle, Page
from exodesk.services import amend as services
from exodesk.services.patients import merge_patients
from exodesk.storage import patients
from exodesk.storage.recordfile import RecordFile


def merge(record: RecordFile, parts: Iterable[Part]) -> None:
    """Let the second charts of people count as part of their first."""
    for part in parts:
        if part.twin:
            kept, other = (patients.by_chart_no(record, each.number).id for each in (part.twin, part))
            merge_patients(record, kept, other, "The same person, entered twice")


def amend(record: RecordFile, chronicles: Iterable[Chronicle]) -> None:
    """One amendment each, of every kind in turn; to a consult only words are added."""
    acts = cycle((_addendum, _error, _exam, _volume, _score))
    for told in chronicles:
        signed = [page for page in told.pages if page.visit.visited_on < told.setting.last_day]
        injected = [page for page in signed if page.injections]
        if injected:
            next(acts)(record, injected[-1])
        elif signed:
            _addendum(record, signed[-1])


def _addendum(record: RecordFile, page: Page) -> None:
    text = "Called the next day: no fever, sore as expected."
    services.add_addendum(record, page.visit.entry_id, text, "Came in after signing")


def _exam(record: RecordFile, page: Page) -> None:
    services.correct_visit(
        record, replace(page.visit, exam="Mild effusion, 5 degrees short."), "Typed into the wrong line"
    )


def _score(record: RecordFile, page: Page) -> None:
    if not page.scores:
        _exam(record, page)
        return
    score = page.scores[0]
    services.correct_score(record, replace(score, score=(score.score + 1) % 11), "Misread on the sheet")


def _volume(record: RecordFile, page: Page) -> None:
    """Half of it; where so little would be asked twice, words are corrected instead."""
    given = page.injections[0]
    injection, sources = given.injection, [drawn.source for drawn in given.sources]
    less = (injection.volume_ul or 0) // 2
    after = replace(injection, volume_ul=less, discarded_ul=injection.discarded_ul + (injection.volume_ul or 0) - less)
    try:
        services.correct_injection(record, after, sources, "Half of it was left in the syringe")
    except InvalidRecord:
        _exam(record, page)


def _error(record: RecordFile, page: Page) -> None:
    services.enter_in_error(record, page.injections[-1].injection, "Entered for the wrong patient")
