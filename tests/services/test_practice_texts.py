"""Texts that the practice writes for printed pages."""

import pytest

from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.services.practice_texts import reset_text, save_text
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile

PLACE, EN = TextPlace.NEXT_DAYS, Language.ENGLISH


def a_text(record: RecordFile, text: str = "Rest today.") -> PracticeText:
    return PracticeText(id=record.new_id(), place=PLACE, language=EN, text=text)


def in_use(record: RecordFile) -> list[str]:
    return [each.text for each in printed.texts(record)]


def test_a_text_is_kept_once_for_its_place_and_language(record: RecordFile) -> None:
    save_text(record, a_text(record))
    save_text(record, a_text(record, "Rest two days."))
    assert in_use(record) == ["Rest two days."]


def test_saving_is_undone_to_what_stood_there(record: RecordFile) -> None:
    first = save_text(record, a_text(record))
    second = save_text(record, a_text(record, "Rest two days."))
    assert first.undo
    assert second.undo
    second.undo(record)
    assert in_use(record) == ["Rest today."]
    first.undo(record)
    assert in_use(record) == []


def test_back_to_the_built_in_text_and_forth(record: RecordFile) -> None:
    save_text(record, a_text(record))
    back = reset_text(record, PLACE, EN)
    assert in_use(record) == []
    assert back.undo
    back.undo(record)
    assert in_use(record) == ["Rest today."]


def test_putting_back_what_was_never_written_does_nothing(record: RecordFile) -> None:
    head = record.head()
    assert reset_text(record, PLACE, EN).undo is None
    assert record.head() == head


def test_the_trail_keeps_every_text(record: RecordFile) -> None:
    save_text(record, a_text(record))
    save_text(record, a_text(record, "Rest two days."))
    reset_text(record, PLACE, EN)
    told = record.read("SELECT old, new FROM audit WHERE tbl = 'practice_text' ORDER BY seq")
    assert len(told) == 3
    assert "Rest today." in told[1]["old"]


def test_an_empty_text_and_one_that_cannot_be_printed_are_refused(record: RecordFile) -> None:
    with pytest.raises(InvalidRecord, match="Text is needed"):
        save_text(record, a_text(record, ""))
    with pytest.raises(InvalidRecord, match="There is no field"):
        save_text(record, a_text(record, "{x}"), Problem("text", "There is no field {x}."))
    assert in_use(record) == []
