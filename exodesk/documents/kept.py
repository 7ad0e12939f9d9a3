"""A document as it is kept in the record: packed small when it is printed, and read back as it was."""

import json
import zlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

from exodesk.core.records.patient import Language
from exodesk.documents.html import Markup
from exodesk.documents.page import Block, Document, Footer
from exodesk.documents.wording import CLINICAL, ENGLISH, SPANISH

FORMAT = 1
_FOOTERS = {"en": ENGLISH, "es": SPANISH, "clinical": CLINICAL}


def packed(document: Document) -> bytes:
    """The page without its style: HTML, what is never cut, and what stands at its foot."""
    footer = document.footer
    content = {
        "format": FORMAT,
        "title": document.title,
        "name": document.name,
        "header": asdict(document.header),
        "blocks": [asdict(block) for block in document.blocks],
        "printed_at": footer.printed_at.isoformat(),
        "visit_hash": footer.visit_hash,
        "audit_head": footer.audit_head,
        "words": next(name for name, words in _FOOTERS.items() if words is footer.words),
        "marks": document.marks,
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, sort_keys=True).encode(), 9)


def unpacked(content: bytes) -> Document:
    found: dict[str, Any] = json.loads(zlib.decompress(content))
    return Document(
        title=found["title"],
        name=found["name"],
        header=Markup(**found["header"]),
        blocks=tuple(Block(**each | {"markup": Markup(**each["markup"])}) for each in found["blocks"]),
        footer=Footer(
            printed_at=datetime.fromisoformat(found["printed_at"]),
            visit_hash=found["visit_hash"],
            audit_head=found["audit_head"],
            words=_FOOTERS[found["words"]],
        ),
        marks=tuple(found["marks"]),
    )


def language_of_page(document: Document) -> Language:
    return document.footer.words.language
