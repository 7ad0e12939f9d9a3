"""A page made as usual, or plain when a bug stands in the way: what was given and whom to call must reach paper."""

import logging
from collections.abc import Callable
from typing import TypeVar

from exodesk.documents.page import Document

PLAIN = "This page could not be made as usual, so it is plain. Nothing of the record is lost. Please tell us of it."

Usual = TypeVar("Usual")

_log = logging.getLogger(__name__)


def made_or_plain(
    what: str, make: Callable[[], Usual], plain: Callable[[], Document]
) -> tuple[Usual | Document, tuple[str, ...]]:
    """The page, and what the practitioner is told of it. `what` goes into the log, so it names no patient."""
    try:
        return make(), ()
    except Exception as error:  # noqa: BLE001  # a bug in a page must not keep from paper what was given to somebody
        _log.error("page %s: %s", what, type(error).__name__)
        return plain(), (PLAIN,)
