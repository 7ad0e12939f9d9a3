"""Answers of the pause as records: what was asked, and that the answer was yes, now."""

from collections.abc import Iterable

from exodesk.core.records.injection import PauseAnswer, PauseAnswerCode, PauseItem
from exodesk.storage.recordfile import RecordFile


def yes_to(items: Iterable[PauseItem], injection_id: str, record: RecordFile) -> list[PauseAnswer]:
    return [
        PauseAnswer(
            id=record.new_id(),
            injection_id=injection_id,
            item=item,
            answer=PauseAnswerCode.YES,
            answered_at=record.now(),
        )
        for item in items
    ]
